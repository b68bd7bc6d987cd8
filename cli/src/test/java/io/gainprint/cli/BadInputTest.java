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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bad input gets one line that names the thing and the fix, the right exit code, and leaves
/// nothing behind.
final class BadInputTest {
  private static final Path DRY = Invocation.recording("dry");
  private static final Path WET = Invocation.recording("la2a-65");

  @TempDir Path folder;
  private Path bad;
  private Path output;
  private List<Path> before;

  @BeforeEach
  void nameFiles() {
    bad = folder.resolve("bad.wav");
    output = folder.resolve("out.gainprint.json");
    before = List.of();
  }

  /// What a command left in the folder besides the input it was given.
  private void remember() throws IOException {
    before = filesOf(folder);
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    assertThat(filesOf(folder)).isEqualTo(before);
  }

  private Invocation fit(Path dry, Path wet) throws IOException {
    remember();
    return Invocation.of("fit", "--dry", dry, "--wet", wet, "--output", output, "--quiet");
  }

  private static void assertFailure(Invocation run, int exitCode, String... message) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("gainprint: ").contains(message).doesNotContain("\tat ");
    if (exitCode == ExitCode.FAILED) {
      assertThat(run.err().lines()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"dry", "wet"})
  void missingFile(String which) throws IOException {
    Path missing = folder.resolve("missing.wav");
    Invocation run = which.equals("dry") ? fit(missing, WET) : fit(DRY, missing);

    assertFailure(run, 1, missing + " does not exist", "check its name");
  }

  @Test
  void missingFiles_theDryOneIsNamed() throws IOException {
    Path dry = folder.resolve("missing-dry.wav");
    assertFailure(fit(dry, folder.resolve("missing-wet.wav")), 1, dry + " does not exist");
  }

  @Test
  void textFileNamedWav() throws IOException {
    Files.writeString(bad, "This is not sound, though its name says so.\n".repeat(10));

    assertFailure(fit(bad, WET), 1, bad.toString(), "not a sound file");
  }

  @Test
  void truncatedWav() throws IOException {
    byte[] whole = Files.readAllBytes(WET);
    Files.write(bad, Arrays.copyOf(whole, whole.length / 2));

    assertFailure(fit(DRY, bad), 1, bad.toString(), "264600 frames");
  }

  @Test
  void emptyFile() throws IOException {
    Files.createFile(bad);

    assertFailure(fit(DRY, bad), 1, bad.toString(), "is empty");
  }

  @Test
  void differentSampleRates() throws IOException {
    SoundFiles.write(bad, 48_000, Encoding.PCM_24, SoundFiles.read(WET));

    assertFailure(fit(DRY, bad), 1, "44100 Hz", "48000 Hz");
  }

  @Test
  void wetShorterThanDry() throws IOException {
    double[] sound = SoundFiles.read(WET)[0];
    SoundFiles.write(bad, 44_100, Encoding.PCM_24, Arrays.copyOf(sound, 200_000));

    assertFailure(fit(DRY, bad), 1, "200000", "264600");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dry", "wet"})
  void allSilence(String which) throws IOException {
    SoundFiles.write(bad, 44_100, Encoding.PCM_24, new double[264_600]);

    assertFailure(which.equals("dry") ? fit(bad, WET) : fit(DRY, bad), 1, "bad.wav", "silent");
  }

  @Test
  void nanSamples() throws IOException {
    double[] sound = SoundFiles.read(WET)[0];
    sound[44_100] = Double.NaN;
    sound[44_101] = Double.POSITIVE_INFINITY;
    SoundFiles.write(bad, 44_100, Encoding.FLOAT_32, sound);

    assertFailure(fit(DRY, bad), 1, "bad.wav", "2 ", "44100", "1.000 s");
  }

  @Test
  void wetThatIsTheDryFile() throws IOException {
    Files.copy(DRY, bad);

    assertFailure(fit(DRY, bad), 1, "is the dry one, sample by sample");
  }

  @Test
  void invertedPolarity() throws IOException {
    double[] sound = SoundFiles.read(WET)[0];
    Arrays.setAll(sound, n -> -sound[n]);
    SoundFiles.write(bad, 44_100, Encoding.PCM_24, sound);

    remember();
    Invocation asItIs =
        Invocation.of("fit", "--dry", DRY, "--wet", bad, "-o", output, "--align=off");
    assertFailure(asItIs, 1, "inverted polarity");
  }

  @Test
  void tooShortForTheWarmUp() throws IOException {
    Path shortDry = folder.resolve("short.wav");
    SoundFiles.write(
        shortDry,
        44_100,
        Encoding.PCM_24,
        Arrays.copyOfRange(SoundFiles.read(DRY)[0], 150_000, 190_000));
    SoundFiles.write(
        bad,
        44_100,
        Encoding.PCM_24,
        Arrays.copyOfRange(SoundFiles.read(WET)[0], 150_000, 190_000));

    assertFailure(fit(shortDry, bad), 1, "longer than the warm-up of 1.0 s");
  }

  static Stream<String> brokenProfiles() {
    return Stream.of(
        "\"ratio\": 2, =>  => field settings[0].parameters.ratio is missing",
        "\"ratio\": 2 => \"ratio\": 0.5 => settings[0].parameters: ratio must be at least 1.0: 0.5",
        "\"ratio\": 2 => \"ratio\": \"2\" => field settings[0].parameters.ratio must be a number: \"2\"",
        "\"attackMs\": 4 => \"attackMs\": -4 => settings[1].parameters: attack time must be at least 0.0: -4.0",
        "\"schema\": 1 => \"schema\": 2 => field schema must be 1",
        "\"feed-forward-compressor\" => \"reverb\" => field model must be",
        "\"mode\": \"compress\" => \"mode\": \"crush\" => settings[0].controls: mode must be compress or limit",
        "\"peakReduction\": 60 => \"peakReduction\": 160 => settings[1].controls: peak reduction must be 0 to 100",
        "\"provenance\" => \"origin\" => field provenance is missing",
        "\"settings\": [ => \"settings\": 7, \"x\": [ => field settings must be a list",
        "} } => } => not a JSON file");
  }

  @ParameterizedTest
  @MethodSource("brokenProfiles")
  void brokenProfile(String change) throws IOException {
    String[] parts = change.split(" => ", -1);
    Path profile = folder.resolve("unit.gainprint.json");
    Files.writeString(
        profile, ProfileTexts.TWO_SETTINGS.replaceFirst(quoted(parts[0]), quoted(parts[1])));
    remember();

    Invocation run =
        Invocation.of(
            "process", DRY, folder.resolve("o.wav"), "-p", profile, "--peak-reduction", 50);

    assertFailure(run, 1, profile + ": " + parts[2]);
  }

  private static String quoted(String text) {
    return text.replaceAll("[\\[\\]{}|$.]", "\\\\$0");
  }

  @Test
  void profileWithAnUnknownField_isUsedWithAWarning() throws IOException {
    Path profile = folder.resolve("unit.gainprint.json");
    Path sound = folder.resolve("o.wav");
    Files.writeString(
        profile, ProfileTexts.TWO_SETTINGS.replaceFirst("\"ratio\"", "\"colour\": 1, \"ratio\""));

    Invocation run = Invocation.of("process", DRY, sound, "-p", profile, "--peak-reduction", 50);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .contains("warning", profile.toString(), "settings[0].parameters.colour ignored");
    before = List.of(sound, profile);
  }

  @Test
  void profileThatIsSound() throws IOException {
    remember();

    assertFailure(
        Invocation.of("process", DRY, folder.resolve("o.wav"), "-p", WET), 1, "not a profile");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--colour red | Unknown option",
        "--threshold -20 --ratio 0.5 --attack 1 --release 1 | ratio must be at least 1.0: 0.5",
        "--threshold x --ratio 2 --attack 1 --release 1 | is not a double",
        "--threshold -20 | Missing required",
        "--unit la2a | --unit needs --peak-reduction",
        "--unit la3a --peak-reduction 50 | unit must be la2a",
        "--unit la2a --peak-reduction 30 | peak reduction 30.0 is outside",
        "--unit la2a --peak-reduction 65 --mode crush | --mode",
        "--unit la2a --peak-reduction 65 --bits 20 | --bits must be 16, 24, 32 or 32f: 20",
        "--unit la2a --peak-reduction 65 --block-size 0 | --block-size must be 1 to 1024: 0",
        "--unit la2a --peak-reduction 65 --look-ahead 1e9 | look-ahead must be 0 to 1000 ms: 1.0E9",
        "--threshold -20 --ratio 2 --attack 1 --release 1 --make-up 7000 | --make-up must be -120 to 120 dB",
        "--profile x --look-ahead 1 | does not go with a profile",
        "--unit la2a --profile x | mutually exclusive"
      })
  void wrongOptions(String options, String message) throws IOException {
    remember();
    List<Object> args = new ArrayList<>(List.of("process", DRY, folder.resolve("out.wav")));
    args.addAll(List.of(options.strip().split(" ", -1)));

    assertFailure(Invocation.of(args.toArray()), 2, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--threads 0 | threads must be at least 1: 0",
        "--look-ahead -1 | look-ahead must be 0 to 1000 ms: -1.0",
        "--channel 0 | --channel must be at least 1: 0",
        "--peak-reduction 101 | peak reduction must be 0 to 100: 101.0",
        "--mode limit | --mode needs --peak-reduction"
      })
  void wrongOptionsOfFit(String options, String message) throws IOException {
    remember();
    String[] words = options.strip().split(" ", -1);

    assertFailure(
        Invocation.of("fit", "--dry", DRY, "--wet", WET, "-o", output, words[0], words[1]),
        2,
        message);
  }

  @Test
  void channelThatIsNotThere() throws IOException {
    remember();

    assertFailure(
        Invocation.of("fit", "--dry", DRY, "--wet", WET, "-o", output, "--channel", 2),
        1,
        "dry-6s.wav",
        "no number 2: choose 1");
  }

  @Test
  void outputThatExists() throws IOException {
    Files.writeString(output, "precious");

    assertFailure(fit(DRY, WET), 2, output + " exists already", "--force");
    assertThat(output).hasContent("precious");
  }

  @Test
  void outputThatIsAnInput() throws IOException {
    Path input = folder.resolve("in.wav");
    Files.copy(DRY, input);
    Path link = folder.resolve("link.wav");
    Files.createSymbolicLink(link, input);
    remember();
    byte[] content = Files.readAllBytes(input);

    for (Path target : List.of(input, link)) {
      assertFailure(
          Invocation.of(
              "process", input, target, "--unit", "la2a", "--peak-reduction", 65, "--force"),
          2,
          target + " is one of the inputs");
    }
    assertThat(input).hasBinaryContent(content);
  }

  @Test
  void outputFolderThatIsMissing() throws IOException {
    remember();

    assertFailure(
        Invocation.of(
            "process",
            DRY,
            folder.resolve("no/such/out.wav"),
            "--unit",
            "la2a",
            "--peak-reduction",
            65),
        2,
        "does not exist");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs a folder that root cannot write to either")
  void outputFolderThatIsNotWritable() throws IOException {
    remember();

    assertFailure(
        Invocation.of(
            "process", DRY, "/sys/gainprint.wav", "--unit", "la2a", "--peak-reduction", 65),
        1,
        "/sys/gainprint.wav");
  }

  @Test
  void swappedDryAndWet() throws IOException {
    assertFailure(fit(WET, DRY), 1, "no compression was found", "swapped");
  }

  @Test
  void soundOfAnUnknownContainer() throws IOException {
    remember();

    assertFailure(
        Invocation.of(
            "process", DRY, folder.resolve("out.mp3"), "--unit", "la2a", "--peak-reduction", 65),
        2,
        folder.resolve("out.mp3").toString(),
        ".wav");
  }

  @Test
  void soundAsFlac() throws IOException {
    remember();

    assertFailure(
        Invocation.of(
            "process", DRY, folder.resolve("out.flac"), "--unit", "la2a", "--peak-reduction", 65),
        2,
        "FLAC is only read: end its name in .wav or .aiff");
  }

  @Test
  void damagedFlac() throws IOException {
    byte[] bytes = Files.readAllBytes(Invocation.flac());
    bytes[5000] ^= 1;
    bad = Files.write(folder.resolve("bad.flac"), bytes);
    remember();

    assertFailure(
        Invocation.of(
            "process", bad, folder.resolve("o.wav"), "--unit", "la2a", "--peak-reduction", 65),
        1,
        bad + " is a damaged FLAC file");
  }
}
