package io.gainprint.cli;

import io.gainprint.host.device.AudioBackends;
import io.gainprint.host.device.AudioClient;
import io.gainprint.host.device.AudioStream;
import io.gainprint.host.device.StreamFormat;
import io.gainprint.host.device.StreamRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// A client of a JACK server that stands for gear: it is not connected to anything until the
/// command that is tested connects itself.
final class JackGear implements AutoCloseable {
  private final AudioStream stream;

  /// Gear of a client.
  JackGear(String backend, String name, int channels, AudioClient client) throws IOException {
    stream =
        AudioBackends.named(backend)
            .open(
                new StreamRequest(
                    Optional.of("none"),
                    Optional.of("none"),
                    channels,
                    channels,
                    OptionalDouble.empty(),
                    OptionalInt.empty(),
                    name),
                client);
    stream.start();
  }

  @Override
  public void close() {
    stream.close();
  }

  /// Plays a sound when it is told to, and keeps all that comes back from then on.
  static final class Player implements AudioClient {
    private final double[][] sound;
    final double[][] back;
    volatile boolean plays;
    volatile int done;

    Player(double[][] sound, int frames) {
      this.sound = sound;
      back = new double[sound.length][frames];
    }

    @Override
    public void prepare(StreamFormat format) {}

    @Override
    public void process(double[][] input, double[][] output, int frames) {
      for (double[] channel : output) {
        Arrays.fill(channel, 0, frames, 0);
      }
      if (!plays) {
        return;
      }
      int from = done;
      int kept = Math.min(frames, back[0].length - from);
      for (int channel = 0; channel < back.length; channel++) {
        int played = Math.clamp(sound[channel].length - from, 0, kept);
        if (played > 0) {
          System.arraycopy(sound[channel], from, output[channel], 0, played);
        }
        System.arraycopy(input[channel], 0, back[channel], from, kept);
      }
      done = from + kept;
    }
  }
}
