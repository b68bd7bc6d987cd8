package io.gainprint.dsp.filter;

import io.gainprint.dsp.Decibels;
import java.util.Arrays;
import java.util.List;

/// The complex gain of filters at one frequency.
///
/// @param real real part
/// @param imaginary imaginary part; negative for a delay of less than half a period
public record FrequencyResponse(double real, double imaginary) {

  /// The response of filters one after the other, Π H(exp(iω)) with ω = 2π f/fs.
  ///
  /// @param sections coefficients; none have a gain of 1
  /// @param frequencyHz f in Hz; the response repeats every fs
  /// @param sampleRateHz fs in Hz, > 0
  /// @return the response; not finite where a pole is on the unit circle
  /// @throws IllegalArgumentException if the sample rate is not positive
  public static FrequencyResponse of(
      List<FilterCoefficients> sections, double frequencyHz, double sampleRateHz) {
    if (!(sampleRateHz > 0)) {
      throw new IllegalArgumentException("sampleRateHz must be greater than 0: " + sampleRateHz);
    }
    double omega = 2 * Math.PI * frequencyHz / sampleRateHz;
    FrequencyResponse delay = new FrequencyResponse(Math.cos(omega), -Math.sin(omega));
    FrequencyResponse product = new FrequencyResponse(1, 0);
    for (FilterCoefficients section : sections) {
      FrequencyResponse above = polynomial(section.feedForward(), delay);
      FrequencyResponse below = polynomial(section.feedback(), delay);
      product = product.times(above).over(below);
    }
    return product;
  }

  /// The gain of filters one after the other at many frequencies.
  ///
  /// @param sections coefficients
  /// @param frequenciesHz frequencies in Hz
  /// @param sampleRateHz sample rate in Hz, > 0
  /// @return as many gains in dB
  /// @throws IllegalArgumentException if the sample rate is not positive
  public static double[] magnitudesDb(
      List<FilterCoefficients> sections, double[] frequenciesHz, double sampleRateHz) {
    return Arrays.stream(frequenciesHz)
        .map(frequencyHz -> of(sections, frequencyHz, sampleRateHz).magnitudeDb())
        .toArray();
  }

  /// The gain.
  ///
  /// @return `|H|`
  public double magnitude() {
    return Math.hypot(real, imaginary);
  }

  /// The gain in decibels.
  ///
  /// @return `20 log10 |H|`, −∞ for a gain of 0
  public double magnitudeDb() {
    return Decibels.fromFactor(magnitude());
  }

  /// The phase.
  ///
  /// @return arg H in `[−π, π]`
  public double phaseRadians() {
    return Math.atan2(imaginary, real);
  }

  /// Horner's rule.
  private static FrequencyResponse polynomial(double[] c, FrequencyResponse z) {
    double re = 0;
    double im = 0;
    for (int k = c.length - 1; k >= 0; k--) {
      double next = re * z.real - im * z.imaginary + c[k];
      im = re * z.imaginary + im * z.real;
      re = next;
    }
    return new FrequencyResponse(re, im);
  }

  private FrequencyResponse times(FrequencyResponse other) {
    return new FrequencyResponse(
        real * other.real - imaginary * other.imaginary,
        real * other.imaginary + imaginary * other.real);
  }

  private FrequencyResponse over(FrequencyResponse other) {
    double square = other.real * other.real + other.imaginary * other.imaginary;
    return times(new FrequencyResponse(other.real / square, -other.imaginary / square));
  }
}
