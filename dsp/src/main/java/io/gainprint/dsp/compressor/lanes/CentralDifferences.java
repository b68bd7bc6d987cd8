package io.gainprint.dsp.compressor.lanes;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import java.util.Arrays;
import java.util.function.Supplier;

/// The Hessian from central differences of the exact gradient: two losses for each parameter, moved
/// either way, beside the one at the point.
///
/// ```
/// H_ij ≈ (L_i(θ + h e_j) − L_i(θ − h e_j)) / 2h          and the mean of (i, j) and (j, i)
/// ```
///
/// The steps are h = ε^(1/3) D = 6e-6 D with the machine epsilon ε = 2⁻⁵² and D the size of a
/// parameter: a neper (8.7 dB) for the levels, their own value for ratio and coefficients. In these
/// units truncation leaves h²/6 = 6e-12 of the third derivative of the gradient and rounding some
/// ε/h = 4e-11 of the terms that make up the gradient; at about this h the sum of the two is
/// smallest. The third derivative may be a hundred times the first, so that what remains is some
/// 1e-10 to 1e-9 of the Hessian, as long as no sample changes branch between the points. One that
/// does adds its share of the curvature that the Hessian at the point leaves out, spread over the
/// step; in a window of many seconds some do, and elements may be several percent apart.
///
/// Where a step would leave the range, a ratio of at least 1 or a coefficient of at most 1, both
/// points lie on the other side, at h and 2h, and the parabola through all three takes the place of
/// the line: of the same order, with an error of h²/3 in the place of h²/6.
///
/// Streams if the gradients do.
final class CentralDifferences implements LaneLoss {
  private static final int COUNT = CompressorCoefficients.COUNT;
  private static final double STEP = Math.cbrt(Math.ulp(1.0));
  private static final double NEPER = 1 / Decibels.KAPPA; // dB

  private final LaneLoss atPoint;
  private final LaneLoss[] first = new LaneLoss[COUNT];
  private final LaneLoss[] second = new LaneLoss[COUNT];

  // How far the parameter was moved for each, as it came out in floating point.
  private final double[] firstStep = new double[COUNT];
  private final double[] secondStep = new double[COUNT];

  /// Differences of such losses.
  ///
  /// @param gradients makes losses with a gradient, all alike; asked for 11
  CentralDifferences(Supplier<? extends LaneLoss> gradients) {
    atPoint = gradients.get();
    Arrays.setAll(first, j -> gradients.get());
    Arrays.setAll(second, j -> gradients.get());
  }

  @Override
  public int lanes() {
    return atPoint.lanes();
  }

  @Override
  public void begin(CompressorCoefficients theta) {
    atPoint.begin(theta);
    double[] sizes = {NEPER, theta.ratio(), theta.attack(), theta.release(), NEPER};
    double[] lowest = {Double.NEGATIVE_INFINITY, 1, 0, 0, Double.NEGATIVE_INFINITY};
    double[] highest = {Double.POSITIVE_INFINITY, Double.MAX_VALUE, 1, 1, Double.POSITIVE_INFINITY};
    double[] values = values(theta);
    for (int j = 0; j < COUNT; j++) {
      double h = STEP * sizes[j];
      double down = values[j] - h;
      double up = values[j] + h;
      if (down < lowest[j]) {
        down = values[j] + 2 * h;
      } else if (up > highest[j]) {
        up = values[j] - 2 * h;
      }
      firstStep[j] = down - values[j];
      secondStep[j] = up - values[j];
      first[j].begin(moved(values, j, down));
      second[j].begin(moved(values, j, up));
    }
  }

  private static double[] values(CompressorCoefficients theta) {
    return new double[] {
      theta.thresholdDb(), theta.ratio(), theta.attack(), theta.release(), theta.makeUpDb()
    };
  }

  private static CompressorCoefficients moved(double[] values, int j, double to) {
    double[] v = values.clone();
    v[j] = to;
    return new CompressorCoefficients(v[0], v[1], v[2], v[3], v[4]);
  }

  @Override
  public void accumulate(LaneSignals signals, int from, int rows, double[] weights) {
    atPoint.accumulate(signals, from, rows, weights);
    for (int j = 0; j < COUNT; j++) {
      first[j].accumulate(signals, from, rows, weights);
      second[j].accumulate(signals, from, rows, weights);
    }
  }

  @Override
  public double value(int lane) {
    return atPoint.value(lane);
  }

  @Override
  public double gradient(int lane, int i) {
    return atPoint.gradient(lane, i);
  }

  @Override
  public Derivatives derivatives(int lane) {
    Derivatives d = atPoint.derivatives(lane);
    double[] gradient = new double[COUNT];
    double[] gaussNewton = new double[LaneSums.triangle(COUNT)];
    double[] hessian = new double[LaneSums.triangle(COUNT)];
    for (int i = 0; i < COUNT; i++) {
      gradient[i] = d.gradient(i);
      for (int j = 0; j <= i; j++) {
        gaussNewton[Derivatives.packed(i, j)] = d.gaussNewton(i, j);
        hessian[Derivatives.packed(i, j)] = 0.5 * (difference(lane, i, j) + difference(lane, j, i));
      }
    }
    return Derivatives.of(d.value(), gradient, gaussNewton, hessian);
  }

  /// The slope at 0 of the parabola through L_i at 0, a and b, moved along j; for b = −a it is that
  /// of the line through the outer two.
  private double difference(int lane, int i, int j) {
    double a = firstStep[j];
    double b = secondStep[j];
    double atZero = atPoint.gradient(lane, i);
    double fromA = (first[j].gradient(lane, i) - atZero) / a;
    double fromB = (second[j].gradient(lane, i) - atZero) / b;
    return (b * fromA - a * fromB) / (b - a);
  }
}
