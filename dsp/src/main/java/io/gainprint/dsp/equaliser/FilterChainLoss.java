package io.gainprint.dsp.equaliser;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.CompressorLoss.Order;
import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.dsp.filter.PreEmphasis;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The weighted squared error of a filter chain's pre-emphasised output, with its exact derivatives
/// in the parameters of its designs, in one pass.
///
/// ```
/// L(θ) = Σ w[n] r[n]²          r = P(H_J … H_1 x) − P(t)
///
/// L_θ = 2 Σ w r y_θ          G_θφ = 2 Σ w y_θ y_φ          H_θφ = G_θφ + 2 Σ w r y_θφ
/// ```
///
/// Fed with a recording in blocks of any size, it accumulates the value and, if asked, gradient,
/// Gauss-Newton matrix and Hessian, in constant memory. P commutes with the chain, so x and t pass
/// it once and y = H_J … H_1 P x is pre-emphasised already. The derivatives y_θ and y_θφ of y are
/// filtered sounds, see the package; of the second ones only their products with w r are formed. A
/// chain of J sections takes J (J + 1)/2 filters and J divisions by A for the first derivatives.
///
/// The parameters are those of the first section, then those of the next, and so on. An overall
/// gain is a [GainDesign] as last section. Filters start at rest. Not thread-safe; [#accumulate]
/// allocates nothing.
///
/// Source: arXiv 2511.14390 for derivatives of filters by filters; the rest is in the package.
public final class FilterChainLoss {
  /// With four sections of order 2 and a gain, 44 sounds of 66 doubles are 23 KB of a first-level
  /// cache of 32 KB while a gradient is taken.
  private static final int BLOCK = 64;

  private final Order order;
  private final int lead; // samples of the past in front of each block
  private final @Nullable PreEmphasis soundFilter;
  private final @Nullable PreEmphasis targetFilter;
  private final Cascade chain;
  private final SectionTangents[] tangents;
  private final ResidualPart[] residualParts;
  private final int[] firstParameter; // by section
  private final double[][] yFirst; // by parameter: y_θ, which its section writes

  // One block of every sound, from lead on.
  private final double[] sound;
  private final double[] target;
  private final double[] weight;
  private final double[] y;
  private final double[] weightedResidual;
  private final double[] weighted;

  // All but the value without their factor of 2.
  private double sumValue;
  private final double[] sumGradient;
  private final double[] sumGaussNewton;

  /// A loss of nothing yet, with pre-emphasis, and filters at rest.
  ///
  /// @param sections the chain at the point θ, in the order in which the sound passes
  /// @param pole pole ρ of the pre-emphasis filter, see [PreEmphasis#poleAt]
  /// @param order what to compute
  /// @throws IllegalArgumentException if a section is not stable or the pole is out of range
  public FilterChainLoss(List<DesignedSection> sections, double pole, Order order) {
    this(sections, new PreEmphasis(pole), new PreEmphasis(pole), order);
  }

  /// A loss of nothing yet, without pre-emphasis, and filters at rest.
  ///
  /// @param sections the chain at the point θ, in the order in which the sound passes
  /// @param order what to compute
  /// @throws IllegalArgumentException if a section is not stable
  public FilterChainLoss(List<DesignedSection> sections, Order order) {
    this(sections, null, null, order);
  }

  private FilterChainLoss(
      List<DesignedSection> sections,
      @Nullable PreEmphasis soundFilter,
      @Nullable PreEmphasis targetFilter,
      Order order) {
    this.order = order;
    this.soundFilter = soundFilter;
    this.targetFilter = targetFilter;
    List<FilterCoefficients> filters =
        sections.stream().map(DesignedSection::coefficients).toList();
    requireStable(filters);
    lead = filters.stream().mapToInt(FilterCoefficients::order).max().orElse(0);
    chain = new Cascade(filters, 0, lead, BLOCK);

    boolean isFirst = order != Order.VALUE;
    tangents = new SectionTangents[isFirst ? sections.size() : 0];
    firstParameter = new int[tangents.length + 1];
    for (int i = 0; i < tangents.length; i++) {
      tangents[i] = new SectionTangents(filters, i, sections.get(i), lead, BLOCK);
      firstParameter[i + 1] = firstParameter[i] + tangents[i].count();
    }
    int count = firstParameter[tangents.length];
    yFirst = new double[count][];
    for (int i = 0; i < tangents.length; i++) {
      for (int k = 0; k < tangents[i].count(); k++) {
        yFirst[firstParameter[i] + k] = tangents[i].output(k);
      }
    }
    boolean isSecond = order == Order.HESSIAN;
    residualParts = new ResidualPart[isSecond ? triangle(tangents.length) : 0];
    for (int j = 0; isSecond && j < tangents.length; j++) {
      for (int i = 0; i < j; i++) {
        residualParts[Derivatives.packed(i, j)] =
            new CrossResidualPart(filters, tangents[i], tangents[j], lead, BLOCK);
      }
      residualParts[Derivatives.packed(j, j)] =
          new OwnResidualPart(sections.get(j), tangents[j], lead, BLOCK);
    }

    sound = new double[lead + BLOCK];
    target = new double[lead + BLOCK];
    weight = new double[lead + BLOCK];
    y = new double[lead + BLOCK];
    weightedResidual = new double[lead + BLOCK];
    weighted = new double[lead + BLOCK];
    sumGradient = new double[count];
    sumGaussNewton = new double[triangle(count)];
  }

  private static void requireStable(List<FilterCoefficients> filters) {
    for (int i = 0; i < filters.size(); i++) {
      if (!filters.get(i).isStable()) {
        throw new IllegalArgumentException(
            "section " + i + " must have its poles inside the unit circle: " + filters.get(i));
      }
    }
  }

  /// Adds a block; state carries over to the next one.
  ///
  /// @param x dry signal
  /// @param t target, not yet pre-emphasised
  /// @param w weights, ≥ 0; 0 leaves a sample out of the sums but not out of the filters
  /// @param offset first sample of the block in each of the three
  /// @param length samples, ≥ 0
  public void accumulate(double[] x, double[] t, double[] w, int offset, int length) {
    for (int done = 0; done < length; done += BLOCK) {
      int part = Math.min(BLOCK, length - done);
      System.arraycopy(w, offset + done, weight, lead, part);
      add(x, t, offset + done, part);
    }
  }

  /// Adds a block whose samples have all the same weight; state carries over to the next one.
  ///
  /// @param x dry signal
  /// @param t target, not yet pre-emphasised
  /// @param w weight, ≥ 0; 0 leaves the block out of the sums but not out of the filters
  /// @param offset first sample of the block in both
  /// @param length samples, ≥ 0
  public void accumulate(double[] x, double[] t, double w, int offset, int length) {
    for (int done = 0; done < length; done += BLOCK) {
      int part = Math.min(BLOCK, length - done);
      Arrays.fill(weight, lead, lead + part, w);
      add(x, t, offset + done, part);
    }
  }

  /// Adds a block of which the weights are there.
  private void add(double[] x, double[] t, int offset, int length) {
    emphasise(soundFilter, x, offset, sound, length);
    emphasise(targetFilter, t, offset, target, length);
    chain.run(sound, y, length);
    compare(length);
    if (order != Order.VALUE) {
      runFirstOrder(length);
    }
    for (ResidualPart part : residualParts) {
      part.run(weightedResidual, length);
    }

    chain.carry(length);
    for (SectionTangents section : tangents) {
      section.carry(length);
    }
    for (ResidualPart part : residualParts) {
      part.carry(length);
    }
  }

  private void emphasise(
      @Nullable PreEmphasis filter, double[] in, int offset, double[] out, int length) {
    if (filter == null) {
      System.arraycopy(in, offset, out, lead, length);
    } else {
      filter.process(in, offset, out, lead, length);
    }
  }

  private void compare(int length) {
    double value = sumValue;
    for (int n = lead; n < lead + length; n++) {
      double r = y[n] - target[n];
      double wr = weight[n] * r;
      weightedResidual[n] = wr;
      value += wr * r;
    }
    sumValue = value;
  }

  private void runFirstOrder(int length) {
    for (SectionTangents section : tangents) {
      section.run(chain, y, length);
    }
    Kernels.products(weightedResidual, yFirst, yFirst.length, sumGradient, 0, lead, length);
    for (int i = 0; i < yFirst.length; i++) {
      double[] yi = yFirst[i];
      for (int n = lead; n < lead + length; n++) {
        weighted[n] = weight[n] * yi[n];
      }
      Kernels.products(weighted, yFirst, i + 1, sumGaussNewton, triangle(i), lead, length);
    }
  }

  /// The loss so far.
  ///
  /// @return Σ w r²
  public double value() {
    return sumValue;
  }

  /// Value and derivatives so far, with respect to the parameters of all sections.
  ///
  /// @return the derivatives; with a Hessian if the order is the one that asks for it
  /// @throws IllegalStateException if only the value was asked for
  public Derivatives derivatives() {
    if (order == Order.VALUE) {
      throw new IllegalStateException("derivatives were not asked for");
    }
    double[] hessian = null;
    if (order == Order.HESSIAN) {
      hessian = sumGaussNewton.clone();
      for (int j = 0; j < tangents.length; j++) {
        for (int i = 0; i <= j; i++) {
          addResidualPart(hessian, i, j);
        }
      }
    }
    Derivatives halves = Derivatives.of(sumValue / 2, sumGradient, sumGaussNewton, hessian);
    return halves.times(2);
  }

  private void addResidualPart(double[] hessian, int i, int j) {
    ResidualPart part = residualParts[Derivatives.packed(i, j)];
    for (int l = 0; l < tangents[j].count(); l++) {
      int end = i == j ? l + 1 : tangents[i].count();
      for (int k = 0; k < end; k++) {
        hessian[Derivatives.packed(firstParameter[i] + k, firstParameter[j] + l)] += part.sum(k, l);
      }
    }
  }

  private static int triangle(int n) {
    return n * (n + 1) / 2;
  }
}
