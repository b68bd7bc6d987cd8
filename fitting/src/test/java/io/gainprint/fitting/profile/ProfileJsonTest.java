package io.gainprint.fitting.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.Calibration;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Interpolation;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.fitting.StandardErrors;
import io.gainprint.fitting.WindowPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ProfileJsonTest {
  private static final Setting KNOWN =
      new Setting(
          Optional.of(new Controls(Mode.LIMIT, 72.5)),
          new CompressorParameters(-17.586275100708008, 1.0 / 3 + 4, 5.9, 266.18, Math.PI),
          new StandardErrors(0.004, Double.NaN, 1e-17, 0.1, 0.2),
          0.0704,
          8,
          "converged");
  private static final Setting BARE =
      new Setting(
          Optional.of(new Controls(Mode.COMPRESS, 0)),
          new CompressorParameters(-20, 4, 5, 100, 0),
          StandardErrors.UNKNOWN,
          0,
          0,
          "iteration limit");
  private static final Profile PROFILE =
      new Profile(
          "\"LA\"-2A\n\u2028 🎚",
          44_100,
          1.5,
          List.of(KNOWN, BARE),
          new Provenance(
              "0.1.0",
              "newton",
              new WindowPlan(12, 1),
              List.of(
                  new Provenance.Source(
                      "dry.wav", "wet.wav", "aa", "bb", 1_688_962, -3.25, 48.5, true, 2e-3, -1e-3,
                      "2"))));

  private static Profile read(String json) throws ProfileException {
    return ProfileJson.read(
        json,
        warning -> {
          throw new AssertionError(warning);
        });
  }

  @Test
  void read_ofWritten_isTheSameToTheLastDigit() throws ProfileException {
    assertThat(read(ProfileJson.write(PROFILE))).isEqualTo(PROFILE);
  }

  @Test
  void read_ofWrittenSweep_isTheSame() throws ProfileException {
    SweepMark mark = new SweepMark(SweepMark.Start.FALLBACK, 1, "ab12");
    Setting swept =
        new Setting(
            KNOWN.controls(),
            KNOWN.model(),
            KNOWN.esr(),
            KNOWN.iterations(),
            KNOWN.status(),
            Optional.of(mark));
    Profile profile =
        new Profile(
            "unit",
            44_100,
            0,
            List.of(swept, BARE),
            Interpolation.SMOOTHING,
            new Calibration(OptionalDouble.of(18), OptionalDouble.empty()),
            PROFILE.provenance());

    String json = ProfileJson.write(profile);

    assertThat(read(json)).isEqualTo(profile);
    assertThat(profile.controlMap().orElseThrow().interpolation())
        .isEqualTo(Interpolation.SMOOTHING);
    assertThatThrownBy(() -> read(json.replace("smoothing", "cubic")))
        .isInstanceOf(ProfileException.class)
        .hasMessage("controlMap: interpolation must be one of linear, monotone, smoothing: cubic");
    assertThatThrownBy(() -> read(json.replace("fallback", "somewhere")))
        .isInstanceOf(ProfileException.class)
        .hasMessage("settings[0].sweep: start must be search, neighbour or fallback: somewhere");
  }

  @Test
  void read_withoutControlMap_isLinear() throws ProfileException {
    String json = ProfileJson.write(PROFILE);
    var tree = (ObjectNode) JsonMapper.shared().readTree(json);
    tree.remove("controlMap");

    assertThat(tree.toString()).doesNotContain("linear");
    assertThat(read(tree.toString()).interpolation()).isEqualTo(Interpolation.LINEAR);
  }

  @Test
  void write_unknownStandardErrors_areLeftOut() {
    var settings = JsonMapper.shared().readTree(ProfileJson.write(PROFILE)).get("settings");

    assertThat(settings.get(0).get("standardErrors").propertyNames())
        .containsExactly("thresholdDb", "attackMs", "releaseMs", "makeUpDb");
    assertThat(settings.get(1).get("standardErrors").isEmpty()).isTrue();
  }

  @Test
  void read_withoutOptionalFields_usesDefaults() throws ProfileException {
    Profile profile =
        read(
            """
            { "schema": 1, "unit": "u", "model": "feed-forward-compressor", "sampleRateHz": 48000,
              "settings": [ { "parameters": { "thresholdDb": -20, "ratio": 4, "attackMs": 5,
                                              "releaseMs": 100, "makeUpDb": 0 },
                              "esr": 0, "iterations": 0, "status": "iteration limit" } ],
              "provenance": { "gainprint": "0.1.0", "solver": "s",
                              "windows": { "windowSeconds": 12, "warmUpSeconds": 1 },
                              "recordings": [] } }
            """);

    assertThat(profile.lookAheadMs()).isZero();
    assertThat(profile.settings().getFirst().controls()).isEmpty();
    assertThat(profile.settings().getFirst().parameters()).isEqualTo(BARE.parameters());
    assertThat(profile.settings().getFirst().standardErrors()).isEqualTo(StandardErrors.UNKNOWN);
    assertThat(profile.controlMap()).isEmpty();
  }

  @Test
  void read_unknownFields_areEachNamedOnce() throws ProfileException {
    List<String> warnings = new ArrayList<>();
    String json =
        ProfileJson.write(PROFILE)
            .replaceFirst("\\{", "{ \"colour\": 1,")
            .replaceFirst("\"windowSeconds\"", "\"shape\": \"hann\", \"windowSeconds\"")
            .replaceFirst("\"peakReduction\"", "\"heat\": 1, \"peakReduction\"");

    assertThat(ProfileJson.read(json, warnings::add)).isEqualTo(PROFILE);
    assertThat(warnings)
        .containsExactlyInAnyOrder(
            "unknown field colour ignored",
            "unknown field provenance.windows.shape ignored",
            "unknown field settings[0].controls.heat ignored");
  }

  @Test
  void read_everyFieldMissing_isNamed() {
    String json = ProfileJson.write(PROFILE);
    for (String field :
        List.of(
            "schema",
            "unit",
            "model",
            "sampleRateHz",
            "settings",
            "provenance",
            "parameters",
            "thresholdDb",
            "esr",
            "iterations",
            "status",
            "gainprint",
            "solver",
            "windows",
            "windowSeconds",
            "warmUpSeconds",
            "recordings",
            "dry",
            "wet",
            "sha256",
            "samples",
            "peakReduction",
            "mode")) {
      assertThatThrownBy(
              () -> ProfileJson.read(json.replaceFirst("\"" + field + "\"", "\"other\""), _ -> {}))
          .as(field)
          .isInstanceOf(ProfileException.class)
          .hasMessageStartingWith("field ")
          .hasMessageEndingWith(field + " is missing");
    }
  }

  @Test
  void read_fieldsOfTheWrongKind_areNamedWithTheirValue() {
    String json = ProfileJson.write(PROFILE);

    assertThatThrownBy(
            () -> read(json.replaceFirst("\"sampleRateHz\" : 44100.0", "\"sampleRateHz\" : true")))
        .hasMessage("field sampleRateHz must be a number: true");
    assertThatThrownBy(() -> read(json.replaceFirst("\"iterations\" : 8", "\"iterations\" : 8.5")))
        .hasMessage("field settings[0].iterations must be a whole number, 0 or more: 8.5");
    assertThatThrownBy(() -> read(json.replaceFirst("\"iterations\" : 8", "\"iterations\" : -8")))
        .hasMessage("field settings[0].iterations must be a whole number, 0 or more: -8");
    assertThatThrownBy(() -> read(json.replaceFirst("\\[ \"aa\", \"bb\" \\]", "[ \"aa\" ]")))
        .hasMessage("field provenance.recordings[0].sha256 must be a list of 2 texts: [\"aa\"]");
    assertThatThrownBy(() -> read("[]")).hasMessage("the file must hold an object { … }");
    assertThatThrownBy(() -> read("")).isInstanceOf(ProfileException.class);
    assertThatThrownBy(() -> read("{ \"schema\": 1, \"esr\": NaN }"))
        .isInstanceOf(ProfileException.class)
        .hasMessageStartingWith("not a JSON file");
  }

  @Test
  void read_severalSettingsThatAreNotToldApart_areRefused() {
    String json = ProfileJson.write(PROFILE);

    assertThatThrownBy(() ->
            read(
                json.replace("\"mode\" : \"compress\"", "\"mode\" : \"limit\"")
                    .replace("\"peakReduction\" : 0.0", "\"peakReduction\" : 72.5")))
        .hasMessage("settings[1].controls repeats limit 72.5");
    assertThatThrownBy(
            () -> ProfileJson.read(json.replaceFirst("\"controls\"", "\"place\""), _ -> {}))
        .hasMessageStartingWith("settings[0].controls is missing");
  }

  @Test
  void read_deepNesting_isRefusedNotFollowed() {
    assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(ProfileException.class);
  }

  @Test
  void controlMap_holdsTheSettingsWhosePositionIsKnown() {
    assertThat(PROFILE.controlMap().orElseThrow().at(new Controls(Mode.LIMIT, 72.5)))
        .isEqualTo(KNOWN.parameters());
  }
}
