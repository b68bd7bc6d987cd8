package io.gainprint.cli;

import io.gainprint.recordings.unit.measurement.Burst;
import io.gainprint.recordings.unit.measurement.StaticCurve;
import io.gainprint.recordings.unit.measurement.UnitMeasurement;
import io.gainprint.recordings.unit.measurement.UnitMeasurement.AtFrequency;
import io.gainprint.recordings.unit.measurement.UnitMeasurement.Distortion;
import io.gainprint.recordings.unit.measurement.UnitMeasurement.KnobPosition;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What was measured of a unit, in figures.
final class MeasurementReport {
  private static final double[] OVERSHOOTS_DB = {0, 5, 10, 15, 20, 25, 28};

  private MeasurementReport() {}

  static String text(List<UnitMeasurement> measurements) {
    Formatter text = new Formatter(Locale.ROOT);
    UnitMeasurement first = measurements.getFirst();
    text.format("%s%n", first.unit());
    for (UnitMeasurement measurement : measurements) {
      text.format(
          "%n%s, peak reduction %.0f: threshold %.2f dBFS%n",
          measurement.controls().mode(),
          measurement.controls().peakReduction(),
          measurement.staticCurve().thresholdDb());
      staticCurve(text, measurement.staticCurve());
      bursts(text, measurement.bursts());
    }
    text.format("%n%-22s", "response, dB");
    frequencies(text, first.response(), List.of(20.0, 30.0, 100.0, 1000.0, 10_000.0, 20_000.0));
    text.format("%-22s", "side chain, dB");
    frequencies(text, first.weighting(), List.of(50.0, 100.0, 200.0, 500.0, 1000.0, 10_000.0));
    distortion(text, first.distortion());
    gainKnob(text, first.gainKnob());
    text.format("%-22s %8.1f dBFS RMS%n", "noise", first.noiseDb());
    return text.toString();
  }

  private static void staticCurve(Formatter text, StaticCurve curve) {
    text.format("%-14s %10s %8s%n", "overshoot dB", "reduction", "ratio");
    for (double overshootDb : OVERSHOOTS_DB) {
      text.format(
          "%14.0f %10.2f %8.2f%n",
          overshootDb, curve.reductionDb(overshootDb), curve.ratio(overshootDb));
    }
  }

  private static void bursts(Formatter text, List<Burst> bursts) {
    text.format(
        "%-14s %10s %10s %22s %24s %10s%n",
        "burst dB", "s", "reduction", "attack ms 50/63/90", "release ms 50/63/90", "full ms");
    for (Burst burst : bursts) {
      text.format(
          "%14.0f %10.1f %10.2f %8.1f %6.1f %6.1f %9.0f %7.0f %6.0f %10.0f%n",
          burst.overshootDb(),
          burst.exposureSeconds(),
          burst.reductionDb(),
          burst.attack().halfMs(),
          burst.attack().constantMs(),
          burst.attack().mostMs(),
          burst.release().halfMs(),
          burst.release().constantMs(),
          burst.release().mostMs(),
          burst.fullReleaseMs());
    }
  }

  private static void frequencies(Formatter text, List<AtFrequency> points, List<Double> shown) {
    for (AtFrequency point : points) {
      if (shown.contains(point.frequencyHz())) {
        text.format(" %8.2f at %.0f Hz", point.db(), point.frequencyHz());
      }
    }
    text.format("%n");
  }

  private static void distortion(Formatter text, List<Distortion> points) {
    text.format("%-22s", "distortion, %");
    for (int k = 7; k < points.size(); k += 3) { // six levels, 6 dB apart
      Distortion point = points.get(k);
      text.format(" %8.2f at %.1f dBFS", point.totalPercent(), point.outputDb());
    }
    text.format("%n");
  }

  private static void gainKnob(Formatter text, List<KnobPosition> positions) {
    if (positions.isEmpty()) {
      return;
    }
    text.format("%-22s", "gain knob, dB");
    for (KnobPosition position : positions) {
      if (position.position() % 20 == 0) {
        text.format(" %8.1f at %.0f", position.gainDb(), position.position());
      }
    }
    text.format("%n");
  }

  static String json(List<UnitMeasurement> measurements) {
    ObjectNode root = Json.object().put("unit", measurements.getFirst().unit());
    ArrayNode all = root.putArray("measurements");
    for (UnitMeasurement measurement : measurements) {
      put(all.addObject(), measurement);
    }
    return Json.text(root);
  }

  private static void put(ObjectNode node, UnitMeasurement measurement) {
    node.put("mode", measurement.controls().mode().toString());
    node.put("peakReduction", measurement.controls().peakReduction());
    Json.put(node, "thresholdDb", measurement.staticCurve().thresholdDb());
    ArrayNode curve = node.putArray("staticCurve");
    for (StaticCurve.Point point : measurement.staticCurve().points()) {
      ObjectNode item = curve.addObject();
      Json.put(item, "inputDb", point.inputDb());
      Json.put(item, "outputDb", point.outputDb());
      Json.put(item, "reductionDb", point.reductionDb());
    }
    ArrayNode bursts = node.putArray("bursts");
    for (Burst burst : measurement.bursts()) {
      ObjectNode item = bursts.addObject();
      Json.put(item, "overshootDb", burst.overshootDb());
      Json.put(item, "exposureSeconds", burst.exposureSeconds());
      Json.put(item, "reductionDb", burst.reductionDb());
      putTimes(item.putObject("attack"), burst.attack());
      putTimes(item.putObject("release"), burst.release());
      Json.put(item, "fullReleaseMs", burst.fullReleaseMs());
    }
    putFrequencies(node.putArray("response"), measurement.response());
    putFrequencies(node.putArray("weighting"), measurement.weighting());
    ArrayNode distortion = node.putArray("distortion");
    for (Distortion point : measurement.distortion()) {
      ObjectNode item = distortion.addObject();
      Json.put(item, "outputDb", point.outputDb());
      Json.put(item, "secondPercent", point.secondPercent());
      Json.put(item, "thirdPercent", point.thirdPercent());
      Json.put(item, "totalPercent", point.totalPercent());
    }
    ArrayNode knob = node.putArray("gainKnob");
    for (KnobPosition position : measurement.gainKnob()) {
      ObjectNode item = knob.addObject();
      Json.put(item, "position", position.position());
      Json.put(item, "gainDb", position.gainDb());
    }
    Json.put(node, "noiseDb", measurement.noiseDb());
  }

  private static void putTimes(ObjectNode node, Burst.Times times) {
    Json.put(node, "to50PercentMs", times.halfMs());
    Json.put(node, "to63PercentMs", times.constantMs());
    Json.put(node, "to90PercentMs", times.mostMs());
  }

  private static void putFrequencies(ArrayNode node, List<AtFrequency> points) {
    for (AtFrequency point : points) {
      ObjectNode item = node.addObject();
      Json.put(item, "frequencyHz", point.frequencyHz());
      Json.put(item, "db", point.db());
    }
  }
}
