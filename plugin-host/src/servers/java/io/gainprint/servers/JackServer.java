package io.gainprint.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// `jackd` with the dummy driver: two physical ports in and two out, paced by the clock.
///
/// Clients find it by its name: [#environment] for other processes, `jack:name` as a backend here.
public final class JackServer implements AutoCloseable {
  private static final AtomicInteger STARTED = new AtomicInteger();

  private final String name;
  private final List<String> command = new ArrayList<>();
  private final Path log;
  private Program program;

  private JackServer(int sampleRateHz, int blockFrames, boolean realTime) throws IOException {
    name = "gp" + ProcessHandle.current().pid() + "-" + STARTED.incrementAndGet();
    command.add("jackd");
    command.addAll(realTime ? List.of("--realtime", "-P", "70") : List.of("--no-realtime"));
    command.addAll(List.of("--name", name, "-d", "dummy"));
    command.addAll(List.of("-r", "" + sampleRateHz, "-p", "" + blockFrames));
    log = Files.createTempFile("jackd", ".log");
    program = launch();
  }

  /// Why it cannot be started here.
  ///
  /// @return a reason to skip a test; empty if it can
  public static Optional<String> missing() {
    return Program.missing("jackd", "jack_lsp", "jack_bufsize", "jack_connect", "timeout");
  }

  /// Starts a server and waits until clients can connect.
  ///
  /// @param realTime whether its threads get real-time priority, which needs permission
  /// @return the server, to be closed
  /// @throws IOException with what it printed, if it does not start
  public static JackServer start(int sampleRateHz, int blockFrames, boolean realTime)
      throws IOException {
    return new JackServer(sampleRateHz, blockFrames, realTime);
  }

  private Program launch() throws IOException {
    Program launched = Program.start(log, Map.of("JACK_NO_AUDIO_RESERVATION", "1"), command);
    try {
      Program.await("jackd", Duration.ofSeconds(10), () -> !launched.isAlive() || answers());
      if (!launched.isAlive()) {
        throw new IOException("jackd: " + Files.readString(log));
      }
      return launched;
    } catch (IOException e) {
      launched.close();
      throw e;
    }
  }

  private boolean answers() {
    try {
      run("jack_lsp");
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// Its name, which is no other server's.
  ///
  /// @return as in `jackd --name`
  public String name() {
    return name;
  }

  /// The name of the backend that reaches it.
  ///
  /// @return `jack:` and the server's name
  public String backend() {
    return "jack:" + name;
  }

  /// What leads another process to it.
  ///
  /// @return environment variables
  public Map<String, String> environment() {
    return Map.of("JACK_DEFAULT_SERVER", name, "JACK_NO_START_SERVER", "1");
  }

  /// Runs one of JACK's programs on it.
  ///
  /// @return what it printed
  /// @throws IOException if it fails
  public String run(String... command) throws IOException {
    return Program.run(environment(), command);
  }

  /// Ends it at once, as a crash would.
  public void kill() {
    program.kill();
  }

  /// Starts it again after [#kill], under the same name.
  ///
  /// @throws IOException if it does not start
  public void restart() throws IOException {
    program.close();
    program = launch();
  }

  @Override
  public void close() throws IOException {
    program.close();
    Files.deleteIfExists(log);
  }
}
