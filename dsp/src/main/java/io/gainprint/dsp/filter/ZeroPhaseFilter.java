package io.gainprint.dsp.filter;

import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;

/// A filter run over a whole signal forwards and backwards, so that it delays nothing: its response
/// is `|H|²`. SciPy's names for this are `filtfilt` and `sosfiltfilt`.
///
/// The future of each sample counts, so this is no stage of a stream: there is no state, and a
/// signal cannot be cut. Its derivatives, by the signal and by the filter's parameters, have the
/// verbs of every stage all the same, with states of length 0.
///
/// The two ways of treating ends are those of SciPy. Immutable, and safe to share between threads.
public sealed interface ZeroPhaseFilter permits PaddedZeroPhase, GustafssonZeroPhase {
  /// With ends padded by odd extension, of three times as many samples as there are coefficients
  /// above or below, whichever are more.
  ///
  /// @param filter the filter, of any structure
  /// @return what SciPy's `filtfilt` is without arguments
  /// @throws IllegalArgumentException if the filter has a pole at z = 1
  static ZeroPhaseFilter of(DirectFormFilter filter) {
    return padded(filter, EdgePadding.ODD, usualPadding(filter));
  }

  /// The number of samples that ends are usually padded with.
  ///
  /// @param filter the filter
  /// @return 3 max(M + 1, N + 1)
  static int usualPadding(DirectFormFilter filter) {
    return 3 * Math.max(filter.feedForward().length, filter.feedback().length);
  }

  /// The number of samples that ends are usually padded with.
  ///
  /// @param cascade sections
  /// @return three times the length of the filter that they make, 2 sections + 1 less those of
  ///   first order
  static int usualPadding(SectionCascade cascade) {
    int shorterAbove = 0;
    int shorterBelow = 0;
    for (FilterCoefficients section : cascade.sections()) {
      shorterAbove += section.feedForward(2) == 0 ? 1 : 0;
      shorterBelow += section.feedback(2) == 0 ? 1 : 0;
    }
    return 3 * (2 * cascade.sections().size() + 1 - Math.min(shorterAbove, shorterBelow));
  }

  /// With padded ends. Each run starts in the filter's [SteadyState] for the first sample that it
  /// meets.
  ///
  /// @param filter the filter, of any structure
  /// @param padding what ends are padded with
  /// @param samples how far, ≥ 0, less than the signal will have; 0 for no padding
  /// @return the filter
  /// @throws IllegalArgumentException if the number does not fit, or the filter has a pole at z = 1
  static ZeroPhaseFilter padded(DirectFormFilter filter, EdgePadding padding, int samples) {
    return new PaddedZeroPhase(transposed(filter), padding, samples);
  }

  /// With padded ends, in sections.
  ///
  /// @param cascade sections
  /// @param padding what ends are padded with
  /// @param samples how far, ≥ 0, less than the signal will have; 0 for no padding
  /// @return the filter
  /// @throws IllegalArgumentException if the number does not fit, or a section has a pole at z = 1
  static ZeroPhaseFilter padded(SectionCascade cascade, EdgePadding padding, int samples) {
    return new PaddedZeroPhase(cascade, padding, samples);
  }

  /// By Gustafsson's method, which pads nothing: both runs start in those states for which forwards
  /// then backwards is, as nearly as can be, the same as backwards then forwards.
  ///
  /// Takes memory for 7 signals for each order of the filter.
  ///
  /// Source: F. Gustafsson, "Determining the initial states in forward-backward filtering", IEEE
  /// Trans. Signal Processing 44 (1996), 988–992.
  ///
  /// @param filter the filter, of any structure
  /// @return the filter
  static ZeroPhaseFilter gustafsson(DirectFormFilter filter) {
    return gustafsson(filter, Integer.MAX_VALUE);
  }

  /// By Gustafsson's method, for a filter whose response is taken to be over after some samples: of
  /// signals of more than twice as many only the ends matter, which takes memory for them only.
  ///
  /// @param filter the filter, of any structure
  /// @param responseSamples length of the impulse response, > its order
  /// @return the filter
  /// @throws IllegalArgumentException if the response is too short
  static ZeroPhaseFilter gustafsson(DirectFormFilter filter, int responseSamples) {
    return new GustafssonZeroPhase(transposed(filter), responseSamples);
  }

  private static DirectFormFilter transposed(DirectFormFilter filter) {
    return new DirectFormFilter(FilterStructure.TDF2, filter.feedForward(), filter.feedback());
  }

  /// The parameters θ of the filter.
  ///
  /// @return a copy, in the filter's order
  double[] parameters();

  /// The same filter elsewhere.
  ///
  /// @param parameters θ
  /// @return a filter of the same structure and ends
  /// @throws IllegalArgumentException if their number is another, or one of them is not allowed
  ZeroPhaseFilter with(double[] parameters);

  /// Filters a whole signal.
  ///
  /// @param input x
  /// @param output written: y, of as many samples; another array
  /// @throws IllegalArgumentException if the signal is too short for its ends, or the lengths
  ///   differ
  default void process(double[] input, double[] output) {
    linearise(input, output);
  }

  /// Filters a whole signal and keeps what its derivatives need: the signals between runs.
  ///
  /// @param input x; the linearisation keeps the array itself, which must stay as it is
  /// @param output written: y, of as many samples; another array
  /// @return the filter at this input, with states of length 0
  /// @throws IllegalArgumentException if the signal is too short for its ends, or the lengths
  ///   differ
  Linearisation linearise(double[] input, double[] output);

  /// Requires a signal of more than some samples, and as many of output.
  ///
  /// @param input x
  /// @param output y
  /// @param least how many are too few
  /// @throws IllegalArgumentException if there are no more than that
  static void requireSignal(double[] input, double[] output, int least) {
    if (input.length <= least) {
      throw new IllegalArgumentException(
          "input must hold more than %d samples: %d".formatted(least, input.length));
    }
    Lengths.require("output", output, input.length);
  }
}
