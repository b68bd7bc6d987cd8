package io.gainprint.host.javasound;

import static org.assertj.core.api.Assertions.assertThat;

import io.gainprint.host.device.LoopbackClient;
import io.gainprint.servers.JackServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// ALSA's default device as a file, as nothing, and as something that cannot be opened.
@Timeout(60)
class JavaSoundFileTest {
  @TempDir Path home;

  @BeforeEach
  void needAlsa() {
    Assumptions.assumeTrue(
        Files.isDirectory(Path.of("/usr/share/alsa")), "ALSA's settings are not installed");
  }

  private String run(String asoundrc, Object... words) throws IOException {
    Files.writeString(home.resolve(".asoundrc"), asoundrc);
    return LoopbackRun.output(LoopbackRun.start(Map.of("HOME", home.toString()), words));
  }

  /// A file takes samples as fast as they are written: the stream keeps to its rate all the same.
  @Test
  void file_getsEveryFrameAtItsPace() throws IOException {
    Path file = home.resolve("played.raw");
    String text =
        run(
            "pcm.!default { type file slave.pcm { type null } file \"%s\" format raw }"
                .formatted(file),
            "javasound:24",
            0,
            2,
            256,
            100,
            24,
            "48000");
    assertThat(text).contains("state RUNNING", "faults 0\n", "allocated 0\n");
    byte[] bytes = Files.readAllBytes(file);
    double[][] heard = new double[2][bytes.length / 6];
    new PcmCodec(new Encoding(24, false)).decode(bytes, heard, heard[0].length);
    var client = new LoopbackClient(0, 2, 256 * 100, 0x1p-23);
    client.play();
    double[][] played = new double[2][256 * 100];
    client.process(new double[0][], played, 256 * 100);
    int start = 0;
    while (heard[0][start] == 0 && heard[1][start] == 0) {
      start++;
    }
    for (int c = 0; c < 2; c++) {
      for (int n = 0; n < 256 * 90; n++) {
        assertThat(heard[c][start + n]).isEqualTo(played[c][n]);
      }
    }
    double seconds = Double.parseDouble(text.replaceAll("(?s).*seconds ([0-9.]+).*", "$1"));
    assertThat(seconds).isGreaterThan((250 + 100) * 256 / 48_000.0 * 0.8 - 0.25);
  }

  @Test
  void noDevice_isSaid() throws IOException {
    String text = run("", "javasound", 2, 2, 256, 10, 16, "-");
    Assumptions.assumeTrue(text.startsWith("refused"), "there is a device here");
    assertThat(text).contains("refused there is no device that captures sound here");
  }

  /// A device with one rate: JACK's, without anything that would convert it.
  @Test
  void anotherRate_isRefusedWithThoseItHas() throws IOException {
    Optional<String> missing = JackServer.missing();
    Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    Files.writeString(
        home.resolve(".asoundrc"),
        """
        pcm.jk { type jack playback_ports { 0 system:playback_1 1 system:playback_2 } }
        pcm.!default { type lfloat slave { pcm jk format FLOAT } }
        """);
    String text;
    try (JackServer server = JackServer.start(44_100, 256, false)) {
      Map<String, String> environment = new HashMap<>(server.environment());
      environment.put("HOME", home.toString());
      text =
          LoopbackRun.output(
              LoopbackRun.start(environment, "javasound", 0, 2, 256, 10, 16, "48000"));
    }
    Assumptions.assumeFalse(text.contains("no device"), "ALSA's plugin for JACK is not installed");
    assertThat(text)
        .contains("cannot be opened to play 2 channels of 32/24/16 bit at 48000 Hz")
        .contains(", but at 44100 Hz: ask for such a rate");
  }
}
