package io.gainprint.dsp.compressor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One case of a golden file: float64 results of PyTorch's automatic differentiation.
record GoldenCase(JsonNode json) {

  static List<GoldenCase> all() {
    return all("compressor.json");
  }

  static List<GoldenCase> all(String file) {
    try (InputStream in = Objects.requireNonNull(GoldenCase.class.getResourceAsStream(file))) {
      return JsonMapper.shared()
          .readTree(in)
          .get("cases")
          .valueStream()
          .map(GoldenCase::new)
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

  double[][] matrix(String field) {
    return json.get(field)
        .valueStream()
        .map(row -> row.valueStream().mapToDouble(JsonNode::asDouble).toArray())
        .toArray(double[][]::new);
  }

  double sampleRateHz() {
    return number("sampleRate");
  }

  CompressorParameters parameters() {
    return new CompressorParameters(
        number("thresholdDb"),
        number("ratio"),
        number("attackMs"),
        number("releaseMs"),
        number("makeUpDb"));
  }

  @Override
  public String toString() {
    return json.has("ratio")
        ? "%.0f Hz, %s".formatted(sampleRateHz(), parameters())
        : "threshold %s dB".formatted(json.get("thresholdDb"));
  }
}
