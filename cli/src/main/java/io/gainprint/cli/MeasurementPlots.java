package io.gainprint.cli;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import io.gainprint.recordings.unit.measurement.Burst;
import io.gainprint.recordings.unit.measurement.StaticCurve;
import io.gainprint.recordings.unit.measurement.UnitMeasurement;
import io.gainprint.recordings.unit.measurement.UnitMeasurement.AtFrequency;
import io.gainprint.recordings.unit.measurement.UnitMeasurement.Distortion;
import io.gainprint.recordings.unit.measurement.UnitMeasurement.KnobPosition;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// What was measured of a unit, as plots by file name. Needs no screen.
final class MeasurementPlots {
  static final String STATIC_CURVE = "static-curve.svg";
  static final String ATTACK = "attack.svg";
  static final String RELEASE = "release.svg";
  static final String RESPONSE = "response.svg";
  static final String DISTORTION = "distortion.svg";
  static final String GAIN_KNOB = "gain-knob.svg";

  /// The burst whose times are plotted.
  private static final double OVERSHOOT_DB = 10;

  private static final double ATTACK_MS = 60;
  private static final double RELEASE_MS = 2000;
  private static final double RELEASE_STEP_MS = 10;

  /// There is one in a chart.
  private static final Pattern RUN_DEPENDENT_NAME = Pattern.compile("clip-?\\d+");

  private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{3,}(E-?\\d+)?");

  private MeasurementPlots() {}

  /// The names of the files that there will be.
  static List<String> names() {
    return List.of(STATIC_CURVE, ATTACK, RELEASE, RESPONSE, DISTORTION, GAIN_KNOB);
  }

  /// Draws all plots; one without anything to show is left out.
  ///
  /// @param measurements one for each mode
  static Map<String, byte[]> of(List<UnitMeasurement> measurements) throws IOException {
    UnitMeasurement first = measurements.getFirst();
    Map<String, byte[]> plots = new LinkedHashMap<>();
    plots.put(STATIC_CURVE, svg(staticCurve(measurements)));
    plots.put(ATTACK, svg(attack(first)));
    plots.put(RELEASE, svg(release(first)));
    plots.put(RESPONSE, svg(response(first)));
    plots.put(DISTORTION, svg(distortion(first)));
    if (!first.gainKnob().isEmpty()) {
      plots.put(GAIN_KNOB, svg(gainKnob(first)));
    }
    return plots;
  }

  private static XYChart staticCurve(List<UnitMeasurement> measurements) {
    XYChart chart = chart("Static curve, 1 kHz", "input, dBFS", "output, dBFS");
    chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
    for (UnitMeasurement measurement : measurements) {
      List<StaticCurve.Point> points = measurement.staticCurve().points();
      line(
          chart,
          measurement.controls().mode().toString(),
          points.stream().map(StaticCurve.Point::inputDb).toList(),
          points.stream().map(StaticCurve.Point::outputDb).toList());
    }
    line(chart, "1:1", List.of(-60.0, 0.0), List.of(-60.0, 0.0)).setLineColor(Color.LIGHT_GRAY);
    return chart;
  }

  private static XYChart attack(UnitMeasurement measurement) {
    XYChart chart = chart("Attack on bursts of 3 kHz", "ms", "gain reduction, dB");
    chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
    for (Burst burst : measurement.bursts()) {
      if (burst.exposureSeconds() == longest(measurement)) {
        List<Burst.Point> points = burst.trace().stream().filter(p -> p.ms() <= ATTACK_MS).toList();
        line(
            chart,
            "+%.0f dB".formatted(burst.overshootDb()),
            points.stream().map(Burst.Point::ms).toList(),
            points.stream().map(Burst.Point::reductionDb).toList());
      }
    }
    return chart;
  }

  private static double longest(UnitMeasurement measurement) {
    return measurement.bursts().stream().mapToDouble(Burst::exposureSeconds).max().orElse(0);
  }

  private static XYChart release(UnitMeasurement measurement) {
    XYChart chart =
        chart(
            "Release after bursts of +%.0f dB".formatted(OVERSHOOT_DB),
            "ms after the burst",
            "gain reduction, dB");
    for (Burst burst : measurement.bursts()) {
      if (burst.overshootDb() == OVERSHOOT_DB) {
        double endMs = 1000 * burst.exposureSeconds();
        List<Burst.Point> points =
            burst.trace().stream()
                .filter(p -> p.ms() >= endMs && p.ms() <= endMs + RELEASE_MS)
                .filter(p -> Math.round(p.ms() - endMs) % RELEASE_STEP_MS == 0)
                .toList();
        line(
            chart,
            "after %s s".formatted(burst.exposureSeconds()),
            points.stream().map(p -> p.ms() - endMs).toList(),
            points.stream().map(Burst.Point::reductionDb).toList());
      }
    }
    return chart;
  }

  private static XYChart response(UnitMeasurement measurement) {
    XYChart chart = chart("Small signal and side chain", "Hz", "dB");
    chart.getStyler().setXAxisLogarithmic(true).setYAxisMin(-2.0).setYAxisMax(6.0);
    frequencies(chart, "response", measurement.response());
    frequencies(chart, "weighting of the side chain", measurement.weighting());
    return chart;
  }

  private static void frequencies(XYChart chart, String name, List<AtFrequency> points) {
    line(
        chart,
        name,
        points.stream().map(AtFrequency::frequencyHz).toList(),
        points.stream().map(AtFrequency::db).toList());
  }

  private static XYChart distortion(UnitMeasurement measurement) {
    XYChart chart = chart("Distortion of 1 kHz", "output, dBFS", "% of the fundamental");
    chart.getStyler().setYAxisLogarithmic(true).setYAxisMin(0.001).setYAxisMax(100.0);
    chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
    List<Distortion> points = measurement.distortion();
    List<Double> levels = points.stream().map(Distortion::outputDb).toList();
    line(
        chart, "harmonics 2 to 10", levels, points.stream().map(Distortion::totalPercent).toList());
    line(chart, "second", levels, percent(points.stream().map(Distortion::secondPercent).toList()));
    line(chart, "third", levels, percent(points.stream().map(Distortion::thirdPercent).toList()));
    return chart;
  }

  /// Within what a logarithmic axis shows.
  private static List<Double> percent(List<Double> values) {
    return values.stream().map(value -> Math.max(value, 0.001)).toList();
  }

  private static XYChart gainKnob(UnitMeasurement measurement) {
    XYChart chart = chart("Gain knob", "position", "gain, dB");
    chart.getStyler().setLegendVisible(false);
    line(
        chart,
        "gain",
        measurement.gainKnob().stream().map(KnobPosition::position).toList(),
        measurement.gainKnob().stream().map(KnobPosition::gainDb).toList());
    return chart;
  }

  private static XYChart chart(String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(560)
            .height(380)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
    chart.getStyler().setPlotGridLinesStroke(new BasicStroke(0.5f)); // dashes make large files
    chart.getStyler().setXAxisMaxLabelCount(9).setXAxisDecimalPattern("0");
    return chart;
  }

  private static XYSeries line(XYChart chart, String name, List<Double> x, List<Double> y) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    return series;
  }

  private static byte[] svg(XYChart chart) throws IOException {
    VectorGraphics2D graphics = new VectorGraphics2D();
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    PageSize size = new PageSize(0, 0, chart.getWidth(), chart.getHeight());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SVGProcessor().getDocument(graphics.getCommands(), size).writeTo(out);
    return tidied(out.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }

  /// The same picture in a third of the size, and the same text whenever it is drawn: lengths have
  /// up to eight decimals, of which a hundredth of a pixel is enough, and what clips has a name
  /// that changes from run to run.
  private static String tidied(String svg) {
    String steady = RUN_DEPENDENT_NAME.matcher(svg).replaceAll("clip");
    return LONG_NUMBER
        .matcher(steady)
        .replaceAll(number ->
            new BigDecimal(number.group())
                .setScale(2, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString());
  }
}
