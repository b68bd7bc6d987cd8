package io.gainprint.dsp.equaliser;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.dsp.filter.FrequencyResponse;
import java.util.Arrays;
import java.util.List;

/// The response of a filter at one frequency, with first and second derivatives by its parameters.
///
/// ```
/// H_θ  = (B_θ − H A_θ) / A
/// H_θφ = (B_θφ − H_θ A_φ − H_φ A_θ − H A_θφ) / A          at z = exp(iω), ω = 2π f/fs
/// ```
///
/// Magnitude and phase are the parts of log H, the derivatives of which are `(log H)_θ = H_θ/H` and
/// `(log H)_θφ = H_θφ/H − H_θ H_φ/H²`. The group delay is, with B̃ = Σ k `b[k]` z⁻ᵏ and Ã likewise,
///
/// ```
/// τ = −d arg H/dω = Re (B̃/B − Ã/A)          samples
/// ```
///
/// For filters one after the other, log H and τ add up.
///
/// Source: J. O. Smith, Introduction to Digital Filters (W3K 2007), chapter 7, for τ.
///
/// Immutable and safe to share.
public final class ResponseDerivatives {
  private final ComplexJet response;
  private final Jet delay;

  private ResponseDerivatives(ComplexJet response, Jet delay) {
    this.response = response;
    this.delay = delay;
  }

  /// The response of a section by the parameters of its design.
  ///
  /// @param section the section, with p parameters
  /// @param frequencyHz f in Hz, finite
  /// @param sampleRateHz fs in Hz, > 0
  /// @return the response; not finite where a pole is on the unit circle
  /// @throws IllegalArgumentException if a frequency is not allowed
  public static ResponseDerivatives of(
      DesignedSection section, double frequencyHz, double sampleRateHz) {
    Requirements.finite("frequencyHz", frequencyHz);
    Requirements.positive("sampleRateHz", sampleRateHz);
    double omega = 2 * Math.PI * frequencyHz / sampleRateHz;
    ComplexJet above = section.above(omega, false);
    ComplexJet perBelow = section.below(omega, false).reciprocal();
    ComplexJet late = section.above(omega, true).times(above.reciprocal());
    ComplexJet early = section.below(omega, true).times(perBelow);
    return new ResponseDerivatives(above.times(perBelow), late.re().minus(early.re()));
  }

  /// The response of sections one after the other that share their parameters, such as those of a
  /// [ButterworthDesign].
  ///
  /// @param sections one or more, all of p parameters
  /// @param frequencyHz f in Hz, finite
  /// @param sampleRateHz fs in Hz, > 0
  /// @return the response by the p parameters
  /// @throws IllegalArgumentException if there is no section, their parameters are not as many, or
  ///   a frequency is not allowed
  public static ResponseDerivatives of(
      List<DesignedSection> sections, double frequencyHz, double sampleRateHz) {
    if (sections.isEmpty()) {
      throw new IllegalArgumentException("sections must be 1 or more: 0");
    }
    ResponseDerivatives product = of(sections.getFirst(), frequencyHz, sampleRateHz);
    for (DesignedSection section : sections.subList(1, sections.size())) {
      ResponseDerivatives next = of(section, frequencyHz, sampleRateHz);
      if (next.delay.count() != product.delay.count()) {
        throw new IllegalArgumentException(
            "sections must all have "
                + product.delay.count()
                + " parameters: "
                + next.delay.count());
      }
      product = product.times(next);
    }
    return product;
  }

  /// The response of a section by its coefficients.
  ///
  /// @param coefficients b and a of order N
  /// @param frequencyHz f in Hz, finite
  /// @param sampleRateHz fs in Hz, > 0
  /// @return the response by b_0 … b_N, a_1 … a_N
  /// @throws IllegalArgumentException if a frequency is not allowed
  public static ResponseDerivatives byCoefficients(
      FilterCoefficients coefficients, double frequencyHz, double sampleRateHz) {
    int n = coefficients.order();
    double[] values = Arrays.copyOf(coefficients.feedForward(), 2 * n + 1);
    System.arraycopy(coefficients.feedback(), 1, values, n + 1, n);
    Jet[] c = Jet.variables(0, values);
    Jet[] b = Arrays.copyOf(c, n + 1);
    Jet[] a = new Jet[n + 1];
    a[0] = Jet.constant(1);
    System.arraycopy(c, n + 1, a, 1, n);
    return of(new DesignedSection(2 * n + 1, b, a), frequencyHz, sampleRateHz);
  }

  /// The response of this filter and another, with parameters of its own, after it.
  ///
  /// @param next the other's response at the same frequency
  /// @return the response of both by the parameters of this one, then those of the other
  public ResponseDerivatives followedBy(ResponseDerivatives next) {
    int mine = delay.count();
    int all = mine + next.delay.count();
    ResponseDerivatives other =
        new ResponseDerivatives(next.response.among(all, mine), next.delay.among(all, mine));
    return new ResponseDerivatives(response.among(all, 0), delay.among(all, 0)).times(other);
  }

  private ResponseDerivatives times(ResponseDerivatives other) {
    return new ResponseDerivatives(response.times(other.response), delay.plus(other.delay));
  }

  /// The response itself.
  ///
  /// @return H
  public FrequencyResponse response() {
    return new FrequencyResponse(response.re().value(), response.im().value());
  }

  /// The real part.
  ///
  /// @return Re H with gradient and Hessian
  public Derivatives real() {
    return response.re().derivatives();
  }

  /// The imaginary part.
  ///
  /// @return Im H with gradient and Hessian
  public Derivatives imaginary() {
    return response.im().derivatives();
  }

  /// The gain in decibels.
  ///
  /// @return `20 log10 |H|` with gradient and Hessian; not finite where H is 0
  public Derivatives magnitudeDb() {
    return response.log().re().times(1 / Decibels.KAPPA).derivatives();
  }

  /// The phase.
  ///
  /// @return arg H in `[−π, π]` with gradient and Hessian; not finite where H is 0
  public Derivatives phaseRadians() {
    return response.log().im().derivatives();
  }

  /// The group delay.
  ///
  /// @return τ in samples with gradient and Hessian; not finite where B is 0
  public Derivatives groupDelaySamples() {
    return delay.derivatives();
  }
}
