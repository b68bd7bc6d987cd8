package io.gainprint.dsp.measure;

/// Short-term loudness: the K-weighted power of the last three seconds over all channels, ungated.
///
/// ```
/// L = −0.691 + 10 log10 Σ_channels mean(y²)          LUFS
/// ```
///
/// The window moves in steps of 100 ms. All channels weigh 1, as left, right and centre do; for
/// surrounds, and for what else EBU mode shows, there is [LoudnessMeter]. Streaming, for an audio
/// thread: [#add] allocates nothing. Not thread-safe.
///
/// Source: ITU-R BS.1770-5; EBU Tech 3341 for the window.
public final class ShortTermLoudness {
  private final PowerSteps steps;
  private final PowerWindow window = new PowerWindow(LoudnessMeter.SHORT_TERM_STEPS);
  private double loudness = Double.NEGATIVE_INFINITY;

  /// Of nothing yet.
  ///
  /// @param sampleRateHz sample rate, Hz, ≥ 8000
  /// @param channels channels, ≥ 1
  public ShortTermLoudness(double sampleRateHz, int channels) {
    steps = new PowerSteps(sampleRateHz, Channel.fronts(channels), this::endStep);
  }

  /// Adds a block.
  ///
  /// @param planar one array per channel, or more, which do not count; full scale = 1, finite; not
  ///   modified
  /// @param frames samples per channel, ≥ 0
  public void add(double[][] planar, int frames) {
    steps.add(planar, 0, frames);
  }

  private void endStep(double power) {
    window.add(power);
    loudness = Loudness.of(window.mean());
  }

  /// The loudness at the end of the last whole step. Seconds that have not been yet count as
  /// silence.
  ///
  /// @return LUFS; −∞ for silence
  public double lufs() {
    return loudness;
  }

  /// Forgets the past.
  public void reset() {
    steps.reset();
    window.reset();
    loudness = Double.NEGATIVE_INFINITY;
  }
}
