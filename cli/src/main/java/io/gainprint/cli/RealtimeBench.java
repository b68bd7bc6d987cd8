package io.gainprint.cli;

import com.sun.management.ThreadMXBean;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.dsp.unit.PublishedUnits;
import io.gainprint.host.AudioProcessor;
import io.gainprint.host.ChannelLink;
import io.gainprint.host.CompressorControls;
import io.gainprint.host.CompressorProcessor;
import io.gainprint.host.ProcessSpec;
import io.gainprint.host.device.BlockTimes;
import io.gainprint.host.engine.Engine;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/// What blocks cost without a device: some instances of a compressor, on noise, one after the other
/// for each block, as a host runs its strips.
final class RealtimeBench {
  static final double RATE_HZ = 48_000;

  /// What surrounds the compressor.
  enum Kind {
    /// The compressor alone, in place, in double precision.
    PROCESSOR,
    /// The compressor in the engine, from and to single precision, with all meters, while a knob
    /// moves a hundred times a second.
    ENGINE
  }

  /// What is measured.
  ///
  /// @param kind what surrounds the compressor
  /// @param blockFrames frames per block
  /// @param channels 1, or 2 that share a gain
  /// @param instances compressors
  record Case(Kind kind, int blockFrames, int channels, int instances) {}

  /// What was measured.
  ///
  /// @param nsPerSample median time of a block over all its samples, ns
  /// @param coreShare of one core, for all instances at 48 kHz
  /// @param medianShare median time of a block as a share of what it lasts
  /// @param rareShare what one block in a thousand exceeds, likewise
  /// @param worstShare the longest, likewise
  /// @param blocks how many were measured
  /// @param late how many took longer than they last
  /// @param allocatedBytes by the thread, over all blocks
  /// @param collections of garbage meanwhile
  record Row(
      Case measured,
      double nsPerSample,
      double coreShare,
      double medianShare,
      double rareShare,
      double worstShare,
      long blocks,
      long late,
      long allocatedBytes,
      long collections) {
    static final String HEADER =
        "what       block  ch  inst  ns/sample  core %%   median %%  99.9 %%  worst %%  late  alloc B  GCs%n"
            .formatted();

    String text() {
      return "%-9s  %5d  %2d  %4d  %9.2f  %6.3f  %9.3f  %6.3f  %7.2f  %4d  %7d  %3d%n"
          .formatted(
              measured.kind.name().toLowerCase(Locale.ROOT),
              measured.blockFrames,
              measured.channels,
              measured.instances,
              nsPerSample,
              100 * coreShare,
              100 * medianShare,
              100 * rareShare,
              100 * worstShare,
              late,
              allocatedBytes,
              collections);
    }

    void put(ObjectNode json) {
      json.put("what", measured.kind.name().toLowerCase(Locale.ROOT))
          .put("blockFrames", measured.blockFrames)
          .put("channels", measured.channels)
          .put("instances", measured.instances)
          .put("nsPerSample", nsPerSample)
          .put("coreShare", coreShare)
          .put("medianShare", medianShare)
          .put("share999", rareShare)
          .put("worstShare", worstShare)
          .put("blocks", blocks)
          .put("late", late)
          .put("allocatedBytes", allocatedBytes)
          .put("collections", collections);
    }
  }

  private final Case measured;
  private static final int NOISE_FRAMES = 8192;

  /// Few enough for the nearest cache, which blocks come from in a host, too.
  private final double[] noise = new double[NOISE_FRAMES + 8192];

  private final double[][][] blocks;
  private final float[][] single;
  private final List<Runner> runners;

  RealtimeBench(Case measured) {
    this.measured = measured;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    for (int n = 0; n < noise.length; n++) {
      noise[n] = 0.15 * random.nextGaussian(); // half of the samples are above the threshold
    }
    blocks = new double[measured.instances][measured.channels][measured.blockFrames];
    single = new float[measured.channels][measured.blockFrames];
    ProcessSpec spec = new ProcessSpec(RATE_HZ, measured.channels, measured.blockFrames);
    runners =
        IntStream.range(0, measured.instances).mapToObj(_ -> runner(measured.kind, spec)).toList();
  }

  private interface Runner {
    void run(double[][] block, int frames);

    /// Moves a knob.
    void move(double share);
  }

  private static Runner runner(Kind kind, ProcessSpec spec) {
    return switch (kind) {
      case PROCESSOR -> new Alone(spec);
      case ENGINE -> new InEngine(spec);
    };
  }

  private static final class Alone implements Runner {
    private final AudioProcessor processor =
        new CompressorProcessor(
            new CompressorControls.Outright(new CompressorParameters(-20, 4, 6, 250, 3)),
            0,
            ChannelLink.MAXIMUM);

    Alone(ProcessSpec spec) {
      processor.activate(spec);
    }

    @Override
    public void run(double[][] block, int frames) {
      processor.process(block, frames);
    }

    @Override
    public void move(double share) {
      // The cost of a compressor that stands still is what others are compared by.
    }
  }

  private static final class InEngine implements Runner {
    private final Engine engine;

    InEngine(ProcessSpec spec) {
      engine =
          new Engine(
              new CompressorProcessor(
                  new CompressorControls.OfUnit(PublishedUnits.la2a(), 65, Mode.COMPRESS),
                  0,
                  ChannelLink.MAXIMUM),
              false);
      engine.activate(spec);
      engine.start();
    }

    @Override
    public void run(double[][] block, int frames) {
      engine.process(block, frames);
    }

    @Override
    public void move(double share) {
      engine.set(0, 40 + 60 * share);
    }
  }

  /// Measures for a while, after as long a while to have everything compiled.
  ///
  /// @param seconds how long, > 0
  Row run(double seconds) {
    warmUp();
    BlockTimes times = new BlockTimes();
    long collections = collections();
    long asking = allocatedBytes();
    asking = allocatedBytes() - asking; // what asking costs
    long allocated = allocatedBytes();
    run(times, seconds);
    allocated = allocatedBytes() - allocated - asking;
    collections = collections() - collections;
    double lasts = measured.blockFrames / RATE_HZ * 1e9;
    double median = times.quantileNs(0.5);
    return new Row(
        measured,
        median / ((double) measured.blockFrames * measured.channels * measured.instances),
        median / lasts,
        median / lasts,
        times.quantileNs(0.999) / lasts,
        times.worstShare(),
        times.blocks(),
        times.late(),
        allocated,
        collections);
  }

  /// Until nothing is allocated any more, that is until all is compiled.
  private void warmUp() {
    long before = allocatedBytes();
    before = allocatedBytes() - before; // what asking costs
    for (int tenths = 0; tenths < 50; tenths++) {
      BlockTimes times = new BlockTimes();
      long allocated = allocatedBytes();
      run(times, 0.1);
      if (tenths >= 3 && allocatedBytes() - allocated <= before) {
        break;
      }
    }
    System.gc(); // of what was compiled and made ready
  }

  private void run(BlockTimes times, double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    int at = 0;
    double sinceMove = 0;
    long moves = 0;
    do {
      fill(at);
      at = (at + measured.blockFrames) % NOISE_FRAMES;
      sinceMove += measured.blockFrames / RATE_HZ;
      if (sinceMove >= 0.01) {
        sinceMove -= 0.01;
        moves++;
        for (Runner runner : runners) {
          runner.move(moves % 100 / 100.0);
        }
      }
      times.begin();
      for (int i = 0; i < measured.instances; i++) {
        process(i);
      }
      times.end(measured.blockFrames, RATE_HZ);
    } while (System.nanoTime() < end);
  }

  private void fill(int at) {
    for (int i = 0; i < measured.instances; i++) {
      for (int channel = 0; channel < measured.channels; channel++) {
        System.arraycopy(noise, at, blocks[i][channel], 0, measured.blockFrames);
      }
    }
  }

  private void process(int instance) {
    double[][] block = blocks[instance];
    boolean isEngine = measured.kind == Kind.ENGINE;
    if (isEngine) {
      convert(block);
    }
    runners.get(instance).run(block, measured.blockFrames);
    if (isEngine) {
      toSingle(block);
    }
  }

  /// As a device's block comes in.
  private void convert(double[][] block) {
    toSingle(block);
    for (int channel = 0; channel < measured.channels; channel++) {
      float[] from = single[channel];
      double[] to = block[channel];
      for (int n = 0; n < to.length; n++) {
        to[n] = from[n];
      }
    }
  }

  private void toSingle(double[][] block) {
    for (int channel = 0; channel < measured.channels; channel++) {
      double[] from = block[channel];
      float[] to = single[channel];
      for (int n = 0; n < to.length; n++) {
        to[n] = (float) from[n];
      }
    }
  }

  static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  private static long allocatedBytes() {
    return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
        ? threads.getCurrentThreadAllocatedBytes()
        : -1;
  }
}
