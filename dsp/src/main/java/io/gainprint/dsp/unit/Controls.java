package io.gainprint.dsp.unit;

/// A position of a levelling amplifier's controls.
///
/// @param mode the compress/limit switch
/// @param peakReduction the peak-reduction knob, 0 to 100
public record Controls(Mode mode, double peakReduction) {

  /// Checks the knob's range.
  ///
  /// @throws IllegalArgumentException naming the range and the value
  public Controls {
    if (!(peakReduction >= 0 && peakReduction <= 100)) {
      throw new IllegalArgumentException("peak reduction must be 0 to 100: " + peakReduction);
    }
  }
}
