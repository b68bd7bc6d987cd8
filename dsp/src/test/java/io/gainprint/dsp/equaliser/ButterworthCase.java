package io.gainprint.dsp.equaliser;

import io.gainprint.dsp.equaliser.ButterworthDesign.Band;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One case of butterworth.json, and what all of them have in common.
record ButterworthCase(JsonNode file, JsonNode json) {

  static List<ButterworthCase> all() {
    try (InputStream in =
        Objects.requireNonNull(ButterworthCase.class.getResourceAsStream("butterworth.json"))) {
      JsonNode file = JsonMapper.shared().readTree(in);
      return file.get("cases").valueStream().map(json -> new ButterworthCase(file, json)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ButterworthDesign design() {
    return new ButterworthDesign(
        Band.valueOf(json.get("band").asString()),
        json.get("order").asInt(),
        file.get("sampleRateHz").asDouble());
  }

  double[] frequenciesHz() {
    return doubles(file.get("atHz"));
  }

  boolean has(String field) {
    return json.has(field);
  }

  double[] array(String field) {
    return doubles(json.get(field));
  }

  /// Real and imaginary part at one of the frequencies.
  double[] response(int i) {
    return doubles(json.get("responses").get(i));
  }

  private static double[] doubles(JsonNode node) {
    return node.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  @Override
  public String toString() {
    return "%s of order %s, %s Hz"
        .formatted(json.get("band").asString(), json.get("order"), json.get("edgesHz"));
  }
}
