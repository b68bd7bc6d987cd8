package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.host.device.AudioClient;
import io.gainprint.host.device.StreamFormat;
import io.gainprint.recordings.SoundFormat.Encoding;
import io.gainprint.servers.JackServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `record` of gear on a JACK server of its own.
@Timeout(120)
final class RecordCommandTest {
  private static final int RATE = 44_100;
  private static final CompressorParameters UNIT = new CompressorParameters(-28, 4, 6, 150, 3);

  @TempDir Path folder;
  private JackServer server;
  private Path set;

  /// Gear that is a cable.
  private static final class Cable implements AudioClient {
    private final DoubleUnaryOperator sample;

    Cable(DoubleUnaryOperator sample) {
      this.sample = sample;
    }

    @Override
    public void prepare(StreamFormat format) {}

    @Override
    public void process(double[][] input, double[][] output, int frames) {
      for (int n = 0; n < frames; n++) {
        output[0][n] = sample.applyAsDouble(input[0][n]);
      }
    }
  }

  /// Gear that is a compressor.
  private static final class Unit implements AudioClient {
    private final Compressor compressor = new Compressor(UNIT.at(RATE));

    @Override
    public void prepare(StreamFormat format) {}

    @Override
    public void process(double[][] input, double[][] output, int frames) {
      compressor.process(input[0], 0, output[0], 0, frames);
    }
  }

  @BeforeEach
  void startServer() throws IOException {
    Optional<String> missing = JackServer.missing();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    server = JackServer.start(RATE, 512, false);
    set = folder.resolve("set");
  }

  @AfterEach
  void stopServer() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  /// Records, and again if the machine was too busy for a whole take, which is refused.
  private Invocation record(AudioClient gear, Path dry, Object... more) throws IOException {
    Object[] args = {
      "record",
      "--dry",
      dry,
      "--output",
      set,
      "--backend",
      server.backend(),
      "--input-device",
      "unit",
      "--output-device",
      "unit"
    };
    Object[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    try (JackGear _ = new JackGear(server.backend(), "unit", 1, gear)) {
      Invocation run = Invocation.of(all);
      for (int i = 0; i < 5 && run.err().contains("sound was lost"); i++) {
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        run = Invocation.of(all);
      }
      return run;
    }
  }

  private Path sine(double amplitude) throws IOException {
    double[] sine = new double[RATE];
    Arrays.setAll(sine, n -> amplitude * Math.sin(2 * Math.PI * 441 * n / RATE));
    Path file = folder.resolve("sine.wav");
    SoundFiles.write(file, RATE, Encoding.PCM_24, sine);
    return file;
  }

  @Test
  void record_throughACable_isTheDryFileBitForBit() throws IOException {
    Path dry = Invocation.recording("dry");

    Invocation run = record(new Cable(x -> x), dry, "--peak-reduction", 65, "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(SoundFiles.read(set.resolve("compress-65.wav"))).isDeepEqualTo(SoundFiles.read(dry));
    JsonNode report = FitCommandTest.json(run);
    // The server hands on a period later, and this gear one more.
    assertThat(report.get("latencyFrames").asInt() % 512).isZero();
    assertThat(report.get("entries").asInt()).isEqualTo(1);
  }

  @Test
  void record_throughAUnit_isFittedAsTheOfflinePair() throws IOException {
    Path dry = Invocation.recording("dry");
    record(new Unit(), dry, "--peak-reduction", 65, "--unit", "Compressor");
    double[] offline = SoundFiles.read(dry)[0];
    new Compressor(UNIT.at(RATE)).process(offline, 0, offline, 0, offline.length);
    Path offlineFile = folder.resolve("offline.wav");
    SoundFiles.write(offlineFile, RATE, Encoding.PCM_24, offline);

    JsonNode live = fit(dry, set.resolve("compress-65.wav"), folder.resolve("live.json"));
    JsonNode exact = fit(dry, offlineFile, folder.resolve("offline.json"));

    for (String name : new String[] {"thresholdDb", "ratio", "attackMs", "releaseMs", "makeUpDb"}) {
      double expected = exact.get(name).asDouble();
      // The gain has heard the test sound before, and recovered from it to 1e-3 or so.
      assertThat(live.get(name).asDouble())
          .as(name)
          .isCloseTo(expected, within(1e-3 * Math.abs(expected)));
    }
  }

  private static JsonNode fit(Path dry, Path wet, Path profile) throws IOException {
    Invocation run = Invocation.of("fit", "--dry", dry, "--wet", wet, "--output", profile, "-q");
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JsonMapper.shared()
        .readTree(Files.readString(profile))
        .get("settings")
        .get(0)
        .get("parameters");
  }

  @Test
  void record_otherPositions_areAddedToTheDataSet() throws IOException {
    Path dry = sine(0.5);
    record(new Cable(x -> 0.5 * x), dry, "--peak-reduction", 40, "--unit", "Pad");
    record(new Cable(x -> 0.25 * x), dry, "--peak-reduction", 50, "--mode", "limit");
    Invocation again = record(new Cable(x -> x), dry, "--peak-reduction", 40);
    Invocation other = record(new Cable(x -> x), dry, "--peak-reduction", 60, "--unit", "Box");

    Invocation list = Invocation.of("recordings", "list", set);
    assertThat(list.out()).contains("compress-40", "limit-50");
    assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(again.err()).contains("compress-40.wav", "--force");
    assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(other.err()).contains("is a data set of Pad, not of Box");
    assertThat(record(new Cable(x -> x), dry, "--peak-reduction", 40, "--force").exitCode())
        .isZero();
    assertThat(SoundFiles.read(set.resolve("compress-40.wav"))).isDeepEqualTo(SoundFiles.read(dry));
    assertThat(Invocation.of("recordings", "list", set).out()).contains("limit-50");
  }

  @Test
  void record_nothingComesBack_isRefusedAndWritesNothing() throws IOException {
    Invocation run = record(new Cable(_ -> 0), sine(0.5), "--peak-reduction", 65);

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("the test sound did not come back");
    assertThat(set).doesNotExist();
  }

  @Test
  void record_whatComesBackIsPlayedAgain_isRefused() throws IOException {
    double[] loop = new double[4096];
    int[] at = {0};
    Invocation run =
        record(
            new Cable(x -> {
              double y = x + 0.6 * loop[at[0]];
              loop[at[0]] = y;
              at[0] = (at[0] + 1) % 1024; // as long as the way itself: two periods
              return y;
            }),
            sine(0.5),
            "--peak-reduction",
            65);

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("what comes back is played again");
    assertThat(set).doesNotExist();
  }

  @Test
  void record_clippedOrUpsideDown_isTold() throws IOException {
    Invocation run =
        record(new Cable(x -> Math.clamp(-3 * x, -1, 1)), sine(0.5), "--peak-reduction", 65);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("samples of the return are at full scale", "the return is upside down");
  }

  @Test
  void record_wrongRate_isRefused() throws IOException {
    Path dry = folder.resolve("dry48.wav");
    SoundFiles.write(dry, 48_000, Encoding.PCM_24, new double[48_000]);

    Invocation run = record(new Cable(x -> x), dry, "--peak-reduction", 65);

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("JACK runs at 44100 Hz, not at 48000 Hz");
  }

  @Test
  void record_stereoDryFile_isRefused() throws IOException {
    Path dry = folder.resolve("stereo.wav");
    SoundFiles.write(dry, RATE, Encoding.PCM_24, new double[100], new double[100]);

    Invocation run = record(new Cable(x -> x), dry, "--peak-reduction", 65);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("has 2 channels, and a unit hears one");
  }
}
