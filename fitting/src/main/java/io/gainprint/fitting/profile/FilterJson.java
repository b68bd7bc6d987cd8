package io.gainprint.fitting.profile;

import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import io.gainprint.fitting.filter.Band;
import io.gainprint.fitting.filter.DirectFormFilter;
import io.gainprint.fitting.filter.Equaliser;
import io.gainprint.fitting.filter.EqualiserErrors;
import io.gainprint.fitting.filter.EqualiserErrors.BandErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The part of [ProfileJson] that is about filters.
final class FilterJson {
  private FilterJson() {}

  static void write(Equaliser equaliser, EqualiserErrors errors, ObjectNode node) {
    ObjectNode parameters = node.putObject("parameters");
    ArrayNode bands = parameters.putArray("bands");
    for (Band band : equaliser.bands()) {
      ObjectNode object = bands.addObject();
      object.put("shape", band.shape().toString());
      object.put("frequencyHz", band.frequencyHz());
      object.put("q", band.q());
      if (band.shape().hasGain()) {
        object.put("gainDb", band.gainDb());
      }
    }
    parameters.put("gainDb", equaliser.gainDb());
    ObjectNode scatter = node.putObject("standardErrors");
    ArrayNode scatters = scatter.putArray("bands");
    for (BandErrors band : errors.bands()) {
      ObjectNode object = scatters.addObject();
      ProfileJson.putFinite(object, "frequencyHz", band.frequencyHz());
      ProfileJson.putFinite(object, "q", band.q());
      ProfileJson.putFinite(object, "gainDb", band.gainDb());
    }
    ProfileJson.putFinite(scatter, "gainDb", errors.gainDb());
  }

  static void write(DirectFormFilter filter, ObjectNode node) {
    ObjectNode parameters = node.putObject("parameters");
    ArrayNode feedForward = parameters.putArray("feedForward");
    filter.feedForward().forEach(feedForward::add);
    ArrayNode feedback = parameters.putArray("feedback");
    filter.feedback().forEach(feedback::add);
  }

  static Model equaliser(JsonObject setting) throws ProfileException {
    JsonObject json = setting.object("parameters");
    List<Band> bands = new ArrayList<>();
    for (JsonObject band : json.objects("bands")) {
      bands.add(band(band));
    }
    double gainDb = json.number("gainDb");
    json.warnOfUnknown();
    Equaliser equaliser = json.make(() -> new Equaliser(bands, gainDb));
    Optional<JsonObject> known = setting.optionalObject("standardErrors");
    return new Model.Bands(
        equaliser, known.isEmpty() ? EqualiserErrors.UNKNOWN : errors(known.get()));
  }

  private static Band band(JsonObject json) throws ProfileException {
    String word = json.text("shape");
    Shape shape = json.make(() -> Shape.of(word));
    double frequencyHz = json.number("frequencyHz");
    double q = json.number("q");
    double gainDb = shape.hasGain() ? json.number("gainDb") : 0;
    json.warnOfUnknown();
    return json.make(() -> new Band(shape, frequencyHz, q, gainDb));
  }

  private static EqualiserErrors errors(JsonObject json) throws ProfileException {
    List<BandErrors> bands = new ArrayList<>();
    for (JsonObject band : json.objects("bands")) {
      bands.add(
          new BandErrors(
              band.optionalNumber("frequencyHz").orElse(Double.NaN),
              band.optionalNumber("q").orElse(Double.NaN),
              band.optionalNumber("gainDb").orElse(Double.NaN)));
      band.warnOfUnknown();
    }
    double gainDb = json.optionalNumber("gainDb").orElse(Double.NaN);
    json.warnOfUnknown();
    return new EqualiserErrors(bands, gainDb);
  }

  static Model directForm(JsonObject setting, double sampleRateHz) throws ProfileException {
    JsonObject json = setting.object("parameters");
    List<Double> feedForward = json.numbers("feedForward");
    List<Double> feedback = json.numbers("feedback");
    json.warnOfUnknown();
    return new Model.DirectForm(
        json.make(() -> new DirectFormFilter(sampleRateHz, feedForward, feedback)));
  }
}
