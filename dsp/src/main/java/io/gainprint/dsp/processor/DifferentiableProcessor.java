package io.gainprint.dsp.processor;

/// A stage with exact derivatives, see [the package][io.gainprint.dsp.processor].
///
/// Immutable, and safe to share between threads: all that changes is in the caller's arrays.
public interface DifferentiableProcessor {
  /// How many samples a frame of the input has.
  ///
  /// @return channels, ≥ 1
  default int inputChannels() {
    return 1;
  }

  /// How many samples a frame of the output has.
  ///
  /// @return channels, ≥ 1
  default int outputChannels() {
    return 1;
  }

  /// The parameters θ, in the order that the stage documents.
  ///
  /// @return a copy of P values
  double[] parameters();

  /// The same stage elsewhere.
  ///
  /// @param parameters θ, P values
  /// @return a stage of the same structure
  /// @throws IllegalArgumentException if their number is another, or one of them is not allowed
  DifferentiableProcessor with(double[] parameters);

  /// The state z of a stage at rest, in the order that the stage documents.
  ///
  /// @return a new array of S values
  double[] restingState();

  /// Processes a block. Blocks of any size compose.
  ///
  /// Allocates no more than a few arrays of the size of a cache.
  ///
  /// @param input x
  /// @param inputOffset index of the first sample of its first frame
  /// @param output written: y; may be `input` if the offsets are equal and the channels are as many
  /// @param outputOffset index of the first sample written
  /// @param frames how many, ≥ 0
  /// @param state z before the block; becomes z′
  /// @throws IllegalArgumentException if the state has another length than that at rest
  /// @throws IndexOutOfBoundsException if the arrays do not hold that many frames
  void process(
      double[] input,
      int inputOffset,
      double[] output,
      int outputOffset,
      int frames,
      double[] state);

  /// Processes a whole signal and keeps what its derivatives need.
  ///
  /// @param input x; the linearisation keeps the array itself, which must stay as it is
  /// @param output written: y, of as many frames; likewise kept, and no alias of the input
  /// @param state z before the signal; becomes z′
  /// @return the stage at this input
  /// @throws IllegalArgumentException if there is no frame, or a length does not fit
  Linearisation linearise(double[] input, double[] output, double[] state);
}
