package io.gainprint.dsp.filter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One case of direct-form.json or scipy.json.
record FilterGolden(JsonNode json) {

  static List<FilterGolden> all(String resource) {
    try (InputStream in =
        Objects.requireNonNull(FilterGolden.class.getResourceAsStream(resource))) {
      return JsonMapper.shared()
          .readTree(in)
          .get("cases")
          .valueStream()
          .map(FilterGolden::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double[] array(String field) {
    return array(json.get(field));
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
    return "order %d, %d samples".formatted(array("b").length - 1, array("x").length);
  }
}
