package io.gainprint.dsp.compressor;

import io.gainprint.dsp.filter.DelayLine;

/// The feed-forward compressor as a stream processor for one channel.
///
/// ```
/// y[n] = exp(κM) g[n] x[n−D]
/// ```
///
/// With a look-ahead of D samples the gain acts D samples before the sound that caused it; the
/// output is late by the same D samples ([#latencySamples]). Blocks of any size, cut anywhere, give
/// the same samples to the last bit. Not thread-safe; [#process] allocates nothing, takes no lock
/// and throws nothing, so that it may run on an audio thread.
///
/// Limits: silence gives silence; a NaN sample gives one NaN sample and leaves the gain alone; an
/// infinite one pulls the gain towards zero for as long as it lasts, after which the gain recovers.
/// See [GainReduction].
public final class Compressor {
  private final GainReduction gainReduction;
  private final double makeUp;
  private final DelayLine delay;
  private final double[] gains = new double[256];

  /// A compressor without look-ahead, at rest.
  ///
  /// @param coefficients settings at the sample rate it will run at
  public Compressor(CompressorCoefficients coefficients) {
    this(coefficients, 0);
  }

  /// A compressor at rest.
  ///
  /// @param coefficients settings at the sample rate it will run at
  /// @param lookAheadSamples D ≥ 0, samples by which the gain leads the sound
  /// @throws IllegalArgumentException if the look-ahead is negative
  public Compressor(CompressorCoefficients coefficients, int lookAheadSamples) {
    if (lookAheadSamples < 0) {
      throw new IllegalArgumentException("look-ahead must not be negative: " + lookAheadSamples);
    }
    gainReduction = new GainReduction(coefficients);
    makeUp = coefficients.makeUpFactor();
    delay = new DelayLine(lookAheadSamples);
  }

  /// Processes a block and keeps the state for the next one.
  ///
  /// @param in input, full scale = 1
  /// @param inOffset its first sample
  /// @param out written; may be `in` if the offsets are equal
  /// @param outOffset first sample written
  /// @param length samples, ≥ 0
  public void process(double[] in, int inOffset, double[] out, int outOffset, int length) {
    for (int done = 0; done < length; done += gains.length) {
      int part = Math.min(gains.length, length - done);
      gainReduction.process(in, inOffset + done, gains, 0, part);
      delay.process(in, inOffset + done, out, outOffset + done, part);
      for (int n = 0; n < part; n++) {
        out[outOffset + done + n] *= makeUp * gains[n];
      }
    }
  }

  /// How late the output is.
  ///
  /// @return D, samples
  public int latencySamples() {
    return delay.samples();
  }

  /// The gain applied last, without make-up.
  ///
  /// @return g, in `[0, 1]`
  public double gain() {
    return gainReduction.gain();
  }

  /// Everything the next block depends on.
  ///
  /// @return a copy of the state
  public State state() {
    return new State(gainReduction.gain(), delay.contents());
  }

  /// Continues from a state, as if the blocks that led to it had been processed here.
  ///
  /// @param state state of a compressor with the same look-ahead
  /// @throws IllegalArgumentException if the look-ahead differs
  public void continueFrom(State state) {
    if (state.delayed.length != delay.samples()) {
      throw new IllegalArgumentException(
          "state has a look-ahead of "
              + state.delayed.length
              + " samples, this compressor of "
              + delay.samples());
    }
    gainReduction.continueFrom(state.gain);
    delay.fill(state.delayed);
  }

  /// Forgets the past: as new.
  public void reset() {
    gainReduction.continueFrom(1);
    delay.reset();
  }

  /// The state between two blocks: smoothed gain and delayed sound. Immutable.
  public static final class State {
    private final double gain;
    private final double[] delayed; // oldest first

    private State(double gain, double[] delayed) {
      this.gain = gain;
      this.delayed = delayed;
    }

    /// A state without look-ahead.
    ///
    /// @param gain the gain to start from, in `[0, 1]`
    /// @return the state
    public static State ofGain(double gain) {
      return new State(gain, new double[0]);
    }

    /// The smoothed gain.
    ///
    /// @return g
    public double gain() {
      return gain;
    }
  }
}
