package io.gainprint.dsp.compressor;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.filter.DelayLine;
import io.gainprint.dsp.filter.PreEmphasis;
import org.jspecify.annotations.Nullable;

/// The weighted squared error of a compressor's pre-emphasised output, with its exact derivatives,
/// in one pass.
///
/// ```
/// L(θ) = Σ w[n] r[n]²          r = P(y) − t          y = m g x, m = exp(κM)
/// ```
///
/// Fed with a recording in blocks of any size, it accumulates the value and, if asked, gradient,
/// Gauss-Newton matrix and Hessian by forward-over-forward differentiation: besides the gain run
/// its 4 first and 10 second sensitivities (see the package), and each passes the pre-emphasis
/// filter, since z_i = P(y_i):
///
/// ```
/// L_i  = 2 Σ w r z_i          G_ij = 2 Σ w z_i z_j          H_ij = G_ij + 2 Σ w r z_ij
/// ```
///
/// Make-up needs no recursion, because y_M = κ y: L_M = 2κ Σ w r z, and every mixed derivative with
/// M is κ times one that is there. Inside, the slope s stands for the ratio; [#derivatives] applies
/// ds/dR. On demand the Hessian has the curvature that attack, release and threshold add to finite
/// steps, see [SwitchingTerm].
///
/// Memory is constant. Work is done in blocks that fit the first-level cache, one plain loop per
/// recursion: this is the reference that faster evaluators are tested against. Not thread-safe.
///
/// With a look-ahead of D samples, sound, target and weight wait D samples for their gain: feed D
/// samples more (silence at the end of a recording) to have all of them counted. The published
/// trainer sets the last D gains to 1 instead.
///
/// Source: arXiv 2509.10706; recursions by differentiation, stated in the package.
public final class CompressorLoss {
  /// What is computed besides the value.
  public enum Order {
    /// The value alone.
    VALUE,
    /// Value, gradient and Gauss-Newton matrix.
    GRADIENT,
    /// Value, gradient, Gauss-Newton matrix and exact Hessian.
    HESSIAN
  }

  /// 35 signals of 64 doubles are 18 KB of a first-level cache of 32 KB; twice that was no faster.
  private static final int BLOCK = 64;

  /// The parameters with a recursion, in the order of θ; s stands for the ratio.
  private static final int T = 0;

  private static final int S = 1;
  private static final int A = 2;
  private static final int R = 3;
  private static final int M = 4;
  private static final int RECURSIVE = 4;
  private static final int PAIRS = triangle(RECURSIVE);

  private static final int TT = Derivatives.packed(T, T);
  private static final int TS = Derivatives.packed(T, S);
  private static final int SS = Derivatives.packed(S, S);
  private static final int TA = Derivatives.packed(T, A);
  private static final int SA = Derivatives.packed(S, A);
  private static final int AA = Derivatives.packed(A, A);
  private static final int TR = Derivatives.packed(T, R);
  private static final int SR = Derivatives.packed(S, R);
  private static final int AR = Derivatives.packed(A, R);
  private static final int RR = Derivatives.packed(R, R);

  private final Order order;
  private final CompressorCoefficients coefficients;
  private final double threshold;
  private final double slope;
  private final double attack;
  private final double release;
  private final double makeUp;
  private final double detectorThreshold;
  private final @Nullable SwitchingSource switching;

  private final DelayLine soundDelay;
  private final DelayLine targetDelay;
  private final DelayLine weightDelay;
  private final PreEmphasis filter;
  private final PreEmphasis[] firstFilters = new PreEmphasis[RECURSIVE];
  private final PreEmphasis[] secondFilters = new PreEmphasis[PAIRS];

  private double gain = 1;
  private final double[] firstStates = new double[RECURSIVE];
  private final double[] secondStates = new double[PAIRS];

  // One block of every signal, named as in the package; first order by parameter, second order by
  // packed pair.
  private final double[] sound = new double[BLOCK];
  private final double[] target = new double[BLOCK];
  private final double[] weight = new double[BLOCK];
  private final double[] overshoot = new double[BLOCK]; // κ d
  private final double[] above = new double[BLOCK]; // κ above the threshold, else 0
  private final double[] isAttack = new double[BLOCK]; // 1 on attack samples, else 0
  private final double[] c = new double[BLOCK];
  private final double[] decay = new double[BLOCK]; // 1 − c
  private final double[] e = new double[BLOCK];
  private final double[] fT = new double[BLOCK];
  private final double[] fS = new double[BLOCK];
  private final double[] fTT = new double[BLOCK];
  private final double[] fTS = new double[BLOCK];
  private final double[] fSS = new double[BLOCK];
  private final double[] g = new double[BLOCK];
  private final double[][] first =
      new double[RECURSIVE][BLOCK + 1]; // g_i[n−1] at n, so g_i[n] at n + 1
  private final double[][] second = new double[PAIRS][BLOCK];
  private final double[] z = new double[BLOCK];
  private final double[][] zFirst = new double[RECURSIVE][BLOCK];
  private final double[] weightedResidual = new double[BLOCK];

  private double sumValue;
  private final double[] sumGradient = new double[CompressorCoefficients.COUNT];
  private final double[] sumGaussNewton = new double[triangle(CompressorCoefficients.COUNT)];
  private final double[] sumResidual = new double[PAIRS]; // 2 Σ w r z_ij

  /// A loss of nothing yet, with gain and filters at rest.
  ///
  /// @param coefficients the point θ
  /// @param pole pole ρ of the pre-emphasis filter, see [PreEmphasis#poleAt]
  /// @param lookAheadSamples D ≥ 0
  /// @param order what to compute
  /// @throws IllegalArgumentException if the pole or the look-ahead is out of range
  public CompressorLoss(
      CompressorCoefficients coefficients, double pole, int lookAheadSamples, Order order) {
    this(coefficients, pole, lookAheadSamples, order, null);
  }

  /// A loss of nothing yet, with gain and filters at rest, and the curvature of the switches in its
  /// Hessian.
  ///
  /// @param coefficients the point θ
  /// @param pole pole ρ of the pre-emphasis filter, see [PreEmphasis#poleAt]
  /// @param lookAheadSamples D ≥ 0
  /// @param switching how that curvature is estimated
  /// @return a loss of order [Order#HESSIAN]
  /// @throws IllegalArgumentException if the pole or the look-ahead is out of range
  public static CompressorLoss withSwitching(
      CompressorCoefficients coefficients,
      double pole,
      int lookAheadSamples,
      SwitchingTerm switching) {
    return new CompressorLoss(
        coefficients,
        pole,
        lookAheadSamples,
        Order.HESSIAN,
        new SwitchingSource(coefficients, switching, BLOCK));
  }

  private CompressorLoss(
      CompressorCoefficients coefficients,
      double pole,
      int lookAheadSamples,
      Order order,
      @Nullable SwitchingSource switching) {
    if (lookAheadSamples < 0) {
      throw new IllegalArgumentException("look-ahead must not be negative: " + lookAheadSamples);
    }
    this.order = order;
    this.coefficients = coefficients;
    threshold = coefficients.thresholdDb();
    slope = coefficients.slope();
    attack = coefficients.attack();
    release = coefficients.release();
    makeUp = coefficients.makeUpFactor();
    detectorThreshold = GainReduction.detectorThreshold(threshold);
    this.switching = switching;
    soundDelay = new DelayLine(lookAheadSamples);
    targetDelay = new DelayLine(lookAheadSamples);
    weightDelay = new DelayLine(lookAheadSamples);
    filter = new PreEmphasis(pole);
    for (int i = 0; i < RECURSIVE; i++) {
      firstFilters[i] = new PreEmphasis(pole);
    }
    for (int ij = 0; ij < PAIRS; ij++) {
      secondFilters[ij] = new PreEmphasis(pole);
    }
  }

  /// Adds a block; state carries over to the next one.
  ///
  /// @param x dry signal, full scale = 1
  /// @param t pre-emphasised target
  /// @param w weights, ≥ 0; 0 leaves a sample out of the sum but not out of the recursions
  /// @param offset first sample of the block in each of the three
  /// @param length samples, ≥ 0
  public void accumulate(double[] x, double[] t, double[] w, int offset, int length) {
    for (int done = 0; done < length; done += BLOCK) {
      int part = Math.min(BLOCK, length - done);
      detect(x, offset + done, part);
      if (switching != null) {
        switching.detect(x, offset + done, part);
      }
      add(x, t, w, offset + done, part);
    }
  }

  /// Adds a block whose level is known; state carries over to the next one.
  ///
  /// @param level what the detector hears, `ln max(|x|, 10⁻⁸)`, in nepers
  /// @param x dry signal, full scale = 1
  /// @param t pre-emphasised target
  /// @param w weights, ≥ 0
  /// @param offset first sample of the block in each of the four
  /// @param length samples, ≥ 0
  public void accumulate(
      double[] level, double[] x, double[] t, double[] w, int offset, int length) {
    for (int done = 0; done < length; done += BLOCK) {
      int part = Math.min(BLOCK, length - done);
      for (int n = 0; n < part; n++) {
        double d = Decibels.KAPPA * threshold - level[offset + done + n];
        overshoot[n] = d < 0 ? d : 0;
        above[n] = d < 0 ? Decibels.KAPPA : 0;
      }
      if (switching != null) {
        switching.detectLevel(level, offset + done, part);
      }
      add(x, t, w, offset + done, part);
    }
  }

  /// Adds a block of which it is known how far it is above the threshold.
  private void add(double[] x, double[] t, double[] w, int offset, int part) {
    soundDelay.process(x, offset, sound, 0, part);
    targetDelay.process(t, offset, target, 0, part);
    weightDelay.process(w, offset, weight, 0, part);
    runGain(part);
    compare(part);
    if (order != Order.VALUE) {
      runFirstOrder(part);
    }
    if (order == Order.HESSIAN) {
      runSecondOrder(part);
    }
  }

  /// The loss so far.
  ///
  /// @return Σ w r²
  public double value() {
    return sumValue;
  }

  /// One element of the gradient so far, with respect to the coefficients.
  ///
  /// @param i parameter, in the order of [CompressorCoefficients]
  /// @return ∂L/∂θ_i
  public double gradient(int i) {
    double ratio = coefficients.ratio();
    return i == S ? sumGradient[S] / (ratio * ratio) : sumGradient[i]; // ds/dR = 1/R²
  }

  /// Value and derivatives so far, with respect to the coefficients, in the order of
  /// [CompressorCoefficients].
  ///
  /// @return the derivatives; with a Hessian if the order is [Order#HESSIAN]
  /// @throws IllegalStateException if the order is [Order#VALUE]
  public Derivatives derivatives() {
    if (order == Order.VALUE) {
      throw new IllegalStateException("derivatives were not asked for");
    }
    double[] hessian = null;
    if (order == Order.HESSIAN) {
      hessian = sumGaussNewton.clone();
      for (int ij = 0; ij < PAIRS; ij++) {
        hessian[ij] += sumResidual[ij];
      }
      for (int i = 0; i <= M; i++) { // r z_iM = κ r z_i
        hessian[Derivatives.packed(i, M)] += Decibels.KAPPA * sumGradient[i];
      }
    }
    return coefficients.fromSlope(Derivatives.of(sumValue, sumGradient, sumGaussNewton, hessian));
  }

  /// κ d, and κ where the curve bends, else 0: makes every derivative vanish below.
  private void detect(double[] x, int offset, int length) {
    for (int n = 0; n < length; n++) {
      double magnitude = Math.abs(x[offset + n]);
      overshoot[n] = 0;
      above[n] = 0;
      if (magnitude > detectorThreshold) {
        double d = Math.min(0, threshold - Decibels.fromFactor(magnitude)); // > 0 by rounding
        overshoot[n] = Decibels.KAPPA * d;
        above[n] = Decibels.KAPPA;
      }
    }
  }

  /// The gain recursion and the static curve's derivatives. Where X > T, with d = T − X:
  ///
  /// ```
  /// f_T = κs f    f_s = κd f    f_TT = κ²s² f    f_Ts = κ f (1 + κ s d)    f_ss = κ²d² f
  /// ```
  private void runGain(int length) {
    double previous = gain;
    for (int n = 0; n < length; n++) {
      double kd = overshoot[n];
      double k = above[n];
      double ks = k * slope;
      double f = k > 0 ? Math.exp(slope * kd) : 1;
      fT[n] = ks * f;
      fS[n] = kd * f;
      fTT[n] = ks * ks * f;
      fTS[n] = k * f * (1 + slope * kd);
      fSS[n] = kd * kd * f;

      double isFalling = f < previous ? 1 : 0;
      double coefficient = f < previous ? attack : release;
      isAttack[n] = isFalling;
      c[n] = coefficient;
      decay[n] = 1 - coefficient;
      e[n] = f - previous;
      previous += coefficient * e[n];
      g[n] = previous;
    }
    gain = previous;
  }

  /// z = P(m g x), r = z − t, and the value.
  private void compare(int length) {
    filterInto(filter, g, 0, z, length);
    double value = sumValue;
    for (int n = 0; n < length; n++) {
      double r = z[n] - target[n];
      weightedResidual[n] = weight[n] * r;
      value += weightedResidual[n] * r;
    }
    sumValue = value;
  }

  /// g_i, z_i = P(m g_i x), gradient and Gauss-Newton matrix.
  private void runFirstOrder(int length) {
    // s_i = c f_i + c_i e
    for (int n = 0; n < length; n++) {
      double a = isAttack[n];
      first[T][n + 1] = c[n] * fT[n];
      first[S][n + 1] = c[n] * fS[n];
      first[A][n + 1] = a * e[n];
      first[R][n + 1] = (1 - a) * e[n];
    }
    for (int i = 0; i < RECURSIVE; i++) {
      first[i][0] = firstStates[i];
      firstStates[i] = recur(firstStates[i], first[i], 1, length);
      filterInto(firstFilters[i], first[i], 1, zFirst[i], length);

      sumGradient[i] += 2 * dot(weightedResidual, zFirst[i], length);
      for (int j = 0; j <= i; j++) {
        sumGaussNewton[Derivatives.packed(i, j)] += 2 * dot(weight, zFirst[i], zFirst[j], length);
      }
      sumGaussNewton[Derivatives.packed(i, M)] +=
          2 * Decibels.KAPPA * dot(weight, zFirst[i], z, length);
    }
    sumGradient[M] += 2 * Decibels.KAPPA * dot(weightedResidual, z, length);
    sumGaussNewton[Derivatives.packed(M, M)] +=
        2 * Decibels.KAPPA * Decibels.KAPPA * dot(weight, z, z, length);
  }

  /// g_ij, z_ij = P(m g_ij x), and the residual part of the Hessian.
  private void runSecondOrder(int length) {
    // s_ij = c f_ij + c_i (f_j − g_j[n−1]) + c_j (f_i − g_i[n−1])
    for (int n = 0; n < length; n++) {
      double a = isAttack[n];
      double r = 1 - a;
      double eT = fT[n] - first[T][n];
      double eS = fS[n] - first[S][n];
      double gA = first[A][n];
      double gR = first[R][n];
      second[TT][n] = c[n] * fTT[n];
      second[TS][n] = c[n] * fTS[n];
      second[SS][n] = c[n] * fSS[n];
      second[TA][n] = a * eT;
      second[SA][n] = a * eS;
      second[AA][n] = -2 * a * gA;
      second[TR][n] = r * eT;
      second[SR][n] = r * eS;
      second[AR][n] = -a * gR - r * gA;
      second[RR][n] = -2 * r * gR;
    }
    if (switching != null) {
      switching.addTo(second, e, c, fT, fS, first, length);
    }
    for (int ij = 0; ij < PAIRS; ij++) {
      secondStates[ij] = recur(secondStates[ij], second[ij], 0, length);
      filterInto(secondFilters[ij], second[ij], 0, second[ij], length);
      sumResidual[ij] += 2 * dot(weightedResidual, second[ij], length);
    }
  }

  /// The recursion of every sensitivity, `h[n] = (1 − c[n]) h[n−1] + s[n]`, in place of its source
  /// s.
  ///
  /// @return the last h, or 0 once it has decayed beyond sight: silence would run on slow denormal
  ///   numbers
  private double recur(double state, double[] source, int offset, int length) {
    double h = state;
    for (int n = 0; n < length; n++) {
      h = decay[n] * h + source[offset + n];
      source[offset + n] = h;
    }
    return Math.abs(h) < PreEmphasis.INAUDIBLE ? 0 : h;
  }

  /// P(m · gains · sound) into `out`, which may be `gains` if the offset is 0.
  private void filterInto(PreEmphasis into, double[] gains, int offset, double[] out, int length) {
    for (int n = 0; n < length; n++) {
      out[n] = makeUp * gains[offset + n] * sound[n];
    }
    into.process(out, 0, out, 0, length);
  }

  private static double dot(double[] a, double[] b, int length) {
    double sum = 0;
    for (int n = 0; n < length; n++) {
      sum += a[n] * b[n];
    }
    return sum;
  }

  private static double dot(double[] w, double[] a, double[] b, int length) {
    double sum = 0;
    for (int n = 0; n < length; n++) {
      sum += w[n] * a[n] * b[n];
    }
    return sum;
  }

  private static int triangle(int n) {
    return n * (n + 1) / 2;
  }
}
