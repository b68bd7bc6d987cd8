package io.gainprint.dsp.compressor.lanes;

import static io.gainprint.dsp.compressor.lanes.ProductSums.AA;
import static io.gainprint.dsp.compressor.lanes.ProductSums.AR;
import static io.gainprint.dsp.compressor.lanes.ProductSums.PAIRS;
import static io.gainprint.dsp.compressor.lanes.ProductSums.PRODUCTS;
import static io.gainprint.dsp.compressor.lanes.ProductSums.R;
import static io.gainprint.dsp.compressor.lanes.ProductSums.RR;
import static io.gainprint.dsp.compressor.lanes.ProductSums.SA;
import static io.gainprint.dsp.compressor.lanes.ProductSums.SIGNALS;
import static io.gainprint.dsp.compressor.lanes.ProductSums.SR;
import static io.gainprint.dsp.compressor.lanes.ProductSums.SS;
import static io.gainprint.dsp.compressor.lanes.ProductSums.UA;
import static io.gainprint.dsp.compressor.lanes.ProductSums.UR;
import static io.gainprint.dsp.compressor.lanes.ProductSums.Z;
import static io.gainprint.dsp.compressor.lanes.ProductSums.ZA;
import static io.gainprint.dsp.compressor.lanes.ProductSums.ZR;
import static io.gainprint.dsp.compressor.lanes.ProductSums.ZS;
import static io.gainprint.dsp.compressor.lanes.ProductSums.ZU;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorLoss.Order;
import io.gainprint.dsp.compressor.SwitchingTerm;
import io.gainprint.dsp.filter.PreEmphasis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The loss with its exact derivatives on the vector unit, in one pass and constant memory: first
/// sensitivities run forward, and an adjoint that lives for one block of rows does what ten second
/// sensitivities would.
///
/// *First order.* With δ = κ (T − X) where X > T, else 0, the static gain is f = exp(s δ). Four
/// sensitivities of the gain are run, driven by
///
/// ```
/// s_u = c f [X > T]      s_s = c δ f      s_A = [attack] e      s_R = [release] e      e = f − g⁻
/// ```
///
/// where u stands for the threshold in units of its effect, g_T = κ s g_u. Filtered, they are z_i =
/// P(m g_i x); all products that gradient and Gauss-Newton matrix need are those of the six signals
/// r, z, z_u, z_s, z_A, z_R.
///
/// *Second order.* Because f_TT = κ s f_T and `f_Ts = κ f [X > T] + κ s f_s`, and since the
/// sensitivities to T and s run the same recursion,
///
/// ```
/// g_TT = κ s g_T          g_Ts = κ g_u + κ s g_s
/// ```
///
/// come for nothing. Eight pairs are left: ss, uA, uR, sA, sR, AA, RR, AR. Of each, the Hessian
/// needs only one number, Σ w r z_ij. Over a block of N rows that, and the states that z_ij leaves
/// behind, are linear in the source s_ij and in the states before it, h = g_ij and q, the state of
/// the filter:
///
/// ```
/// Σ r z_ij = Σ λ[n] s_ij[n] + (1 − c[0]) λ[0] h + μ[0] q
/// q′       = Σ φ[n] s_ij[n] + (1 − c[0]) φ[0] h + ρᴺ q
/// h′       = Σ ψ[n] s_ij[n] + (1 − c[0]) ψ[0] h
/// ```
///
/// with weights that are the same for all pairs and run backwards through the block,
///
/// ```
/// μ[n] = r[n] + ρ μ[n+1]          v[n] = r[n] + (ρ − 1) μ[n+1]
/// λ[n] = m x[n] v[n] + (1 − c[n+1]) λ[n+1]
/// φ[n] = m x[n] (ρ − 1) ρᴺ⁻¹⁻ⁿ + (1 − c[n+1]) φ[n+1]          ψ[n] = (1 − c[n+1]) ψ[n+1], ψ[N−1] = 1
/// ```
///
/// Weights of single samples are a matter of [SampleWeights], the curvature of switches of
/// [SwitchingCurvature]: stages that are there where they are asked for.
///
/// A block has one weight w for all rows of a lane, with which its sums are multiplied at its end.
/// The filter is in its transposed form, `z[n] = y[n] + q[n−1]`, `q[n] = ρ z[n] − y[n]`. The
/// residual is that of one filter: r = P(y − wet).
///
/// Each stage is a short loop over a block that stays in the first-level cache, and calls nothing
/// but the Vector API. Stages are called through an interface, and there are four or more of them,
/// so that the compiler keeps the loops apart: in one large loop vectors would not fit the
/// registers and, where it gives up inlining, would be objects on the heap. The level is that of
/// [LaneSignals]; nothing is allocated while rows are added.
///
/// *Cost.* A row of all lanes takes some 100 multiplications and multiply-adds (static curve 16,
/// sensitivities 24, products 21, adjoint 7, weighting 27, the block's ends, shared by its rows,
/// 5), half as many additions, comparisons and blends, 45 loads and 20 stores; its value alone some
/// 22, 15, 5 and 2. With one multiply-add a cycle, as where 512 bits are two passes of 256, that is
/// 12.5 cycles for a sample of 8 lanes at least.
///
/// Source: arXiv 2509.10706 for the loss; the block-wise adjoint by summation by parts.
final class BlockAdjointLoss implements LaneLoss {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));
  private static final int LANES = SPECIES.length();

  /// Rows in a block: 19 signals of 24 rows of 8 lanes fill a first-level cache of 32 KB. No power
  /// of two: every few signals would then lie 4 KB apart, and loads wait for stores to another.
  static final int BLOCK = 24;

  /// Rows between two looks for states that have decayed beyond sight.
  private static final int ROWS_BETWEEN_FLUSHES = 2048;

  /// One step of the way through a block.
  interface Stage {
    void run(LaneSignals signals, int row, int rows);
  }

  private final Order order;
  final double pole;
  private final Stage[] plainStages;
  private final Stage[] switchingStages;
  private final Stage[] weightedStages;
  private final Stage[] weightedSwitchingStages;
  private final SwitchingCurvature switching = new SwitchingCurvature(this);
  private final SampleWeights sampleWeights = new SampleWeights(this);
  private boolean hasSwitching;

  /// ρⁿ.
  final double[] polePower = new double[BLOCK + 1];

  private CompressorCoefficients coefficients = new CompressorCoefficients(0, 1, 1, 1, 0);
  private double threshold; // κT, nepers
  private double slope;
  double attack;
  double release;
  double makeUp;

  // One block of every signal, row by row.
  final double[] staticGain = newSignal(BLOCK); // f
  private final double[] overshoot = newSignal(BLOCK); // δ
  final double[] error = newSignal(BLOCK); // e
  private final double[] decay = newSignal(BLOCK); // 1 − c
  final double[] errorU = newSignal(BLOCK); // f [X > T] − g_u⁻
  final double[] errorS = newSignal(BLOCK); // δ f − g_s⁻
  private final double[] sourceSS = newSignal(BLOCK); // c δ² f
  final double[] gainA = newSignal(BLOCK + 1); // g_A⁻, so g_A is a row further
  final double[] gainR = newSignal(BLOCK + 1); // g_R⁻
  private final double[] sound = newSignal(BLOCK); // m x
  final double[] residual = newSignal(BLOCK); // r
  final double[] z = newSignal(BLOCK);
  final double[] zU = newSignal(BLOCK);
  final double[] zS = newSignal(BLOCK);
  final double[] zA = newSignal(BLOCK);
  final double[] zR = newSignal(BLOCK);
  final double[] lambda = newSignal(BLOCK);
  final double[] phi = newSignal(BLOCK);
  final double[] psi = newSignal(BLOCK);

  // What the weights make of the block's sources, and of the states before it.
  private final double[] byLambda = newSignal(PAIRS);
  private final double[] byPhi = newSignal(PAIRS);
  private final double[] byPsi = newSignal(PAIRS);
  final double[] entering = newSignal(4); // μ[0] and (1 − c[0]) times λ[0], φ[0], ψ[0]
  final double[] blockProducts = newSignal(PRODUCTS);

  // States between blocks.
  final double[] gains = newSignal(5); // g, g_u, g_s, g_A, g_R
  final double[] filters = newSignal(SIGNALS);
  private final double[] secondGains = newSignal(PAIRS);
  private final double[] secondFilters = newSignal(PAIRS);

  private int rowsSinceFlush;

  final double[] weights = newSignal(1);
  private final ProductSums sums = new ProductSums(LANES);

  /// A loss at rest at a point that is of no use: call [#begin].
  ///
  /// @param pole pole ρ of the pre-emphasis filter, in `[0, 1)`
  /// @param order what to compute
  BlockAdjointLoss(double pole, Order order) {
    new PreEmphasis(pole); // refuses a pole out of range
    this.order = order;
    this.pole = pole;
    plainStages = stages(false, false);
    switchingStages = stages(false, true);
    weightedStages = stages(true, false);
    weightedSwitchingStages = stages(true, true);
    polePower[0] = 1;
    for (int n = 1; n <= BLOCK; n++) {
      polePower[n] = pole * polePower[n - 1];
    }
  }

  private Stage[] stages(boolean isWeighted, boolean withSwitching) {
    List<Stage> way = new ArrayList<>();
    way.add(this::bend);
    if (order == Order.VALUE) {
      way.add(isWeighted ? sampleWeights::compare : this::compare);
      way.add(this::addProducts);
    } else {
      way.add(this::runSensitivities);
      if (isWeighted) {
        way.add(sampleWeights::weighSignals);
      }
      way.add(this::sumErrorProducts);
      way.add(this::sumProducts);
      way.add(this::addProducts);
    }
    if (order == Order.HESSIAN) {
      if (isWeighted) {
        way.add(sampleWeights::weighResidual);
      }
      way.add(this::runAdjoint);
      way.add((_, _, rows) -> weigh(lambda, byLambda, rows));
      way.add((_, _, rows) -> weigh(phi, byPhi, rows));
      way.add((_, _, rows) -> weigh(psi, byPsi, rows));
      way.add(this::passBlock);
    }
    if (withSwitching) {
      Collections.addAll(way, switching.stages());
    }
    way.add(this::flush);
    return way.toArray(Stage[]::new);
  }

  private static double[] newSignal(int rows) {
    return new double[rows * LANES];
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void begin(CompressorCoefficients at) {
    coefficients = at;
    threshold = Decibels.KAPPA * at.thresholdDb();
    slope = at.slope();
    attack = at.attack();
    release = at.release();
    makeUp = at.makeUpFactor();
    Arrays.fill(gains, 0);
    Arrays.fill(filters, 0);
    Arrays.fill(secondGains, 0);
    Arrays.fill(secondFilters, 0);
    sums.clear();
    Arrays.fill(gains, 0, LANES, 1);
    rowsSinceFlush = 0;
    hasSwitching = false;
  }

  @Override
  public void begin(CompressorCoefficients at, SwitchingTerm term) {
    if (order != Order.HESSIAN) {
      throw new UnsupportedOperationException("switches have a part in the Hessian alone");
    }
    begin(at);
    switching.begin(at, term);
    hasSwitching = true;
  }

  @Override
  public void accumulate(LaneSignals signals, int from, int rows, double[] weightsOfLanes) {
    signals.require(LANES, from, rows, weightsOfLanes);
    System.arraycopy(weightsOfLanes, 0, weights, 0, LANES);
    Stage[] stages =
        signals.isWeighted()
            ? hasSwitching ? weightedSwitchingStages : weightedStages
            : hasSwitching ? switchingStages : plainStages;
    for (int done = 0; done < rows; done += BLOCK) {
      int part = Math.min(BLOCK, rows - done);
      for (Stage stage : stages) {
        stage.run(signals, from + done, part);
      }
    }
  }

  /// Now and then zeroes states that have decayed beyond sight: silence would run on slow denormal
  /// numbers.
  private void flush(LaneSignals signals, int row, int rows) {
    rowsSinceFlush += rows;
    if (rowsSinceFlush < ROWS_BETWEEN_FLUSHES) {
      return;
    }
    rowsSinceFlush = 0;
    flush(gains);
    flush(filters);
    flush(secondGains);
    flush(secondFilters);
    switching.flush();
  }

  static void flush(double[] states) {
    for (int i = 0; i < states.length; i++) {
      if (Math.abs(states[i]) < PreEmphasis.INAUDIBLE) {
        states[i] = 0;
      }
    }
  }

  @Override
  public double value(int lane) {
    Objects.checkIndex(lane, LANES);
    return sums.value(lane);
  }

  @Override
  public double gradient(int lane, int i) {
    Objects.checkIndex(lane, LANES);
    requireDerivatives();
    return sums.gradient(coefficients, lane, i);
  }

  @Override
  public Derivatives derivatives(int lane) {
    Objects.checkIndex(lane, LANES);
    requireDerivatives();
    Derivatives exact = sums.derivatives(coefficients, lane, order == Order.HESSIAN);
    return hasSwitching ? exact.plus(switching.derivatives(lane)) : exact;
  }

  private void requireDerivatives() {
    if (order == Order.VALUE) {
      throw new IllegalStateException("derivatives were not asked for");
    }
  }

  /// The static curve:
  ///
  /// ```
  /// δ = min(0, κT − κX)          f = exp(s δ)
  /// ```
  ///
  /// The exponential is [VectorExp]'s, written out: no call may be left in a loop over vectors, or
  /// they are handed over on the heap. Minimum and maximum of vectors also sort out NaN and −0,
  /// which takes several times as long as comparing and blending.
  private void bend(LaneSignals signals, int row, int rows) {
    double[] level = signals.level();
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector log2E = DoubleVector.broadcast(SPECIES, VectorExp.LOG2_E);
    DoubleVector rounder = DoubleVector.broadcast(SPECIES, VectorExp.ROUNDER);
    DoubleVector ln2High = DoubleVector.broadcast(SPECIES, -VectorExp.LN2_HIGH);
    DoubleVector ln2Low = DoubleVector.broadcast(SPECIES, -VectorExp.LN2_LOW);
    DoubleVector knee = DoubleVector.broadcast(SPECIES, threshold);
    for (int n = 0; n < rows; n++) {
      int i = n * LANES;
      DoubleVector d = knee.sub(DoubleVector.fromArray(SPECIES, level, (row + n) * LANES));
      d = zero.blend(d, d.compare(VectorOperators.LT, 0.0));
      d.intoArray(overshoot, i);
      DoubleVector v = d.mul(slope);
      v = v.blend(VectorExp.LOWEST, v.compare(VectorOperators.LT, VectorExp.LOWEST));
      DoubleVector power = v.fma(log2E, rounder);
      DoubleVector whole = power.sub(rounder);
      DoubleVector r = whole.fma(ln2Low, whole.fma(ln2High, v));
      DoubleVector f = DoubleVector.broadcast(SPECIES, VectorExp.P11);
      f = f.fma(r, DoubleVector.broadcast(SPECIES, VectorExp.P10));
      f = f.fma(r, DoubleVector.broadcast(SPECIES, VectorExp.P9));
      f = f.fma(r, DoubleVector.broadcast(SPECIES, VectorExp.P8));
      f = f.fma(r, DoubleVector.broadcast(SPECIES, VectorExp.P7));
      f = f.fma(r, DoubleVector.broadcast(SPECIES, VectorExp.P6));
      f = f.fma(r, DoubleVector.broadcast(SPECIES, VectorExp.P5));
      f = f.fma(r, DoubleVector.broadcast(SPECIES, VectorExp.P4));
      f = f.fma(r, DoubleVector.broadcast(SPECIES, VectorExp.P3));
      f = f.fma(r, DoubleVector.broadcast(SPECIES, 0.5));
      f = f.fma(r, DoubleVector.broadcast(SPECIES, 1));
      f = f.fma(r, DoubleVector.broadcast(SPECIES, 1));
      f =
          power
              .reinterpretAsLongs()
              .lanewise(VectorOperators.LSHL, VectorExp.EXPONENT)
              .add(f.reinterpretAsLongs())
              .reinterpretAsDoubles();
      f.intoArray(staticGain, i);
    }
  }

  /// The value alone; operation by operation what the other stages compute.
  private void compare(LaneSignals signals, int row, int rows) {
    float[] dry = signals.dry();
    float[] wet = signals.wet();
    DoubleVector g = DoubleVector.fromArray(SPECIES, gains, 0);
    DoubleVector q = DoubleVector.fromArray(SPECIES, filters, R * LANES);
    DoubleVector sum = DoubleVector.zero(SPECIES);
    DoubleVector onAttack = DoubleVector.broadcast(SPECIES, attack);
    DoubleVector onRelease = DoubleVector.broadcast(SPECIES, release);
    DoubleVector rho = DoubleVector.broadcast(SPECIES, pole);
    for (int n = 0; n < rows; n++) {
      int i = (row + n) * LANES;
      DoubleVector e = DoubleVector.fromArray(SPECIES, staticGain, n * LANES).sub(g);
      VectorMask<Double> isAttack = e.compare(VectorOperators.LT, 0);
      g = e.fma(onRelease, g).blend(e.fma(onAttack, g), isAttack);
      DoubleVector x =
          ((DoubleVector)
                  FloatVector.fromArray(FLOATS, dry, i)
                      .convertShape(VectorOperators.F2D, SPECIES, 0))
              .mul(makeUp);
      DoubleVector y =
          x.mul(g)
              .sub(
                  ((DoubleVector)
                      FloatVector.fromArray(FLOATS, wet, i)
                          .convertShape(VectorOperators.F2D, SPECIES, 0)));
      DoubleVector error = y.add(q);
      q = error.fma(rho, y.neg());
      sum = error.fma(error, sum);
    }
    g.intoArray(gains, 0);
    q.intoArray(filters, R * LANES);
    sum.intoArray(blockProducts, 0);
  }

  /// The gain and its sensitivities, and everything filtered:
  ///
  /// ```
  /// e = f − g⁻          g = g⁻ + c e
  /// g_u ← g_u + c (f [X > T] − g_u)          g_A ← (1 − c) g_A + [attack] e
  /// g_s ← g_s + c (δ f − g_s)                g_R ← (1 − c) g_R + [release] e
  /// z = P(m g x)          r = P(m g x − wet)          z_i = P(m g_i x)
  /// ```
  private void runSensitivities(LaneSignals signals, int row, int rows) {
    float[] dry = signals.dry();
    float[] wet = signals.wet();
    DoubleVector g = DoubleVector.fromArray(SPECIES, gains, 0);
    DoubleVector gU = DoubleVector.fromArray(SPECIES, gains, LANES);
    DoubleVector gS = DoubleVector.fromArray(SPECIES, gains, 2 * LANES);
    DoubleVector gA = DoubleVector.fromArray(SPECIES, gains, 3 * LANES);
    DoubleVector gR = DoubleVector.fromArray(SPECIES, gains, 4 * LANES);
    gA.intoArray(gainA, 0);
    gR.intoArray(gainR, 0);
    DoubleVector qResidual = DoubleVector.fromArray(SPECIES, filters, R * LANES);
    DoubleVector q = DoubleVector.fromArray(SPECIES, filters, Z * LANES);
    DoubleVector qU = DoubleVector.fromArray(SPECIES, filters, ZU * LANES);
    DoubleVector qS = DoubleVector.fromArray(SPECIES, filters, ZS * LANES);
    DoubleVector qA = DoubleVector.fromArray(SPECIES, filters, ZA * LANES);
    DoubleVector qR = DoubleVector.fromArray(SPECIES, filters, ZR * LANES);
    DoubleVector rho = DoubleVector.broadcast(SPECIES, pole);
    DoubleVector onAttack = DoubleVector.broadcast(SPECIES, attack);
    DoubleVector onRelease = DoubleVector.broadcast(SPECIES, release);
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    for (int n = 0; n < rows; n++) {
      int i = n * LANES;
      DoubleVector x =
          ((DoubleVector)
                  FloatVector.fromArray(FLOATS, dry, (row + n) * LANES)
                      .convertShape(VectorOperators.F2D, SPECIES, 0))
              .mul(makeUp);
      x.intoArray(sound, i);
      DoubleVector f = DoubleVector.fromArray(SPECIES, staticGain, i);
      DoubleVector e = f.sub(g);
      e.intoArray(error, i);
      VectorMask<Double> isAttack = e.compare(VectorOperators.LT, 0);
      g = e.fma(onRelease, g).blend(e.fma(onAttack, g), isAttack);
      DoubleVector y = x.mul(g);
      DoubleVector out = y.add(q);
      q = out.fma(rho, y.neg());
      out.intoArray(z, i);
      y =
          y.sub(
              ((DoubleVector)
                  FloatVector.fromArray(FLOATS, wet, (row + n) * LANES)
                      .convertShape(VectorOperators.F2D, SPECIES, 0)));
      out = y.add(qResidual);
      qResidual = out.fma(rho, y.neg());
      out.intoArray(residual, i);

      DoubleVector c = onRelease.blend(onAttack, isAttack);
      DoubleVector kept = one.sub(c);
      kept.intoArray(decay, i);
      DoubleVector attackError = DoubleVector.zero(SPECIES).blend(e, isAttack);
      gA = gA.fma(kept, attackError);
      gR = gR.fma(kept, e.sub(attackError));
      gA.intoArray(gainA, i + LANES);
      gR.intoArray(gainR, i + LANES);

      DoubleVector d = DoubleVector.fromArray(SPECIES, overshoot, i);
      DoubleVector fS = d.mul(f);
      d.mul(fS).mul(c).intoArray(sourceSS, i);
      DoubleVector fU = DoubleVector.zero(SPECIES).blend(f, d.compare(VectorOperators.LT, 0));
      DoubleVector eU = fU.sub(gU);
      DoubleVector eS = fS.sub(gS);
      eU.intoArray(errorU, i);
      eS.intoArray(errorS, i);
      gU = eU.fma(c, gU);
      gS = eS.fma(c, gS);

      y = x.mul(gU);
      out = y.add(qU);
      qU = out.fma(rho, y.neg());
      out.intoArray(zU, i);
      y = x.mul(gS);
      out = y.add(qS);
      qS = out.fma(rho, y.neg());
      out.intoArray(zS, i);
      y = x.mul(gA);
      out = y.add(qA);
      qA = out.fma(rho, y.neg());
      out.intoArray(zA, i);
      y = x.mul(gR);
      out = y.add(qR);
      qR = out.fma(rho, y.neg());
      out.intoArray(zR, i);
    }
    g.intoArray(gains, 0);
    gU.intoArray(gains, LANES);
    gS.intoArray(gains, 2 * LANES);
    gA.intoArray(gains, 3 * LANES);
    gR.intoArray(gains, 4 * LANES);
    qResidual.intoArray(filters, R * LANES);
    q.intoArray(filters, Z * LANES);
    qU.intoArray(filters, ZU * LANES);
    qS.intoArray(filters, ZS * LANES);
    qA.intoArray(filters, ZA * LANES);
    qR.intoArray(filters, ZR * LANES);
  }

  /// Σ w r z_i and Σ w z z_i, with r and z among the z_i.
  private void sumErrorProducts(LaneSignals signals, int row, int rows) {
    DoubleVector rr = DoubleVector.zero(SPECIES);
    DoubleVector rz = rr;
    DoubleVector ru = rr;
    DoubleVector rs = rr;
    DoubleVector ra = rr;
    DoubleVector rre = rr;
    DoubleVector zz = rr;
    DoubleVector zu = rr;
    DoubleVector zs = rr;
    DoubleVector za = rr;
    DoubleVector zre = rr;
    for (int n = 0; n < rows; n++) {
      int i = n * LANES;
      DoubleVector r = DoubleVector.fromArray(SPECIES, residual, i);
      DoubleVector out = DoubleVector.fromArray(SPECIES, z, i);
      DoubleVector u = DoubleVector.fromArray(SPECIES, zU, i);
      DoubleVector s = DoubleVector.fromArray(SPECIES, zS, i);
      DoubleVector a = DoubleVector.fromArray(SPECIES, zA, i);
      DoubleVector re = DoubleVector.fromArray(SPECIES, zR, i);
      rr = r.fma(r, rr);
      rz = r.fma(out, rz);
      ru = r.fma(u, ru);
      rs = r.fma(s, rs);
      ra = r.fma(a, ra);
      rre = r.fma(re, rre);
      zz = out.fma(out, zz);
      zu = out.fma(u, zu);
      zs = out.fma(s, zs);
      za = out.fma(a, za);
      zre = out.fma(re, zre);
    }
    rr.intoArray(blockProducts, 0);
    rz.intoArray(blockProducts, LANES);
    ru.intoArray(blockProducts, 2 * LANES);
    rs.intoArray(blockProducts, 3 * LANES);
    ra.intoArray(blockProducts, 4 * LANES);
    rre.intoArray(blockProducts, 5 * LANES);
    zz.intoArray(blockProducts, 6 * LANES);
    zu.intoArray(blockProducts, 7 * LANES);
    zs.intoArray(blockProducts, 8 * LANES);
    za.intoArray(blockProducts, 9 * LANES);
    zre.intoArray(blockProducts, 10 * LANES);
  }

  /// Σ w z_i z_j.
  private void sumProducts(LaneSignals signals, int row, int rows) {
    DoubleVector uu = DoubleVector.zero(SPECIES);
    DoubleVector us = uu;
    DoubleVector ua = uu;
    DoubleVector ur = uu;
    DoubleVector ss = uu;
    DoubleVector sa = uu;
    DoubleVector sr = uu;
    DoubleVector aa = uu;
    DoubleVector ar = uu;
    DoubleVector rr = uu;
    for (int n = 0; n < rows; n++) {
      int i = n * LANES;
      DoubleVector u = DoubleVector.fromArray(SPECIES, zU, i);
      DoubleVector s = DoubleVector.fromArray(SPECIES, zS, i);
      DoubleVector a = DoubleVector.fromArray(SPECIES, zA, i);
      DoubleVector r = DoubleVector.fromArray(SPECIES, zR, i);
      uu = u.fma(u, uu);
      us = u.fma(s, us);
      ua = u.fma(a, ua);
      ur = u.fma(r, ur);
      ss = s.fma(s, ss);
      sa = s.fma(a, sa);
      sr = s.fma(r, sr);
      aa = a.fma(a, aa);
      ar = a.fma(r, ar);
      rr = r.fma(r, rr);
    }
    uu.intoArray(blockProducts, 11 * LANES);
    us.intoArray(blockProducts, 12 * LANES);
    ua.intoArray(blockProducts, 13 * LANES);
    ur.intoArray(blockProducts, 14 * LANES);
    ss.intoArray(blockProducts, 15 * LANES);
    sa.intoArray(blockProducts, 16 * LANES);
    sr.intoArray(blockProducts, 17 * LANES);
    aa.intoArray(blockProducts, 18 * LANES);
    ar.intoArray(blockProducts, 19 * LANES);
    rr.intoArray(blockProducts, 20 * LANES);
  }

  /// The weights λ, φ, ψ, backwards, as in the class's comment.
  private void runAdjoint(LaneSignals signals, int row, int rows) {
    DoubleVector mu = DoubleVector.zero(SPECIES);
    DoubleVector l = mu;
    DoubleVector p = mu;
    DoubleVector keptNext = mu; // 1 − c[n+1]
    DoubleVector rho = DoubleVector.broadcast(SPECIES, pole);
    DoubleVector rhoLessOne = DoubleVector.broadcast(SPECIES, pole - 1);
    DoubleVector product = DoubleVector.broadcast(SPECIES, 1); // ψ
    DoubleVector impulse = rhoLessOne; // (ρ − 1) ρᴺ⁻¹⁻ⁿ
    for (int n = rows - 1; n >= 0; n--) {
      int i = n * LANES;
      DoubleVector x = DoubleVector.fromArray(SPECIES, sound, i);
      DoubleVector r = DoubleVector.fromArray(SPECIES, residual, i);
      DoubleVector v = mu.fma(rhoLessOne, r);
      mu = mu.fma(rho, r);
      l = l.fma(keptNext, x.mul(v));
      p = p.fma(keptNext, x.mul(impulse));
      impulse = impulse.mul(rho);
      l.intoArray(lambda, i);
      p.intoArray(phi, i);
      product.intoArray(psi, i);
      keptNext = DoubleVector.fromArray(SPECIES, decay, i);
      product = product.mul(keptNext);
    }
    mu.intoArray(entering, 0);
    l.mul(keptNext).intoArray(entering, LANES);
    p.mul(keptNext).intoArray(entering, 2 * LANES);
    product.intoArray(entering, 3 * LANES);
  }

  /// Σ weight · s_ij over the block, for each pair:
  ///
  /// ```
  /// s_ss = c δ² f                        s_AA = −2 [attack] g_A⁻
  /// s_uA = [attack] (f_u − g_u⁻)         s_RR = −2 [release] g_R⁻
  /// s_sA = [attack] (f_s − g_s⁻)         s_AR = −[attack] g_R⁻ − [release] g_A⁻
  /// s_uR, s_sR likewise with [release]
  /// ```
  private void weigh(double[] weight, double[] sums, int rows) {
    DoubleVector ss = DoubleVector.zero(SPECIES);
    DoubleVector ua = ss;
    DoubleVector sa = ss;
    DoubleVector ur = ss;
    DoubleVector sr = ss;
    DoubleVector aa = ss;
    DoubleVector rr = ss;
    DoubleVector ar = ss;
    for (int n = 0; n < rows; n++) {
      int i = n * LANES;
      VectorMask<Double> isAttack =
          DoubleVector.fromArray(SPECIES, error, i).compare(VectorOperators.LT, 0);
      DoubleVector w = DoubleVector.fromArray(SPECIES, weight, i);
      DoubleVector onAttack = DoubleVector.zero(SPECIES).blend(w, isAttack);
      DoubleVector onRelease = w.sub(onAttack);
      DoubleVector eU = DoubleVector.fromArray(SPECIES, errorU, i);
      DoubleVector eS = DoubleVector.fromArray(SPECIES, errorS, i);
      DoubleVector gA = DoubleVector.fromArray(SPECIES, gainA, i);
      DoubleVector gR = DoubleVector.fromArray(SPECIES, gainR, i);
      ss = w.fma(DoubleVector.fromArray(SPECIES, sourceSS, i), ss);
      ua = onAttack.fma(eU, ua);
      sa = onAttack.fma(eS, sa);
      ur = onRelease.fma(eU, ur);
      sr = onRelease.fma(eS, sr);
      aa = onAttack.fma(gA, aa);
      rr = onRelease.fma(gR, rr);
      ar = onAttack.fma(gR, ar);
      ar = onRelease.fma(gA, ar);
    }
    ss.intoArray(sums, SS * LANES);
    ua.intoArray(sums, UA * LANES);
    sa.intoArray(sums, SA * LANES);
    ur.intoArray(sums, UR * LANES);
    sr.intoArray(sums, SR * LANES);
    aa.mul(-2).intoArray(sums, AA * LANES);
    rr.mul(-2).intoArray(sums, RR * LANES);
    ar.neg().intoArray(sums, AR * LANES);
  }

  /// Adds the block's Σ w r z_ij, and takes the states of every pair to its end.
  private void passBlock(LaneSignals signals, int row, int rows) {
    double[] residualParts = sums.residualParts;
    DoubleVector power = DoubleVector.broadcast(SPECIES, polePower[rows]);
    DoubleVector w = DoubleVector.fromArray(SPECIES, weights, 0);
    DoubleVector mu = DoubleVector.fromArray(SPECIES, entering, 0);
    DoubleVector l = DoubleVector.fromArray(SPECIES, entering, LANES);
    DoubleVector p = DoubleVector.fromArray(SPECIES, entering, 2 * LANES);
    DoubleVector product = DoubleVector.fromArray(SPECIES, entering, 3 * LANES);
    for (int k = 0; k < PAIRS * LANES; k += LANES) {
      DoubleVector h = DoubleVector.fromArray(SPECIES, secondGains, k);
      DoubleVector q = DoubleVector.fromArray(SPECIES, secondFilters, k);
      DoubleVector sum = h.fma(l, q.fma(mu, DoubleVector.fromArray(SPECIES, byLambda, k)));
      sum.fma(w, DoubleVector.fromArray(SPECIES, residualParts, k)).intoArray(residualParts, k);
      q = h.fma(p, q.fma(power, DoubleVector.fromArray(SPECIES, byPhi, k)));
      q.intoArray(secondFilters, k);
      h = h.fma(product, DoubleVector.fromArray(SPECIES, byPsi, k));
      h.intoArray(secondGains, k);
    }
  }

  /// Adds the block's products.
  private void addProducts(LaneSignals signals, int row, int rows) {
    double[] products = sums.products;
    DoubleVector w = DoubleVector.fromArray(SPECIES, weights, 0);
    for (int k = 0; k < products.length; k += LANES) {
      DoubleVector.fromArray(SPECIES, blockProducts, k)
          .fma(w, DoubleVector.fromArray(SPECIES, products, k))
          .intoArray(products, k);
    }
  }
}
