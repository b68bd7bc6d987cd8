package io.gainprint.cli;

import com.sun.management.ThreadMXBean;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.compressor.lanes.HessianAssembly;
import io.gainprint.dsp.compressor.lanes.VectorUnit;
import io.gainprint.fitting.Cancellation;
import io.gainprint.fitting.CompressorCoordinates;
import io.gainprint.fitting.CompressorObjective;
import io.gainprint.fitting.HessianSettings;
import io.gainprint.fitting.Vector;
import io.gainprint.fitting.WindowPlan;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.node.ObjectNode;

/// Times evaluations of the fit's objective, each in turn with the scalar reference, so that both
/// see the same noise of the machine.
final class HessianBench implements AutoCloseable {
  /// Where everything is evaluated: off the minimum, so that no part of the Hessian vanishes.
  private static final CompressorParameters POINT = new CompressorParameters(-26, 3, 3, 180, 1);

  private static final long WARM_UP_NANOS = 1_000_000_000L;
  private static final int LEAST_WARM_UPS = 2;

  private final Pair pair;
  private final int threads;
  private final int repetitions;
  private final ExecutorService executor;
  private final Vector point;

  /// A pair of recordings; the arrays are shared.
  static final class Pair {
    private final float[] dry;
    private final float[] wet;
    private final int sampleRateHz;

    Pair(float[] dry, float[] wet, int sampleRateHz) {
      this.dry = dry;
      this.wet = wet;
      this.sampleRateHz = sampleRateHz;
    }
  }

  /// One line of the result.
  ///
  /// @param what the assembly, or `value`
  /// @param isVectorised whether on the vector unit
  /// @param seconds length of the recording, s
  /// @param nanos median time per sample of the recording, ns
  /// @param keptBytes what the assembly keeps per sample of the windows it works on
  /// @param allocatedBytes what one evaluation allocates in all
  /// @param speed how many times as fast as the scalar reference in turn with it
  /// @param deviation from the reference
  record Row(
      String what,
      boolean isVectorised,
      double seconds,
      int threads,
      double nanos,
      double leastNanos,
      double mostNanos,
      long keptBytes,
      long allocatedBytes,
      double speed,
      double deviation) {
    static final String HEADER =
        String.format(
            Locale.ROOT,
            "%-22s %-7s %7s %7s %9s %17s %7s %10s %8s %10s%n",
            "assembly",
            "code",
            "s",
            "threads",
            "ns/sample",
            "least - most",
            "kept B",
            "alloc B",
            "x scalar",
            "deviation");

    String text() {
      return String.format(
          Locale.ROOT,
          "%-22s %-7s %7.0f %7d %9.2f %8.2f - %6.2f %7d %10d %8.1f %10.1e%n",
          what,
          isVectorised ? "vectors" : "plain",
          seconds,
          threads,
          nanos,
          leastNanos,
          mostNanos,
          keptBytes,
          allocatedBytes,
          speed,
          deviation);
    }

    void put(ObjectNode node) {
      node.put("assembly", what);
      node.put("vectorised", isVectorised);
      node.put("seconds", seconds);
      node.put("threads", threads);
      node.put("nanosPerSample", nanos);
      node.put("leastNanosPerSample", leastNanos);
      node.put("mostNanosPerSample", mostNanos);
      node.put("keptBytesPerSample", keptBytes);
      node.put("allocatedBytesPerEvaluation", allocatedBytes);
      node.put("timesAsFastAsScalar", speed);
      node.put("deviation", deviation);
    }
  }

  HessianBench(Pair pair, int threads, int repetitions) {
    this.pair = pair;
    this.threads = threads;
    this.repetitions = repetitions;
    this.executor = Executors.newFixedThreadPool(threads);
    this.point = new CompressorCoordinates(pair.sampleRateHz).toPoint(POINT.at(pair.sampleRateHz));
  }

  @Override
  public void close() {
    executor.close();
  }

  /// Measures and tells of every row as it is there: the reference, the value alone, and the
  /// assemblies.
  void measure(List<HessianAssembly> assemblies, Consumer<Row> rows) {
    CompressorObjective scalar = objective(HessianAssembly.BLOCK_ADJOINT, false);
    Derivatives reference = scalar.derivatives(point);
    warmUp(() -> scalar.derivatives(point).value());
    rows.accept(
        row("scalar reference", false, 0, scalar, scalar, o -> o.derivatives(point).value(), 0));
    rows.accept(
        row(
            "value",
            VectorUnit.isPresent(),
            0,
            scalar,
            scalar,
            o -> o.value(point),
            Math.abs(scalar.value(point) / reference.value() - 1)));
    // Vectors first: once plain kernels have run, the compiler expects both kinds at every call.
    for (boolean isVectorised : new boolean[] {true, false}) {
      for (HessianAssembly assembly : assemblies) {
        boolean isReference = assembly == HessianAssembly.BLOCK_ADJOINT && !isVectorised;
        if (!isReference && (VectorUnit.isPresent() || !isVectorised)) {
          CompressorObjective objective = objective(assembly, isVectorised);
          double deviation = deviation(objective.derivatives(point), reference);
          rows.accept(
              row(
                  assembly.toString(),
                  isVectorised,
                  assembly.bytesPerSample(),
                  scalar,
                  objective,
                  o -> o.derivatives(point).value(),
                  deviation));
        }
      }
    }
  }

  private CompressorObjective objective(HessianAssembly assembly, boolean isVectorised) {
    return new CompressorObjective(
        pair.dry,
        pair.wet,
        pair.sampleRateHz,
        WindowPlan.PUBLISHED,
        0,
        new HessianSettings(assembly, isVectorised, HessianSettings.of(assembly).memoryBytes()),
        executor,
        new Cancellation());
  }

  private Row row(
      String what,
      boolean isVectorised,
      long keptBytes,
      CompressorObjective scalar,
      CompressorObjective objective,
      ToDoubleFunction<CompressorObjective> evaluation,
      double deviation) {
    DoubleSupplier measured = () -> evaluation.applyAsDouble(objective);
    DoubleSupplier reference = () -> scalar.derivatives(point).value();
    warmUp(measured);
    double[] times = new double[repetitions];
    double[] referenceTimes = new double[repetitions];
    for (int k = 0; k < repetitions; k++) {
      times[k] = nanosPerSample(measured);
      referenceTimes[k] = nanosPerSample(reference);
    }
    Arrays.sort(times);
    Arrays.sort(referenceTimes);
    return new Row(
        what,
        isVectorised,
        (double) pair.dry.length / pair.sampleRateHz,
        threads,
        median(times),
        times[0],
        times[repetitions - 1],
        keptBytes,
        allocatedBytes(measured),
        median(referenceTimes) / median(times),
        deviation);
  }

  private static void warmUp(DoubleSupplier evaluation) {
    long end = System.nanoTime() + WARM_UP_NANOS;
    for (int k = 0; k < LEAST_WARM_UPS || System.nanoTime() < end; k++) {
      use(evaluation.getAsDouble());
    }
  }

  private double nanosPerSample(DoubleSupplier evaluation) {
    long start = System.nanoTime();
    use(evaluation.getAsDouble());
    return (double) (System.nanoTime() - start) / pair.dry.length;
  }

  /// The bytes that all threads allocate in one evaluation.
  private static long allocatedBytes(DoubleSupplier evaluation) {
    ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = bean.getTotalThreadAllocatedBytes();
    use(evaluation.getAsDouble());
    return bean.getTotalThreadAllocatedBytes() - before;
  }

  /// Keeps the compiler from leaving out what nobody reads.
  private static void use(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalStateException("the loss is not a number");
    }
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /// The largest |ΔL_i| / √(2 L G_ii) and |ΔH_ij| / √(G_ii G_jj).
  private static double deviation(Derivatives actual, Derivatives expected) {
    double largest = 0;
    for (int i = 0; i < expected.dimension(); i++) {
      double gradientSize = Math.sqrt(2 * expected.value() * expected.gaussNewton(i, i));
      largest =
          Math.max(largest, Math.abs(actual.gradient(i) - expected.gradient(i)) / gradientSize);
      for (int j = 0; j <= i; j++) {
        double size = Math.sqrt(expected.gaussNewton(i, i) * expected.gaussNewton(j, j));
        largest = Math.max(largest, Math.abs(actual.hessian(i, j) - expected.hessian(i, j)) / size);
      }
    }
    return largest;
  }
}
