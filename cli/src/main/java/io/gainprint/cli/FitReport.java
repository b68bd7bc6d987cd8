package io.gainprint.cli;

import static java.util.stream.Collectors.joining;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.FitInsight;
import io.gainprint.fitting.FitResult;
import io.gainprint.fitting.Passage;
import io.gainprint.fitting.StandardErrors;
import io.gainprint.fitting.inference.ConfidenceInterval;
import io.gainprint.fitting.inference.Finding;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.solver.SolverStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What `fit` prints.
///
/// @param details whether the text goes into everything that is known; JSON always does
record FitReport(FitResult result, Profile profile, Path file, boolean details) {
  private static final List<String> NAMES =
      List.of("threshold", "ratio", "attack", "release", "make-up");
  private static final List<String> UNITS = List.of("dB", ": 1", "ms", "ms", "dB");
  private static final List<String> FIELDS =
      List.of("thresholdDb", "ratio", "attackMs", "releaseMs", "makeUpDb");

  String text() {
    CompressorParameters p = result.parameters();
    double[] errors = errors(result.standardErrors());
    double[] values = {p.thresholdDb(), p.ratio(), p.attackMs(), p.releaseMs(), p.makeUpDb()};
    StringBuilder text = new StringBuilder();
    text.append("%n%s, fitted at %.0f Hz%n".formatted(profile.unit(), profile.sampleRateHz()));
    for (int i = 0; i < values.length; i++) {
      line(text, i, values[i], errors[i]);
    }
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
    for (Finding finding : result.insight().findings()) {
      if (!(finding instanceof Finding.OnBound)) { // that is said above
        text.append("note: ").append(finding.sentence()).append('\n');
      }
    }
    appendRobustness(text);
    if (details) {
      appendDetails(text);
    }
    text.append("profile written to ").append(file).append('\n');
    return text.toString();
  }

  private static double[] errors(StandardErrors e) {
    return new double[] {e.thresholdDb(), e.ratio(), e.attackMs(), e.releaseMs(), e.makeUpDb()};
  }

  private void line(StringBuilder text, int i, double value, double error) {
    String scatter =
        Double.isNaN(error) ? "not known" : String.format(Locale.ROOT, "%-8.2g", error);
    text.append(
        String.format(
            Locale.ROOT, "  %-10s %11.4f %-3s  ± %s", NAMES.get(i), value, UNITS.get(i), scatter));
    if (i < result.insight().parameters().size()) {
      result
          .insight()
          .parameters()
          .get(i)
          .interval()
          .ifPresent(interval -> text.append("  95 %: ").append(words(interval)));
    }
    text.append('\n');
  }

  private static String words(ConfidenceInterval interval) {
    return String.format(Locale.ROOT, "%.4f to %.4f", interval.low(), interval.high());
  }

  private void appendRobustness(StringBuilder text) {
    for (Passage passage : result.dropped()) {
      text.append("note: ").append(passage).append(", was left out as an outlier\n");
    }
    if (result.weighedDown() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "note: the errors of %.2g %% of the samples were weighed down%n",
              100 * result.weighedDown()));
    }
    for (Passage passage : result.suspects()) {
      text.append("note: ")
          .append(passage)
          .append(", is out of line with the rest: listen to it, or fit with --robust\n");
    }
  }

  private void appendDetails(StringBuilder text) {
    List<FitInsight.Aspect> aspects = result.insight().parameters();
    for (int i = 0; i < aspects.size(); i++) {
      FitInsight.Aspect aspect = aspects.get(i);
      aspect
          .whiteNoiseInterval()
          .ifPresent(interval ->
              text.append(
                  "%s: by the textbook, which takes errors for white noise, 95 %%: %s%n"
                      .formatted(aspect.name(), words(interval))));
      if (!aspect.decidedBy().isEmpty()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%s: these seconds decide %.0f %% of it: %s%n",
                aspect.name(),
                100 * aspect.decidedShare(),
                aspect.decidedBy().stream().map(Passage::toString).collect(joining("; "))));
      }
      if (!Double.isNaN(aspect.cornerShift())) {
        text.append(
            String.format(
                Locale.ROOT,
                "%s: %+.2g %s with the corner of the pre-emphasis 10 %% higher%n",
                aspect.name(),
                aspect.cornerShift(),
                UNITS.get(i)));
      }
    }
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
    double[] errors = errors(result.standardErrors());
    ObjectNode errorsNode = root.putObject("standardErrors");
    for (int i = 0; i < errors.length; i++) {
      Json.put(errorsNode, FIELDS.get(i), errors[i]);
    }
    putInsight(root);
    root.put("esr", result.esr());
    root.put("status", result.status().toString());
    root.put("iterations", result.iterations());
    root.put("searches", result.searches());
    root.put("evaluations", result.evaluations());
    var bounds = root.putArray("onBounds");
    result.onBounds().forEach(bounds::add);
    root.set("dropped", passages(root.arrayNode(), result.dropped()));
    root.put("weighedDown", result.weighedDown());
    root.set("suspects", passages(root.arrayNode(), result.suspects()));
    root.put("seconds", result.seconds());
    return Json.text(root);
  }

  private void putInsight(ObjectNode root) {
    ObjectNode intervals = root.putObject("intervals");
    ObjectNode whiteNoise = root.putObject("whiteNoiseIntervals");
    ObjectNode decidedBy = root.putObject("decidedBy");
    ObjectNode shifts = root.putObject("cornerShifts");
    List<FitInsight.Aspect> aspects = result.insight().parameters();
    for (int i = 0; i < aspects.size(); i++) {
      String field = FIELDS.get(i);
      FitInsight.Aspect aspect = aspects.get(i);
      put(intervals, field, aspect.interval());
      put(whiteNoise, field, aspect.whiteNoiseInterval());
      ObjectNode deciding = decidedBy.putObject(field);
      deciding.put("share", aspect.decidedShare());
      deciding.set("passages", passages(root.arrayNode(), aspect.decidedBy()));
      Json.put(shifts, field, aspect.cornerShift());
    }
    ArrayNode findings = root.putArray("findings");
    result.insight().findings().forEach(finding -> findings.add(finding.sentence()));
  }

  private static void put(ObjectNode node, String field, Optional<ConfidenceInterval> interval) {
    if (interval.isEmpty()) {
      node.putNull(field);
      return;
    }
    ObjectNode ends = node.putObject(field);
    Json.put(ends, "low", interval.get().low());
    Json.put(ends, "high", interval.get().high());
  }

  private static ArrayNode passages(ArrayNode array, List<Passage> passages) {
    for (Passage passage : passages) {
      array
          .addObject()
          .put("take", passage.take())
          .put("fromSeconds", passage.fromSeconds())
          .put("toSeconds", passage.toSeconds());
    }
    return array;
  }
}
