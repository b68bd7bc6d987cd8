package io.gainprint.host.javasound;

import static org.assertj.core.api.Assertions.assertThat;

import io.gainprint.servers.PulseServer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A loop through a server with a sink that ends nowhere.
@Timeout(90)
class JavaSoundPulseTest {
  @BeforeAll
  static void needServer() {
    Optional<String> missing = PulseServer.missing();
    Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
  }

  /// On a machine that has other work to do the server loses sound, and says so: then the same is
  /// tried again.
  @ParameterizedTest
  @CsvSource("s32le, javasound:24, 24")
  void loopback_isExactAndAllocatesNothing(String sink, String backend, int bits)
      throws IOException {
    loopback(sink, backend, bits);
  }

  @ParameterizedTest
  @Tag("soak")
  @CsvSource({"s16le, javasound:16, 16", "s32le, javasound, 24"})
  void loopback_ofOtherEncodings_isExactAndAllocatesNothing(String sink, String backend, int bits)
      throws IOException {
    loopback(sink, backend, bits);
  }

  private static void loopback(String sink, String backend, int bits) throws IOException {
    String text = "";
    for (int attempt = 0; attempt < 4; attempt++) {
      try (PulseServer server = PulseServer.start(sink, 48_000)) {
        text =
            LoopbackRun.output(
                LoopbackRun.start(server.environment(), backend, 2, 2, 512, 100, bits, "48000"));
      }
      if (text.contains("different 0\n")) {
        break;
      }
    }
    assertThat(text)
        .contains("state RUNNING", "allocated 0\n", "late 0\n")
        .containsPattern("(?s)delay [1-9]\\d*\ndifferent 0\ndelay [1-9]\\d*\ndifferent 0\n");
  }

  @Test
  @Tag("soak") // ten seconds of waiting for what never answers
  void serverThatDies_failsTheStream() throws IOException {
    String text;
    try (PulseServer server = PulseServer.start("s16le", 48_000)) {
      Process run =
          LoopbackRun.start(server.environment(), "javasound", 2, 2, 512, 2000, 16, "48000");
      try (var output = run.inputReader()) {
        assertThat(output.readLine()).startsWith("StreamFormat[sampleRateHz=48000.0");
        LockSupport.parkNanos(2_000_000_000L);
        server.kill();
        text = output.lines().reduce("", (a, b) -> a + b + "\n");
      } finally {
        run.destroyForcibly();
      }
    }
    assertThat(text)
        .containsPattern(
            "state FAILED the device (captures|plays) no more sound: it was unplugged");
  }
}
