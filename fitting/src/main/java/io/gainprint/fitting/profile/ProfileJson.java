package io.gainprint.fitting.profile;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.Calibration;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Interpolation;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.fitting.StandardErrors;
import io.gainprint.fitting.WindowPlan;
import io.gainprint.fitting.filter.DirectFormFilter;
import io.gainprint.fitting.filter.Equaliser;
import io.gainprint.fitting.filter.EqualiserErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Profiles as JSON, schema 1.
///
/// ```json
/// { "schema": 1, "unit": "LA-2A", "model": "feed-forward-compressor", "sampleRateHz": 44100.0, "lookAheadMs": 0.0,
///   "controlMap": { "interpolation": "monotone" },
///   "calibration": { "inputLevelDbu": 18.0, "outputLevelDbu": 18.0 },
///   "settings": [ { "controls": { "peakReduction": 65.0, "mode": "compress" },
///                   "parameters": { "thresholdDb": -17.586, "ratio": 4.265, "attackMs": 5.948,
///                                   "releaseMs": 266.18, "makeUpDb": 0.535 },
///                   "standardErrors": { "thresholdDb": 0.004, … },
///                   "esr": 0.0704, "iterations": 8, "status": "converged",
///                   "sweep": { "start": "neighbour", "takes": 1, "key": "…" } } ],
///   "provenance": { "gainprint": "0.1.0", "solver": "newton: hybrid, armijo, …",
///                   "windows": { "windowSeconds": 12.0, "warmUpSeconds": 1.0 },
///                   "recordings": [ { "dry": "…", "wet": "…", "sha256": [ "…", "…" ], "samples": 1688400,
///                                     "alignSamples": 0, "channel": "mean" } ] } }
/// ```
///
/// An `equaliser` and a `direct-form-filter` have no `lookAheadMs`, and instead of a compressor's
///
/// ```json
/// "parameters": { "bands": [ { "shape": "bell", "frequencyHz": 400.0, "q": 1.4, "gainDb": -5.0 } ], "gainDb": -2.0 },
/// "standardErrors": { "bands": [ { "frequencyHz": 0.1, "q": 0.01, "gainDb": 0.02 } ], "gainDb": 0.01 }
///
/// "parameters": { "feedForward": [ 0.5, 0.1 ], "feedback": [ 1.0, -0.4 ] }
/// ```
///
/// where a shape without gain has no `gainDb`, and a direct-form filter no standard errors.
///
/// `controls`, `standardErrors` and their members, `lookAheadMs` (0), `controlMap` (linear),
/// `calibration` and its members (unknown), `sweep` (none), `alignSamples`, `driftPpm`, `dryDc` and
/// `wetDc` (0), `inverted` (false) and `channel` (`mean`) may be missing. A missing or wrong field
/// is an error that names it; an unknown one is ignored with a warning. Numbers keep every digit.
public final class ProfileJson {
  private static final int SCHEMA = 1;

  /// The words for [Model]s.
  static final String COMPRESSOR = "feed-forward-compressor";

  static final String EQUALISER = "equaliser";
  static final String DIRECT_FORM = "direct-form-filter";

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ProfileJson() {}

  /// A profile as text.
  ///
  /// @param profile the profile
  /// @return JSON, ending in a line break
  public static String write(Profile profile) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("schema", SCHEMA);
    root.put("unit", profile.unit());
    root.put("model", profile.settings().getFirst().model().kind());
    root.put("sampleRateHz", profile.sampleRateHz());
    if (profile.settings().getFirst().model() instanceof Model.Compressor) {
      root.put("lookAheadMs", profile.lookAheadMs());
    }
    if (profile.settings().size() > 1 && profile.controlMap().isPresent()) {
      root.putObject("controlMap").put("interpolation", profile.interpolation().toString());
    }
    if (!profile.calibration().equals(Calibration.UNKNOWN)) {
      ObjectNode levels = root.putObject("calibration");
      profile.calibration().inputDbu().ifPresent(dbu -> levels.put("inputLevelDbu", dbu));
      profile.calibration().outputDbu().ifPresent(dbu -> levels.put("outputLevelDbu", dbu));
    }
    var settings = root.putArray("settings");
    for (Setting setting : profile.settings()) {
      write(setting, settings.addObject());
    }
    write(profile.provenance(), root.putObject("provenance"));
    return MAPPER.writeValueAsString(root) + "\n";
  }

  private static void write(Setting setting, ObjectNode node) {
    setting
        .controls()
        .ifPresent(controls ->
            node.putObject("controls")
                .put("peakReduction", controls.peakReduction())
                .put("mode", controls.mode().toString()));
    switch (setting.model()) {
      case Model.Compressor compressor -> write(compressor, node);
      case Model.Bands(Equaliser equaliser, EqualiserErrors errors) ->
          FilterJson.write(equaliser, errors, node);
      case Model.DirectForm(DirectFormFilter filter) -> FilterJson.write(filter, node);
    }
    node.put("esr", setting.esr());
    node.put("iterations", setting.iterations());
    node.put("status", setting.status());
    setting
        .sweep()
        .ifPresent(mark ->
            node.putObject("sweep")
                .put("start", mark.start().toString())
                .put("takes", mark.takes())
                .put("key", mark.key()));
  }

  private static void write(Model.Compressor compressor, ObjectNode node) {
    CompressorParameters p = compressor.parameters();
    node.putObject("parameters")
        .put("thresholdDb", p.thresholdDb())
        .put("ratio", p.ratio())
        .put("attackMs", p.attackMs())
        .put("releaseMs", p.releaseMs())
        .put("makeUpDb", p.makeUpDb());
    StandardErrors e = compressor.standardErrors();
    ObjectNode errors = node.putObject("standardErrors");
    putFinite(errors, "thresholdDb", e.thresholdDb());
    putFinite(errors, "ratio", e.ratio());
    putFinite(errors, "attackMs", e.attackMs());
    putFinite(errors, "releaseMs", e.releaseMs());
    putFinite(errors, "makeUpDb", e.makeUpDb());
  }

  /// A whole number without a fraction.
  private static void putShort(ObjectNode node, String field, double value) {
    if (value == Math.rint(value)) {
      node.put(field, Math.round(value));
    } else {
      node.put(field, value);
    }
  }

  /// JSON has no NaN: an unknown error is left out.
  static void putFinite(ObjectNode node, String field, double value) {
    if (Double.isFinite(value)) {
      node.put(field, value);
    }
  }

  private static void write(Provenance provenance, ObjectNode node) {
    node.put("gainprint", provenance.gainprint());
    node.put("solver", provenance.solver());
    node.putObject("windows")
        .put("windowSeconds", provenance.windows().windowSeconds())
        .put("warmUpSeconds", provenance.windows().warmUpSeconds());
    var recordings = node.putArray("recordings");
    for (Provenance.Source source : provenance.recordings()) {
      ObjectNode recording = recordings.addObject();
      recording.put("dry", source.dry()).put("wet", source.wet());
      recording.putArray("sha256").add(source.drySha256()).add(source.wetSha256());
      recording.put("samples", source.samples());
      putShort(recording, "alignSamples", source.alignSamples());
      if (source.driftPpm() != 0) {
        recording.put("driftPpm", source.driftPpm());
      }
      if (source.inverted()) {
        recording.put("inverted", true);
      }
      if (source.dryDc() != 0) {
        recording.put("dryDc", source.dryDc());
      }
      if (source.wetDc() != 0) {
        recording.put("wetDc", source.wetDc());
      }
      recording.put("channel", source.channel());
    }
  }

  /// A profile from text.
  ///
  /// @param json the text of a profile
  /// @param warnings told of every field that is not known, one sentence each
  /// @return the profile
  /// @throws ProfileException naming what is missing or wrong
  public static Profile read(String json, Consumer<String> warnings) throws ProfileException {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new ProfileException("not a JSON file: " + e.getOriginalMessage());
    }
    JsonObject root = JsonObject.root(tree, warnings);
    int schema = root.count("schema");
    if (schema != SCHEMA) {
      throw new ProfileException(
          "field schema must be %d, the only one this version reads: %d".formatted(SCHEMA, schema));
    }
    String model = root.text("model");
    if (!List.of(COMPRESSOR, EQUALISER, DIRECT_FORM).contains(model)) {
      throw new ProfileException(
          "field model must be \"%s\", \"%s\" or \"%s\": \"%s\""
              .formatted(COMPRESSOR, EQUALISER, DIRECT_FORM, model));
    }
    String unit = root.text("unit");
    double sampleRateHz = root.number("sampleRateHz");
    double lookAheadMs =
        model.equals(COMPRESSOR) ? root.optionalNumber("lookAheadMs").orElse(0) : 0;
    List<Setting> settings = new ArrayList<>();
    for (JsonObject setting : root.objects("settings")) {
      settings.add(setting(setting, model, sampleRateHz));
    }
    Optional<JsonObject> map = root.optionalObject("controlMap");
    Interpolation interpolation = map.isEmpty() ? Interpolation.LINEAR : interpolation(map.get());
    Optional<JsonObject> levels = root.optionalObject("calibration");
    Calibration calibration = levels.isEmpty() ? Calibration.UNKNOWN : calibration(levels.get());
    Provenance provenance = provenance(root.object("provenance"));
    root.warnOfUnknown();
    return root.make(() ->
        new Profile(
            unit, sampleRateHz, lookAheadMs, settings, interpolation, calibration, provenance));
  }

  private static Setting setting(JsonObject json, String kind, double sampleRateHz)
      throws ProfileException {
    Optional<JsonObject> position = json.optionalObject("controls");
    Optional<Controls> controls =
        position.isEmpty() ? Optional.empty() : Optional.of(controls(position.get()));
    Model model =
        switch (kind) {
          case EQUALISER -> FilterJson.equaliser(json);
          case DIRECT_FORM -> FilterJson.directForm(json, sampleRateHz);
          default -> compressor(json);
        };
    double esr = json.number("esr");
    int iterations = json.count("iterations");
    String status = json.text("status");
    Optional<JsonObject> mark = json.optionalObject("sweep");
    Optional<SweepMark> sweep =
        mark.isEmpty() ? Optional.empty() : Optional.of(sweepMark(mark.get()));
    json.warnOfUnknown();
    return json.make(() -> new Setting(controls, model, esr, iterations, status, sweep));
  }

  private static SweepMark sweepMark(JsonObject json) throws ProfileException {
    String start = json.text("start");
    int takes = json.count("takes");
    String key = json.text("key");
    json.warnOfUnknown();
    return json.make(() -> new SweepMark(SweepMark.Start.of(start), takes, key));
  }

  private static Calibration calibration(JsonObject json) throws ProfileException {
    OptionalDouble input = json.optionalNumber("inputLevelDbu");
    OptionalDouble output = json.optionalNumber("outputLevelDbu");
    json.warnOfUnknown();
    return json.make(() -> new Calibration(input, output));
  }

  private static Interpolation interpolation(JsonObject json) throws ProfileException {
    String word = json.text("interpolation");
    json.warnOfUnknown();
    return json.make(() -> Interpolation.of(word));
  }

  private static Controls controls(JsonObject json) throws ProfileException {
    double peakReduction = json.number("peakReduction");
    String mode = json.text("mode");
    json.warnOfUnknown();
    return json.make(() -> new Controls(Mode.of(mode), peakReduction));
  }

  private static Model compressor(JsonObject json) throws ProfileException {
    CompressorParameters parameters = parameters(json.object("parameters"));
    Optional<JsonObject> known = json.optionalObject("standardErrors");
    StandardErrors errors = known.isEmpty() ? StandardErrors.UNKNOWN : standardErrors(known.get());
    return new Model.Compressor(parameters, errors);
  }

  private static CompressorParameters parameters(JsonObject json) throws ProfileException {
    double thresholdDb = json.number("thresholdDb");
    double ratio = json.number("ratio");
    double attackMs = json.number("attackMs");
    double releaseMs = json.number("releaseMs");
    double makeUpDb = json.number("makeUpDb");
    json.warnOfUnknown();
    return json.make(
        () -> new CompressorParameters(thresholdDb, ratio, attackMs, releaseMs, makeUpDb));
  }

  private static StandardErrors standardErrors(JsonObject json) throws ProfileException {
    StandardErrors errors =
        new StandardErrors(
            json.optionalNumber("thresholdDb").orElse(Double.NaN),
            json.optionalNumber("ratio").orElse(Double.NaN),
            json.optionalNumber("attackMs").orElse(Double.NaN),
            json.optionalNumber("releaseMs").orElse(Double.NaN),
            json.optionalNumber("makeUpDb").orElse(Double.NaN));
    json.warnOfUnknown();
    return errors;
  }

  private static Provenance provenance(JsonObject json) throws ProfileException {
    String version = json.text("gainprint");
    String solver = json.text("solver");
    JsonObject plan = json.object("windows");
    double windowSeconds = plan.number("windowSeconds");
    double warmUpSeconds = plan.number("warmUpSeconds");
    plan.warnOfUnknown();
    WindowPlan windows = plan.make(() -> new WindowPlan(windowSeconds, warmUpSeconds));
    List<Provenance.Source> recordings = new ArrayList<>();
    for (JsonObject recording : json.objects("recordings")) {
      List<String> sha256 = recording.texts("sha256", 2);
      recordings.add(
          new Provenance.Source(
              recording.text("dry"),
              recording.text("wet"),
              sha256.get(0),
              sha256.get(1),
              recording.count("samples"),
              recording.optionalNumber("alignSamples").orElse(0),
              recording.optionalNumber("driftPpm").orElse(0),
              recording.optionalFlag("inverted").orElse(false),
              recording.optionalNumber("dryDc").orElse(0),
              recording.optionalNumber("wetDc").orElse(0),
              recording.optionalText("channel").orElse("mean")));
      recording.warnOfUnknown();
    }
    json.warnOfUnknown();
    return new Provenance(version, solver, windows, recordings);
  }
}
