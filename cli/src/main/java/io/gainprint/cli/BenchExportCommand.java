package io.gainprint.cli;

import io.gainprint.dsp.unit.PublishedUnits;
import io.gainprint.host.export.BundleFolder;
import io.gainprint.host.export.ExportFormat;
import io.gainprint.host.export.ExportedUnit;
import io.gainprint.host.export.NativeCompiler;
import io.gainprint.host.export.PluginBundle;
import io.gainprint.host.export.UnitControls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `gainprint bench export`: what an exported plugin costs beside others.
@Command(
    name = "export",
    description = {
      "Exports the published LA-2A, compiles it, and runs it through lv2bench in turn with the other"
          + " compressors that are installed. Needs lv2bench and lv2ls (Debian: lilv-utils) and a C"
          + " compiler."
    },
    footer = {
      "",
      "ns per frame: median over the rounds; lv2bench feeds silence with all controls at their"
          + " defaults. x ours: over that of our mono plugin.",
      "",
      "Example:",
      "  gainprint bench export --against http://calf.sourceforge.net/plugins/Compressor"
    })
final class BenchExportCommand implements Callable<Integer> {
  /// Compressors that Debian has.
  private static final List<String> KNOWN =
      List.of(
          "http://calf.sourceforge.net/plugins/MonoCompressor",
          "http://calf.sourceforge.net/plugins/Compressor",
          "http://lsp-plug.in/plugins/lv2/compressor_mono",
          "http://lsp-plug.in/plugins/lv2/compressor_stereo");

  @Mixin CommonOptions common;

  @Option(
      names = "--against",
      paramLabel = "<uri>",
      description =
          "An LV2 plugin to compare with; may be given several times. If left out, those of Calf and"
              + " LSP that are installed.")
  @Nullable List<String> against;

  @Option(
      names = "--rounds",
      paramLabel = "<n>",
      defaultValue = "7",
      description = "Runs of each plugin; ${DEFAULT-VALUE} if left out.")
  int rounds;

  @Option(
      names = "--block-size",
      paramLabel = "<frames>",
      defaultValue = "64",
      description = "Frames in a block; ${DEFAULT-VALUE} if left out.")
  int blockFrames;

  @Option(
      names = "--frames",
      paramLabel = "<n>",
      defaultValue = "1000000",
      description = "Frames in a run; ${DEFAULT-VALUE} if left out.")
  int frames;

  @Option(names = "--json", description = "Print the rows as JSON.")
  boolean json;

  /// The runs of one plugin.
  private record Contender(String uri, List<Double> seconds) {
    double median() {
      List<Double> sorted = seconds.stream().sorted().toList();
      return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
  }

  @Override
  public Integer call() throws IOException {
    requireAtLeast1("--rounds", rounds);
    requireAtLeast1("--block-size", blockFrames);
    requireAtLeast1("--frames", frames);
    NativeCompiler compiler = NativeCompiler.of(System.getenv());
    PluginBundle bundle =
        PluginBundle.of(
            new ExportedUnit("LA-2A", UnitControls.of(PublishedUnits.la2a()), 0), ExportFormat.LV2);
    Path place = Files.createTempDirectory("gainprint");
    Path folder = place.resolve(bundle.folderName());
    try {
      BundleFolder.write(bundle, folder, false, compiler);
      measure(bundle, place);
    } finally {
      BundleFolder.delete(folder);
      Files.delete(place);
    }
    return ExitCode.OK;
  }

  private static void requireAtLeast1(String option, int value) {
    if (value < 1) {
      throw new CommandFailure(ExitCode.USAGE, option + " must be at least 1: " + value);
    }
  }

  private void measure(PluginBundle bundle, Path place) throws IOException {
    String path =
        place + ":" + Objects.requireNonNullElse(System.getenv("LV2_PATH"), "/usr/lib/lv2");
    List<String> installed = run(path, "lv2ls").lines().toList();
    List<Contender> contenders = new ArrayList<>();
    for (String uri : bundle.uris()) {
      contenders.add(new Contender(uri, new ArrayList<>()));
    }
    for (String uri : Objects.requireNonNullElse(against, KNOWN)) {
      if (installed.contains(uri)) {
        contenders.add(new Contender(uri, new ArrayList<>()));
      } else if (against != null) {
        throw new CommandFailure(ExitCode.USAGE, "plugin is not installed: " + uri);
      }
    }
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : contenders) {
        contender.seconds().add(seconds(path, contender.uri()));
      }
      if (!common.quiet()) {
        common.err().printf("gainprint: %d of %d%n", round, rounds);
      }
    }
    print(contenders);
  }

  private double seconds(String path, String uri) throws IOException {
    String line = run(path, "lv2bench", "-b", "" + blockFrames, "-n", "" + frames, uri).strip();
    try {
      return Double.parseDouble(line.split(" ", -1)[0]);
    } catch (NumberFormatException e) {
      throw new CommandFailure(ExitCode.FAILED, "lv2bench did not run %s: %s".formatted(uri, line));
    }
  }

  private void print(List<Contender> contenders) {
    double ours = contenders.getFirst().median();
    List<Contender> sorted =
        contenders.stream().sorted(Comparator.comparingDouble(Contender::median)).toList();
    if (json) {
      ObjectNode root = Json.object();
      root.put("blockFrames", blockFrames).put("frames", frames).put("rounds", rounds);
      ArrayNode rows = root.putArray("rows");
      for (Contender contender : sorted) {
        rows.addObject()
            .put("uri", contender.uri())
            .put("nsPerFrame", 1e9 * contender.median() / frames);
      }
      common.out().print(Json.text(root));
      return;
    }
    common.out().printf(Locale.ROOT, "%10s %8s  %s%n", "ns/frame", "x ours", "plugin");
    for (Contender contender : sorted) {
      common
          .out()
          .printf(
              Locale.ROOT,
              "%10.2f %8.1f  %s%n",
              1e9 * contender.median() / frames,
              contender.median() / ours,
              contender.uri());
    }
  }

  /// What a program of lilv prints; what it says of other plugins is passed over.
  private static String run(String path, String... words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("LV2_PATH", path);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED, words[0] + " is not installed; Debian has it in lilv-utils");
    }
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
