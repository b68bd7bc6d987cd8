package io.gainprint.fitting.coordinates;

import io.gainprint.dsp.RiseTime;

/// A monotone, twice differentiable map from a coordinate to a parameter.
///
/// Immutable; safe to share.
public interface ScalarMap {
  /// The parameter.
  ///
  /// @param z coordinate
  /// @return ψ(z)
  double value(double z);

  /// The first derivative.
  ///
  /// @param z coordinate
  /// @return ψ′(z)
  double slope(double z);

  /// The second derivative.
  ///
  /// @param z coordinate
  /// @return ψ″(z)
  double bend(double z);

  /// The coordinate of a parameter; of one that is out of reach, that of one within.
  ///
  /// @param value parameter
  /// @return z
  double inverse(double value);

  /// A multiple of the coordinate.
  ///
  /// @param unit parameter at z = 1, > 0
  /// @return θ = unit · z
  static ScalarMap linear(double unit) {
    return new Linear(unit);
  }

  /// The exponential of the coordinate, for positive parameters.
  ///
  /// @return θ = exp(z)
  static ScalarMap exponential() {
    return new Exponential();
  }

  /// The one-pole coefficient of a rise time whose logarithm is the coordinate.
  ///
  /// @param sampleRateHz sample rate, Hz, > 0
  /// @return α = 1 − exp(−2200 / (exp(z) fs)), exp(z) in ms
  static ScalarMap riseTime(double sampleRateHz) {
    return new LogRiseTime(sampleRateHz);
  }

  /// A logistic function onto an open interval.
  ///
  /// ```
  /// θ = lo + (hi − lo) σ(z)          θ′ = (hi − lo) σ (1 − σ)         θ″ = θ′ (1 − 2σ)
  /// ```
  ///
  /// @param atMinusInfinity lo, θ where z is −∞; may be the larger one
  /// @param atPlusInfinity hi
  /// @return the map; its values are clipped to the interval
  static ScalarMap logistic(double atMinusInfinity, double atPlusInfinity) {
    return new Logistic(atMinusInfinity, atPlusInfinity);
  }

  /// This map of another one's parameter.
  ///
  /// ```
  /// θ = ψ(φ(z))          θ′ = ψ′ φ′          θ″ = ψ″ φ′² + ψ′ φ″
  /// ```
  ///
  /// @param inner φ
  /// @return ψ after φ
  default ScalarMap after(ScalarMap inner) {
    return new Composition(this, inner);
  }

  /// θ = unit · z.
  ///
  /// @param unit parameter at z = 1
  record Linear(double unit) implements ScalarMap {
    @Override
    public double value(double z) {
      return unit * z;
    }

    @Override
    public double slope(double z) {
      return unit;
    }

    @Override
    public double bend(double z) {
      return 0;
    }

    @Override
    public double inverse(double value) {
      return value / unit;
    }
  }

  /// θ = exp(z).
  record Exponential() implements ScalarMap {
    @Override
    public double value(double z) {
      return Math.exp(z);
    }

    @Override
    public double slope(double z) {
      return Math.exp(z);
    }

    @Override
    public double bend(double z) {
      return Math.exp(z);
    }

    @Override
    public double inverse(double value) {
      return Math.log(value);
    }
  }

  /// α = 1 − exp(−v), v = 2200 / (exp(z) fs), so v′ = −v, α′ = −v exp(−v), α″ = v (1 − v) exp(−v).
  ///
  /// @param sampleRateHz fs, Hz
  record LogRiseTime(double sampleRateHz) implements ScalarMap {
    @Override
    public double value(double z) {
      return RiseTime.toCoefficient(Math.exp(z), sampleRateHz);
    }

    @Override
    public double slope(double z) {
      double v = exponent(z);
      return -v * Math.exp(-v);
    }

    @Override
    public double bend(double z) {
      double v = exponent(z);
      return v * (1 - v) * Math.exp(-v);
    }

    /// v = −ln(1 − α).
    private double exponent(double z) {
      return -Math.log1p(-value(z));
    }

    @Override
    public double inverse(double value) {
      return Math.log(RiseTime.toMs(value, sampleRateHz));
    }
  }

  /// A logistic function, see [#logistic].
  ///
  /// @param lower θ at −∞
  /// @param upper θ at +∞
  record Logistic(double lower, double upper) implements ScalarMap {
    /// Distance from a bound, as a share of the range, that a parameter on it is given: σ(−20).
    private static final double ON_BOUND = 2e-9;

    @Override
    public double value(double z) {
      double value = lower + (upper - lower) * sigma(z);
      return Math.clamp(value, Math.min(lower, upper), Math.max(lower, upper));
    }

    @Override
    public double slope(double z) {
      return (upper - lower) * sigma(z) * sigma(-z); // σ(−z) is 1 − σ(z) without cancellation
    }

    @Override
    public double bend(double z) {
      return slope(z) * (sigma(-z) - sigma(z));
    }

    @Override
    public double inverse(double value) {
      double share = Math.clamp((value - lower) / (upper - lower), ON_BOUND, 1 - ON_BOUND);
      return Math.log(share / (1 - share));
    }

    private static double sigma(double z) {
      return 1 / (1 + Math.exp(-z));
    }
  }

  /// ψ after φ, see [#after].
  ///
  /// @param outer ψ
  /// @param inner φ
  record Composition(ScalarMap outer, ScalarMap inner) implements ScalarMap {
    @Override
    public double value(double z) {
      return outer.value(inner.value(z));
    }

    @Override
    public double slope(double z) {
      return outer.slope(inner.value(z)) * inner.slope(z);
    }

    @Override
    public double bend(double z) {
      double u = inner.value(z);
      double slope = inner.slope(z);
      return outer.bend(u) * slope * slope + outer.slope(u) * inner.bend(z);
    }

    @Override
    public double inverse(double value) {
      return inner.inverse(outer.inverse(value));
    }
  }
}
