package io.gainprint.cli;

import io.gainprint.dsp.compressor.CompressorParameters;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What `--json` prints: one object, field names with units, numbers with every digit, null for a
/// number that is not known.
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static void put(ObjectNode node, String field, double value) {
    if (Double.isFinite(value)) {
      node.put(field, value);
    } else {
      node.putNull(field);
    }
  }

  static void put(ObjectNode node, String field, CompressorParameters parameters) {
    node.putObject(field)
        .put("thresholdDb", parameters.thresholdDb())
        .put("ratio", parameters.ratio())
        .put("attackMs", parameters.attackMs())
        .put("releaseMs", parameters.releaseMs())
        .put("makeUpDb", parameters.makeUpDb());
  }

  static String text(ObjectNode node) {
    return MAPPER.writeValueAsString(node) + "\n";
  }
}
