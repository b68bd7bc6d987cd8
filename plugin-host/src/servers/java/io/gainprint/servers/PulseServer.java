package io.gainprint.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `pulseaudio` with a sink that ends nowhere and whose monitor is the source: what is played is
/// captured. A process that is started with [#environment] finds it as ALSA's default device, and
/// so as javax.sound's; this process does not, since ALSA reads its settings in the user's folder.
public final class PulseServer implements AutoCloseable {
  /// ALSA's default device is PulseAudio's.
  private static final String ASOUNDRC =
      """
      pcm.!default { type pulse }
      ctl.!default { type pulse }
      """;

  private final Path home;
  private final Program program;

  private PulseServer(String format, int sampleRateHz) throws IOException {
    home = Files.createTempDirectory("gp-pulse");
    Files.createDirectories(home.resolve("run"));
    Files.writeString(home.resolve(".asoundrc"), ASOUNDRC);
    String sink =
        "module-null-sink sink_name=gp channels=2 rate=%d format=%s"
            .formatted(sampleRateHz, format);
    program =
        Program.start(
            home.resolve("log"),
            environment(),
            List.of(
                "pulseaudio",
                "-n",
                "--daemonize=no",
                "--exit-idle-time=-1",
                "--realtime=no",
                "--high-priority=no",
                "-L",
                sink,
                "-L",
                "module-native-protocol-unix auth-anonymous=1"));
    try {
      Program.await("pulseaudio", Duration.ofSeconds(10), () -> !program.isAlive() || answers());
      if (!program.isAlive()) {
        throw new IOException("pulseaudio: " + Files.readString(home.resolve("log")));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /// Why it cannot be started here.
  ///
  /// @return a reason to skip a test; empty if it can
  public static Optional<String> missing() {
    Optional<String> program = Program.missing("pulseaudio", "pactl", "timeout");
    boolean plugin = false;
    for (String folder : List.of("x86_64-linux-gnu/", "aarch64-linux-gnu/", "")) {
      plugin |=
          Files.exists(Path.of("/usr/lib/" + folder + "alsa-lib/libasound_module_pcm_pulse.so"));
    }
    return program.isPresent() || plugin
        ? program
        : Optional.of("libasound2-plugins is not installed");
  }

  /// Starts a server and waits until clients can connect.
  ///
  /// @param format the sink's samples: `s16le`, `s24le`, `s32le` or `float32le`
  /// @return the server, to be closed
  /// @throws IOException with what it printed, if it does not start
  public static PulseServer start(String format, int sampleRateHz) throws IOException {
    return new PulseServer(format, sampleRateHz);
  }

  private boolean answers() {
    try {
      return Program.run(environment(), "pactl", "list", "short", "sources").contains("gp.monitor");
    } catch (IOException _) {
      return false;
    }
  }

  /// What leads another process to it.
  ///
  /// @return environment variables
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", home.toString());
    environment.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
    environment.put("PULSE_RUNTIME_PATH", home.resolve("run/pulse").toString());
    environment.put("PULSE_SERVER", "unix:" + home.resolve("run/pulse/native"));
    return environment;
  }

  /// Ends it at once, as a crash would.
  public void kill() {
    program.kill();
  }

  @Override
  public void close() throws IOException {
    program.close();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
