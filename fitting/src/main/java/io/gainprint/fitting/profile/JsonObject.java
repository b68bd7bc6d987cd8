package io.gainprint.fitting.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A JSON object being read: knows its path in the file, and which of its fields have been asked
/// for.
final class JsonObject {
  private final String path;
  private final JsonNode node;
  private final Consumer<String> warnings;
  private final Set<String> known = new HashSet<>();

  private JsonObject(String path, JsonNode node, Consumer<String> warnings)
      throws ProfileException {
    if (!node.isObject()) {
      throw new ProfileException(
          (path.isEmpty() ? "the file" : path) + " must hold an object { … }");
    }
    this.path = path;
    this.node = node;
    this.warnings = warnings;
  }

  static JsonObject root(JsonNode node, Consumer<String> warnings) throws ProfileException {
    return new JsonObject("", node, warnings);
  }

  String text(String field) throws ProfileException {
    JsonNode value = present(field);
    if (!value.isString()) {
      throw wrong(field, "a text", value);
    }
    return value.asString();
  }

  double number(String field) throws ProfileException {
    JsonNode value = present(field);
    if (!value.isNumber()) {
      throw wrong(field, "a number", value);
    }
    return value.asDouble();
  }

  int count(String field) throws ProfileException {
    JsonNode value = present(field);
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 0) {
      throw wrong(field, "a whole number, 0 or more", value);
    }
    return value.asInt();
  }

  OptionalDouble optionalNumber(String field) throws ProfileException {
    return find(field) == null ? OptionalDouble.empty() : OptionalDouble.of(number(field));
  }

  Optional<String> optionalText(String field) throws ProfileException {
    return find(field) == null ? Optional.empty() : Optional.of(text(field));
  }

  Optional<Boolean> optionalFlag(String field) throws ProfileException {
    JsonNode value = find(field);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      throw wrong(field, "true or false", value);
    }
    return Optional.of(value.asBoolean());
  }

  JsonObject object(String field) throws ProfileException {
    return new JsonObject(pathOf(field), present(field), warnings);
  }

  Optional<JsonObject> optionalObject(String field) throws ProfileException {
    return find(field) == null ? Optional.empty() : Optional.of(object(field));
  }

  List<JsonObject> objects(String field) throws ProfileException {
    List<JsonObject> objects = new ArrayList<>();
    for (JsonNode element : array(field)) {
      objects.add(
          new JsonObject("%s[%d]".formatted(pathOf(field), objects.size()), element, warnings));
    }
    return objects;
  }

  List<String> texts(String field, int count) throws ProfileException {
    JsonNode array = array(field);
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array) {
      if (element.isString()) {
        texts.add(element.asString());
      }
    }
    if (texts.size() != count || array.size() != count) {
      throw wrong(field, "a list of " + count + " texts", array);
    }
    return texts;
  }

  List<Double> numbers(String field) throws ProfileException {
    JsonNode array = array(field);
    List<Double> numbers = new ArrayList<>();
    for (JsonNode element : array) {
      if (!element.isNumber()) {
        throw wrong(field, "a list of numbers", array);
      }
      numbers.add(element.asDouble());
    }
    return numbers;
  }

  /// Makes a value from what was read; one that its type refuses is reported with the path of this
  /// object.
  <T> T make(Supplier<T> value) throws ProfileException {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new ProfileException((path.isEmpty() ? "" : path + ": ") + e.getMessage());
    }
  }

  /// To be called when every field of interest has been asked for.
  void warnOfUnknown() {
    node.propertyNames().stream()
        .filter(field -> !known.contains(field))
        .forEach(field -> warnings.accept("unknown field " + pathOf(field) + " ignored"));
  }

  ProfileException wrong(String field, String wanted, JsonNode value) {
    return new ProfileException("field %s must be %s: %s".formatted(pathOf(field), wanted, value));
  }

  private JsonNode array(String field) throws ProfileException {
    JsonNode value = present(field);
    if (!value.isArray()) {
      throw wrong(field, "a list [ … ]", value);
    }
    return value;
  }

  private JsonNode present(String field) throws ProfileException {
    JsonNode value = find(field);
    if (value == null) {
      throw new ProfileException("field " + pathOf(field) + " is missing");
    }
    return value;
  }

  private @Nullable JsonNode find(String field) {
    known.add(field);
    return node.get(field);
  }

  private String pathOf(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }
}
