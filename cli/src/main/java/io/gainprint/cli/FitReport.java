package io.gainprint.cli;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.FitResult;
import io.gainprint.fitting.Passage;
import io.gainprint.fitting.StandardErrors;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.solver.SolverStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// What `fit` prints.
record FitReport(FitResult result, Profile profile, Path file) {
  String text() {
    CompressorParameters p = result.parameters();
    StandardErrors e = result.standardErrors();
    StringBuilder text = new StringBuilder();
    text.append("%n%s, fitted at %.0f Hz%n".formatted(profile.unit(), profile.sampleRateHz()));
    line(text, "threshold", p.thresholdDb(), e.thresholdDb(), "dB");
    line(text, "ratio", p.ratio(), e.ratio(), ": 1");
    line(text, "attack", p.attackMs(), e.attackMs(), "ms");
    line(text, "release", p.releaseMs(), e.releaseMs(), "ms");
    line(text, "make-up", p.makeUpDb(), e.makeUpDb(), "dB");
    text.append(
        String.format(
            Locale.ROOT,
            "  %-10s %11.4g %%   (%.1f dB)%n",
            "ESR",
            100 * result.esr(),
            10 * Math.log10(result.esr())));
    text.append(verdict());
    for (String bound : result.onBounds()) {
      text.append("note: ")
          .append(bound)
          .append(": the unit may lie beyond it, and the other figures lean with it\n");
    }
    if (!result.dropped().isEmpty()) {
      text.append("note: left out, as out of line with the others: ")
          .append(words(result.dropped()))
          .append('\n');
    }
    if (result.weighedDown() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "note: large errors weighed down in %.2g %% of the samples%n",
              100 * result.weighedDown()));
    }
    if (!result.suspects().isEmpty()) {
      text.append("note: out of line with the others: ")
          .append(words(result.suspects()))
          .append(": listen there, or let --robust leave them out\n");
    }
    text.append("profile written to ").append(file).append('\n');
    return text.toString();
  }

  private static String words(List<Passage> passages) {
    return passages.stream().map(Passage::toString).collect(Collectors.joining("; "));
  }

  private static void line(
      StringBuilder text, String name, double value, double error, String unit) {
    String scatter = Double.isNaN(error) ? "not known" : String.format(Locale.ROOT, "%.2g", error);
    text.append(
        String.format(Locale.ROOT, "  %-10s %11.4f %-3s  ± %s%n", name, value, unit, scatter));
  }

  private String verdict() {
    String end =
        result.status() == SolverStatus.CONVERGED
            ? "converged"
            : "not converged (" + result.status() + ")";
    return String.format(
        Locale.ROOT,
        "%s after %d iterations, %d search%s, %.1f s%n",
        end,
        result.iterations(),
        result.searches(),
        result.searches() == 1 ? "" : "es",
        result.seconds());
  }

  String json() {
    ObjectNode root = Json.object();
    root.put("profile", file.toString());
    Json.put(root, "parameters", result.parameters());
    StandardErrors e = result.standardErrors();
    ObjectNode errors = root.putObject("standardErrors");
    Json.put(errors, "thresholdDb", e.thresholdDb());
    Json.put(errors, "ratio", e.ratio());
    Json.put(errors, "attackMs", e.attackMs());
    Json.put(errors, "releaseMs", e.releaseMs());
    Json.put(errors, "makeUpDb", e.makeUpDb());
    root.put("esr", result.esr());
    root.put("status", result.status().toString());
    root.put("iterations", result.iterations());
    root.put("searches", result.searches());
    root.put("evaluations", result.evaluations());
    var bounds = root.putArray("onBounds");
    result.onBounds().forEach(bounds::add);
    put(root, "dropped", result.dropped());
    root.put("weighedDown", result.weighedDown());
    put(root, "suspects", result.suspects());
    root.put("seconds", result.seconds());
    return Json.text(root);
  }

  private static void put(ObjectNode root, String name, List<Passage> passages) {
    var array = root.putArray(name);
    passages.forEach(passage -> array.add(passage.toString()));
  }
}
