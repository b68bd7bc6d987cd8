package io.gainprint.fitting;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.RiseTime;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.fitting.linear.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Unbounded coordinates z of the compressor's bounded parameters θ at one sample rate.
///
/// Threshold and make-up are their own coordinates, in dB. Ratio and the two coefficients each map
/// through a logistic function onto their range, so that no step of a solver can leave it:
///
/// ```
/// θ = θ₋ + (θ₊ − θ₋) σ(z)          σ(z) = 1 / (1 + exp(−z))
/// θ′ = (θ₊ − θ₋) σ (1 − σ)         θ″ = θ′ (1 − 2σ)
/// ```
///
/// The ranges are the published ones: ratio 1 to 20, attack 0.1 to 100 ms, release 10 to 1000 ms;
/// the coefficient, not the time, is what is mapped. Immutable and safe to share. Source: arXiv
/// 2509.10706.
public final class CompressorCoordinates {
  private static final double MIN_RATIO = 1;
  private static final double MAX_RATIO = 20;
  private static final double MIN_ATTACK_MS = 0.1;
  private static final double MAX_ATTACK_MS = 100;
  private static final double MIN_RELEASE_MS = 10;
  private static final double MAX_RELEASE_MS = 1000;

  private static final String[] ON_LOWER_BOUND = {
    "ratio on its lower bound of 1:1",
    "attack on its lower bound of 0.1 ms",
    "release on its lower bound of 10 ms"
  };

  private static final String[] ON_UPPER_BOUND = {
    "ratio on its upper bound of 20:1",
    "attack on its upper bound of 100 ms",
    "release on its upper bound of 1000 ms"
  };

  private static final int RATIO = 1;
  private static final int ATTACK = 2;
  private static final int RELEASE = 3;

  /// Distance from a bound, as a share of the range, within which a parameter is taken to be on it:
  /// σ(−20).
  private static final double ON_BOUND = 2e-9;

  /// The parameter where z is −∞, and where it is +∞: a long time is the smaller coefficient.
  private final double[] lower = new double[CompressorCoefficients.COUNT];

  private final double[] upper = new double[CompressorCoefficients.COUNT];

  /// Coordinates for a sample rate.
  ///
  /// @param sampleRateHz sample rate, Hz, > 0
  public CompressorCoordinates(double sampleRateHz) {
    lower[RATIO] = MIN_RATIO;
    upper[RATIO] = MAX_RATIO;
    lower[ATTACK] = RiseTime.toCoefficient(MIN_ATTACK_MS, sampleRateHz);
    upper[ATTACK] = RiseTime.toCoefficient(MAX_ATTACK_MS, sampleRateHz);
    lower[RELEASE] = RiseTime.toCoefficient(MIN_RELEASE_MS, sampleRateHz);
    upper[RELEASE] = RiseTime.toCoefficient(MAX_RELEASE_MS, sampleRateHz);
  }

  /// The parameters at a point.
  ///
  /// @param z point of dimension 5; any finite value is allowed
  /// @return coefficients within the ranges
  public CompressorCoefficients toCoefficients(Vector z) {
    return new CompressorCoefficients(
        z.at(0),
        inRange(RATIO, z.at(RATIO)),
        inRange(ATTACK, z.at(ATTACK)),
        inRange(RELEASE, z.at(RELEASE)),
        z.at(4));
  }

  /// The point of given parameters. One on a bound or beyond it gets a point just inside.
  ///
  /// @param coefficients parameters
  /// @return z
  public Vector toPoint(CompressorCoefficients coefficients) {
    return Vector.of(
        coefficients.thresholdDb(),
        logit(RATIO, coefficients.ratio()),
        logit(ATTACK, coefficients.attack()),
        logit(RELEASE, coefficients.release()),
        coefficients.makeUpDb());
  }

  /// Derivatives with respect to z, from those with respect to θ.
  ///
  /// @param natural derivatives with respect to the coefficients
  /// @param z the point they were taken at
  /// @return the same, in these coordinates
  public Derivatives chain(Derivatives natural, Vector z) {
    double[] first = new double[CompressorCoefficients.COUNT];
    double[] second = new double[CompressorCoefficients.COUNT];
    Arrays.setAll(first, slopes(z)::at);
    for (int i = RATIO; i <= RELEASE; i++) {
      second[i] = first[i] * (sigma(-z.at(i)) - sigma(z.at(i)));
    }
    return natural.inVariables(first, second);
  }

  /// How fast each parameter moves with its coordinate.
  ///
  /// @param z point
  /// @return the five θ′
  Vector slopes(Vector z) {
    return Vector.of(CompressorCoefficients.COUNT, i -> isBounded(i) ? slope(i, z.at(i)) : 1);
  }

  /// Whether a parameter is on a bound of its range, to 0.1 % of the bound.
  boolean isOnBound(int i, Vector z) {
    return isBounded(i)
        && (isNear(inRange(i, z.at(i)), lower[i]) || isNear(inRange(i, z.at(i)), upper[i]));
  }

  /// The parameters that are on a bound of their range, in words.
  List<String> onBounds(Vector z) {
    List<String> words = new ArrayList<>();
    for (int i = RATIO; i <= RELEASE; i++) {
      double value = inRange(i, z.at(i));
      if (isNear(value, lower[i])) {
        words.add(ON_LOWER_BOUND[i - RATIO]);
      } else if (isNear(value, upper[i])) {
        words.add(ON_UPPER_BOUND[i - RATIO]);
      }
    }
    return words;
  }

  private static boolean isNear(double value, double bound) {
    return Math.abs(value - bound) <= 1e-3 * bound;
  }

  private static boolean isBounded(int i) {
    return i >= RATIO && i <= RELEASE;
  }

  private double slope(int i, double z) {
    return (upper[i] - lower[i]) * sigma(z) * sigma(-z); // σ(−z) is 1 − σ(z) without cancellation
  }

  private double inRange(int i, double z) {
    double value = lower[i] + (upper[i] - lower[i]) * sigma(z);
    return Math.clamp(value, Math.min(lower[i], upper[i]), Math.max(lower[i], upper[i]));
  }

  private double logit(int i, double value) {
    double share = Math.clamp((value - lower[i]) / (upper[i] - lower[i]), ON_BOUND, 1 - ON_BOUND);
    return Math.log(share / (1 - share));
  }

  private static double sigma(double z) {
    return 1 / (1 + Math.exp(-z));
  }
}
