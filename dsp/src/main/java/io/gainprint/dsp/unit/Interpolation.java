package io.gainprint.dsp.unit;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Locale;

/// How a [ControlMap] goes between measured positions of the knob.
///
/// Each works on the same coordinates: threshold and make-up in dB, ratio and times by their
/// logarithms, since it is their proportions that are heard.
public enum Interpolation {
  /// Straight lines between neighbours.
  LINEAR,

  /// The piecewise cubic of F. N. Fritsch and R. E. Carlson ("Monotone piecewise cubic
  /// interpolation", 1980, doi 10.1137/0717021), with the slopes of F. N. Fritsch and J. Butland
  /// (1984, doi 10.1137/0905021), known as PCHIP: smooth, and between two neighbours never above
  /// the larger or below the smaller.
  MONOTONE,

  /// The natural cubic smoothing spline of C. H. Reinsch ("Smoothing by spline functions", 1967,
  /// doi 10.1007/BF02162161), as smooth as generalised cross-validation says (P. Craven and G.
  /// Wahba, 1979, doi 10.1007/BF01404567). It goes near the measured values, not through them; with
  /// three positions or fewer nothing tells scatter from shape, and it goes through them.
  SMOOTHING;

  /// The interpolation of a name.
  ///
  /// @param name `linear`, `monotone` or `smoothing`, in any case
  /// @return the interpolation
  /// @throws IllegalArgumentException naming all, if it is none
  public static Interpolation of(String name) {
    for (Interpolation interpolation : values()) {
      if (interpolation.toString().equalsIgnoreCase(name)) {
        return interpolation;
      }
    }
    throw new IllegalArgumentException(
        "interpolation must be one of %s: %s"
            .formatted(
                Arrays.stream(values()).map(Interpolation::toString).collect(joining(", ")), name));
  }

  /// The name used in files, on the command line and in messages.
  ///
  /// @return for example `monotone`
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
