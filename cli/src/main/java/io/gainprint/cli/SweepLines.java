package io.gainprint.cli;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.fitting.profile.Setting;
import io.gainprint.fitting.sweep.SettingOutcome;
import io.gainprint.fitting.sweep.SweepProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/// A line for every setting of a sweep that is done, with the time left; problems also where it is
/// to be quiet.
///
/// @param err where the lines go
/// @param isQuiet whether only problems are told
/// @param known settings that an earlier profile has
record SweepLines(PrintWriter err, boolean isQuiet, Set<Controls> known)
    implements Consumer<SweepProgress> {

  @Override
  public void accept(SweepProgress progress) {
    SettingOutcome outcome = progress.outcome();
    String position = SweepReport.words(outcome.controls());
    outcome.problems().forEach(problem -> err.println("gainprint: " + position + ": " + problem));
    if (isQuiet) {
      return;
    }
    err.printf(
        Locale.ROOT,
        "%3d of %d  %-13s %s%s%n",
        progress.done(),
        progress.total(),
        position,
        words(outcome),
        timeLeft(progress.secondsLeft()));
  }

  private String words(SettingOutcome outcome) {
    return switch (outcome) {
      case SettingOutcome.Kept(_, Setting setting, _) ->
          String.format(Locale.ROOT, "ESR %.4g %%, done before", 100 * setting.esr());
      case SettingOutcome.Fitted fitted ->
          String.format(
                  Locale.ROOT,
                  "ESR %.4g %%, %d steps, %.1f s",
                  100 * fitted.setting().esr(),
                  fitted.setting().iterations(),
                  fitted.seconds())
              + (known.contains(fitted.controls())
                  ? ", fitted anew: recordings, method or neighbour have changed"
                  : "")
              + fitted
                  .fallback()
                  .map(why -> ", searched everywhere: from the neighbour " + why)
                  .orElse("");
      case SettingOutcome.Refused _ -> "left out";
    };
  }

  private static String timeLeft(double seconds) {
    if (!(seconds >= 1)) {
      return "";
    }
    long whole = Math.round(seconds);
    return whole < 60
        ? "; about %d s left".formatted(whole)
        : "; about %d min %d s left".formatted(whole / 60, whole % 60);
  }
}
