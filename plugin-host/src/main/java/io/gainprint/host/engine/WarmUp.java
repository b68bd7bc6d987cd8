package io.gainprint.host.engine;

import com.sun.management.ThreadMXBean;
import io.gainprint.host.AudioProcessor;
import io.gainprint.host.Parameter;
import io.gainprint.host.ProcessSpec;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The way to compiled code: noise through everything, with knobs and bypass on the move, until
/// nothing has been allocated for a while. Vectors that are not compiled yet lie on the heap, so
/// that this is also how to see that they are.
final class WarmUp {
  /// For so long nothing may have been allocated: what is compiled last takes about as long.
  private static final long CALM_NS = 1_200_000_000;

  private static final long MOST_NS = 5_000_000_000L;

  /// Asking for it anew would allocate itself.
  private final @Nullable ThreadMXBean threads =
      ManagementFactory.getThreadMXBean() instanceof ThreadMXBean counting ? counting : null;

  private final Engine engine;
  private final AudioProcessor processor;
  private final double[][] noise;
  private final double[][] block;
  private final int frames;

  WarmUp(Engine engine, AudioProcessor processor, ProcessSpec on) {
    this.engine = engine;
    this.processor = processor;
    // Short blocks get through more often.
    frames = Math.min(64, on.maxFrames());
    noise = new double[on.channels()][frames];
    block = new double[on.channels()][frames];
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(0);
    for (double[] channel : noise) {
      Arrays.setAll(channel, _ -> random.nextGaussian() * 0.3);
    }
  }

  /// Runs, and puts knobs and bypass back to where they were. The processor's state is not.
  void run() {
    boolean wasBypassed = engine.isBypassed();
    int parameters = processor.parameters().size();
    double[] before = IntStream.range(0, parameters).mapToDouble(processor::value).toArray();
    long begin = System.nanoTime();
    long calmSince = begin;
    long allocated = allocatedBytes();
    for (long blocks = 0; ; blocks++) {
      process(blocks);
      long bytes = allocatedBytes();
      long now = System.nanoTime();
      if (bytes != allocated) {
        allocated = bytes;
        calmSince = now;
      }
      if (now - calmSince > CALM_NS || now - begin > MOST_NS) {
        break;
      }
    }
    engine.bypass(wasBypassed);
    for (int index = 0; index < parameters; index++) {
      processor.set(index, before[index]);
    }
  }

  /// One block, now and then with a knob that moves there and back, and the bypass.
  private void process(long blocks) {
    for (int channel = 0; channel < noise.length; channel++) {
      System.arraycopy(noise[channel], 0, block[channel], 0, frames);
    }
    int parameters = processor.parameters().size();
    if (blocks % 40 == 0 && parameters > 0) {
      int index = (int) (blocks / 40 % parameters);
      Parameter parameter = processor.parameters().get(index);
      processor.set(
          index, blocks / 40 / parameters % 2 == 0 ? parameter.least() : parameter.most());
    }
    engine.bypass(blocks % 400 > 300);
    engine.run(block, frames);
  }

  private long allocatedBytes() {
    return threads == null ? 0 : threads.getCurrentThreadAllocatedBytes();
  }
}
