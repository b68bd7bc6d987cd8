package io.gainprint.dsp.unit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One case of interpolation.json: SciPy's curves, by the script beside it.
record InterpolationGolden(JsonNode json) {

  static InterpolationGolden pchip() {
    return new InterpolationGolden(all().get("pchip"));
  }

  static List<InterpolationGolden> splines() {
    return all().get("splines").valueStream().map(InterpolationGolden::new).toList();
  }

  private static JsonNode all() {
    try (InputStream in =
        Objects.requireNonNull(
            InterpolationGolden.class.getResourceAsStream("interpolation.json"))) {
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double[] array(String field) {
    return json.get(field).valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  @Override
  public String toString() {
    return "%d knots, lambda %s".formatted(array("x").length, json.get("lam"));
  }
}
