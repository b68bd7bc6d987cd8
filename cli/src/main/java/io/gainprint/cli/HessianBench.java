package io.gainprint.cli;

import com.sun.management.ThreadMXBean;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.VectorUnit;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.compressor.lanes.HessianAssembly;
import io.gainprint.fitting.Cancellation;
import io.gainprint.fitting.CompressorCoordinates;
import io.gainprint.fitting.CompressorObjective;
import io.gainprint.fitting.HessianSettings;
import io.gainprint.fitting.WindowPlan;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Order;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.node.ObjectNode;

/// Times evaluations of the fit's objective, each in turn with the scalar reference, so that both
/// see the same noise of the machine.
final class HessianBench {
  /// Where everything is evaluated: off the minimum, so that no part of the Hessian vanishes.
  private static final CompressorParameters POINT = new CompressorParameters(-26, 3, 3, 180, 1);

  private static final String VALUE = "value";

  private static final long LEAST_WARM_UP_NANOS = 1_000_000_000L;
  private static final long MOST_WARM_UP_NANOS = 15_000_000_000L;

  private final Pair pair;
  private final int threads;
  private final int repetitions;
  private final ExecutorService executor;
  private final Vector point;
  private final CompressorObjective scalar;
  private final Derivatives reference;

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
  /// @param what the assembly, `value` or the reference
  /// @param isVectorised whether on the vector unit
  /// @param seconds length of the recording, s
  /// @param threads threads that compute
  /// @param nanos median time per sample of the recording, ns
  /// @param leastNanos least time likewise
  /// @param mostNanos most time likewise
  /// @param keptBytes what the assembly keeps per sample of the windows it works on
  /// @param allocatedBytes what one evaluation allocates in all
  /// @param speed how many times as fast as the scalar reference in turn with it; NaN where that
  ///   computes more
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
          "%-22s %-7s %7.0f %7d %9.2f %8.2f - %6.2f %7d %10d %8s %10.1e%n",
          what,
          isVectorised ? "vectors" : "plain",
          seconds,
          threads,
          nanos,
          leastNanos,
          mostNanos,
          keptBytes,
          allocatedBytes,
          Double.isNaN(speed) ? "" : String.format(Locale.ROOT, "%.1f", speed),
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
      Json.put(node, "timesAsFastAsScalar", speed);
      node.put("deviation", deviation);
    }
  }

  /// A bench of one pair of recordings, with the reference evaluated.
  ///
  /// @param executor what computes, on so many threads
  /// @throws IllegalArgumentException if the pair is too short, or memory too little
  HessianBench(Pair pair, ExecutorService executor, int threads, int repetitions) {
    this.pair = pair;
    this.threads = threads;
    this.repetitions = repetitions;
    this.executor = executor;
    this.point = new CompressorCoordinates(pair.sampleRateHz).toPoint(POINT.at(pair.sampleRateHz));
    this.scalar = objective(HessianAssembly.BLOCK_ADJOINT, false);
    this.reference = scalar.derivatives(point, Order.HESSIAN);
    warmUp(() -> derivatives(scalar));
  }

  /// Measures the reference, the value alone and the assemblies on the vector unit.
  void measureVectors(List<HessianAssembly> assemblies, Consumer<Row> rows) {
    rows.accept(row("scalar reference", false, 0, scalar, this::derivatives, 0));
    if (VectorUnit.isPresent()) {
      double deviation = Math.abs(scalar.value(point) / reference.value() - 1);
      rows.accept(row(VALUE, true, 0, scalar, o -> o.value(point), deviation));
      assemblies.forEach(assembly -> rows.accept(row(assembly, true)));
    }
  }

  /// Measures the assemblies in plain Java. Those on the vector unit come before, with all lengths
  /// and threads: once plain kernels have run, the compiler expects both kinds at every call.
  void measurePlain(List<HessianAssembly> assemblies, Consumer<Row> rows) {
    assemblies.stream()
        .filter(assembly -> assembly != HessianAssembly.BLOCK_ADJOINT) // which is the reference
        .forEach(assembly -> rows.accept(row(assembly, false)));
  }

  private Row row(HessianAssembly assembly, boolean isVectorised) {
    CompressorObjective objective = objective(assembly, isVectorised);
    return row(
        assembly.toString(),
        isVectorised,
        assembly.bytesPerSample(),
        objective,
        this::derivatives,
        deviation(objective.derivatives(point, Order.HESSIAN), reference));
  }

  private double derivatives(CompressorObjective objective) {
    return objective.derivatives(point, Order.HESSIAN).value();
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
      CompressorObjective objective,
      ToDoubleFunction<CompressorObjective> evaluation,
      double deviation) {
    DoubleSupplier measured = () -> evaluation.applyAsDouble(objective);
    DoubleSupplier inTurn = () -> derivatives(scalar);
    warmUp(measured);
    double[] times = new double[repetitions];
    double[] referenceTimes = new double[repetitions];
    for (int k = 0; k < repetitions; k++) {
      times[k] = nanosPerSample(measured);
      referenceTimes[k] = nanosPerSample(inTurn);
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
        what.equals(VALUE) ? Double.NaN : median(referenceTimes) / median(times),
        deviation);
  }

  /// Until two evaluations in a row take the same time, to 10 %, and a second has passed: compiled
  /// code comes late, and vectors live on the heap before.
  private void warmUp(DoubleSupplier evaluation) {
    long start = System.nanoTime();
    double last = nanosPerSample(evaluation);
    for (long elapsed = 0; elapsed < MOST_WARM_UP_NANOS; elapsed = System.nanoTime() - start) {
      double next = nanosPerSample(evaluation);
      if (Math.abs(next / last - 1) < 0.1 && elapsed > LEAST_WARM_UP_NANOS) {
        return;
      }
      last = next;
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

  /// Whether every evaluation reads rows that are kept, as it does where the heap has room.
  boolean keepsRows() {
    return scalar.keepsRows();
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
