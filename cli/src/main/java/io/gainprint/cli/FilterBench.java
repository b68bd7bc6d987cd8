package io.gainprint.cli;

import io.gainprint.dsp.filter.DirectForm;
import io.gainprint.dsp.filter.DirectFormFilter;
import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.dsp.filter.FilterStructure;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.Parallel;
import io.gainprint.dsp.processor.ProcessorBatch;
import io.gainprint.dsp.spectral.FrequencySampledFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Times filters, alone and with all gradients, beside two other ways to differentiate them.
///
/// All are measured in turn, each over and over for a twentieth of a second, so that they see the
/// same noise of the machine; the median of the turns counts.
final class FilterBench {
  private static final long LEAST_NANOS = 50_000_000L;
  private static final long WARM_UP_NANOS = 300_000_000L;

  /// Before the first measurement, until the code is compiled for good.
  private static final long FIRST_WARM_UP_NANOS = 1_500_000_000L;

  /// Most operations of a graph: 1 GB of objects.
  private static final long MOST_NODES = 12_000_000;

  private final FilterStructure structure;
  private final Parallel threads;
  private final int repetitions;
  private boolean isWarm;

  FilterBench(FilterStructure structure, Parallel threads, int repetitions) {
    this.structure = structure;
    this.threads = threads;
    this.repetitions = repetitions;
  }

  /// What is measured.
  ///
  /// @param order of numerator and denominator
  /// @param length samples of a signal
  /// @param signals how many
  record Case(int order, int length, int signals) {
    double samples() {
      return (double) length * signals;
    }
  }

  /// What was measured: ns per sample and signal, NaN where it was not.
  ///
  /// @param of the case
  /// @param threads threads of the filter
  /// @param forward the filter
  /// @param gradients the filter and its gradients by input, coefficients and state
  /// @param naive both by a graph of objects, on one thread
  /// @param naiveLength of the signal that the graph was for
  /// @param sampledForward the filter by frequency sampling
  /// @param sampled both by frequency sampling
  record Row(
      Case of,
      int threads,
      double forward,
      double gradients,
      double naive,
      int naiveLength,
      double sampledForward,
      double sampled) {
    static final String HEADER =
        String.format(
            Locale.ROOT,
            "%5s %9s %7s %7s %8s %10s %9s %10s %8s %9s %10s %9s%n",
            "order",
            "samples",
            "signals",
            "threads",
            "forward",
            "+gradients",
            "x forward",
            "naive",
            "x naive",
            "sampled",
            "+gradients",
            "x sampled");

    String text() {
      return String.format(
          Locale.ROOT,
          "%5d %9d %7d %7d %8.2f %10.2f %9.2f %10s %8s %9s %10s %9s%n",
          of.order,
          of.length,
          of.signals,
          threads,
          forward,
          gradients,
          gradients / forward,
          number("%.0f", naive) + (Double.isNaN(naive) || naiveLength == of.length ? "" : "*"),
          number("%.0f", naive / gradients),
          number("%.1f", sampledForward),
          number("%.1f", sampled),
          number("%.1f", sampled / gradients));
    }

    private static String number(String format, double value) {
      return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }

    void put(ObjectNode node) {
      node.put("order", of.order);
      node.put("samples", of.length);
      node.put("signals", of.signals);
      node.put("threads", threads);
      node.put("forwardNanosPerSample", forward);
      node.put("gradientsNanosPerSample", gradients);
      Json.put(node, "naiveNanosPerSample", naive);
      node.put("naiveSamples", naiveLength);
      Json.put(node, "timesAsFastAsNaive", naive / gradients);
      Json.put(node, "sampledForwardNanosPerSample", sampledForward);
      Json.put(node, "sampledNanosPerSample", sampled);
      Json.put(node, "timesAsFastAsSampled", sampled / gradients);
    }
  }

  /// Measures a case.
  ///
  /// @param isCompared whether beside the other ways, which take one signal and one thread
  Row measure(Case of, boolean isCompared) {
    Signals signals = new Signals(of);
    Runnable forward = signals.forward();
    Runnable gradients = signals.gradients();
    int naiveLength =
        isCompared
            ? (int) Math.min(of.length, MOST_NODES / ScalarGraph.nodes(of.order, of.order, 1))
            : 0;
    Runnable naive = isCompared ? signals.naive(naiveLength) : null;
    FrequencySampledFilter filter = isCompared ? new FrequencySampledFilter(of.length) : null;
    Runnable sampledForward = filter == null ? null : signals.sampledForward(filter);
    Runnable sampled = filter == null ? null : signals.sampled(filter);
    double[] medians =
        inTurn(
            List.of(
                new Turn(forward, of.samples()),
                new Turn(gradients, of.samples()),
                new Turn(naive, naiveLength),
                new Turn(sampledForward, of.samples()),
                new Turn(sampled, of.samples())));
    return new Row(
        of,
        threads.threads(),
        medians[0],
        medians[1],
        medians[2],
        naiveLength,
        medians[3],
        medians[4]);
  }

  /// Something to time.
  ///
  /// @param action what, or null for nothing
  /// @param samples that it computes
  private record Turn(@Nullable Runnable action, double samples) {
    /// ns per sample of repeating the action for a time.
    double nanos(long least) {
      if (action == null) {
        return Double.NaN;
      }
      long start = System.nanoTime();
      long elapsed;
      long count = 0;
      do {
        action.run();
        count++;
        elapsed = System.nanoTime() - start;
      } while (elapsed < least);
      return elapsed / (samples * count);
    }
  }

  private double[] inTurn(List<Turn> turns) {
    long warmUp = isWarm ? WARM_UP_NANOS : FIRST_WARM_UP_NANOS;
    turns.forEach(turn -> turn.nanos(warmUp));
    isWarm = true;
    double[][] times = new double[turns.size()][repetitions];
    for (int k = 0; k < repetitions; k++) {
      for (int i = 0; i < times.length; i++) {
        times[i][k] = turns.get(i).nanos(LEAST_NANOS);
      }
    }
    return Arrays.stream(times).mapToDouble(FilterBench::median).toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /// Second order, one signal: what a loop, sample by sample, takes in C and in Java.
  ///
  /// @param c ns per sample of the loop in C, the least of five runs in its process
  /// @param java ns per sample of [DirectForm], the filter for an audio thread
  /// @param filter ns per sample of the filter
  record Loops(double c, double java, double filter) {
    String text() {
      return String.format(
          Locale.ROOT,
          "second order, 1 000 000 samples, ns per sample: C loop (cc -O3) %.2f, Java loop %.2f,"
              + " blocked %.2f%n",
          c,
          java,
          filter);
    }

    void put(ObjectNode node) {
      node.put("cLoopNanosPerSample", c);
      node.put("javaLoopNanosPerSample", java);
      node.put("blockedNanosPerSample", filter);
    }
  }

  /// Measures loops in turn with the filter.
  ///
  /// @param loop the loop in C
  Loops measureLoops(ForeignProgram loop) throws Exception {
    Signals signals = new Signals(new Case(2, 1_000_000, 1));
    DirectForm form = new DirectForm(signals.coefficients());
    double[] x = signals.inputs[0];
    double[] y = signals.outputs[0];
    Turn java = new Turn(() -> form.process(x, 0, y, 0, x.length), x.length);
    Turn filter = new Turn(signals.forward(), x.length);
    java.nanos(WARM_UP_NANOS);
    filter.nanos(WARM_UP_NANOS);
    double[][] times = new double[3][repetitions];
    for (int k = 0; k < repetitions; k++) {
      times[0][k] = loop.number("" + x.length);
      times[1][k] = java.nanos(LEAST_NANOS);
      times[2][k] = filter.nanos(LEAST_NANOS);
    }
    return new Loops(median(times[0]), median(times[1]), median(times[2]));
  }

  /// A filter and its signals, and what is done to them.
  private final class Signals {
    final Case of;
    final DirectFormFilter filter;
    final double[][] inputs;
    final double[][] outputs;
    final double[][] cotangents;
    final double[][] gradients;

    Signals(Case of) {
      this.of = of;
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(of.order);
      filter = new DirectFormFilter(structure, noise(random, of.order + 1), poles(random));
      inputs = new double[of.signals][];
      cotangents = new double[of.signals][];
      outputs = new double[of.signals][of.length];
      gradients = new double[of.signals][of.length];
      for (int i = 0; i < of.signals; i++) {
        inputs[i] = noise(random, of.length);
        cotangents[i] = noise(random, of.length);
      }
    }

    /// Sums of magnitudes below 0.95 keep the poles inside the circle.
    private double[] poles(RandomGenerator random) {
      double[] a = noise(random, of.order + 1);
      for (int k = 1; k <= of.order; k++) {
        a[k] *= 0.95 / of.order;
      }
      a[0] = 1;
      return a;
    }

    private static double[] noise(RandomGenerator random, int length) {
      return random.doubles(length, -1, 1).toArray();
    }

    FilterCoefficients coefficients() {
      return new FilterCoefficients(filter.feedForward(), filter.feedback());
    }

    Runnable forward() {
      if (of.signals == 1) {
        DirectFormFilter on = filter.on(threads);
        return () -> on.process(inputs[0], 0, outputs[0], 0, of.length, on.restingState());
      }
      ProcessorBatch batch = ProcessorBatch.shared(filter, of.signals, threads);
      return () -> batch.process(inputs, outputs, batch.restingStates());
    }

    Runnable gradients() {
      if (of.signals == 1) {
        DirectFormFilter on = filter.on(threads);
        double[] sum = new double[on.parameters().length];
        return () -> {
          Linearisation at = on.linearise(inputs[0], outputs[0], on.restingState());
          at.adjoint(cotangents[0], gradients[0], sum, on.restingState());
        };
      }
      ProcessorBatch batch = ProcessorBatch.shared(filter, of.signals, threads);
      return () -> {
        ProcessorBatch.AtInputs at = batch.linearise(inputs, outputs, batch.restingStates());
        at.adjoint(cotangents, gradients, batch.zeroGradients(), batch.restingStates());
      };
    }

    Runnable naive(int length) {
      double[] x = Arrays.copyOf(inputs[0], length);
      double[] feedback = filter.feedback();
      double[] a = Arrays.copyOfRange(feedback, 1, feedback.length);
      return () -> {
        ScalarGraph graph = new ScalarGraph();
        ScalarGraph.Node[] b = variables(filter.feedForward());
        ScalarGraph.Node[] y = graph.filter(b, variables(a), variables(x));
        for (int n = 0; n < length; n++) {
          y[n].gradient = cotangents[0][n];
        }
        graph.backward();
        if (Double.isNaN(b[0].gradient)) {
          throw new IllegalStateException("the gradient is not a number");
        }
      };
    }

    private static ScalarGraph.Node[] variables(double[] values) {
      return Arrays.stream(values).mapToObj(ScalarGraph::variable).toArray(ScalarGraph.Node[]::new);
    }

    Runnable sampledForward(FrequencySampledFilter sampling) {
      FilterCoefficients coefficients = coefficients();
      return () -> sampling.process(coefficients, inputs[0], outputs[0]);
    }

    Runnable sampled(FrequencySampledFilter sampling) {
      FilterCoefficients coefficients = coefficients();
      double[] b = new double[of.order + 1];
      double[] a = new double[of.order + 1];
      return () -> {
        sampling.process(coefficients, inputs[0], outputs[0]);
        sampling.adjoint(cotangents[0], gradients[0], b, a);
      };
    }
  }
}
