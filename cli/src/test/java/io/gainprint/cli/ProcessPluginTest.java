package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gainprint.recordings.SoundFormat.Encoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `process --plugin`, `evaluate --plugin` and `plugins`.
final class ProcessPluginTest {
  private static final int FRAMES = 20_001;

  @TempDir static Path built;
  private static Path units;

  @TempDir Path folder;
  private Path input;
  private Path output;
  private final double[] ramp = new double[FRAMES];

  @BeforeAll
  static void compile() throws Exception {
    units = built.resolve("units.so");
    Path source =
        Path.of(ProcessPluginTest.class.getResource("units.c").toURI()); // of plugin-host's tests
    boolean hasCompiler =
        Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "gcc")));
    assumeTrue(hasCompiler, "skipped: there is no gcc");
    Process gcc =
        new ProcessBuilder(
                "gcc", "-O1", "-fPIC", "-shared", "-o", units.toString(), source.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(gcc.waitFor()).as(said).isZero();
  }

  @BeforeEach
  void writeInput() throws IOException {
    input = folder.resolve("in.wav");
    output = folder.resolve("out.wav");
    Arrays.setAll(ramp, n -> (double) (float) ((n + 1) / 40_000.0));
    SoundFiles.write(input, 48_000, Encoding.FLOAT_32, ramp);
  }

  private Invocation process(String label, Object... more) {
    Object[] args = new Object[5 + more.length];
    System.arraycopy(
        new Object[] {"process", input, output, "--plugin", units + ":" + label}, 0, args, 0, 5);
    System.arraycopy(more, 0, args, 5, more.length);
    return Invocation.of(args);
  }

  @ParameterizedTest
  @EnumSource(PluginRenderings.class)
  void process_ofTheRecordedUnits_givesTheRecordings(PluginRenderings unit) throws IOException {
    String name = unit.name().toLowerCase(Locale.ROOT);
    unit.assertRenders(Invocation.recording("dry"), Invocation.recording(name), folder);
  }

  @Test
  void fit_ofARenderedPair_endsInAProfile() {
    Path dry = Invocation.recording("dry");
    Invocation run = PluginRenderings.SC4M.render(dry, output);
    assertThat(run.exitCode()).as(run.err()).isZero();
    Path profile = folder.resolve("unit.gainprint.json");

    Invocation fit =
        Invocation.of(
            "fit", "--dry", dry, "--wet", output, "--output", profile, "--json", "--quiet");

    assertThat(fit.exitCode()).as(fit.err()).isZero();
    assertThat(FitCommandTest.json(fit).get("esr").asDouble()).isLessThan(0.02);
    assertThat(profile).exists();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 1000, 1024})
  void process_latePlugin_isInLine(int block) throws IOException {
    Invocation run = process("late", "--control", "level=0.5", "--block-size", block, "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(SoundFiles.read(output)[0]).isEqualTo(Arrays.stream(ramp).map(x -> x / 2).toArray());
    assertThat(FitCommandTest.json(run).get("pluginLatencyFrames").asInt()).isEqualTo(100);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void process_shorterThanTheDelay_isInLine() throws IOException {
    SoundFiles.write(input, 48_000, Encoding.FLOAT_32, new double[] {0.5, 0.25, 0.125});

    assertThat(process("late").exitCode()).isZero();

    assertThat(SoundFiles.read(output)[0]).containsExactly(0.5, 0.25, 0.125);
  }

  @Test
  void process_stereoSoundThroughAMonoPlugin_isTwoInstances() throws IOException {
    double[] left = {0.5, 0.25};
    double[] right = {-0.125, 1};
    SoundFiles.write(input, 48_000, Encoding.FLOAT_32, left, right);

    assertThat(process("gain", "--control", "gain_factor=0.5").exitCode()).isZero();

    assertThat(SoundFiles.read(output)[0]).containsExactly(0.25, 0.125);
    assertThat(SoundFiles.read(output)[1]).containsExactly(-0.0625, 0.5);
  }

  @ParameterizedTest
  @CsvSource({
    "aborts, crashed with SIGABRT; it had printed: first line | about to abort",
    "null, crashed with SIGSEGV in [units.so+",
    "exits, ended its process with exit status 3; it had printed: good bye",
    "loops, 'did not return within 2 s, and was ended'"
  })
  void process_failingPlugin_saysWhatAndLeavesNothing(String label, String what)
      throws IOException {
    Invocation run = process(label, "--plugin-limit", "2");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err())
        .hasLineCount(1)
        .startsWith("gainprint: plugin " + units + ":" + label + " " + what);
    assertThat(run.out()).isEmpty();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(input);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gain, --control=ratio=4, no control ratio; it has gain_factor",
    "gain, --control=gain_factor=5, gain_factor must be 0 to 4 x: 5",
    "gain, --control=gain=1, may be any of gain_factor",
    "gain, --control=gain, name=value",
    "gain, --link=maximum, --link is for compressors",
    "gain, --peak-reduction=50, --control",
    "gain, --look-ahead=1, --look-ahead",
    "gain, --plugin-limit=0, --plugin-limit must be",
    "gain, --unit=la2a, expected only one match",
    "nothing, --quiet, 'the library has gain, aborts'"
  })
  void process_mistake_isOneOfUsage(String label, String option, String message) {
    Invocation run = process(label, option);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).startsWith("gainprint: ").contains(message);
    assertThat(output).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "nolibrary:gain, there is no library nolibrary",
    "/no/such.so:gain, there is no library /no/such.so",
  })
  void process_pluginThatIsNotThere_isAMistakeOfUsage(String plugin, String message) {
    Invocation run = Invocation.of("process", input, output, "--plugin", plugin);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(message);
  }

  @Test
  void process_fileThatIsNoLibrary_isNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("text.so"), "not a library ".repeat(20));

    Invocation run = Invocation.of("process", input, output, "--plugin", text + ":gain");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("text.so").contains("invalid ELF header");
  }

  @Test
  void evaluate_pluginAgainstItsOwnRendering_isExact() throws IOException {
    Path dry = Invocation.recording("dry");
    Path wet = folder.resolve("wet.wav");
    Invocation run =
        Invocation.of(
            "process", dry, wet, "--plugin", units + ":late", "--control=level=0.5", "--bits=32f");
    assertThat(run.exitCode()).as(run.err()).isZero();

    Invocation compared =
        Invocation.of(
            "evaluate",
            "--dry",
            dry,
            "--wet",
            wet,
            "--plugin",
            units + ":late",
            "--control=level=0.5",
            "--json");

    assertThat(compared.exitCode()).as(compared.err()).isZero();
    assertThat(FitCommandTest.json(compared).get("plainEsr").asDouble()).isZero();
  }

  @Test
  void plugins_listsLibrariesAndWarnsOfBrokenOnes() throws IOException, InterruptedException {
    Files.copy(units, folder.resolve("units.so"));
    Files.writeString(folder.resolve("broken.so"), "not a library ".repeat(20));
    ProcessBuilder builder = Invocation.process(List.of(), "plugins", "--json", "late");
    builder.environment().put("LADSPA_PATH", folder.toString());
    builder.redirectError(folder.resolve("err").toFile());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    JsonNode late =
        FitCommandTest.json(new Invocation(0, out, ""))
            .get("plugins")
            .valueStream()
            .filter(plugin -> plugin.get("plugin").asString().equals("units:late"))
            .findFirst()
            .orElseThrow();
    assertThat(late.get("format").asString()).isEqualTo("LADSPA");
    assertThat(late.get("name").asString()).isEqualTo("Test unit late");
    assertThat(late.get("inputs").asInt()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("err")))
        .contains("broken.so: invalid ELF header")
        .doesNotContain("WARNING");
  }

  @Test
  void plugins_controlsOfOne_areDescribed() {
    Invocation run = Invocation.of("plugins", "--controls", units + ":gain");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("inputs: 1, side chains: 0, outputs: 1")
        .containsPattern("gain_factor +Gain factor \\(x\\) +2 +0 to 4 x");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void plugins_controlsAsJson_areNumbers() {
    Invocation run = Invocation.of("plugins", "--controls", units + ":gain", "--json");

    JsonNode control = FitCommandTest.json(run).get("controls").get(0);
    assertThat(control.get("symbol").asString()).isEqualTo("gain_factor");
    assertThat(control.get("default").asDouble()).isEqualTo(2);
    assertThat(control.get("maximum").asDouble()).isEqualTo(4);
    assertThat(control.get("unit").asString()).isEqualTo("x");
  }
}
