package io.gainprint.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Measures a native plugin in a native host of its own, so that nothing of ours is in the figure.
sealed interface NativeBench {
  /// Measurements, of which the median counts.
  int TURNS = 5;

  /// What it is called.
  String name();

  /// Runs it once.
  ///
  /// @param blockFrames frames per block
  /// @return ns per frame
  double nsPerFrame(int blockFrames) throws IOException, InterruptedException;

  /// An LV2 plugin in lv2bench, which feeds it noise.
  ///
  /// @param uri of the plugin
  record Lv2(String uri) implements NativeBench {
    private static final long FRAMES = 1 << 21;
    private static final Pattern SECONDS = Pattern.compile("^\\s*([0-9.]+)", Pattern.MULTILINE);

    @Override
    public String name() {
      return uri;
    }

    @Override
    public double nsPerFrame(int blockFrames) throws IOException, InterruptedException {
      String text =
          ForeignProgram.output(
              List.of("lv2bench", "-b", "" + blockFrames, "-n", "" + FRAMES, uri),
              "lv2bench; install lilv-utils");
      Matcher seconds = SECONDS.matcher(text);
      if (!seconds.find()) {
        throw new CommandFailure(
            ExitCode.FAILED, "lv2bench did not run %s: %s".formatted(uri, text.strip()));
      }
      return Double.parseDouble(seconds.group(1)) * 1e9 / FRAMES;
    }
  }

  /// A LADSPA plugin in a small host in C, compiled when it is needed, which feeds it noise.
  ///
  /// @param file the library
  /// @param label of the plugin in it
  record Ladspa(Path file, String label) implements NativeBench {
    private static final long FRAMES = 1 << 22;

    /// Reads `file:label`.
    static Ladspa of(String text) {
      int colon = text.lastIndexOf(':');
      if (colon < 1 || colon == text.length() - 1) {
        throw new CommandFailure(ExitCode.USAGE, "--ladspa must be file:label: " + text);
      }
      return new Ladspa(Path.of(text.substring(0, colon)), text.substring(colon + 1));
    }

    @Override
    public String name() {
      return file + ":" + label;
    }

    @Override
    public double nsPerFrame(int blockFrames) throws IOException, InterruptedException {
      try (ForeignProgram host = ForeignProgram.compile("ladspa-bench", "-O2", "-lm", "-ldl")) {
        return host.number("" + file, label, "" + blockFrames, "" + FRAMES);
      }
    }
  }

  /// The middle one of an odd number.
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
