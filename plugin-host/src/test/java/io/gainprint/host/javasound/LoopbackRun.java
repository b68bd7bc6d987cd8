package io.gainprint.host.javasound;

import io.gainprint.host.device.AudioBackends;
import io.gainprint.host.device.AudioStream;
import io.gainprint.host.device.AudioStream.State;
import io.gainprint.host.device.DeviceException;
import io.gainprint.host.device.LoopbackClient;
import io.gainprint.host.device.StreamRequest;
import io.gainprint.servers.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// A process that plays noise on the default devices and compares what it captures, for a test to
/// start with the environment that leads ALSA to where the sound is to go.
final class LoopbackRun {
  /// Blocks to let pass before anything is counted.
  private static final int WARM_UP = 250;

  private LoopbackRun() {}

  /// Starts one.
  ///
  /// @param words of [#main]
  static Process start(Map<String, String> environment, Object... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--module-path", System.getProperty("jdk.module.path")));
    command.add("--patch-module=io.gainprint.host=" + Path.of("target", "test-classes"));
    command.add("--enable-native-access=io.gainprint.host");
    command.addAll(List.of("--module", "io.gainprint.host/" + LoopbackRun.class.getName()));
    for (Object word : words) {
      command.add(word.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start();
  }

  /// Waits for its end.
  ///
  /// @return what it printed
  static String output(Process process) throws IOException {
    try (var output = process.inputReader()) {
      StringBuilder text = new StringBuilder();
      output.lines().forEach(line -> text.append(line).append('\n'));
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        throw new IOException("still running: " + text);
      }
      return text.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
    }
  }

  /// Prints what a stream came to.
  ///
  /// @param args backend, channels in, channels out, frames per block, blocks, bits of the noise,
  ///   and the rate or `-`
  static void main(String[] args) throws IOException {
    int inputs = Integer.parseInt(args[1]);
    int outputs = Integer.parseInt(args[2]);
    int block = Integer.parseInt(args[3]);
    int blocks = Integer.parseInt(args[4]);
    double step = Math.scalb(1.0, 1 - Integer.parseInt(args[5]));
    LoopbackClient client = new LoopbackClient(inputs, outputs, block * blocks, step);
    StreamRequest request =
        new StreamRequest(
            Optional.empty(),
            Optional.empty(),
            inputs,
            outputs,
            args[6].equals("-")
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(args[6])),
            OptionalInt.of(block),
            "loopback");
    try (AudioStream stream = AudioBackends.named(args[0]).open(request, client)) {
      run(stream, client);
    } catch (DeviceException e) {
      System.out.println("refused " + e.getMessage());
    }
  }

  private static void run(AudioStream stream, LoopbackClient client) throws IOException {
    System.out.println(stream.format());
    long start = System.nanoTime();
    stream.start();
    Duration patience = Duration.ofSeconds(20);
    Program.await("warm-up", patience, () -> ended(stream) || stream.times().blocks() >= WARM_UP);
    long warm = stream.times().allocatedBytes();
    client.play();
    Program.await("blocks", patience, () -> ended(stream) || client.isDone());
    System.out.println("allocated " + (stream.times().allocatedBytes() - warm));
    System.out.println("warm-up-allocated " + warm);
    System.out.printf("seconds %.2f%n", (System.nanoTime() - start) / 1e9);
    System.out.println("faults " + stream.times().deviceFaults());
    System.out.println("late " + stream.times().late());
    System.out.printf(
        "median-ns %d p999-ns %d worst-ns %d%n",
        stream.times().quantileNs(0.5), stream.times().quantileNs(0.999), stream.times().worstNs());
    System.out.println("state " + stream.state() + " " + stream.failure().orElse(""));
    for (int c = 0;
        c < Math.min(stream.format().inputChannels(), stream.format().outputChannels());
        c++) {
      int delay = client.delay(c);
      System.out.println("delay " + delay);
      System.out.println("different " + (delay < 0 ? -1 : client.different(c, delay)));
    }
  }

  private static boolean ended(AudioStream stream) {
    return stream.state() == State.FAILED;
  }
}
