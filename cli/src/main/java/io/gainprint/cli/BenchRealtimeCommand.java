package io.gainprint.cli;

import io.gainprint.dsp.VectorUnit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `gainprint bench realtime`: what blocks cost without a device.
@Command(
    name = "realtime",
    description = {
      "Measures the compressor and the engine block by block, without a device, at 48 kHz."
    },
    footer = {
      "",
      "ns/sample: the median block over all its samples. core %%: of one core, for all instances."
          + " median, 99.9 and worst %%: a block's time of what it lasts. late: blocks that took"
          + " longer than they last. alloc B: bytes allocated by the thread, of all measured blocks"
          + " together. GCs: collections meanwhile.",
      "processor: the compressor alone, as native plugins are measured. engine: with meters and"
          + " conversion from and to single precision, while a knob that moves all five settings is"
          + " turned a hundred times a second.",
      "",
      "Native compressors beside it, in turn, need lv2bench for LV2 and a C compiler for LADSPA:",
      "  gainprint bench realtime --block 64 --instances 1 --lv2"
          + " http://calf.sourceforge.net/plugins/MonoCompressor --ladspa"
          + " /usr/lib/ladspa/sc4m_1916.so:sc4m"
    })
final class BenchRealtimeCommand implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Option(
      names = "--block",
      paramLabel = "<frames>",
      split = ",",
      defaultValue = "16,64,256,1024,4096",
      description = "Block sizes, 1 to 8192; ${DEFAULT-VALUE} if left out.")
  List<Integer> blocks;

  @Option(
      names = "--instances",
      paramLabel = "<n>",
      split = ",",
      defaultValue = "1,4,16,64",
      description = "Numbers of instances, 1 to 1024; ${DEFAULT-VALUE} if left out.")
  List<Integer> instances;

  @Option(
      names = "--channels",
      paramLabel = "<n>",
      split = ",",
      defaultValue = "1,2",
      description = "Channels per instance, 1 to 8; ${DEFAULT-VALUE} if left out.")
  List<Integer> channels;

  @Option(
      names = "--seconds",
      paramLabel = "<s>",
      defaultValue = "1",
      description = "How long each row is measured, 0.01 to 600 s; ${DEFAULT-VALUE} if left out.")
  double seconds;

  @Option(
      names = "--lv2",
      paramLabel = "<uri>",
      description = "An LV2 plugin to measure beside it, with lv2bench; may be repeated.")
  List<String> lv2 = List.of();

  @Option(
      names = "--ladspa",
      paramLabel = "<file:label>",
      description = "A LADSPA plugin to measure beside it; may be repeated.")
  List<String> ladspa = List.of();

  @Option(names = "--json", description = "Print the rows as JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireWithin("--block", blocks, 8192);
    requireWithin("--instances", instances, 1024);
    requireWithin("--channels", channels, 8);
    if (!(seconds >= 0.01 && seconds <= 600)) {
      throw new CommandFailure(ExitCode.USAGE, "--seconds must be 0.01 to 600: " + seconds);
    }
    List<NativeBench> others = new ArrayList<>();
    lv2.forEach(uri -> others.add(new NativeBench.Lv2(uri)));
    ladspa.forEach(plugin -> others.add(NativeBench.Ladspa.of(plugin)));
    if (!VectorUnit.isPresent()) {
      common.err().println("gainprint: warning: " + CommonOptions.NO_VECTORS);
    }
    ObjectNode root = Json.object();
    root.put("java", Runtime.version().toString());
    root.put("sampleRateHz", RealtimeBench.RATE_HZ);
    ArrayNode rows = root.putArray("rows");
    if (!json) {
      common.out().print(RealtimeBench.Row.HEADER);
    }
    for (RealtimeBench.Case measured : cases()) {
      RealtimeBench.Row row = new RealtimeBench(measured).run(seconds);
      if (!json) {
        common.out().print(row.text());
        common.out().flush();
      }
      row.put(rows.addObject());
    }
    natives(others, root.putArray("natives"));
    if (json) {
      common.out().print(Json.text(root));
    }
    return ExitCode.OK;
  }

  private static void requireWithin(String option, List<Integer> values, int most) {
    for (int value : values) {
      if (value < 1 || value > most) {
        throw new CommandFailure(
            ExitCode.USAGE, "%s must be 1 to %d: %d".formatted(option, most, value));
      }
    }
  }

  private List<RealtimeBench.Case> cases() {
    List<RealtimeBench.Case> cases = new ArrayList<>();
    for (RealtimeBench.Kind kind : RealtimeBench.Kind.values()) {
      for (int block : blocks) {
        for (int channel : channels) {
          for (int instance : instances) {
            cases.add(new RealtimeBench.Case(kind, block, channel, instance));
          }
        }
      }
    }
    return cases;
  }

  /// Native plugins, each in turn with the compressor at the same block size, so that what else the
  /// machine does meets both.
  private void natives(List<NativeBench> others, ArrayNode rows)
      throws IOException, InterruptedException {
    for (NativeBench other : others) {
      for (int block : blocks) {
        double[] theirs = new double[NativeBench.TURNS];
        double[] ours = new double[NativeBench.TURNS];
        for (int turn = 0; turn < NativeBench.TURNS; turn++) {
          theirs[turn] = other.nsPerFrame(block);
          ours[turn] =
              new RealtimeBench(new RealtimeBench.Case(RealtimeBench.Kind.PROCESSOR, block, 1, 1))
                  .run(Math.min(seconds, 0.5))
                  .nsPerSample();
        }
        double their = NativeBench.median(theirs);
        double our = NativeBench.median(ours);
        if (!json) {
          common
              .out()
              .printf(
                  "%s, block %d: %.2f ns a frame, ours (mono) %.2f: %.2f times%n",
                  other.name(), block, their, our, their / our);
          common.out().flush();
        }
        rows.addObject()
            .put("plugin", other.name())
            .put("blockFrames", block)
            .put("nsPerFrame", their)
            .put("oursNsPerFrame", our);
      }
    }
  }
}
