package io.gainprint.dsp.equaliser;

import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.dsp.filter.PreEmphasis;
import java.util.List;

/// Output and adjoint of a chain over a whole sound, by the definition of a filter and the chain
/// rule for its equation A y = B x. With λ = A⁻ᵀ ȳ, a filter that runs backwards,
///
/// ```
/// x̄ = Bᵀ λ          ∂/∂b[k] = Σ λ[n] x[n−k]          ∂/∂a[k] = −Σ λ[n] y[n−k]
/// ```
final class ReverseMode {
  private ReverseMode() {}

  /// The pre-emphasised output of a chain.
  static double[] output(ChainCase c, Points at) {
    double[] sound = c.x;
    for (DesignedSection section : at.sections()) {
      sound = filter(section.coefficients(), sound);
    }
    return emphasised(c, sound);
  }

  static double[] emphasised(ChainCase c, double[] sound) {
    double[] out = sound.clone();
    if (!Double.isNaN(c.pole)) {
      new PreEmphasis(c.pole).process(out, 0, out, 0, out.length);
    }
    return out;
  }

  /// y − t, both pre-emphasised.
  static double[] residual(ChainCase c, Points at) {
    double[] r = output(c, at);
    double[] t = emphasised(c, c.target);
    for (int n = 0; n < r.length; n++) {
      r[n] -= t[n];
    }
    return r;
  }

  /// The gradient of the loss.
  static double[] gradient(ChainCase c, Points at) {
    List<DesignedSection> sections = at.sections();
    double[][] sounds = new double[sections.size() + 1][];
    sounds[0] = c.x;
    for (int i = 0; i < sections.size(); i++) {
      sounds[i + 1] = filter(sections.get(i).coefficients(), sounds[i]);
    }
    double[] cotangent = residual(c, at);
    for (int n = 0; n < cotangent.length; n++) {
      cotangent[n] *= 2 * c.weight[n];
    }
    if (!Double.isNaN(c.pole)) {
      PreEmphasis.adjoint(c.pole, cotangent, cotangent);
    }

    double[] gradient = new double[at.count()];
    int end = gradient.length;
    for (int i = sections.size() - 1; i >= 0; i--) {
      DesignedSection section = sections.get(i);
      double[] lambda = divideBackwards(section.coefficients(), cotangent);
      end -= section.parameterCount();
      for (int k = 0; k <= section.coefficients().order(); k++) {
        double bk = correlation(lambda, sounds[i], k);
        double ak = -correlation(lambda, sounds[i + 1], k);
        for (int p = 0; p < section.parameterCount(); p++) {
          gradient[end + p] += section.feedForward(k, p) * bk + section.feedback(k, p) * ak;
        }
      }
      cotangent = multiplyBackwards(section.coefficients(), lambda);
    }
    return gradient;
  }

  private static double[] filter(FilterCoefficients c, double[] x) {
    double[] y = new double[x.length];
    for (int n = 0; n < y.length; n++) {
      double sum = 0;
      for (int k = 0; k <= Math.min(n, c.order()); k++) {
        sum += c.feedForward(k) * x[n - k] - (k > 0 ? c.feedback(k) * y[n - k] : 0);
      }
      y[n] = sum;
    }
    return y;
  }

  private static double[] divideBackwards(FilterCoefficients c, double[] cotangent) {
    double[] lambda = cotangent.clone();
    for (int n = lambda.length - 1; n >= 0; n--) {
      for (int k = 1; k <= Math.min(lambda.length - 1 - n, c.order()); k++) {
        lambda[n] -= c.feedback(k) * lambda[n + k];
      }
    }
    return lambda;
  }

  private static double[] multiplyBackwards(FilterCoefficients c, double[] lambda) {
    double[] out = new double[lambda.length];
    for (int n = 0; n < out.length; n++) {
      for (int k = 0; k <= Math.min(out.length - 1 - n, c.order()); k++) {
        out[n] += c.feedForward(k) * lambda[n + k];
      }
    }
    return out;
  }

  private static double correlation(double[] lambda, double[] sound, int delay) {
    double sum = 0;
    for (int n = delay; n < sound.length; n++) {
      sum += lambda[n] * sound[n - delay];
    }
    return sum;
  }
}
