package io.gainprint.host.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.dsp.unit.PublishedUnits;
import io.gainprint.host.ChannelLink;
import io.gainprint.host.CompressorControls;
import io.gainprint.host.CompressorProcessor;
import io.gainprint.host.FilterProcessor;
import io.gainprint.host.LimiterProcessor;
import io.gainprint.host.ProcessorChain;
import io.gainprint.host.Sounds;
import io.gainprint.host.device.StreamFormat;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the audio thread must not do: an engine with everything in it runs on a thread of its own,
/// while its knobs are turned and garbage is made.
class AudioThreadTest {
  private static final String ENGINE = Engine.class.getName();
  private static final int FRAMES = 64;
  private static final int BLOCKS = 15_000; // 20 s of sound

  @TempDir Path folder;

  private static Engine engine() {
    FilterCoefficients filter =
        new FilterCoefficients(new double[] {1, -0.5, 0.2}, new double[] {1, -1.2, 0.5});
    return new Engine(
        new ProcessorChain(
            List.of(
                new FilterProcessor(_ -> List.of(filter)),
                new CompressorProcessor(
                    new CompressorControls.OfUnit(PublishedUnits.la2a(), 65, Mode.COMPRESS),
                    1,
                    new ChannelLink(0.5)),
                new LimiterProcessor(-1, 0.5, 100, 1))),
        true);
  }

  /// Blocks as a device would deliver them, and what the thread allocated meanwhile.
  private static final class Device extends Thread {
    private final Engine engine;
    private final double[][] sound = Sounds.programme(2, 48_000, 1);
    private final double[][] input = new double[2][FRAMES];
    private final double[][] output = new double[2][FRAMES];
    private final int blocks;
    volatile long allocated = -1;
    volatile long blockedCount = -1;

    Device(Engine engine, int blocks) {
      super("audio");
      this.engine = engine;
      this.blocks = blocks;
    }

    @Override
    public void run() {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      threads.getCurrentThreadAllocatedBytes(); // its own first use may allocate
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int block = 0; block < blocks; block++) {
        int from = block * FRAMES % (48_000 - FRAMES);
        for (int channel = 0; channel < 2; channel++) {
          System.arraycopy(sound[channel], from, input[channel], 0, FRAMES);
        }
        engine.process(input, output, FRAMES);
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
      blockedCount = threads.getThreadInfo(threadId()).getBlockedCount();
    }
  }

  @Test
  @Timeout(120)
  void process_whileKnobsAreTurnedAndGarbageIsMade_allocatesLocksAndWaitsForNothing()
      throws Exception {
    Engine engine = engine();
    engine.prepare(new StreamFormat(48_000, FRAMES, 2, 2, 0, 0, "test"));
    AtomicBoolean over = new AtomicBoolean();
    Thread garbage = Thread.ofPlatform().name("garbage").start(() -> litter(over));
    Path file = folder.resolve("audio.jfr");
    Device device = new Device(engine, BLOCKS);
    try (Recording recording = new Recording()) {
      for (String event :
          List.of(
              "jdk.JavaMonitorEnter",
              "jdk.JavaMonitorWait",
              "jdk.ThreadPark",
              "jdk.ThreadSleep",
              "jdk.FileWrite",
              "jdk.SocketWrite")) {
        recording.enable(event).withThreshold(Duration.ZERO);
      }
      recording.enable("jdk.ObjectAllocationInNewTLAB");
      recording.enable("jdk.ObjectAllocationOutsideTLAB");
      recording.enable("jdk.JavaExceptionThrow");
      recording.start();
      device.start();
      for (int turn = 0; device.isAlive(); turn++) {
        engine.set(0, 40 + turn * 7 % 61); // peak reduction
        engine.set(2, turn / 50 % 2); // limit
        engine.bypass(turn % 100 > 80);
        engine.meters();
        device.join(10); // a hundred times a second
      }
      recording.dump(file);
    } finally {
      over.set(true);
      garbage.join();
    }

    List<String> events = new ArrayList<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      RecordedThread thread = event.getThread();
      // What the thread does before its first block and after its last one is the test's.
      if (thread != null
          && thread.getJavaThreadId() == device.threadId()
          && event.getStackTrace() != null
          && event.getStackTrace().getFrames().stream()
              .anyMatch(frame -> frame.getMethod().getType().getName().equals(ENGINE))) {
        events.add(event.toString());
      }
    }
    assertThat(device.allocated).isZero();
    assertThat(events).isEmpty();
    assertThat(device.blockedCount).isZero();
    assertThat(engine.meters().failures()).isZero();
  }

  private static void litter(AtomicBoolean over) {
    List<byte[]> kept = new ArrayList<>();
    while (!over.get()) {
      kept.add(new byte[10_000]);
      if (kept.size() > 1000) {
        kept.clear();
      }
      Thread.onSpinWait();
    }
  }
}
