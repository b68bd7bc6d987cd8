package io.gainprint.dsp.filter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One case of direct-forms.json, scipy-signal.json or zero-phase.json.
@SuppressWarnings("exports") // the JSON is for the tests of this package only
public record FilterGolden(JsonNode json) {

  public static List<FilterGolden> all(String resource) {
    return all(resource, "cases");
  }

  static List<FilterGolden> all(String resource, String list) {
    try (InputStream in =
        Objects.requireNonNull(FilterGolden.class.getResourceAsStream(resource))) {
      return JsonMapper.shared()
          .readTree(in)
          .get(list)
          .valueStream()
          .map(FilterGolden::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public double[] array(String field) {
    return array(json.get(field));
  }

  public boolean has(String field) {
    return json.has(field);
  }

  public boolean isTimeVarying() {
    return json.get("timeVarying").asBoolean();
  }

  public FilterStructure structure() {
    return FilterStructure.valueOf(json.get("form").asString().toUpperCase(Locale.ROOT));
  }

  public int order() {
    return json.get("order").asInt();
  }

  /// Rows of a matrix.
  double[][] rows(String field) {
    return json.get(field).valueStream().map(FilterGolden::array).toArray(double[][]::new);
  }

  /// Coefficients of a case that leaves the first feedback coefficient out.
  FilterCoefficients coefficientsLessOne() {
    double[] a = DoubleStream.concat(DoubleStream.of(1), DoubleStream.of(array("a"))).toArray();
    return new FilterCoefficients(array("b"), a);
  }

  FilterCoefficients coefficients() {
    return new FilterCoefficients(array("b"), array("a"));
  }

  /// The sections of second order.
  List<FilterCoefficients> sections() {
    return json.get("sos")
        .valueStream()
        .map(FilterGolden::array)
        .map(row ->
            new FilterCoefficients(
                new double[] {row[0], row[1], row[2]}, new double[] {row[3], row[4], row[5]}))
        .toList();
  }

  private static double[] array(JsonNode node) {
    return node.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  @Override
  public String toString() {
    String form = has("form") ? structure() + (isTimeVarying() ? ", varying, " : ", ") : "";
    return form + "order %d, %d samples".formatted(json.get("b").size() - 1, array("x").length);
  }
}
