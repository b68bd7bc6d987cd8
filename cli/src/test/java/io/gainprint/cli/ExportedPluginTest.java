package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gainprint.recordings.SoundFormat.Encoding;
import io.gainprint.recordings.programme.DryProgramme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Exported plugins in the hosts that people use.
final class ExportedPluginTest {
  /// RMS of the difference over that of the sound.
  private static final double TOLERANCE = 1e-6;

  @TempDir static Path folder;
  private static Path plugins = Path.of("");
  private static String la2a = "";
  private static String profiled = "";
  private static String ladspa = "";
  private static Map<String, String> paths = Map.of();

  @BeforeAll
  static void export() throws Exception {
    NativeTool.assumeInstalled("cc");
    plugins = Files.createDirectory(folder.resolve("lv2"));
    Path profile =
        Files.writeString(
            folder.resolve("unit.gainprint.json"),
            ProfileTexts.TWO_SETTINGS.replace(
                "\"sampleRateHz\"", "\"lookAheadMs\": 2, \"sampleRateHz\""));
    la2a = exported("--unit=la2a", "--build", "-o", plugins.resolve("la2a.lv2"));
    profiled = exported("--profile", profile, "--build", "-o", plugins.resolve("unit.lv2"));
    ladspa = exported("--unit=la2a", "--format=ladspa", "--build", "-o", folder.resolve("ladspa"));
    paths =
        Map.of(
            "LV2_PATH",
            plugins + ":/usr/lib/lv2",
            "LADSPA_PATH",
            folder.resolve("ladspa").toString());
  }

  /// Exports, and returns the name of the mono plugin.
  private static String exported(Object... args) {
    List<Object> all = new ArrayList<>(List.of("export"));
    all.addAll(List.of(args));
    Invocation invocation = Invocation.of(all.toArray());
    assertThat(invocation.err()).isEmpty();
    assertThat(invocation.exitCode()).isZero();
    return invocation.out().lines().toList().get(1).strip();
  }

  private static Path programme(int rateHz, double seconds) throws Exception {
    float[] rendered = DryProgramme.render(rateHz, seconds, 11);
    double[] sound = new double[rendered.length];
    Arrays.setAll(sound, n -> rendered[n]);
    Path file = folder.resolve("dry-%d-%s.wav".formatted(rateHz, seconds));
    SoundFiles.write(file, rateHz, Encoding.FLOAT_32, sound);
    return file;
  }

  private static double[] processed(Path dry, Object... options) throws Exception {
    Path wet = folder.resolve("processed.wav");
    List<Object> args = new ArrayList<>(List.of("process", dry, wet, "--bits=32f", "--force"));
    args.addAll(List.of(options));
    assertThat(Invocation.of(args.toArray()).exitCode()).isZero();
    return SoundFiles.read(wet)[0];
  }

  /// @param late samples by which the actual sound comes later
  private static void assertSame(double[] actual, double[] expected, int late) {
    assertThat(actual).hasSameSizeAs(expected);
    double difference = 0;
    double power = 0;
    for (int n = late; n < actual.length; n++) {
      double e = actual[n] - expected[n - late];
      difference += e * e;
      power += expected[n - late] * expected[n - late];
    }
    assertThat(power).isPositive();
    assertThat(Math.sqrt(difference / power)).isLessThan(TOLERANCE);
  }

  /// Its exit code says nothing.
  @ParameterizedTest
  @ValueSource(strings = {"la2a.lv2", "unit.lv2"})
  void validate_description_isClean(String bundle) throws Exception {
    NativeTool.assumeInstalled("lv2_validate");
    Path place = plugins.resolve(bundle);

    NativeTool run =
        NativeTool.run(
            Map.of(),
            "lv2_validate",
            place.resolve("manifest.ttl"),
            place.resolve("plugin.ttl"),
            place.resolve("presets.ttl"));

    assertThat(run.output().lines()).noneMatch(line -> line.contains("error:"));
    assertThat(run.output()).contains("Found 0 errors");
  }

  @Test
  void list_plugins_areFoundWithTheirPorts() throws Exception {
    NativeTool.assumeInstalled("lv2ls", "lv2info");

    assertThat(NativeTool.run(paths, "lv2ls").output())
        .contains(la2a, la2a.replace(":mono", ":stereo"), profiled);
    assertThat(NativeTool.run(paths, "lv2info", la2a).output())
        .contains("Compressor Plugin", "peak_reduction", "limit", "Compress 65", "Limit 100")
        .contains("Has latency:       no");
    assertThat(NativeTool.run(paths, "lv2info", profiled).output())
        .contains("Has latency:       yes", "Compress 60")
        .doesNotContain("limit\n");
  }

  @ParameterizedTest
  @CsvSource({"44100, 65, 0", "48000, 72.5, 1", "96000, 88.25, 0"})
  void apply_oneFramePerRun_isProcess(int rateHz, String position, int limit) throws Exception {
    assertApplied(programme(rateHz, 3), position, limit);
  }

  @Tag("soak")
  @ParameterizedTest
  @CsvSource({"44100, 65, 0", "48000, 72.5, 1", "96000, 88.25, 0"})
  void apply_aMinute_isProcess(int rateHz, String position, int limit) throws Exception {
    assertApplied(programme(rateHz, 60), position, limit);
  }

  private static void assertApplied(Path dry, String position, int limit) throws Exception {
    NativeTool.assumeInstalled("lv2apply");
    Path wet = folder.resolve("applied.wav");

    NativeTool run =
        NativeTool.run(
            paths,
            "lv2apply",
            "-i",
            dry,
            "-o",
            wet,
            "-c",
            "peak_reduction",
            position,
            "-c",
            "limit",
            limit,
            la2a);

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertSame(
        SoundFiles.read(wet)[0],
        processed(
            dry,
            "--unit=la2a",
            "--peak-reduction=" + position,
            "--mode=" + (limit == 1 ? "limit" : "compress")),
        0);
  }

  /// Two milliseconds of look-ahead, and controls that stand where a knob of the profile stands.
  @Test
  void apply_profileWithLookAhead_isProcessAndLateByAsMuch() throws Exception {
    NativeTool.assumeInstalled("lv2apply");
    Path dry = programme(48_000, 2);
    Path wet = folder.resolve("late.wav");

    NativeTool run =
        NativeTool.run(
            paths, "lv2apply", "-i", dry, "-o", wet, "-c", "peak_reduction", 57.5, profiled);

    assertThat(run.exitCode()).as(run.output()).isZero();
    double[] expected =
        processed(dry, "--profile", folder.resolve("unit.gainprint.json"), "--peak-reduction=57.5");
    assertSame(SoundFiles.read(wet)[0], expected, 96);
  }

  @Test
  void apply_gain_addsToMakeUp() throws Exception {
    NativeTool.assumeInstalled("lv2apply");
    Path dry = programme(44_100, 1);
    Path wet = folder.resolve("louder.wav");

    NativeTool.run(
        paths,
        "lv2apply",
        "-i",
        dry,
        "-o",
        wet,
        "-c",
        "peak_reduction",
        65,
        "-c",
        "gain",
        -6,
        la2a);

    double[] expected = processed(dry, "--unit=la2a", "--peak-reduction=65");
    Arrays.setAll(expected, n -> expected[n] * Math.pow(10, -6 / 20.0));
    assertSame(SoundFiles.read(wet)[0], expected, 0);
  }

  @Test
  void ffmpeg_largeBlocks_areProcessThroughLv2AndLadspa() throws Exception {
    NativeTool.assumeInstalled("ffmpeg");
    NativeTool filters = NativeTool.run(Map.of(), "ffmpeg", "-hide_banner", "-filters");
    assumeThat(filters.output()).contains(" lv2 ", " ladspa ");
    Path dry = programme(48_000, 3);
    double[] expected = processed(dry, "--unit=la2a", "--peak-reduction=72.5", "--mode=limit");
    String uri = la2a.replace(":", "\\\\:");
    List<String> graphs =
        List.of(
            "lv2=plugin=" + uri + ":controls=peak_reduction=72.5|limit=1",
            "ladspa=file=la_2a:plugin=" + ladspa + ":controls=c0=72.5|c1=1|c2=0");
    for (String graph : graphs) {
      Path wet = folder.resolve("ffmpeg.wav");
      NativeTool run =
          NativeTool.run(
              paths,
              "ffmpeg",
              "-v",
              "error",
              "-y",
              "-i",
              dry,
              "-af",
              graph,
              "-c:a",
              "pcm_f32le",
              wet);
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertSame(SoundFiles.read(wet)[0], expected, 0);
    }
  }

  @Test
  void jalv_onDummyServer_runsAndTurnsKnobs() throws Exception {
    NativeTool.assumeInstalled("jackd", "jack_wait", "jalv");
    String server = "gainprint-export-" + ProcessHandle.current().pid();
    Process jackd =
        NativeTool.start(
            Map.of("JACK_NO_AUDIO_RESERVATION", "1"),
            "jackd",
            "--no-realtime",
            "--name",
            server,
            "-d",
            "dummy",
            "-r",
            48_000,
            "-p",
            256);
    try {
      assumeThat(NativeTool.run(Map.of(), "jack_wait", "-s", server, "-w", "-t", 10).exitCode())
          .isZero();

      NativeTool run =
          NativeTool.talk(
              Map.of(
                  "LV2_PATH",
                  String.valueOf(paths.get("LV2_PATH")),
                  "JACK_DEFAULT_SERVER",
                  server,
                  "JACK_NO_START_SERVER",
                  "1"),
              List.of("", "set peak_reduction 72.5", "controls", "monitors", "quit"),
              "jalv",
              "-n",
              "gainprint",
              la2a);

      assertThat(run.output())
          .contains("Plugin:       " + la2a, "peak_reduction = 72.500000", "gain_reduction = 0.0");
      assertThat(run.exitCode()).isZero();
    } finally {
      jackd.destroy();
      jackd.waitFor();
    }
  }

  @Test
  void bench_ofOthers_findsOursTheCheapest() throws Exception {
    NativeTool.assumeInstalled("lv2bench", "lv2ls");
    assumeThat(NativeTool.run(paths, "lv2ls").output()).contains("calf.sourceforge.net");

    Invocation invocation =
        Invocation.of("bench", "export", "--rounds=3", "--frames=300000", "--quiet");

    assertThat(invocation.exitCode()).as(invocation.err()).isZero();
    List<String> rows = invocation.out().lines().toList();
    assertThat(rows).hasSizeGreaterThan(3);
    assertThat(rows.get(1)).contains("urn:gainprint:").endsWith(":mono");
  }
}
