package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.servers.JackServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `live` on a JACK server of its own.
@Timeout(120)
final class LiveCommandTest {
  private static final int RATE = 48_000;
  private static final int BLOCK = 256;

  @TempDir Path folder;
  private JackServer server;
  private InputStream standardInput;
  private final Typed typed = new Typed();

  /// Rounding to single precision on the way, of sound below 2.
  private static final double SINGLE_PRECISION = 2e-7;

  private final List<CompletableFuture<Integer>> running = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /// What is typed while a command runs, which reads it byte by byte.
  @SuppressWarnings("InputStreamSlowMultibyteRead")
  private static final class Typed extends InputStream {
    private byte[] left = {};
    private int at;

    synchronized void type(String text) {
      left = text.getBytes(StandardCharsets.UTF_8);
      at = 0;
    }

    @Override
    public synchronized int available() {
      return left.length - at;
    }

    @Override
    public synchronized int read() {
      return at < left.length ? left[at++] : -1;
    }
  }

  @BeforeEach
  void startServer() throws IOException {
    Optional<String> missing = JackServer.missing();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    server = JackServer.start(RATE, BLOCK, false);
    standardInput = System.in;
    System.setIn(typed);
  }

  @AfterEach
  void stopServer() throws Exception {
    if (server != null) {
      for (CompletableFuture<Integer> exit : running) { // of a test that failed
        while (!exit.isDone()) {
          typed.type("quit\n");
          Thread.onSpinWait();
        }
      }
      System.setIn(standardInput);
      server.close();
    }
  }

  private CompletableFuture<Integer> live(Object... args) {
    String[] texts = new String[args.length + 3];
    texts[0] = "live";
    texts[1] = "--backend";
    texts[2] = server.backend();
    for (int i = 0; i < args.length; i++) {
      texts[i + 3] = String.valueOf(args[i]);
    }
    CompletableFuture<Integer> exit =
        CompletableFuture.supplyAsync(
            () -> Gainprint.run(new PrintWriter(out, true), new PrintWriter(err, true), texts));
    running.add(exit);
    return exit;
  }

  private void awaitSaid(String text) {
    await(text, () -> err.toString().contains(text));
  }

  private void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("waiting for %s after: %s", what, err).isNegative();
      Thread.onSpinWait();
    }
  }

  private static double[][] sound(int frames) {
    double[][] sound = new double[2][frames];
    for (int n = 0; n < frames; n++) {
      double level = n / 12_000 % 2 == 0 ? 0.8 : 0.05;
      sound[0][n] = (float) (level * Math.sin(2 * Math.PI * 440 * n / RATE));
      sound[1][n] = (float) (0.5 * level * Math.sin(2 * Math.PI * 1234.5 * n / RATE));
    }
    return sound;
  }

  /// The delay at which two sounds differ least, in whole blocks, and by how much they do.
  private static double difference(double[] back, double[] expected) {
    double least = Double.POSITIVE_INFINITY;
    for (int late = 0; late <= 8 * BLOCK; late += BLOCK) {
      double most = 0;
      for (int n = 0; n < expected.length; n++) {
        most = Math.max(most, Math.abs(back[n + late] - expected[n]));
      }
      least = Math.min(least, most);
    }
    return least;
  }

  /// Here a machine that is away for a block loses it, be it ours or the gear's; so what comes back
  /// is that of the compressor at the third attempt at the latest.
  @Test
  void live_soundThroughTheDevice_isThatOfTheCompressor() throws Exception {
    double[][] sound = sound(3 * RATE);
    CompressorParameters parameters = new CompressorParameters(-30, 6, 3, 90, 4);
    double most = Double.POSITIVE_INFINITY;
    for (int attempt = 0; attempt < 3 && most > SINGLE_PRECISION; attempt++) {
      out.getBuffer().setLength(0);
      err.getBuffer().setLength(0);
      double[][] back = throughTheDevice(sound);
      most = 0;
      for (int channel = 0; channel < 2; channel++) {
        double[] expected = sound[channel].clone();
        new Compressor(parameters.at(RATE)).process(expected, 0, expected, 0, expected.length);
        most = Math.max(most, difference(back[channel], expected));
      }
    }
    assertThat(most).isLessThan(SINGLE_PRECISION);
    assertThat(err.toString()).contains("48000 Hz, 256 frames a block, 2 in, 2 out");
    JsonNode report = JsonMapper.shared().readTree(out.toString());
    assertThat(report.get("blocks").asLong()).isPositive();
    assertThat(report.get("allocatedBytes").asLong()).isZero();
    assertThat(report.get("failures").asLong()).isZero();
  }

  private double[][] throughTheDevice(double[][] sound) throws Exception {
    JackGear.Player player = new JackGear.Player(sound, 3 * RATE + 8 * BLOCK);
    try (JackGear _ = new JackGear(server.backend(), "gear", 2, player)) {
      CompletableFuture<Integer> exit =
          live(
              "--threshold=-30",
              "--ratio=6",
              "--attack=3",
              "--release=90",
              "--make-up=4",
              "--link=independent",
              "--input-device",
              "gear",
              "--output-device",
              "gear",
              "--json");
      awaitSaid("frames a block");
      player.plays = true;
      await("the sound", () -> player.done == player.back[0].length);
      typed.type("quit\n");
      assertThat(exit.get(20, TimeUnit.SECONDS)).isZero();
    }
    return player.back;
  }

  @Test
  void live_typedCommands_areFollowed() throws Exception {
    CompletableFuture<Integer> exit = live("--unit", "la2a", "--channels", "1", "--quiet");
    typed.type(
        """
        set peak_reduction 80
        set peak_reduction 20
        set threshold 3
        set gain x
        bypass on
        louder
        status
        quit
        """);

    assertThat(exit.get(40, TimeUnit.SECONDS)).isZero();
    assertThat(err.toString())
        .contains("peak_reduction goes from 40 to 100; it is at 40 now")
        .contains("there is no parameter threshold; there are: peak_reduction, gain, limit")
        .contains("set needs a parameter and a number: set gain x")
        .contains(
            "commands are set <parameter> <value>, bypass on, bypass off, status, quit: louder")
        .contains("peak_reduction 40, gain 0 dB, limit off, bypassed");
    assertThat(out.toString()).contains("bytes allocated on the audio thread");
  }

  @Test
  void live_serverThatDiesAndComesBack_goesOn() throws Exception {
    CompletableFuture<Integer> exit = live("--unit", "la2a");
    awaitSaid("frames a block");
    server.kill();
    awaitSaid("waiting for it to come back");
    server.restart();
    awaitSaid("the device is back");
    typed.type("quit\n");

    assertThat(exit.get(20, TimeUnit.SECONDS)).isZero();
    assertThat(out.toString()).contains("reopened 1 times");
  }

  @Test
  void live_profileThatChanges_isTakenOver() throws Exception {
    Path profile = Files.writeString(folder.resolve("unit.json"), ProfileTexts.TWO_SETTINGS);
    CompletableFuture<Integer> exit = live("--profile", profile, "--peak-reduction", "55");
    awaitSaid("frames a block");
    assertThat(err.toString()).contains("warning: fitted at 44100 Hz, the device runs at 48000 Hz");
    Files.writeString(profile, "{");
    awaitSaid("the profile has changed, and cannot be taken over");
    Files.writeString(profile, ProfileTexts.TWO_SETTINGS.replace("-20", "-25"));
    awaitSaid("the profile has changed, and is taken over");
    typed.type("quit\n");

    assertThat(exit.get(20, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void live_rateThatTheServerDoesNotRunAt_isRefused() throws Exception {
    CompletableFuture<Integer> exit = live("--unit", "la2a", "--rate", "44100");

    assertThat(exit.get(40, TimeUnit.SECONDS)).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("JACK runs at 48000 Hz, not at 44100 Hz");
  }

  @Test
  void live_serverThatIsNotThere_isRefused() throws Exception {
    server.kill();

    assertThat(live("--unit", "la2a").get(40, TimeUnit.SECONDS)).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().lines().filter(line -> line.startsWith("gainprint: "))).hasSize(1);
  }
}
