package io.gainprint.fitting.filter;

import io.gainprint.dsp.filter.FilterCoefficients;
import java.util.Arrays;
import java.util.List;

/// A direct-form filter, which holds at one sample rate only.
///
/// @param sampleRateHz that rate, Hz, > 0
/// @param feedForward b, N + 1 finite values
/// @param feedback a, as many, the first of them 1; stable
public record DirectFormFilter(double sampleRateHz, List<Double> feedForward, List<Double> feedback)
    implements FittedFilter {
  /// Copies the lists and checks them.
  ///
  /// @throws IllegalArgumentException naming what is wrong
  public DirectFormFilter {
    feedForward = List.copyOf(feedForward);
    feedback = List.copyOf(feedback);
    if (!(sampleRateHz > 0 && sampleRateHz < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("sampleRateHz must be greater than 0: " + sampleRateHz);
    }
    if (!coefficients(feedForward, feedback).isStable()) {
      throw new IllegalArgumentException(
          "feedback must be stable, with its poles inside the unit circle: " + feedback);
    }
  }

  /// A filter of given coefficients.
  ///
  /// @param sampleRateHz the rate at which they hold, Hz
  /// @param coefficients b and a
  /// @return the filter
  /// @throws IllegalArgumentException if they are not stable
  public static DirectFormFilter of(double sampleRateHz, FilterCoefficients coefficients) {
    return new DirectFormFilter(
        sampleRateHz, list(coefficients.feedForward()), list(coefficients.feedback()));
  }

  @Override
  public List<FilterCoefficients> sections(double rateHz) {
    if (rateHz != sampleRateHz) {
      throw new IllegalArgumentException(
          "a direct-form filter holds only at the sample rate it was fitted at, %.0f Hz: %.0f Hz"
              .formatted(sampleRateHz, rateHz));
    }
    return List.of(coefficients(feedForward, feedback));
  }

  private static FilterCoefficients coefficients(List<Double> b, List<Double> a) {
    return new FilterCoefficients(array(b), array(a));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<Double> list(double... values) {
    return Arrays.stream(values).boxed().toList();
  }
}
