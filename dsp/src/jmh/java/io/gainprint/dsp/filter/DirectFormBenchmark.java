package io.gainprint.dsp.filter;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.Parallel;
import io.gainprint.dsp.processor.ProcessorBatch;
import io.gainprint.dsp.spectral.FrequencySampledFilter;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Direct-form filters, alone and with all gradients, beside plain loops and frequency sampling.
///
/// ```
/// mvn -Pjmh -pl dsp test -Djmh.args='DirectForm -p order=2 -p samples=100000'
/// ```
///
/// The score is the time for one signal, or for the batch of 32. `gainprint bench filter` puts the
/// same beside automatic differentiation on a graph of objects and a loop in C.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DirectFormBenchmark {
  private static final int SIGNALS = 32;

  /// Order of numerator and denominator.
  @Param({"1", "2", "4", "8", "16"})
  public int order;

  /// Length of a signal.
  @Param({"1000", "100000"})
  public int samples;

  /// How the filter is put together.
  @Param public FilterStructure structure = FilterStructure.TDF2;

  /// Threads for one signal or for the batch.
  @Param({"1", "2"})
  public int threads;

  private final ExecutorService executor = Executors.newFixedThreadPool(1);
  private DirectFormFilter filter = DirectFormFilter.allZero(new double[] {1});
  private DirectForm loop = new DirectForm(coefficients());
  private ProcessorBatch batch = ProcessorBatch.shared(filter, 1, Parallel.NONE);
  private FrequencySampledFilter sampled = new FrequencySampledFilter(1);
  private double[][] x = {};
  private double[][] y = {};
  private double[][] yBar = {};
  private double[][] xBar = {};

  private FilterCoefficients coefficients() {
    return new FilterCoefficients(filter.feedForward(), filter.feedback());
  }

  /// Makes the filter and its signals.
  @Setup
  public void fill() {
    RandomGenerator random = RandomSignals.random(order);
    Parallel on = new Parallel(executor, threads);
    filter = RandomFilters.stable(random, structure, order, order, 0.9).on(on);
    loop = new DirectForm(coefficients());
    batch = ProcessorBatch.shared(filter.on(Parallel.NONE), SIGNALS, on);
    sampled = new FrequencySampledFilter(samples);
    x = new double[SIGNALS][];
    yBar = new double[SIGNALS][];
    y = new double[SIGNALS][samples];
    xBar = new double[SIGNALS][samples];
    for (int i = 0; i < SIGNALS; i++) {
      x[i] = RandomSignals.noise(random, samples);
      yBar[i] = RandomSignals.noise(random, samples);
    }
  }

  /// Ends the second thread.
  @TearDown
  public void shutDown() {
    executor.shutdown();
  }

  /// One signal.
  @Benchmark
  public double[] forward() {
    double[] state = filter.restingState();
    filter.process(x[0], 0, y[0], 0, samples, state);
    return state;
  }

  /// One signal, with gradients by input, coefficients and state.
  @Benchmark
  public double[] gradients() {
    double[] sum = new double[2 * order + 1];
    Linearisation at = filter.linearise(x[0], y[0], filter.restingState());
    at.adjoint(yBar[0], xBar[0], sum, filter.restingState());
    return sum;
  }

  /// 32 signals.
  @Benchmark
  public double[][] batchForward() {
    double[][] states = batch.restingStates();
    batch.process(x, y, states);
    return states;
  }

  /// 32 signals with gradients.
  @Benchmark
  public double[][] batchGradients() {
    double[][] sum = batch.zeroGradients();
    ProcessorBatch.AtInputs at = batch.linearise(x, y, batch.restingStates());
    at.adjoint(yBar, xBar, sum, batch.restingStates());
    return sum;
  }

  /// One signal, sample by sample.
  @Benchmark
  public double[] plainLoop() {
    loop.process(x[0], 0, y[0], 0, samples);
    return y[0];
  }

  /// One signal by frequency sampling.
  @Benchmark
  public double[] sampledForward() {
    sampled.process(coefficients(), x[0], y[0]);
    return y[0];
  }

  /// One signal by frequency sampling, with gradients.
  @Benchmark
  public double[] sampledGradients() {
    double[] b = new double[order + 1];
    double[] a = new double[order + 1];
    sampled.process(coefficients(), x[0], y[0]);
    sampled.adjoint(yBar[0], xBar[0], b, a);
    return b;
  }
}
