package io.gainprint.recordings.alignment;

/// Finds the time base of a wet recording.
///
/// @param base the line, as it should be used: what cannot be told from nothing is nothing
/// @param lateByError standard error of its shift, samples
/// @param driftErrorPpm standard error of its drift, ppm; infinite if the recording is too short
/// @param inverted whether the wet recording is upside down
/// @param agreement of the excerpt found best, 0 to 1: [WholeShift#LEAST_COHERENCE] or more if the
///   recordings belong together and their clocks are close
/// @param searchedSeconds the largest shift that was tried, s
public record TimeBaseSearch(
    TimeBase base,
    double lateByError,
    double driftErrorPpm,
    boolean inverted,
    double agreement,
    double searchedSeconds) {
  /// Of a sample: what a unit's own phase can be mistaken for. A shift this small costs a fit
  /// nothing: at 5 kHz and 44.1 kHz it leaves an error of (2π · 5000 / 44100 · 0.02)² = 0.02 %.
  public static final double LEAST_FRACTION = 0.02;

  /// Standard errors that chance does not reach.
  private static final double SURE = 4;

  /// Finds shift, drift and polarity.
  ///
  /// A drift that is less than 4 standard errors, or moves less than [#LEAST_FRACTION] from the
  /// middle of the recording to its ends, is 0; without one, the shift is a whole number of samples
  /// if it is nearer to it than [#LEAST_FRACTION] or 4 standard errors. So recordings that need no
  /// resampling are not resampled.
  ///
  /// @param dry samples, finite and not silent
  /// @param wet likewise
  /// @param sampleRateHz sample rate of both, by their own clocks
  /// @return the best time base, however little they agree
  public static TimeBaseSearch find(float[] dry, float[] wet, int sampleRateHz) {
    CoarseSearch.Result coarse = CoarseSearch.find(dry, wet, sampleRateHz);
    FineSearch.Result fine = FineSearch.find(dry, wet, sampleRateHz, coarse.base());
    RobustLine line = fine.correction();
    double driftErrorPpm = 1e6 * line.slopeError();
    double reach = Math.abs(fine.base().drift()) * dry.length / 2;
    boolean drifts =
        Math.abs(fine.base().driftPpm()) > SURE * driftErrorPpm && reach > LEAST_FRACTION;
    TimeBase base = drifts ? fine.base() : still(fine.base().lateBy(line.centre()), line);
    double lateByError =
        drifts
            ? Math.hypot(line.valueError(), line.centre() * line.slopeError())
            : line.valueError();
    return new TimeBaseSearch(
        base,
        lateByError,
        driftErrorPpm,
        fine.inverted(),
        Math.abs(coarse.agreement()),
        coarse.searchedSeconds());
  }

  private static TimeBase still(double lateBy, RobustLine line) {
    double whole = Math.rint(lateBy);
    double open = Math.max(LEAST_FRACTION, SURE * line.valueError());
    return new TimeBase(Math.abs(lateBy - whole) <= open ? whole : lateBy, 0);
  }
}
