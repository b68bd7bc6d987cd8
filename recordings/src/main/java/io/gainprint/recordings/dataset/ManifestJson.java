package io.gainprint.recordings.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.gainprint.dsp.unit.Calibration;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/// The shape of a manifest in JSON: one record per object, bound by name.
final class ManifestJson {
  static final int SCHEMA = 1;

  /// Takes nothing for what it is not, such as "65" for 65.
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .withCoercionConfig(
              LogicalType.Textual,
              config -> {
                config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
              })
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  /// The same text on every system.
  private static final ObjectWriter WRITER =
      MAPPER
          .writer()
          .with(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private ManifestJson() {}

  /// A field that is missing or wrong; the message names it.
  static final class FieldException extends Exception {
    private static final long serialVersionUID = 1;

    FieldException(String message) {
      super(message);
    }
  }

  /// The whole; its entries are bound one by one.
  record SetJson(
      @JsonProperty(required = true) int schema,
      @JsonProperty(required = true) String unit,
      Optional<CalibrationJson> calibration,
      @JsonProperty(required = true) List<JsonNode> entries) {}

  record EntryJson(
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) String dry,
      @JsonProperty(required = true) String wet,
      Optional<ControlsJson> controls,
      Optional<AlignmentJson> alignment,
      Optional<CalibrationJson> calibration,
      Optional<ExpectationJson> expectation) {

    static EntryJson of(Entry entry, Function<Path, String> path) {
      return new EntryJson(
          entry.id(),
          path.apply(entry.dry()),
          path.apply(entry.wet()),
          entry.controls().map(c -> new ControlsJson(c.mode(), c.peakReduction())),
          entry
              .alignment()
              .map(a -> new AlignmentJson(a.wetLateBySamples(), Optional.of(a.inverted()))),
          entry.calibration().map(CalibrationJson::of),
          entry.expectation().map(e -> ExpectationJson.of(e, path)));
    }

    Entry entry(Function<String, Path> file) {
      return new Entry(
          id,
          file.apply(dry),
          file.apply(wet),
          controls.map(c -> new Controls(c.mode(), c.peakReduction())),
          alignment.map(a -> new KnownAlignment(a.wetLateBySamples(), a.inverted().orElse(false))),
          calibration.map(CalibrationJson::calibration),
          expectation.map(e -> e.expectation(file)));
    }
  }

  record ControlsJson(
      @JsonProperty(required = true) Mode mode,
      @JsonProperty(required = true) double peakReduction) {}

  record AlignmentJson(
      @JsonProperty(required = true) double wetLateBySamples, Optional<Boolean> inverted) {}

  record CalibrationJson(OptionalDouble inputDbu, OptionalDouble outputDbu) {
    static CalibrationJson of(Calibration calibration) {
      return new CalibrationJson(calibration.inputDbu(), calibration.outputDbu());
    }

    Calibration calibration() {
      return new Calibration(inputDbu, outputDbu);
    }
  }

  record ExpectationJson(
      @JsonProperty(required = true) String profile,
      @JsonProperty(required = true) double esrAtMost,
      @JsonProperty(required = true) double levelDifferenceDbAtMost,
      Optional<String> outputSha256) {

    static ExpectationJson of(Expectation expectation, Function<Path, String> path) {
      return new ExpectationJson(
          path.apply(expectation.profile()),
          expectation.esrAtMost(),
          expectation.levelDifferenceDbAtMost(),
          expectation.outputSha256());
    }

    Expectation expectation(Function<String, Path> file) {
      return new Expectation(file.apply(profile), esrAtMost, levelDifferenceDbAtMost, outputSha256);
    }
  }

  /// A data set as text.
  ///
  /// @param path how a file is named in the manifest
  static String text(DataSet dataSet, Function<Path, String> path) {
    List<JsonNode> entries =
        dataSet.entries().stream()
            .map(entry -> MAPPER.<JsonNode>valueToTree(EntryJson.of(entry, path)))
            .toList();
    return WRITER.writeValueAsString(
            new SetJson(
                SCHEMA, dataSet.unit(), dataSet.calibration().map(CalibrationJson::of), entries))
        + "\n";
  }

  /// The tree of a text.
  ///
  /// @throws FieldException if it is not JSON, saying where
  static JsonNode tree(String text) throws FieldException {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new FieldException(
          "line %d: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("")));
    }
  }

  /// An object of the manifest.
  ///
  /// @param path where it is in the manifest; empty for the whole
  /// @param warnings told of every unknown field, one sentence each
  /// @throws FieldException naming the field that is missing or wrong
  static <T> T bind(JsonNode node, Class<T> type, String path, Consumer<String> warnings)
      throws FieldException {
    try {
      return MAPPER
          .readerFor(type)
          .withHandler(
              new DeserializationProblemHandler() {
                @Override
                public boolean handleUnknownProperty(
                    DeserializationContext context,
                    JsonParser parser,
                    ValueDeserializer<?> deserializer,
                    Object beanOrClass,
                    String field) {
                  warnings.accept(
                      "unknown field " + join(path, pathOf(parser, field)) + " ignored");
                  parser.skipChildren();
                  return true;
                }
              })
          .readValue(node);
    } catch (DatabindException e) {
      throw new FieldException(message(e, node, path));
    }
  }

  private static String message(DatabindException failure, JsonNode root, String path) {
    String field = path;
    JsonNode value = root;
    for (JacksonException.Reference step : failure.getPath()) {
      if (step.getPropertyName() == null) {
        field += "[" + step.getIndex() + "]";
        value = value.path(step.getIndex());
      } else {
        field = join(field, step.getPropertyName());
        value = value.path(step.getPropertyName());
      }
    }
    if (value.isMissingNode() || value.isNull()) {
      return "field " + field + " is missing";
    }
    String wanted =
        failure instanceof MismatchedInputException mismatch
            ? wanted(mismatch.getTargetType())
            : failure.getOriginalMessage();
    return "%s must be %s: %s"
        .formatted(field.isEmpty() ? "the file" : "field " + field, wanted, value);
  }

  private static String wanted(Class<?> type) {
    if (type == String.class) {
      return "a text";
    }
    if (type == double.class || type == Double.class || type == OptionalDouble.class) {
      return "a number";
    }
    if (type == int.class) {
      return "a whole number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == Mode.class) {
      return "\"compress\" or \"limit\"";
    }
    return Collection.class.isAssignableFrom(type) ? "a list [ … ]" : "an object { … }";
  }

  private static String join(String path, String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  /// The path of the field that a parser stands on, from where it began.
  private static String pathOf(JsonParser parser, String field) {
    String path = field;
    TokenStreamContext object = parser.streamReadContext();
    if (parser.currentToken().isStructStart()) {
      object = object.getParent(); // the parser has entered the field's value
    }
    for (object = object.getParent(); object != null; object = object.getParent()) {
      String name = object.currentName();
      path = name == null ? path : join(name, path);
    }
    return path;
  }
}
