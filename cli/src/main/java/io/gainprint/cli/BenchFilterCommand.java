package io.gainprint.cli;

import io.gainprint.dsp.VectorUnit;
import io.gainprint.dsp.filter.FilterStructure;
import io.gainprint.dsp.processor.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `gainprint bench filter`: what direct-form filters and their gradients cost.
@Command(
    name = "filter",
    description = {
      "Measures direct-form filters, alone and with their gradients by input, coefficients and"
          + " state, beside two other ways to differentiate them in the same run: a graph with an"
          + " object for each operation (naive), and sampling of the frequency response by FFT"
          + " (sampled)."
    },
    footer = {
      "",
      "ns per sample and signal, medians. x forward: gradients and filter over the filter alone."
          + " x naive, x sampled: their time over ours, each for filter and gradients. *: a graph"
          + " for as much of the signal as 1 GB of objects holds.",
      "The graph takes one thread. Transforms take as many as JTransforms likes, from 8192 samples"
          + " on.",
      "With a C compiler (cc), a loop in C of second order is measured as well.",
      "",
      "Examples:",
      "  gainprint bench filter",
      "  gainprint bench filter --order 2 --threads 1 --torch python3",
      "  gainprint bench filter --order 2 --length 1000000 --signals 1 --threads 1"
    })
final class BenchFilterCommand implements Callable<Integer> {
  /// Most samples of all signals together: a few arrays of 160 MB.
  private static final long MOST_SAMPLES = 20_000_000;

  /// Minutes for a loop in PyTorch.
  private static final int MOST_TORCH_SAMPLES = 10_000;

  @Mixin CommonOptions common;

  @Option(
      names = "--structure",
      paramLabel = "<form>",
      defaultValue = "tdf2",
      description = "df1, df2, tdf1 or tdf2; ${DEFAULT-VALUE} if left out.")
  String structure;

  @Option(
      names = "--order",
      paramLabel = "<n>",
      split = ",",
      defaultValue = "1,2,4,8,16",
      description = "Orders, 0 to 512; ${DEFAULT-VALUE} if left out.")
  List<Integer> orders;

  @Option(
      names = "--length",
      paramLabel = "<samples>",
      split = ",",
      defaultValue = "1000,10000,100000,1000000,10000000",
      description =
          "Lengths of a signal; ${DEFAULT-VALUE} if left out. What needs more than 20 million"
              + " samples in all is left out.")
  List<Integer> lengths;

  @Option(
      names = "--signals",
      paramLabel = "<n>",
      split = ",",
      defaultValue = "1,32",
      description = "Numbers of signals at once; ${DEFAULT-VALUE} if left out.")
  List<Integer> signals;

  @Option(
      names = "--threads",
      paramLabel = "<n>",
      split = ",",
      defaultValue = "1,2",
      description = "Numbers of threads; ${DEFAULT-VALUE} if left out.")
  List<Integer> threads;

  @Option(
      names = "--repetitions",
      paramLabel = "<n>",
      defaultValue = "3",
      description = "Measurements of each row; ${DEFAULT-VALUE} if left out.")
  int repetitions;

  @Option(
      names = "--torch",
      paramLabel = "<python>",
      description =
          "A Python that has PyTorch, to measure its automatic differentiation of a loop over"
              + " samples as well, for lengths up to 10000.")
  @Nullable String torch;

  @Option(names = "--json", description = "Print the rows as JSON.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    FilterStructure form = form();
    requireRange("--order", orders, 0, 512);
    requireRange("--length", lengths, 1, (int) MOST_SAMPLES);
    requireRange("--signals", signals, 1, 1024);
    requireRange("--threads", threads, 1, 256);
    requireRange("--repetitions", List.of(repetitions), 1, 1000);
    if (!VectorUnit.isPresent()) {
      common.err().println("gainprint: warning: " + CommonOptions.NO_VECTORS);
    }
    ObjectNode root = Json.object();
    root.put("java", Runtime.version().toString());
    root.put("processors", Runtime.getRuntime().availableProcessors());
    root.put("structure", structure.toLowerCase(Locale.ROOT));
    measureLoops(form, root);
    ArrayNode rows = root.putArray("rows");
    List<FilterBench.Row> compared = new ArrayList<>();
    for (int n : threads) {
      try (ExecutorService executor = Executors.newFixedThreadPool(n)) {
        FilterBench bench = new FilterBench(form, new Parallel(executor, n), repetitions);
        for (FilterBench.Case of : cases()) {
          FilterBench.Row row = bench.measure(of, of.signals() == 1 && n == threads.getFirst());
          print(rows.isEmpty() ? FilterBench.Row.HEADER : "");
          print(row.text());
          row.put(rows.addObject());
          compared.add(row);
        }
      }
    }
    print(crossings(compared));
    measureTorch(compared, root);
    if (json) {
      common.out().print(Json.text(root));
    }
    return ExitCode.OK;
  }

  private FilterStructure form() {
    for (FilterStructure form : FilterStructure.values()) {
      if (form.name().equalsIgnoreCase(structure)) {
        return form;
      }
    }
    throw new CommandFailure(
        ExitCode.USAGE, "--structure must be df1, df2, tdf1 or tdf2: " + structure);
  }

  private static void requireRange(String option, List<Integer> values, int least, int most) {
    for (int value : values) {
      if (value < least || value > most) {
        throw new CommandFailure(
            ExitCode.USAGE, "%s must be from %d to %d: %d".formatted(option, least, most, value));
      }
    }
  }

  private List<FilterBench.Case> cases() {
    List<FilterBench.Case> cases = new ArrayList<>();
    for (int count : signals) {
      for (int order : orders) {
        for (int length : lengths) {
          if ((long) length * count <= MOST_SAMPLES) {
            cases.add(new FilterBench.Case(order, length, count));
          }
        }
      }
    }
    return cases;
  }

  private void measureLoops(FilterStructure form, ObjectNode root) throws Exception {
    if (!ForeignProgram.hasCompiler()) {
      common.err().println("gainprint: warning: no C loop, for there is no cc");
      return;
    }
    try (ForeignProgram loop = ForeignProgram.compile("filter-loop", "-O3")) {
      FilterBench bench = new FilterBench(form, Parallel.NONE, repetitions);
      FilterBench.Loops loops = bench.measureLoops(loop);
      print(loops.text());
      loops.put(root);
    }
  }

  /// The same loop in PyTorch, for the cases that were measured on one signal.
  private void measureTorch(List<FilterBench.Row> rows, ObjectNode root) throws Exception {
    if (torch == null) {
      return;
    }
    ArrayNode loops = root.putArray("torch");
    try (ForeignProgram loop = ForeignProgram.python("filter-loop", torch)) {
      for (FilterBench.Row row : rows) {
        FilterBench.Case of = row.of();
        if (Double.isNaN(row.naive()) || of.length() > MOST_TORCH_SAMPLES) {
          continue;
        }
        double nanos = loop.number("" + of.order(), "" + of.length());
        print(
            "order %d, %d samples: a loop in PyTorch with gradients takes %.0f ns per sample, %.0f"
                    .formatted(of.order(), of.length(), nanos, nanos / row.gradients())
                + " times ours%n".formatted());
        ObjectNode node = loops.addObject();
        node.put("order", of.order());
        node.put("samples", of.length());
        node.put("nanosPerSample", nanos);
      }
    }
  }

  private void print(String text) {
    if (!json) {
      common.out().print(text);
      common.out().flush();
    }
  }

  /// Where frequency sampling becomes the faster way, for each length.
  private static String crossings(List<FilterBench.Row> rows) {
    StringBuilder text = new StringBuilder();
    rows.stream()
        .filter(row -> !Double.isNaN(row.sampled()))
        .map(row -> row.of().length())
        .distinct()
        .sorted()
        .forEach(length -> {
          List<FilterBench.Row> slower =
              rows.stream()
                  .filter(row -> row.of().length() == length)
                  .filter(row -> row.sampled() < row.gradients())
                  .toList();
          text.append(
              slower.isEmpty()
                  ? "%d samples: faster than frequency sampling at every order measured%n"
                      .formatted(length)
                  : "%d samples: frequency sampling is faster from order %d on%n"
                      .formatted(length, slower.getFirst().of().order()));
        });
    return text.toString();
  }
}
