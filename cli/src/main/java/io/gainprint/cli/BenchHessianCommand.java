package io.gainprint.cli;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.lanes.HessianAssembly;
import io.gainprint.dsp.compressor.lanes.VectorUnit;
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
      "deviation: the largest of an element of gradient or Hessian from the reference, in units in"
          + " which the Gauss-Newton matrix has a unit diagonal. Differences also see that samples"
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
      completionCandidates = FitCommand.Assemblies.class,
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
  public Integer call() throws IOException {
    if (repetitions < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--repetitions must be at least 1: " + repetitions);
    }
    if (threads.stream().anyMatch(n -> n < 1)) {
      throw new CommandFailure(ExitCode.USAGE, "--threads must be at least 1: " + threads);
    }
    List<HessianAssembly> chosen = CommandFailure.ofUsage(this::chosen);
    List<HessianBench.Pair> pairs = pairs();
    if (!VectorUnit.isPresent()) {
      common
          .err()
          .println(
              "gainprint: warning: without Java's option --add-modules=jdk.incubator.vector there"
                  + " is no vector unit to measure");
    }
    if (!json) {
      common.out().print(HessianBench.Row.HEADER);
    }
    ArrayNode rows = Json.object().putArray("rows");
    for (HessianBench.Pair pair : pairs) {
      for (int n : threads) {
        try (HessianBench bench = new HessianBench(pair, n, repetitions)) {
          bench.measure(
              chosen,
              row -> {
                row.put(rows.addObject());
                if (!json) {
                  common.out().print(row.text());
                  common.out().flush();
                }
              });
        }
      }
    }
    if (json) {
      ObjectNode root = Json.object();
      root.put("java", Runtime.version().toString());
      root.put("processors", Runtime.getRuntime().availableProcessors());
      root.set("rows", rows);
      common.out().print(Json.text(root));
    }
    return ExitCode.OK;
  }

  private List<HessianAssembly> chosen() {
    return assemblies == null
        ? Arrays.asList(HessianAssembly.values())
        : assemblies.stream().map(HessianAssembly::named).toList();
  }

  private List<HessianBench.Pair> pairs() throws IOException {
    Path dryFile = dry;
    Path wetFile = wet;
    if (dryFile != null && wetFile != null && seconds == null) {
      return List.of(read(dryFile, wetFile));
    }
    if (dryFile != null || wetFile != null) {
      throw new CommandFailure(
          ExitCode.USAGE, "--dry and --wet go together, and not with --seconds");
    }
    List<HessianBench.Pair> rendered = new ArrayList<>();
    for (double length : seconds == null ? List.of(177.0) : seconds) {
      if (!(length >= 2 && length <= 3600)) {
        throw new CommandFailure(ExitCode.USAGE, "--seconds must be 2 to 3600: " + length);
      }
      rendered.add(rendered(length));
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
