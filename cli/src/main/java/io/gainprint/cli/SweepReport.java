package io.gainprint.cli;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Interpolation;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.profile.Setting;
import io.gainprint.fitting.sweep.LeaveOneOut;
import io.gainprint.fitting.sweep.SettingOutcome;
import io.gainprint.fitting.sweep.SweepResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// What `sweep` prints.
///
/// @param result what was found
/// @param file where the profile is
/// @param problems everything that was wrong, a sentence each
record SweepReport(SweepResult result, Path file, List<String> problems) {
  /// For example `compress 65`.
  static String words(Controls controls) {
    double knob = controls.peakReduction();
    return controls.mode()
        + " "
        + (knob == Math.rint(knob) ? Long.toString((long) knob) : Double.toString(knob));
  }

  String text() {
    Profile profile = result.profile().orElseThrow();
    StringBuilder text = new StringBuilder();
    text.append(
        "%n%s, fitted at %.0f Hz%n%-14s %12s %8s %10s %11s %11s %9s %6s  %s%n"
            .formatted(
                profile.unit(),
                profile.sampleRateHz(),
                "",
                "threshold dB",
                "ratio",
                "attack ms",
                "release ms",
                "make-up dB",
                "ESR %",
                "steps",
                "started at"));
    profile.settings().forEach(setting -> row(text, setting));
    if (!result.leaveOneOut().rows().isEmpty()) {
      leaveOneOut(text, result.leaveOneOut(), profile.interpolation());
    }
    if (!problems.isEmpty()) {
      text.append(
          "%n%d problem%s, named above%n"
              .formatted(problems.size(), problems.size() == 1 ? "" : "s"));
    }
    return text.append("profile written to ").append(file).append('\n').toString();
  }

  private static void row(StringBuilder text, Setting setting) {
    CompressorParameters p = setting.parameters();
    text.append(
        String.format(
            Locale.ROOT,
            "%-14s %12.4f %8.4f %10.4f %11.3f %11.4f %9.4g %6d  %s%s%n",
            words(setting.controls().orElseThrow()),
            p.thresholdDb(),
            p.ratio(),
            p.attackMs(),
            p.releaseMs(),
            p.makeUpDb(),
            100 * setting.esr(),
            setting.iterations(),
            start(setting),
            setting.status().equals("converged") ? "" : ", " + setting.status()));
  }

  private static String start(Setting setting) {
    return switch (setting.sweep().orElseThrow().start()) {
      case SEARCH -> "usual starts";
      case NEIGHBOUR -> "neighbour";
      case FALLBACK -> "neighbour, then usual starts";
    };
  }

  private static void leaveOneOut(
      StringBuilder text, LeaveOneOut leaveOneOut, Interpolation chosen) {
    text.append(
        "%nESR %% of settings told from the others, each left out in turn%n%-14s %10s %10s %10s %10s%n"
            .formatted("", "fitted", "linear", "monotone", "smoothing"));
    for (LeaveOneOut.Row row : leaveOneOut.rows()) {
      line(
          text,
          words(row.controls()),
          row.fittedEsr(),
          row.linearEsr(),
          row.monotoneEsr(),
          row.smoothingEsr());
    }
    line(
        text,
        "mean",
        leaveOneOut.meanFittedEsr().orElseThrow(),
        leaveOneOut.meanEsr(Interpolation.LINEAR).orElseThrow(),
        leaveOneOut.meanEsr(Interpolation.MONOTONE).orElseThrow(),
        leaveOneOut.meanEsr(Interpolation.SMOOTHING).orElseThrow());
    text.append("the profile is interpolated by the best of these: %s%n".formatted(chosen));
  }

  private static void line(StringBuilder text, String name, double... esr) {
    text.append("%-14s".formatted(name));
    for (double value : esr) {
      text.append(String.format(Locale.ROOT, " %10.4g", 100 * value));
    }
    text.append('\n');
  }

  String json() {
    ObjectNode root = Json.object();
    root.put("profile", file.toString());
    root.put("cancelled", result.isCancelled());
    var settings = root.putArray("settings");
    for (SettingOutcome outcome : result.outcomes()) {
      put(settings.addObject(), outcome);
    }
    put(root.putObject("leaveOneOut"), result.leaveOneOut());
    var list = root.putArray("problems");
    problems.forEach(list::add);
    return Json.text(root);
  }

  private static void put(ObjectNode node, SettingOutcome outcome) {
    node.put("mode", outcome.controls().mode().toString());
    node.put("peakReduction", outcome.controls().peakReduction());
    switch (outcome) {
      case SettingOutcome.Kept(_, Setting setting, _) -> put(node.put("outcome", "kept"), setting);
      case SettingOutcome.Fitted fitted -> {
        put(node.put("outcome", "fitted"), fitted.setting());
        node.put("seconds", fitted.seconds());
        fitted.fallback().ifPresent(why -> node.put("fallback", why));
      }
      case SettingOutcome.Refused _ -> node.put("outcome", "left out");
    }
    var problems = node.putArray("problems");
    outcome.problems().forEach(problems::add);
  }

  private static void put(ObjectNode node, Setting setting) {
    Json.put(node, "parameters", setting.parameters());
    node.put("esr", setting.esr());
    node.put("status", setting.status());
    node.put("iterations", setting.iterations());
    node.put("start", setting.sweep().orElseThrow().start().toString());
  }

  private static void put(ObjectNode node, LeaveOneOut leaveOneOut) {
    var rows = node.putArray("rows");
    for (LeaveOneOut.Row row : leaveOneOut.rows()) {
      ObjectNode object = rows.addObject();
      object.put("mode", row.controls().mode().toString());
      object.put("peakReduction", row.controls().peakReduction());
      object.put("fittedEsr", row.fittedEsr());
      Stream.of(Interpolation.values())
          .forEach(interpolation -> object.put(interpolation + "Esr", row.esr(interpolation)));
    }
    Json.put(node, "meanFittedEsr", leaveOneOut.meanFittedEsr().orElse(Double.NaN));
    for (Interpolation interpolation : Interpolation.values()) {
      Json.put(
          node,
          "mean" + title(interpolation) + "Esr",
          leaveOneOut.meanEsr(interpolation).orElse(Double.NaN));
    }
    node.put("best", leaveOneOut.best().toString());
  }

  private static String title(Interpolation interpolation) {
    String word = interpolation.toString();
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
