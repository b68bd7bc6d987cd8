package io.gainprint.cli;

import io.gainprint.fitting.filter.Band;
import io.gainprint.fitting.filter.DirectFormFilter;
import io.gainprint.fitting.filter.Equaliser;
import io.gainprint.fitting.filter.EqualiserErrors.BandErrors;
import io.gainprint.fitting.filter.FilterFitResult;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.solver.SolverStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What `fit --model` prints of an equaliser or filter.
record FilterReport(FilterFitResult result, Profile profile, Path file) {
  String text() {
    StringBuilder text = new StringBuilder();
    text.append("%n%s, fitted at %.0f Hz%n".formatted(profile.unit(), profile.sampleRateHz()));
    switch (result.filter()) {
      case Equaliser equaliser -> bands(text, equaliser);
      case DirectFormFilter filter -> {
        coefficients(text, "feed-forward", filter.feedForward());
        coefficients(text, "feedback", filter.feedback());
      }
    }
    text.append(
        String.format(
            Locale.ROOT,
            "  %-12s %11.4g %%   (%.1f dB)%n",
            "ESR",
            100 * result.esr(),
            10 * Math.log10(result.esr())));
    if (Double.isFinite(result.difference().db())) {
      text.append(
          String.format(
              Locale.ROOT,
              "  largest difference from the recording's response, 30 Hz to 18 kHz: %.2g dB at %.0f Hz%n",
              result.difference().db(),
              result.difference().frequencyHz()));
    }
    text.append(verdict());
    for (String bound : result.onBounds()) {
      text.append("note: ").append(bound).append(": the unit may lie beyond it\n");
    }
    text.append("profile written to ").append(file).append('\n');
    return text.toString();
  }

  private void bands(StringBuilder text, Equaliser equaliser) {
    text.append(
        String.format(
            Locale.ROOT, "  %-10s %22s %20s %18s%n", "band", "frequency Hz", "Q", "gain dB"));
    for (int i = 0; i < equaliser.bands().size(); i++) {
      Band band = equaliser.bands().get(i);
      BandErrors errors = result.errors().band(i);
      text.append(
          String.format(
              Locale.ROOT,
              "  %-10s %12.3f ± %-7s %10.4f ± %-7s",
              band.shape(),
              band.frequencyHz(),
              scatter(errors.frequencyHz()),
              band.q(),
              scatter(errors.q())));
      if (band.shape().hasGain()) {
        text.append(gain(band.gainDb(), errors.gainDb()));
      }
      text.append('\n');
    }
    text.append(String.format(Locale.ROOT, "  %-10s %43s", "overall", ""))
        .append(gain(equaliser.gainDb(), result.errors().gainDb()))
        .append('\n');
  }

  private static String gain(double db, double error) {
    return String.format(Locale.ROOT, " %9.4f ± %s", db, scatter(error));
  }

  private static String scatter(double error) {
    return Double.isNaN(error) ? "unknown" : String.format(Locale.ROOT, "%.2g", error);
  }

  private static void coefficients(StringBuilder text, String name, List<Double> values) {
    text.append("  ").append(name).append('\n');
    for (double value : values) {
      text.append(String.format(Locale.ROOT, "    %.17g%n", value));
    }
  }

  private String verdict() {
    String end =
        result.status() == SolverStatus.CONVERGED
            ? "converged"
            : "not converged (" + result.status() + ")";
    return String.format(
        Locale.ROOT,
        "%s after %d Newton iterations, %d search%s, %.1f s%n",
        end,
        result.iterations(),
        result.searches(),
        result.searches() == 1 ? "" : "es",
        result.seconds());
  }

  String json() {
    ObjectNode root = Json.object();
    root.put("profile", file.toString());
    switch (result.filter()) {
      case Equaliser equaliser -> bands(root, equaliser);
      case DirectFormFilter filter -> {
        put(root.putArray("feedForward"), filter.feedForward());
        put(root.putArray("feedback"), filter.feedback());
      }
    }
    root.put("esr", result.esr());
    root.put("status", result.status().toString());
    root.put("iterations", result.iterations());
    root.put("searches", result.searches());
    root.put("evaluations", result.evaluations());
    ArrayNode bounds = root.putArray("onBounds");
    result.onBounds().forEach(bounds::add);
    Json.put(root, "largestDifferenceDb", result.difference().db());
    Json.put(root, "largestDifferenceHz", result.difference().frequencyHz());
    root.put("seconds", result.seconds());
    return Json.text(root);
  }

  private void bands(ObjectNode root, Equaliser equaliser) {
    ArrayNode bands = root.putArray("bands");
    ArrayNode errors = root.putArray("bandErrors");
    for (int i = 0; i < equaliser.bands().size(); i++) {
      Band band = equaliser.bands().get(i);
      ObjectNode node = bands.addObject().put("shape", band.shape().toString());
      node.put("frequencyHz", band.frequencyHz()).put("q", band.q()).put("gainDb", band.gainDb());
      BandErrors scatter = result.errors().band(i);
      ObjectNode error = errors.addObject();
      Json.put(error, "frequencyHz", scatter.frequencyHz());
      Json.put(error, "q", scatter.q());
      Json.put(error, "gainDb", scatter.gainDb());
    }
    root.put("gainDb", equaliser.gainDb());
    Json.put(root, "gainError", result.errors().gainDb());
  }

  private static void put(ArrayNode array, List<Double> values) {
    values.forEach(array::add);
  }
}
