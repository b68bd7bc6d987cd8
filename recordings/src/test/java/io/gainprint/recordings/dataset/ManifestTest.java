package io.gainprint.recordings.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gainprint.dsp.unit.Calibration;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.recordings.PairFinding.Severity;
import io.gainprint.recordings.SoundFormat.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  @TempDir Path folder;

  @BeforeEach
  void recordings() throws IOException {
    Takes.write(folder.resolve("dry.wav"));
    Takes.write(folder.resolve("wet/compress-65.wav"));
  }

  private DataSet read(String json) throws IOException {
    Path manifest = folder.resolve(Manifest.FILE_NAME);
    Files.writeString(manifest, json);
    return DataSet.read(manifest);
  }

  private static String with(String moreFields) {
    return """
    { "schema": 1, "unit": "LA-2A",
      "entries": [ { "id": "a", "dry": "dry.wav", "wet": "wet/compress-65.wav" %s },
                   { "id": "sound", "dry": "dry.wav", "wet": "wet/compress-65.wav" } ] }
    """
        .formatted(moreFields);
  }

  @Test
  void read_ofWritten_isTheSame() throws IOException {
    Entry full =
        new Entry(
            "\"full\" ♪",
            folder.resolve("dry.wav"),
            folder.resolve("wet/compress-65.wav"),
            Optional.of(new Controls(Mode.LIMIT, 1.0 / 3)),
            Optional.of(new KnownAlignment(-12.25, true)),
            Optional.of(new Calibration(OptionalDouble.of(4), OptionalDouble.empty())),
            Optional.of(
                new Expectation(folder.resolve("p.gainprint.json"), 0.07, 0.1, Optional.of(HASH))));
    Entry bare = Entry.of("bare", full.dry(), full.wet(), new Controls(Mode.COMPRESS, 65));
    DataSet set =
        new DataSet(
            "LA-2A",
            Optional.of(new Calibration(OptionalDouble.of(18), OptionalDouble.of(20))),
            List.of(full, bare),
            List.of());

    assertThat(read(Manifest.write(set, folder))).isEqualTo(set);
    assertThat(DataSet.read(folder)).isEqualTo(set);
  }

  @Test
  void write_isPlainAndTheSameEverywhere() {
    Path elsewhere = folder.resolveSibling("elsewhere.wav").toAbsolutePath();
    DataSet set =
        new DataSet(
            "LA-2A",
            Optional.empty(),
            List.of(
                Entry.of(
                    "a", elsewhere, folder.resolve("wet/a.wav"), new Controls(Mode.COMPRESS, 65))),
            List.of());

    assertThat(Manifest.write(set, folder))
        .isEqualTo(
            """
            {
              "schema" : 1,
              "unit" : "LA-2A",
              "entries" : [ {
                "id" : "a",
                "dry" : "%s",
                "wet" : "wet/a.wav",
                "controls" : {
                  "mode" : "compress",
                  "peakReduction" : 65.0
                }
              } ]
            }
            """
                .formatted(elsewhere.toString().replace("\\", "\\\\")));
  }

  static Stream<Arguments> wrongFields() {
    return Stream.of(
        arguments("{", "line 1"),
        arguments("[]", "the file must be an object { … }: []"),
        arguments("{ \"unit\": \"u\", \"entries\": [] }", "field schema is missing"),
        arguments("{ \"schema\": 2, \"unit\": \"u\", \"entries\": [] }", "field schema must be 1"),
        arguments(
            "{ \"schema\": 1.5, \"unit\": \"u\", \"entries\": [] }",
            "field schema must be a whole number: 1.5"),
        arguments("{ \"schema\": 1, \"entries\": [] }", "field unit is missing"),
        arguments(
            "{ \"schema\": 1, \"unit\": 2, \"entries\": [] }", "field unit must be a text: 2"),
        arguments("{ \"schema\": 1, \"unit\": \"u\" }", "field entries is missing"),
        arguments(
            "{ \"schema\": 1, \"unit\": \"u\", \"entries\": 7 }",
            "field entries must be a list [ … ]: 7"),
        arguments("{ \"schema\": 1, \"unit\": \"u\", \"unit\": \"v\", \"entries\": [] }", "unit"),
        arguments(
            "{ \"schema\": 1, \"unit\": \"u\", \"calibration\": { \"inputDbu\": 900 }, \"entries\": [] }",
            "calibration: inputDbu must be -60 to 60 dBu: 900"));
  }

  @ParameterizedTest
  @MethodSource("wrongFields")
  void read_wrongField_isNamed(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(DataSetException.class)
        .hasMessageStartingWith(folder.resolve(Manifest.FILE_NAME) + " is no manifest")
        .hasMessageContaining(message);
  }

  static Stream<Arguments> wrongFieldsOfAnEntry() {
    return Stream.of(
        arguments(", \"controls\": 5", "field entries[0].controls must be an object { … }: 5"),
        arguments(
            ", \"controls\": { \"peakReduction\": 5 }",
            "field entries[0].controls.mode is missing"),
        arguments(
            ", \"controls\": { \"mode\": \"limit\" }",
            "field entries[0].controls.peakReduction is missing"),
        arguments(
            ", \"controls\": { \"mode\": \"squash\", \"peakReduction\": 5 }",
            "field entries[0].controls.mode must be \"compress\" or \"limit\": \"squash\""),
        arguments(
            ", \"controls\": { \"mode\": \"limit\", \"peakReduction\": \"5\" }",
            "field entries[0].controls.peakReduction must be a number: \"5\""),
        arguments(
            ", \"controls\": { \"mode\": \"limit\", \"peakReduction\": 105 }",
            "entries[0]: peak reduction must be 0 to 100: 105"),
        arguments(
            ", \"alignment\": { \"inverted\": true }",
            "field entries[0].alignment.wetLateBySamples is missing"),
        arguments(
            ", \"alignment\": { \"wetLateBySamples\": 1, \"inverted\": 1 }",
            "field entries[0].alignment.inverted must be true or false: 1"),
        arguments(
            ", \"calibration\": { \"outputDbu\": true }",
            "field entries[0].calibration.outputDbu must be a number: true"),
        arguments(
            ", \"expectation\": { \"profile\": \"p\", \"esrAtMost\": -1, \"levelDifferenceDbAtMost\": 1 }",
            "entries[0]: esrAtMost must be 0 or more: -1"),
        arguments(
            ", \"expectation\": { \"profile\": \"p\", \"esrAtMost\": 1, \"levelDifferenceDbAtMost\": 1, \"outputSha256\": \"0\" }",
            "entries[0]: outputSha256 must be 64 lower-case hexadecimal digits: 0"),
        arguments(
            ", \"expectation\": { \"profile\": \"../p\", \"esrAtMost\": 1, \"levelDifferenceDbAtMost\": 1 }",
            "entries[0]: path ../p leaves the manifest's folder"));
  }

  @ParameterizedTest
  @MethodSource("wrongFieldsOfAnEntry")
  void read_wrongFieldOfAnEntry_isNamedAndTheOthersAreRead(String fields, String message)
      throws IOException {
    DataSet set = read(with(fields));

    assertThat(set.entries()).extracting(Entry::id).containsExactly("sound");
    assertThat(set.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.severity()).isEqualTo(Severity.ERROR);
          assertThat(problem.file()).isEqualTo(folder.resolve(Manifest.FILE_NAME));
          assertThat(problem.message()).contains(message);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "dry", "wet"})
  void read_missingFieldOfAnEntry_isNamed(String field) throws IOException {
    DataSet set = read(with("").replaceFirst("\"" + field + "\"", "\"other\""));

    assertThat(set.entries()).hasSize(1);
    assertThat(set.problems())
        .extracting(Problem::message)
        .anySatisfy(m -> assertThat(m).contains("field entries[0]." + field + " is missing"));
  }

  @Test
  void read_unknownFields_areWarnings() throws IOException {
    DataSet set =
        read(
            with(", \"colour\": [ 1 ], \"controls\": { \"mode\": \"limit\", \"peakReduction\": 5, \"gain\": { } }")
                .replace("\"unit\"", "\"year\": 2026, \"unit\""));

    assertThat(set.isWhole()).isTrue();
    assertThat(set.entries()).hasSize(2);
    assertThat(set.entries().getFirst().controls()).contains(new Controls(Mode.LIMIT, 5));
    assertThat(set.problems())
        .extracting(problem -> problem.message().replaceFirst(".*: ", ""))
        .containsExactlyInAnyOrder(
            "unknown field year ignored",
            "unknown field entries[0].colour ignored",
            "unknown field entries[0].controls.gain ignored");
  }

  @Test
  void read_twoEntriesOfOneId_keepsTheFirst() throws IOException {
    DataSet set = read(with("").replace("\"sound\"", "\"a\""));

    assertThat(set.entries()).hasSize(1);
    assertThat(set.problems().getFirst().message()).contains("second entry with the id a");
  }

  @Test
  void read_missingFile_leavesOutItsEntry() throws IOException {
    DataSet set = read(with("").replaceFirst("wet/compress-65", "wet/none"));

    assertThat(set.entries()).extracting(Entry::id).containsExactly("sound");
    assertThat(set.problems().getFirst().message())
        .contains("none.wav does not exist: check its name and folder (left out: a)");
  }

  @Test
  void read_absolutePath_mayBeAnywhere(@TempDir Path other) throws IOException {
    Path wet = Takes.write(other.resolve("wet.wav")).toAbsolutePath();
    String path = wet.toString().replace("\\", "\\\\");

    DataSet set = read(with("").replaceFirst("wet/compress-65.wav", path.replace("\\", "\\\\")));

    assertThat(set.entries().getFirst().wet()).isEqualTo(wet);
  }

  @Test
  void read_casesOfManyRates_areAllKept() throws IOException {
    Takes.write(folder.resolve("dry48.wav"), 48_000, Encoding.PCM_24);
    Takes.write(folder.resolve("wet48.wav"), 48_000, Encoding.PCM_24);
    String expectation =
        ", \"expectation\": { \"profile\": \"p\", \"esrAtMost\": 1, \"levelDifferenceDbAtMost\": 1 }";

    DataSet set =
        read(
            with(expectation)
                .replaceFirst("dry.wav", "dry48.wav")
                .replaceFirst("wet/compress-65.wav", "wet48.wav"));

    assertThat(set.problems()).isEmpty();
    assertThat(set.entries()).hasSize(2);
  }

  @Test
  void read_binaryFile_isRefused() throws IOException {
    assertThatThrownBy(() -> DataSet.read(folder.resolve("dry.wav")))
        .isInstanceOf(DataSetException.class)
        .hasMessageContaining("dry.wav is no manifest");
  }
}
