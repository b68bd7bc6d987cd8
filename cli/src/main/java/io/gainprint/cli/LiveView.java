package io.gainprint.cli;

import io.gainprint.host.engine.MeterReading;
import io.gainprint.host.engine.RunReport;

/// How a live run shows itself.
final class LiveView {
  private static final int BAR_DB = 24;

  private LiveView() {}

  /// One line of meters and knobs.
  static String line(MeterReading meters, RunReport report, String knobs, boolean bypassed) {
    return "in %s  out %s dBFS  %s LUFS  GR %4.1f dB %s  %s%s  late %d, lost %d"
        .formatted(
            level(meters.inputPeakDb()),
            level(meters.outputPeakDb()),
            level(meters.shortTermLufs()),
            meters.gainReductionDb(),
            bar(meters.gainReductionDb()),
            knobs,
            bypassed ? ", bypassed" : "",
            report.late(),
            report.deviceFaults());
  }

  private static String level(double db) {
    return db < -99.9 ? " -inf" : "%5.1f".formatted(db);
  }

  /// From the left, as the needle of a leveller falls; one character is 2 dB.
  private static String bar(double reductionDb) {
    int full = (int) Math.round(Math.clamp(reductionDb, 0, BAR_DB) / 2);
    return "[" + "#".repeat(full) + ".".repeat(BAR_DB / 2 - full) + "]";
  }

  /// How the run kept time, in two lines.
  static String report(RunReport report) {
    return ("%.1f s, %d blocks: %d late; the device lost sound %d times; reopened %d times%n"
            + "block time: median %.0f us, 99.9 %% within %.0f us, worst %.0f us (%.1f %% of the"
            + " block); %s allocated on the audio thread, %d collections%n")
        .formatted(
            report.seconds(),
            report.blocks(),
            report.late(),
            report.deviceFaults(),
            report.reopened(),
            report.medianNs() / 1e3,
            report.rareNs() / 1e3,
            report.worstNs() / 1e3,
            100 * report.worstShare(),
            report.allocatedBytes() < 0 ? "unknown bytes" : report.allocatedBytes() + " bytes",
            report.collections());
  }
}
