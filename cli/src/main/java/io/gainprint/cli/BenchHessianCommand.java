package io.gainprint.cli;

import io.gainprint.dsp.VectorUnit;
import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.lanes.HessianAssembly;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.dsp.unit.PublishedUnits;
import io.gainprint.recordings.ChannelChoice;
import io.gainprint.recordings.DryWetPair;
import io.gainprint.recordings.Recording;
import io.gainprint.recordings.programme.DryProgramme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `gainprint bench hessian`: what every assembly of the Hessian costs, and whether they agree.
@Command(
    name = "hessian",
    description = {
      "Measures the exact Hessian by every assembly, in plain Java and on the vector unit, against"
          + " the scalar reference in the same run.",
      "A row is value, gradient, Gauss-Newton matrix and Hessian at one point; the rows called value"
          + " are the value alone."
    },
    footer = {
      "",
      "ns per sample of the recording: windows overlap, so that 9 %% more is computed, and lanes"
          + " without a window idle.",
      "kept B: bytes an assembly keeps of each sample of the windows it works on. alloc B: bytes that"
          + " all threads allocate in one evaluation. x scalar: the median time of the scalar"
          + " reference, measured in turn, over the row's.",
      "deviation: the largest of an element of gradient or Hessian from the reference, in units in"
          + " which the Gauss-Newton matrix and the loss are 1. Differences also see that samples"
          + " change from attack to release between their points, which no exact assembly does.",
      "",
      "Examples:",
      "  gainprint bench hessian",
      "  gainprint bench hessian --assembly block-adjoint --seconds 60,600,1200 --threads 1,2",
      "  gainprint bench hessian --dry in.wav --wet out.wav"
    })
final class BenchHessianCommand implements Callable<Integer> {
  private static final int RATE_HZ = 44_100;

  @Mixin CommonOptions common;

  @Option(
      names = "--seconds",
      paramLabel = "<s>",
      split = ",",
      description =
          "Lengths of recordings to render, 2 to 3600 s; 177 s if left out: 16 windows, for two"
              + " threads with 8 lanes.")
  @Nullable List<Double> seconds;

  @Option(
      names = "--dry",
      paramLabel = "<file>",
      description = "A dry recording to use in place of rendered ones, with --wet.")
  @Nullable Path dry;

  @Option(names = "--wet", paramLabel = "<file>", description = "The wet recording to it.")
  @Nullable Path wet;

  @Option(
      names = "--assembly",
      paramLabel = "<assembly>",
      split = ",",
      completionCandidates = SolverOptions.Assemblies.class,
      description = "Assemblies to measure: ${COMPLETION-CANDIDATES}; all if left out.")
  @Nullable List<String> assemblies;

  @Option(
      names = "--threads",
      paramLabel = "<n>",
      split = ",",
      defaultValue = "1",
      description = "Numbers of threads; ${DEFAULT-VALUE} if left out.")
  List<Integer> threads;

  @Option(
      names = "--repetitions",
      paramLabel = "<n>",
      defaultValue = "5",
      description = "Measurements of each row; ${DEFAULT-VALUE} if left out.")
  int repetitions;

  @Option(names = "--json", description = "Print the rows as JSON.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    if (repetitions < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--repetitions must be at least 1: " + repetitions);
    }
    if (threads.stream().anyMatch(n -> n < 1)) {
      throw new CommandFailure(ExitCode.USAGE, "--threads must be at least 1: " + threads);
    }
    List<HessianAssembly> chosen = CommandFailure.ofUsage(this::chosen);
    List<Callable<HessianBench.Pair>> pairs = pairs();
    if (!VectorUnit.isPresent()) {
      common.err().println("gainprint: warning: " + CommonOptions.NO_VECTORS);
    }
    ObjectNode root = Json.object();
    root.put("java", Runtime.version().toString());
    root.put("processors", Runtime.getRuntime().availableProcessors());
    ArrayNode rows = root.putArray("rows");
    Consumer<HessianBench.Row> report =
        row -> {
          if (!json) {
            common.out().print(rows.isEmpty() ? HessianBench.Row.HEADER : "");
            common.out().print(row.text());
            common.out().flush();
          }
          row.put(rows.addObject());
        };
    bench(pairs, bench -> bench.measureVectors(chosen, report));
    bench(pairs, bench -> bench.measurePlain(chosen, report));
    if (json) {
      common.out().print(Json.text(root));
    }
    return ExitCode.OK;
  }

  /// Does something with every pair on every number of threads.
  private void bench(List<Callable<HessianBench.Pair>> pairs, Consumer<HessianBench> measurement)
      throws Exception {
    for (Callable<HessianBench.Pair> pair : pairs) {
      HessianBench.Pair made = pair.call();
      for (int n : threads) {
        try (ExecutorService executor = Executors.newFixedThreadPool(n)) {
          CommandFailure.ofWork(() -> {
            HessianBench bench = new HessianBench(made, executor, n, repetitions);
            if (!bench.keepsRows()) {
              common
                  .err()
                  .println(
                      "gainprint: warning: the heap has no room for the rows that evaluations"
                          + " read, so that each makes them anew");
            }
            measurement.accept(bench);
            return null;
          });
        }
      }
    }
  }

  private List<HessianAssembly> chosen() {
    return assemblies == null
        ? Arrays.asList(HessianAssembly.values())
        : assemblies.stream().map(HessianAssembly::named).toList();
  }

  /// What makes each pair, when its turn comes.
  private List<Callable<HessianBench.Pair>> pairs() {
    Path dryFile = dry;
    Path wetFile = wet;
    if (dryFile != null && wetFile != null && seconds == null) {
      return List.of(() -> read(dryFile, wetFile));
    }
    if (dryFile != null || wetFile != null) {
      throw new CommandFailure(
          ExitCode.USAGE, "--dry and --wet go together, and not with --seconds");
    }
    List<Callable<HessianBench.Pair>> rendered = new ArrayList<>();
    for (double length : seconds == null ? List.of(177.0) : seconds) {
      if (!(length >= 2 && length <= 3600)) {
        throw new CommandFailure(ExitCode.USAGE, "--seconds must be 2 to 3600: " + length);
      }
      rendered.add(() -> rendered(length));
    }
    return rendered;
  }

  private static HessianBench.Pair read(Path dryFile, Path wetFile) throws IOException {
    Recording dryRecording = Recording.read(dryFile, new ChannelChoice.MixDown());
    Recording wetRecording = Recording.read(wetFile, new ChannelChoice.MixDown());
    DryWetPair pair = CommandFailure.ofUsage(() -> DryWetPair.of(dryRecording, wetRecording));
    return new HessianBench.Pair(pair.dry(), pair.wet(), pair.sampleRateHz());
  }

  /// Programme through the published LA-2A at peak reduction 65.
  private static HessianBench.Pair rendered(double length) {
    float[] input = DryProgramme.render(RATE_HZ, length, 1);
    double[] samples = new double[input.length];
    Arrays.setAll(samples, n -> input[n]);
    new Compressor(PublishedUnits.la2a().at(new Controls(Mode.COMPRESS, 65)).at(RATE_HZ))
        .process(samples, 0, samples, 0, samples.length);
    float[] output = new float[input.length];
    for (int n = 0; n < output.length; n++) {
      output[n] = (float) samples[n];
    }
    return new HessianBench.Pair(input, output, RATE_HZ);
  }
}
