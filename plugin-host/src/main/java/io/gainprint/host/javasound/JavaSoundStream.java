package io.gainprint.host.javasound;

import io.gainprint.host.device.AudioClient;
import io.gainprint.host.device.AudioStream;
import io.gainprint.host.device.BlockTimes;
import io.gainprint.host.device.StreamFormat;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Open lines and the thread that serves them, which is there from the beginning, so that the
/// format can tell its priority.
final class JavaSoundStream implements AudioStream {
  /// How long the last block may take when the stream is closed, and how long its lines may. What
  /// takes longer waits for a device that is gone, and is left behind.
  private static final long LAST_BLOCK_MS = 2000;

  private final Lines lines;
  private final BlockTimes times = new BlockTimes();
  private final BlockLoop loop;
  private final Thread thread;
  private final CompletableFuture<String> priority = new CompletableFuture<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private final StreamFormat format;
  private volatile @Nullable String failure;

  private JavaSoundStream(Lines lines, AudioClient client) {
    this.lines = lines;
    loop = new BlockLoop(lines, client, times);
    thread = new Thread(this::serve, "gainprint-audio");
    thread.setDaemon(true);
    thread.start();
    format = format(lines, priority.join());
  }

  /// Makes a stream of open lines. The caller closes them if this fails.
  static JavaSoundStream of(Lines lines, AudioClient client) {
    JavaSoundStream stream = new JavaSoundStream(lines, client);
    try {
      client.prepare(stream.format);
      return stream;
    } catch (RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  private static StreamFormat format(Lines lines, String priority) {
    int ahead =
        lines.input().isPresent()
            ? BlockLoop.BLOCKS_AHEAD * lines.blockFrames()
            : lines.output().map(Lines.Opened::bufferFrames).orElse(0);
    return new StreamFormat(
        lines.sampleRateHz(),
        lines.blockFrames(),
        lines.input().map(in -> in.line().getFormat().getChannels()).orElse(0),
        lines.output().map(out -> out.line().getFormat().getChannels()).orElse(0),
        lines.input().isPresent() ? lines.blockFrames() : 0,
        lines.output().isPresent() ? ahead : 0,
        "javax.sound, "
            + lines.input().map(in -> "in %s, ".formatted(in)).orElse("")
            + lines.output().map(out -> "out %s, ".formatted(out)).orElse("")
            + priority);
  }

  /// All that the audio thread does.
  private void serve() {
    try {
      loop.warmUp(); // before the priority, which is for what is due at a time
      priority.complete(RealTimePriority.request());
      started.await();
      loop.run();
    } catch (LineGoneException e) {
      fail(String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      fail("the audio thread was interrupted");
    } catch (Throwable t) {
      fail("the processor failed: " + t);
    } finally {
      long _ = times.allocatedBytes(); // while this thread lives
    }
  }

  private void fail(String why) {
    failure = why;
    state.compareAndSet(State.RUNNING, State.FAILED);
  }

  @Override
  public StreamFormat format() {
    return format;
  }

  @Override
  public void start() {
    if (!state.compareAndSet(State.OPEN, State.RUNNING)) {
      throw new IllegalStateException("the stream is not open but " + state());
    }
    started.countDown();
  }

  /// {@inheritDoc}
  ///
  /// Looks whether the audio thread still gets answers, too: where it does not, it cannot say so.
  @Override
  public State state() {
    if (state.get() == State.RUNNING && loop.isStuck()) {
      fail(format.inputChannels() > 0 ? BlockLoop.NO_MORE_CAPTURED : BlockLoop.NO_MORE_PLAYED);
    }
    return state.get();
  }

  @Override
  public Optional<String> failure() {
    return state() == State.FAILED ? Optional.ofNullable(failure) : Optional.empty();
  }

  @Override
  public BlockTimes times() {
    return times;
  }

  @Override
  public void close() {
    if (state.getAndSet(State.CLOSED) == State.CLOSED) {
      return;
    }
    long _ = times.allocatedBytes(); // while the audio thread lives
    loop.end();
    started.countDown();
    join(thread);
    // Closing a line waits for the call that the audio thread may be stuck in.
    Thread closer = new Thread(lines::close, "gainprint-close");
    closer.setDaemon(true);
    closer.start();
    join(closer);
  }

  private static void join(Thread thread) {
    try {
      boolean _ = thread.join(Duration.ofMillis(LAST_BLOCK_MS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
