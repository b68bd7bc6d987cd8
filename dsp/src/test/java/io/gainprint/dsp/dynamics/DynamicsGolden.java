package io.gainprint.dsp.dynamics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One case of limiter.json or compressor-expander.json: float64 results of PyTorch's automatic
/// differentiation.
record DynamicsGolden(JsonNode json) {

  static List<DynamicsGolden> all(String resource) {
    try (InputStream in =
        Objects.requireNonNull(DynamicsGolden.class.getResourceAsStream(resource))) {
      return JsonMapper.shared()
          .readTree(in)
          .get("cases")
          .valueStream()
          .map(DynamicsGolden::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double number(String field) {
    return json.get(field).asDouble();
  }

  double[] array(String field) {
    return json.get(field).valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  @Override
  public String toString() {
    return json.has("thresholdDb")
        ? "threshold %s dB".formatted(json.get("thresholdDb"))
        : "thresholds %s and %s dB"
            .formatted(json.get("compThresholdDb"), json.get("expThresholdDb"));
  }
}
