package io.gainprint.dsp.compressor;

import io.gainprint.dsp.Decibels;

/// A compressor run over a whole signal that remembers what its derivatives need.
///
/// The forward pass saves the static gains f and the smoothed gains g, two doubles a sample, and
/// keeps a reference to the input, which must not change while the tape is in use. From them run
///
/// - the tangent (forward mode): the change of the output for a change of input, parameters and
///   initial gain;
/// - the adjoint (reverse mode): from the derivative of something with respect to every output
///   sample, its derivatives with respect to every input sample, the five parameters and the
///   initial gain.
///
/// With J the Jacobian of the output, they compute J v and Jᵀ w, so ⟨J v, w⟩ = ⟨v, Jᵀ w⟩.
/// Derivatives are one-sided at the kinks, as the package says; a sample at or below the detector's
/// threshold moves the output only directly.
///
/// A look-ahead of D samples is compensated: `y[n] = exp(κM) g[n+D] x[n]`, where the detector hears
/// D samples of silence after the end. Immutable; safe to share between threads as long as the
/// input is left alone.
public final class CompressorTape {
  private final CompressorCoefficients coefficients;
  private final double detectorThreshold;
  private final int lookAhead;
  private final double[] x;
  private final double[] f; // N + D values
  private final double[] g; // N + D + 1 values: g[n−1] at n

  private CompressorTape(
      CompressorCoefficients coefficients, int lookAhead, double[] x, double[] f, double[] g) {
    this.coefficients = coefficients;
    this.detectorThreshold = GainReduction.detectorThreshold(coefficients.thresholdDb());
    this.lookAhead = lookAhead;
    this.x = x;
    this.f = f;
    this.g = g;
  }

  /// Runs the compressor and records it.
  ///
  /// @param coefficients settings
  /// @param lookAheadSamples D ≥ 0
  /// @param initialGain `g[−1]` in `[0, 1]`; 1 is at rest
  /// @param x input, N samples, full scale = 1
  /// @param y written: the output, N samples; must not be `x`
  /// @return the tape
  /// @throws IllegalArgumentException if a length, the look-ahead or the initial gain is out of
  ///   range
  public static CompressorTape record(
      CompressorCoefficients coefficients,
      int lookAheadSamples,
      double initialGain,
      double[] x,
      double[] y) {
    if (lookAheadSamples < 0) {
      throw new IllegalArgumentException("look-ahead must not be negative: " + lookAheadSamples);
    }
    requireLength("y", y, x.length);
    int length = x.length + lookAheadSamples;
    GainReduction gainReduction = new GainReduction(coefficients);
    gainReduction.continueFrom(initialGain);
    double[] f = new double[length];
    double[] g = new double[length + 1];
    g[0] = initialGain;
    for (int n = 0; n < length; n++) {
      double detected = n < x.length ? x[n] : 0;
      f[n] = gainReduction.staticGain(Math.abs(detected));
      g[n + 1] = gainReduction.next(g[n], f[n]);
    }
    double makeUp = coefficients.makeUpFactor();
    for (int n = 0; n < x.length; n++) {
      y[n] = makeUp * g[n + lookAheadSamples + 1] * x[n];
    }
    return new CompressorTape(coefficients, lookAheadSamples, x, f, g);
  }

  /// Forward mode: the derivative of the output along a direction.
  ///
  /// ```
  /// ġ[n] = (1 − c) ġ[n−1] + c ḟ[n] + ċ e[n]          ẏ[n] = m (ġ[n+D] x[n] + g[n+D] ẋ[n]) + κ Ṁ y[n]
  /// ```
  ///
  /// @param direction change of parameters and initial gain
  /// @param xDot change of the input, N samples
  /// @param yDot written: change of the output, N samples; must not be `xDot`
  /// @throws IllegalArgumentException if a length does not fit
  public void tangent(CompressorDifferential direction, double[] xDot, double[] yDot) {
    requireLength("xDot", xDot, x.length);
    requireLength("yDot", yDot, x.length);
    double makeUp = coefficients.makeUpFactor();
    double slopeDot = direction.ratio() / (coefficients.ratio() * coefficients.ratio());
    double gDot = direction.initialGain();
    for (int n = 0; n < f.length; n++) {
      double fDot = 0;
      if (isAboveThreshold(n)) {
        fDot =
            staticGainByThreshold(n) * direction.thresholdDb()
                + staticGainBySlope(n) * slopeDot
                + staticGainByInput(n) * xDot[n];
      }
      double e = f[n] - g[n];
      double c = e < 0 ? coefficients.attack() : coefficients.release();
      double cDot = e < 0 ? direction.attack() : direction.release();
      gDot = (1 - c) * gDot + c * fDot + cDot * e;
      int m = n - lookAhead;
      if (m >= 0) {
        double gain = g[n + 1];
        yDot[m] =
            makeUp
                * (gDot * x[m]
                    + gain * xDot[m]
                    + Decibels.KAPPA * direction.makeUpDb() * gain * x[m]);
      }
    }
  }

  /// Reverse mode: from the derivatives with respect to the output, those with respect to
  /// everything else.
  ///
  /// ```
  /// w[n] = m x[n−D] ȳ[n−D]                λ[n] = w[n] + (1 − c[n+1]) λ[n+1]         f̄[n] = c[n] λ[n]
  /// x̄[n] = m g[n+D] ȳ[n] + f_X f̄[n]       ᾱ_A = Σ_attack λ[n] e[n], ᾱ_R likewise    ḡ[−1] = (1 − c[0]) λ[0]
  /// ```
  ///
  /// @param yBar derivatives with respect to the output, N samples
  /// @param xBar written: derivatives with respect to the input, N samples; must not be `yBar`
  /// @return derivatives with respect to parameters and initial gain
  /// @throws IllegalArgumentException if a length does not fit
  public CompressorDifferential adjoint(double[] yBar, double[] xBar) {
    requireLength("yBar", yBar, x.length);
    requireLength("xBar", xBar, x.length);
    double makeUp = coefficients.makeUpFactor();
    double thresholdBar = 0;
    double slopeBar = 0;
    double attackBar = 0;
    double releaseBar = 0;
    double makeUpBar = 0;
    double carried = 0; // (1 − c[n+1]) λ[n+1]
    for (int n = f.length - 1; n >= 0; n--) {
      double lambda = carried;
      int m = n - lookAhead;
      if (m >= 0) {
        lambda += makeUp * x[m] * yBar[m];
        makeUpBar += Decibels.KAPPA * makeUp * g[n + 1] * x[m] * yBar[m];
      }
      double e = f[n] - g[n];
      boolean attacks = e < 0;
      double c = attacks ? coefficients.attack() : coefficients.release();
      if (attacks) {
        attackBar += lambda * e;
      } else {
        releaseBar += lambda * e;
      }
      if (n < x.length) {
        xBar[n] = makeUp * g[n + lookAhead + 1] * yBar[n];
      }
      if (isAboveThreshold(n)) {
        double fBar = c * lambda;
        thresholdBar += staticGainByThreshold(n) * fBar;
        slopeBar += staticGainBySlope(n) * fBar;
        xBar[n] += staticGainByInput(n) * fBar;
      }
      carried = (1 - c) * lambda;
    }
    double ratioBar = slopeBar / (coefficients.ratio() * coefficients.ratio()); // ds/dR = 1/R²
    return new CompressorDifferential(
        thresholdBar, ratioBar, attackBar, releaseBar, makeUpBar, carried);
  }

  private boolean isAboveThreshold(int n) {
    return n < x.length && Math.abs(x[n]) > detectorThreshold;
  }

  /// f_T = κ s f.
  private double staticGainByThreshold(int n) {
    return Decibels.KAPPA * coefficients.slope() * f[n];
  }

  /// f_s = κ (T − X) f.
  private double staticGainBySlope(int n) {
    return Decibels.KAPPA
        * (coefficients.thresholdDb() - Decibels.fromFactor(Math.abs(x[n])))
        * f[n];
  }

  /// ∂f/∂x = −s f / x, because dX/dx = 1/(κ x).
  private double staticGainByInput(int n) {
    return -coefficients.slope() * f[n] / x[n];
  }

  private static void requireLength(String name, double[] signal, int length) {
    if (signal.length != length) {
      throw new IllegalArgumentException(
          name + " must hold " + length + " samples: " + signal.length);
    }
  }
}
