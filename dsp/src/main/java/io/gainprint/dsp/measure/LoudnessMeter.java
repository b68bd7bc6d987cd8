package io.gainprint.dsp.measure;

import java.util.List;

/// A meter of EBU mode: momentary, short-term and integrated loudness, and loudness range.
///
/// With p the K-weighted power of a window, over all channels by the [weights][Channel] G,
///
/// ```
/// L = −0.691 + 10 log10 p          p = Σ_channels G mean(y²)          LUFS
/// ```
///
/// and windows that move in steps of 100 ms:
///
/// ```
/// momentary    L of the last 400 ms
/// short-term   L of the last 3 s
/// integrated   L of the mean of p over all windows of 400 ms with L > −70 LUFS and
///              L > −10 LU + the L of the mean of p over those with L > −70 LUFS
/// range        95th less 10th percentile of L over all windows of 3 s with L > −70 LUFS and
///              L > −20 LU + the L of the mean of p over those with L > −70 LUFS
/// ```
///
/// A percentile of M values is the one of rank round(q (M − 1)), from 0, of the sorted ones.
/// Windows count in the last two once they are full; the first two take what has not been yet for
/// silence. Both gates work on histograms of 0.01 LU, so that a meter may run for ever in 320 kB:
/// means are exact, windows within 0.01 LU of a relative gate may pass or not, and a range is
/// within 0.02 LU of the exact one.
///
/// Streaming: blocks of any size compose. For an audio thread: [#add] allocates nothing; the last
/// two measures walk a histogram when they are asked for. A sample that is NaN makes everything NaN
/// until [#reset]. Not thread-safe.
///
/// Source: ITU-R BS.1770-5, annex 1; EBU Tech 3341 and 3342.
public final class LoudnessMeter {
  static final int MOMENTARY_STEPS = 4; // of 100 ms
  static final int SHORT_TERM_STEPS = 30;

  private static final double INTEGRATED_GATE = -10;
  private static final double RANGE_GATE = -20;
  private static final double LOW_PERCENTILE = 0.1;
  private static final double HIGH_PERCENTILE = 0.95;

  private final int channels;
  private final PowerSteps steps;
  private final PowerWindow momentary = new PowerWindow(MOMENTARY_STEPS);
  private final PowerWindow shortTerm = new PowerWindow(SHORT_TERM_STEPS);
  private final GatedPowers momentaryPowers = new GatedPowers();
  private final GatedPowers shortTermPowers = new GatedPowers();
  private double momentaryPower;
  private double shortTermPower;
  private double maximumMomentaryPower;
  private double maximumShortTermPower;

  /// Of nothing yet.
  ///
  /// @param sampleRateHz sample rate, Hz, > 3400
  /// @param channels what the channels are, one or more
  /// @throws IllegalArgumentException if the rate is too low, or there is no channel
  public LoudnessMeter(double sampleRateHz, List<Channel> channels) {
    this.channels = channels.size();
    steps = new PowerSteps(sampleRateHz, channels, this::endStep);
  }

  /// Adds a block.
  ///
  /// @param planar one array per channel, full scale = 1; not modified
  /// @param offset first sample in each
  /// @param frames samples per channel, ≥ 0
  /// @throws IllegalArgumentException if there is another number of channels
  public void add(double[][] planar, int offset, int frames) {
    if (planar.length != channels) {
      throw new IllegalArgumentException(
          "planar must hold %d channels: %d".formatted(channels, planar.length));
    }
    steps.add(planar, offset, frames);
  }

  private void endStep(double power) {
    momentary.add(power);
    shortTerm.add(power);
    momentaryPower = momentary.mean();
    shortTermPower = shortTerm.mean();
    maximumMomentaryPower = Math.max(maximumMomentaryPower, momentaryPower);
    maximumShortTermPower = Math.max(maximumShortTermPower, shortTermPower);
    if (momentary.isFull()) {
      momentaryPowers.add(momentaryPower);
    }
    if (shortTerm.isFull()) {
      shortTermPowers.add(shortTermPower);
    }
  }

  /// The momentary loudness at the end of the last whole step.
  ///
  /// @return LUFS; −∞ for silence
  public double momentaryLufs() {
    return Loudness.of(momentaryPower);
  }

  /// The largest momentary loudness so far.
  ///
  /// @return LUFS; −∞ for silence
  public double maximumMomentaryLufs() {
    return Loudness.of(maximumMomentaryPower);
  }

  /// The short-term loudness at the end of the last whole step.
  ///
  /// @return LUFS; −∞ for silence
  public double shortTermLufs() {
    return Loudness.of(shortTermPower);
  }

  /// The largest short-term loudness so far.
  ///
  /// @return LUFS; −∞ for silence
  public double maximumShortTermLufs() {
    return Loudness.of(maximumShortTermPower);
  }

  /// The loudness of the programme so far.
  ///
  /// @return LUFS; −∞ if no window of 400 ms passed the gate
  public double integratedLufs() {
    if (momentaryPowers.countFrom(0) == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return Loudness.of(momentaryPowers.meanFrom(momentaryPowers.firstAbove(INTEGRATED_GATE)));
  }

  /// The loudness range of the programme so far.
  ///
  /// @return LU, ≥ 0; NaN if no window of 3 s passed the gate
  public double rangeLu() {
    int first = shortTermPowers.firstAbove(RANGE_GATE);
    long last = shortTermPowers.countFrom(first) - 1;
    double low = shortTermPowers.atRank(first, Math.round(LOW_PERCENTILE * last));
    double high = shortTermPowers.atRank(first, Math.round(HIGH_PERCENTILE * last));
    return Loudness.of(high) - Loudness.of(low);
  }

  /// Forgets the past.
  public void reset() {
    steps.reset();
    momentary.reset();
    shortTerm.reset();
    momentaryPowers.reset();
    shortTermPowers.reset();
    momentaryPower = 0;
    shortTermPower = 0;
    maximumMomentaryPower = 0;
    maximumShortTermPower = 0;
  }
}
