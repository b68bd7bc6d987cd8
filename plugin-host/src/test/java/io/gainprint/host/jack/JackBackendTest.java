package io.gainprint.host.jack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gainprint.host.device.AudioBackends;
import io.gainprint.host.device.AudioClient;
import io.gainprint.host.device.AudioDevice;
import io.gainprint.host.device.AudioStream;
import io.gainprint.host.device.AudioStream.State;
import io.gainprint.host.device.DeviceException;
import io.gainprint.host.device.LoopbackClient;
import io.gainprint.host.device.StreamFormat;
import io.gainprint.host.device.StreamRequest;
import io.gainprint.servers.JackServer;
import io.gainprint.servers.Program;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A server of its own for each test, with a device that is only a clock.
@Timeout(60)
class JackBackendTest {
  private static final int RATE = 48_000;
  private static final int BLOCK = 64;

  @BeforeAll
  static void needServer() {
    Optional<String> missing = JackServer.missing();
    Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
  }

  private static StreamRequest request(String devices, int channels) {
    return new StreamRequest(
        Optional.of(devices),
        Optional.of(devices),
        channels,
        channels,
        OptionalDouble.empty(),
        OptionalInt.empty(),
        "gploop");
  }

  private static AudioStream open(JackServer server, StreamRequest request, AudioClient client)
      throws DeviceException {
    return AudioBackends.named(server.backend()).open(request, client);
  }

  private static void await(String what, BooleanSupplier condition) throws IOException {
    Program.await(what, Duration.ofSeconds(20), condition);
  }

  private static void loop(JackServer server, int channels) throws IOException {
    for (int c = 1; c <= channels; c++) {
      server.run("jack_connect", "gploop:out_" + c, "gploop:in_" + c);
    }
  }

  /// What is played into an input of the same client comes back in the next period, and floats
  /// carry 24 bits without loss.
  @Test
  void loopback_isOnePeriodLateAndExact() throws IOException {
    LoopbackClient client = new LoopbackClient(2, 2, 1000 * BLOCK, 0x1p-23);
    try (JackServer server = JackServer.start(RATE, BLOCK, false);
        AudioStream stream = open(server, request("none", 2), client)) {
      assertThat(stream.state()).isEqualTo(State.OPEN);
      assertThat(client.format()).isEqualTo(stream.format());
      stream.start();
      loop(server, 2);
      client.play();
      await("blocks", client::isDone);
      assertThat(stream.state()).isEqualTo(State.RUNNING);
      assertThat(stream.format().sampleRateHz()).isEqualTo(RATE);
      assertThat(stream.format().blockFrames()).isEqualTo(BLOCK);
    }
    for (int c = 0; c < 2; c++) {
      assertThat(client.delay(c)).isEqualTo(BLOCK);
      assertThat(client.different(c, BLOCK)).isZero();
    }
  }

  @Test
  void audioThread_allocatesNothing() throws IOException {
    AudioClient client = new LoopbackClient(2, 2, 64, 0x1p-23);
    try (JackServer server = JackServer.start(RATE, BLOCK, false)) {
      AudioStream stream = open(server, request("none", 2), client);
      try (stream) {
        stream.start();
        await("blocks", () -> stream.times().blocks() > 4000);
        assertThat(stream.times().allocatedBytes()).isZero();
      }
      assertThat(stream.times().allocatedBytes()).isZero(); // still known
    }
  }

  @Test
  void blockSize_changesWhileRunning() throws IOException {
    LoopbackClient client = new LoopbackClient(1, 1, 3000 * BLOCK, 0x1p-23);
    try (JackServer server = JackServer.start(RATE, BLOCK, false);
        AudioStream stream = open(server, request("system", 1), client)) {
      stream.start();
      client.play();
      await("blocks", () -> stream.times().blocks() > 100);
      server.run("jack_bufsize", "1024");
      assertThat(stream.state()).isEqualTo(State.RUNNING);
      assertThat(stream.format().blockFrames()).isEqualTo(1024);
      assertThat(client.format().blockFrames()).isEqualTo(1024);
      long blocks = stream.times().blocks();
      int heard = client.heardFrames();
      await("larger blocks", () -> stream.times().blocks() >= blocks + 20);
      assertThat(client.heardFrames() - heard).isBetween(19 * 1024, 40 * 1024);
      server.run("jack_bufsize", "16");
      assertThat(stream.format().blockFrames()).isEqualTo(16);
      assertThat(client.prepared()).isEqualTo(3);
    }
  }

  @Test
  void serverThatDies_failsTheStreamAndCanBeComeBackTo() throws IOException {
    LoopbackClient client = new LoopbackClient(1, 1, 64, 0x1p-23);
    try (JackServer server = JackServer.start(RATE, BLOCK, false)) {
      AudioStream stream = open(server, request("none", 1), client);
      try (stream) {
        stream.start();
        await("blocks", () -> stream.times().blocks() > 100);
        server.kill();
        await("failure", () -> stream.state() == State.FAILED);
        assertThat(stream.failure().orElse("")).startsWith("the JACK server is gone");
      }
      assertThat(stream.state()).isEqualTo(State.CLOSED);
      assertThatThrownBy(() -> open(server, request("none", 1), client).close())
          .isInstanceOf(DeviceException.class)
          .hasMessageContaining("no JACK server '" + server.name() + "' runs");
      server.restart();
      try (AudioStream next = open(server, request("none", 1), client)) {
        next.start();
        await("blocks", () -> next.times().blocks() > 100);
      }
    }
  }

  @Test
  void blockThatIsLate_isCountedAndReportedByTheServer() throws IOException {
    AtomicInteger blocks = new AtomicInteger();
    AudioClient slow =
        new AudioClient() {
          @Override
          public void prepare(StreamFormat format) {}

          @Override
          public void process(double[][] input, double[][] output, int frames) {
            if (blocks.incrementAndGet() % 200 == 0) {
              long end = System.nanoTime() + 20_000_000;
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
              }
            }
          }
        };
    try (JackServer server = JackServer.start(RATE, BLOCK, false);
        AudioStream stream = open(server, request("none", 1), slow)) {
      stream.start();
      await("blocks", () -> stream.times().blocks() > 1000);
      assertThat(stream.times().late()).isGreaterThanOrEqualTo(5);
      assertThat(stream.times().worstShare()).isGreaterThan(10);
      assertThat(stream.times().deviceFaults()).isPositive();
      assertThat(stream.state()).isEqualTo(State.RUNNING);
    }
  }

  @Test
  void clientThatThrows_endsInFailureNotInACrash() throws IOException {
    AudioClient broken =
        new AudioClient() {
          @Override
          public void prepare(StreamFormat format) {}

          @Override
          public void process(double[][] input, double[][] output, int frames) {
            throw new IllegalStateException("no more");
          }
        };
    try (JackServer server = JackServer.start(RATE, BLOCK, false);
        AudioStream stream = open(server, request("none", 1), broken)) {
      stream.start();
      await("failure", () -> stream.state() == State.FAILED);
      assertThat(stream.failure().orElse("")).contains("no more");
      long blocks = stream.times().blocks();
      await("silence", () -> stream.times().blocks() > blocks + 10);
    }
  }

  /// What cannot be played is not passed on.
  @Test
  void notANumber_isPlayedAsSilence() throws IOException {
    double[] written = {Double.NaN, Double.POSITIVE_INFINITY, -1e300, 0.5};
    double[] heard = new double[4];
    AtomicInteger blocks = new AtomicInteger();
    AudioClient client =
        new AudioClient() {
          @Override
          public void prepare(StreamFormat format) {}

          @Override
          public void process(double[][] input, double[][] output, int frames) {
            System.arraycopy(input[0], 0, heard, 0, 4);
            for (int n = 0; n < frames; n++) {
              output[0][n] = written[n % 4];
            }
            blocks.incrementAndGet();
          }
        };
    try (JackServer server = JackServer.start(RATE, BLOCK, false);
        AudioStream stream = open(server, request("none", 1), client)) {
      stream.start();
      loop(server, 1);
      int from = blocks.get();
      await("blocks", () -> blocks.get() > from + 10);
    }
    assertThat(heard).containsExactly(0, 0, 0, 0.5);
  }

  @Test
  void devices_areConnectedByFlagOrByName() throws IOException {
    AudioClient client = new LoopbackClient(2, 2, 64, 1);
    try (JackServer server = JackServer.start(RATE, BLOCK, false)) {
      assertThat(AudioBackends.named(server.backend()).devices())
          .containsExactly(
              new AudioDevice(
                  "system",
                  "the server's device, 48000 Hz, blocks of 64 frames",
                  2,
                  2,
                  true,
                  OptionalDouble.of(RATE)));
      StreamRequest physical =
          new StreamRequest(
              Optional.empty(),
              Optional.of("play.*_2"),
              1,
              1,
              OptionalDouble.of(RATE),
              OptionalInt.of(256),
              "gploop");
      try (AudioStream stream = open(server, physical, client)) {
        stream.start();
        String ports = server.run("jack_lsp", "-c");
        assertThat(ports)
            .containsSubsequence("system:capture_1", "gploop:in_1", "system:capture_2")
            .containsSubsequence("system:playback_2", "gploop:out_1", "gploop:in_1");
        assertThat(stream.format().description()).contains("64 frames (asked: 256)");
      }
      assertThatThrownBy(() -> open(server, request("firefox", 1), client).close())
          .isInstanceOf(DeviceException.class)
          .hasMessage("JACK has no source of sound like 'firefox'; there is: system");
      assertThatThrownBy(() -> open(server, request("(", 1), client).close())
          .isInstanceOf(DeviceException.class)
          .hasMessageStartingWith("neither a JACK client nor a pattern of port names: '('");
    }
  }

  @Test
  void anotherRate_isRefused() throws IOException {
    StreamRequest other =
        new StreamRequest(
            Optional.empty(),
            Optional.empty(),
            1,
            1,
            OptionalDouble.of(44_100),
            OptionalInt.empty(),
            "gploop");
    try (JackServer server = JackServer.start(RATE, BLOCK, false)) {
      assertThatThrownBy(() -> open(server, other, new LoopbackClient(1, 1, 64, 1)).close())
          .isInstanceOf(DeviceException.class)
          .hasMessageStartingWith("JACK runs at 48000 Hz, not at 44100 Hz");
      assertThat(server.run("jack_lsp")).doesNotContain("gploop");
    }
  }
}
