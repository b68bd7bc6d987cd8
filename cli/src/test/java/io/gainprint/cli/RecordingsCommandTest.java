package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gainprint.recordings.SoundFormat.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class RecordingsCommandTest {
  @TempDir Path folder;

  private Path set;

  @BeforeEach
  void chooseFolder() {
    set = folder.resolve("set");
  }

  private Invocation make(Object... more) {
    List<Object> args = new ArrayList<>();
    Stream.of("recordings", "make", "--unit", "la2a", "--seconds", 2, "--rate", 22_050)
        .forEach(args::add);
    Stream.of("--peak-reductions", "50-60/5", "--modes", "compress", "--output", set, "--quiet")
        .forEach(args::add);
    args.addAll(Arrays.asList(more));
    return Invocation.of(args.toArray());
  }

  private void made(Object... more) {
    Invocation run = make(more);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static Invocation recordings(String command, Path set, Object... more) {
    return Invocation.of(
        Stream.concat(Stream.of("recordings", command, set), Arrays.stream(more)).toArray());
  }

  @ParameterizedTest
  @CsvSource({"la2a, LA-2A", "simulated, simulated levelling amplifier"})
  void make_thenListAndCheck_findNothingWrong(String unit, String name) {
    set = folder.resolve(unit);
    Invocation run =
        Invocation.of(
            "recordings",
            "make",
            "--unit",
            unit,
            "--seconds",
            2,
            "--rate",
            22_050,
            "--peak-reductions",
            "50-60/5",
            "--output",
            set);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err().lines()).hasSize(8); // dry, six wet, manifest
    assertThat(run.out()).contains("6 recordings of " + name + ", 2.0 s at 22050 Hz");
    JsonNode listed = FitCommandTest.json(recordings("list", set, "--json"));
    assertThat(listed.get("unit").asString()).isEqualTo(name);
    assertThat(listed.get("entries").valueStream().map(e -> e.get("id").asString()))
        .containsExactly(
            "compress-50", "compress-55", "compress-60", "limit-50", "limit-55", "limit-60");
    assertThat(listed.get("entries").get(4).get("mode").asString()).isEqualTo("limit");
    assertThat(listed.get("entries").get(4).get("seconds").asDouble()).isEqualTo(2);
    assertThat(listed.get("problems").isEmpty()).isTrue();
    Invocation checked = recordings("check", set);
    assertThat(checked.exitCode()).isZero();
    // What the simulated unit's own filters make looks like a shift of a fraction of a sample.
    assertThat(checked.out()).contains("6 of 6 pairs can be used");
    if (unit.equals("la2a")) {
      assertThat(checked.out()).contains("compress-50: ok");
    }
  }

  @Test
  void make_whereAFileIs_needsForce() throws IOException {
    made();
    byte[] before = Files.readAllBytes(set.resolve("compress-55.wav"));

    Invocation again = make("--seed", 2);

    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("exists already", "--force");
    assertThat(set.resolve("compress-55.wav")).hasBinaryContent(before);
    made("--seed", 2, "--force");
    assertThat(Files.readAllBytes(set.resolve("compress-55.wav"))).isNotEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--peak-reductions=20|peak reduction 20.0 is outside what was measured",
        "--peak-reductions=40-|'40-' is no position or range, such as 65 or 40-100/5",
        "--peak-reductions=60-40/5|must rise",
        "--peak-reductions=0-100/0.01|has more than 1000 positions",
        "--peak-reductions=50,50|must differ from each other",
        "--peak-reductions=500|peak reduction must be 0 to 100: 500.0",
        "--seconds=0|--seconds must be 1 to 3600: 0.0",
        "--rate=1000|--rate must be 8000 to 192000: 1000",
        "--names=mine|--names must be one of manifest, signaltrain: mine"
      })
  void make_impossibleOptions_areMistakesOfUsage(String option, String message) {
    Invocation run =
        Invocation.of(
            "recordings", "make", "--unit", "la2a", "--output", folder.resolve("set"), option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(folder.resolve("set")).doesNotExist();
  }

  /// A user's half-finished folder: a missing dry, a wrong name, an empty file and two rates.
  @Test
  void halfFinishedFolder_isNamedTheRestGoesOnAndTheExitCodeSaysSo() throws IOException {
    made("--names", "signaltrain");
    Files.copy(
        set.resolve("target_1_LA-2A_1__0__50.wav"),
        set.resolve("target_2_LA-2A_1__0__50.wav")); // input_2_.wav is missing
    Files.move(set.resolve("target_1_LA-2A_1__0__55.wav"), set.resolve("peak reduction 55.wav"));
    Files.createFile(set.resolve("target_1_LA-2A_1__0__70.wav"));
    double[] tone = new double[44_100];
    Arrays.setAll(tone, n -> 0.5 * Math.sin(0.1 * n));
    SoundFiles.write(set.resolve("input_3_.wav"), 44_100, Encoding.PCM_24, tone);
    SoundFiles.write(set.resolve("target_3_LA-2A_1__0__80.wav"), 44_100, Encoding.PCM_24, tone);

    Invocation listed = recordings("list", set);
    Invocation checked = recordings("check", set);

    for (Invocation run : List.of(listed, checked)) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).contains("target_1_LA-2A_1__0__50", "target_1_LA-2A_1__0__60");
      assertThat(run.err().lines())
          .hasSize(4)
          .anySatisfy(line -> assertThat(line).contains("target_2_", "no dry recording input_2_"))
          .anySatisfy(line -> assertThat(line).contains("peak reduction 55.wav", "rename it"))
          .anySatisfy(line -> assertThat(line).contains("__0__70.wav is empty"))
          .anySatisfy(line -> assertThat(line).contains("__0__80.wav has 44100 Hz", "22050 Hz"));
    }
    assertThat(checked.out()).contains("2 of 2 pairs can be used, besides what was left out");
  }

  @Test
  void check_lateAndInvertedTakes_areNamedOneLineEach() throws IOException {
    made();
    double[] wet = SoundFiles.read(set.resolve("compress-50.wav"))[0];
    double[] late = new double[wet.length];
    System.arraycopy(wet, 0, late, 40, wet.length - 40);
    SoundFiles.write(set.resolve("compress-50.wav"), 22_050, Encoding.PCM_24, late);
    double[] inverted = Arrays.stream(wet).map(y -> -y).toArray();
    SoundFiles.write(set.resolve("compress-55.wav"), 22_050, Encoding.PCM_24, inverted);

    Invocation run = recordings("check", set);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .satisfiesExactly(
            l -> assertThat(l).startsWith("compress-50: ").contains("40 samples", "late"),
            l -> assertThat(l).startsWith("compress-55: ").contains("upside down"),
            l -> assertThat(l).isEqualTo("compress-60: ok"),
            l -> assertThat(l).isEqualTo("LA-2A: 3 of 3 pairs can be used"));
    JsonNode pairs = FitCommandTest.json(recordings("check", set, "--json")).get("pairs");
    assertThat(pairs.valueStream().map(pair -> pair.get("usable").asBoolean()))
        .containsExactly(true, true, true);
  }

  @Test
  void list_whereThereIsNothing_fails() throws IOException {
    assertThat(recordings("list", folder).err()).contains("holds no recordings");
    assertThat(recordings("list", folder).exitCode()).isEqualTo(1);
    Path manifest = Files.writeString(folder.resolve("recordings.json"), "{ \"schema\": 3 }");
    Invocation run = recordings("check", manifest);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("recordings.json is no manifest");
  }

  /// A set with one case whose profile says what the unit did.
  private Path cases() throws IOException {
    made();
    Files.writeString(set.resolve("unit.gainprint.json"), profile(0.5347370505332947));
    Path manifest = set.resolve("recordings.json");
    Files.writeString(
        manifest,
        """
        { "schema": 1, "unit": "u", "entries": [ { "id": "case", "dry": "dry.wav", "wet": "wet.wav",
          "expectation": { "profile": "unit.gainprint.json", "esrAtMost": 1, "levelDifferenceDbAtMost": 10 } } ] }
        """);
    Invocation rendered =
        Invocation.of(
            "process",
            set.resolve("dry.wav"),
            set.resolve("wet.wav"),
            "--profile",
            set.resolve("unit.gainprint.json"));
    assertThat(rendered.exitCode()).as(rendered.err()).isZero();
    return manifest;
  }

  private static String profile(double makeUpDb) {
    return """
    { "schema": 1, "unit": "u", "model": "feed-forward-compressor", "sampleRateHz": 22050,
      "settings": [ { "parameters": { "thresholdDb": -20, "ratio": 4, "attackMs": 5,
                                      "releaseMs": 100, "makeUpDb": %s },
                      "esr": 0, "iterations": 0, "status": "converged" } ],
      "provenance": { "gainprint": "0.1.0", "solver": "s",
                      "windows": { "windowSeconds": 12, "warmUpSeconds": 1 }, "recordings": [] } }
    """
        .formatted(makeUpDb);
  }

  @Test
  void verify_afterUpdate_passesAndASpoiltProfileFails() throws IOException {
    Path manifest = cases();

    Invocation unforced = recordings("verify", set, "--update");
    assertThat(unforced.exitCode()).isEqualTo(2);
    assertThat(unforced.err()).contains("--force");
    Invocation updated = recordings("verify", set, "--update", "--force");
    assertThat(updated.exitCode()).as(updated.err()).isZero();
    assertThat(updated.out()).contains("case: ESR at most", "(was 1.0)", "output pinned");
    Invocation good = recordings("verify", manifest);
    assertThat(good.exitCode()).isZero();
    assertThat(good.out()).contains(" ok", "1 of 1 cases passed");
    String before = Files.readString(manifest);
    assertThat(recordings("verify", set, "--update", "--force").out())
        .contains("0 of 1 cases changed");
    assertThat(manifest).hasContent(before);

    // A thousandth of a decibel: a ratio of 1.3e-8, of which 24 bits give a thousandth.
    Files.writeString(set.resolve("unit.gainprint.json"), profile(0.5357370505332947));
    Invocation spoilt = recordings("verify", manifest);
    assertThat(spoilt.exitCode()).isEqualTo(1);
    assertThat(spoilt.out())
        .contains("FAILED", "ESR is 1.32", "output has SHA-256", "0 of 1 cases passed");
    JsonNode outcome =
        FitCommandTest.json(recordings("verify", manifest, "--json")).get("cases").get(0);
    assertThat(outcome.get("passed").asBoolean()).isFalse();
    assertThat(outcome.get("failures").size()).isEqualTo(2);
  }

  @Test
  void verify_missingProfileOrRecording_failsAndIsNotUpdated() throws IOException {
    Path manifest = cases();
    Files.delete(set.resolve("unit.gainprint.json"));
    String before = Files.readString(manifest);

    Invocation run = recordings("verify", set);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("FAILED", "unit.gainprint.json does not exist");
    Invocation update = recordings("verify", set, "--update", "--force");
    assertThat(update.exitCode()).isEqualTo(1);
    assertThat(update.err()).contains("recordings.json stays as it is");
    assertThat(manifest).hasContent(before);

    Files.delete(set.resolve("wet.wav"));
    Invocation withoutWet = recordings("verify", set);
    assertThat(withoutWet.exitCode()).isEqualTo(1);
    assertThat(withoutWet.err()).contains("wet.wav does not exist", "holds no regression case");
  }

  @Test
  void verify_theProjectsOwnSet_passes() {
    Invocation run = recordings("verify", Path.of("..", "recordings", "regression", "set"));

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out()).contains("14 of 14 cases passed");
  }
}
