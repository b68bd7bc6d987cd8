package io.gainprint.recordings.alignment;

import java.util.Locale;

/// What was done to bring a wet recording in line with its dry one.
///
/// @param base the time base that the wet recording was read along
/// @param inverted whether it was turned over
/// @param dryDc mean that was taken off the dry recording, full scale 1
/// @param wetDc likewise of the wet one, before it was turned over
public record Alignment(TimeBase base, boolean inverted, double dryDc, double wetDc) {
  /// Nothing.
  public static final Alignment NONE = new Alignment(TimeBase.COMMON, false, 0, 0);

  /// Whether the samples are as they were recorded.
  ///
  /// @return true if nothing was done
  public boolean isNone() {
    return equals(NONE);
  }

  /// What was done, for people.
  ///
  /// @param sampleRateHz sample rate of the recordings, Hz
  /// @return clauses such as `1234.37 samples (27.991 ms) late, 48.9 ppm slow, upside down`; empty
  ///   if nothing was
  public String words(int sampleRateHz) {
    StringBuilder words = new StringBuilder();
    double late = base.lateBySamples();
    if (late != 0) {
      add(
          words,
          String.format(
              Locale.ROOT,
              late == Math.rint(late) ? "%.0f samples (%.3f ms) %s" : "%.3f samples (%.3f ms) %s",
              Math.abs(late),
              1e3 * Math.abs(late) / sampleRateHz,
              late > 0 ? "late" : "early"));
    }
    if (base.driftPpm() != 0) {
      add(
          words,
          String.format(
              Locale.ROOT,
              "%.2f ppm %s",
              Math.abs(base.driftPpm()),
              base.driftPpm() > 0 ? "slow" : "fast"));
    }
    if (inverted) {
      add(words, "upside down");
    }
    addDc(words, "with", wetDc);
    addDc(words, "to a dry one with", dryDc);
    return words.toString();
  }

  private static void addDc(StringBuilder words, String with, double dc) {
    if (dc != 0) {
      add(words, String.format(Locale.ROOT, "%s a direct voltage of %.4f of full scale", with, dc));
    }
  }

  private static void add(StringBuilder words, String clause) {
    words.append(words.isEmpty() ? "" : ", ").append(clause);
  }
}
