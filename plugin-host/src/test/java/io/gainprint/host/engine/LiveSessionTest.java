package io.gainprint.host.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gainprint.host.device.AudioBackend;
import io.gainprint.host.device.AudioClient;
import io.gainprint.host.device.AudioDevice;
import io.gainprint.host.device.AudioStream;
import io.gainprint.host.device.BlockTimes;
import io.gainprint.host.device.DeviceException;
import io.gainprint.host.device.StreamFormat;
import io.gainprint.host.device.StreamRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LiveSessionTest {
  private static final StreamRequest REQUEST =
      new StreamRequest(
          Optional.empty(),
          Optional.empty(),
          1,
          1,
          OptionalDouble.empty(),
          OptionalInt.empty(),
          "test");
  private static final StreamFormat FORMAT = new StreamFormat(48_000, 64, 1, 1, 0, 0, "a device");

  private static final class NoClient implements AudioClient {
    int prepared;

    @Override
    public void prepare(StreamFormat format) {
      prepared++;
    }

    @Override
    public void process(double[][] input, double[][] output, int frames) {}
  }

  /// A device that can be unplugged.
  private static final class FakeBackend implements AudioBackend {
    boolean isThere = true;
    final List<FakeStream> streams = new ArrayList<>();

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public AudioBackend with(String setting) {
      return this;
    }

    @Override
    public List<AudioDevice> devices() {
      return List.of();
    }

    @Override
    public AudioStream open(StreamRequest request, AudioClient client) throws DeviceException {
      if (!isThere) {
        throw new DeviceException("there is no such device");
      }
      client.prepare(FORMAT);
      FakeStream stream = new FakeStream();
      streams.add(stream);
      return stream;
    }
  }

  private static final class FakeStream implements AudioStream {
    State state = State.OPEN;
    final BlockTimes times = new BlockTimes();

    @Override
    public StreamFormat format() {
      return FORMAT;
    }

    @Override
    public void start() {
      state = State.RUNNING;
      times.begin();
      times.end(64, 48_000);
    }

    @Override
    public State state() {
      return state;
    }

    @Override
    public Optional<String> failure() {
      return state == State.FAILED ? Optional.of("unplugged") : Optional.empty();
    }

    @Override
    public BlockTimes times() {
      return times;
    }

    @Override
    public void close() {
      state = State.CLOSED;
    }
  }

  @Test
  @Timeout(20)
  void watch_deviceThatGoesAndComesBack_goesOn() throws Exception {
    FakeBackend backend = new FakeBackend();
    NoClient client = new NoClient();
    List<String> said = new ArrayList<>();
    try (LiveSession session = LiveSession.start(backend, REQUEST, client, said::add)) {
      session.watch();
      assertThat(said).isEmpty();

      backend.isThere = false;
      backend.streams.getFirst().state = AudioStream.State.FAILED;
      session.watch();
      assertThat(said).containsExactly("unplugged; waiting for it to come back ...");
      assertThat(backend.streams.getFirst().state()).isEqualTo(AudioStream.State.CLOSED);
      assertThat(session.format()).isEmpty();

      long begin = System.nanoTime();
      while (System.nanoTime() - begin < 1_200_000_000) { // two attempts, told once
        session.watch();
        Thread.onSpinWait();
      }
      assertThat(said).hasSize(2).last().isEqualTo("not back yet: there is no such device");

      backend.isThere = true;
      while (session.format().isEmpty()) {
        session.watch();
        Thread.onSpinWait();
      }
      assertThat(said).hasSize(3).last().isEqualTo("the device is back: a device");
      assertThat(client.prepared).isEqualTo(2);
      RunReport report = session.report();
      assertThat(report.reopened()).isEqualTo(1);
      assertThat(report.blocks()).isEqualTo(2); // of both streams
    }
    assertThat(backend.streams.getLast().state()).isEqualTo(AudioStream.State.CLOSED);
  }

  @Test
  void start_withoutDevice_isRefused() {
    FakeBackend backend = new FakeBackend();
    backend.isThere = false;

    assertThatThrownBy(() -> LiveSession.start(backend, REQUEST, new NoClient(), _ -> {}))
        .isInstanceOf(DeviceException.class)
        .hasMessage("there is no such device");
  }
}
