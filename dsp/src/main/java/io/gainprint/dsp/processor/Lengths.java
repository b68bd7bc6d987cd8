package io.gainprint.dsp.processor;

/// Checks of array lengths, with messages that name the array, its length and the one it must have.
public final class Lengths {
  private Lengths() {}

  /// Requires an array of one length.
  ///
  /// @param name what the array is
  /// @param values the array
  /// @param length how long it must be
  /// @throws IllegalArgumentException if it is not
  public static void require(String name, double[] values, int length) {
    if (values.length != length) {
      throw new IllegalArgumentException(
          "%s must hold %d values: %d".formatted(name, length, values.length));
    }
  }

  /// Requires a state.
  ///
  /// @param state the state
  /// @param size how many values it must have
  /// @throws IllegalArgumentException if it has another number
  public static void requireState(double[] state, int size) {
    require("state", state, size);
  }

  /// Requires input and output of a signal to be linearised at.
  ///
  /// @param stage whose channels
  /// @param input x
  /// @param output y
  /// @return how many frames both have, ≥ 1
  /// @throws IllegalArgumentException if there is no frame, or the lengths do not fit
  public static int requireSignal(DifferentiableProcessor stage, double[] input, double[] output) {
    int channels = stage.inputChannels();
    if (input.length == 0 || input.length % channels != 0) {
      throw new IllegalArgumentException(
          "input must hold one frame or more of %d samples: %d".formatted(channels, input.length));
    }
    int frames = input.length / channels;
    require("output", output, frames * stage.outputChannels());
    return frames;
  }
}
