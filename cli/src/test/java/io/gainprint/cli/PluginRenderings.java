package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The installed plugins that the project's recordings were made with, and their settings.
enum PluginRenderings {
  SC4M(
      "/usr/lib/ladspa/sc4m_1916.so:sc4m",
      "rms=0",
      "attack=5",
      "release=200",
      "threshold=-24",
      "ratio=4",
      "knee=3",
      "makeup=0"),
  ZAMCOMP(
      "/usr/lib/ladspa/ZamComp-ladspa.so:ZamComp",
      "attack=10",
      "release=200",
      "threshold=-24",
      "ratio=4",
      "knee=0",
      "makeup=0");

  /// One step of 24 bits.
  private static final double STEP = 0x1p-23;

  private final String plugin;

  @SuppressWarnings("ImmutableEnumChecker") // it is
  private final List<String> controls;

  PluginRenderings(String plugin, String... controls) {
    this.plugin = plugin;
    this.controls = List.of(controls);
  }

  /// Renders a file; skips the test where the plugin is not installed.
  ///
  /// @param more further arguments
  Invocation render(Path dry, Path output, Object... more) {
    Path library = Path.of(plugin.substring(0, plugin.lastIndexOf(':')));
    assumeTrue(Files.exists(library), "skipped: " + library + " is not installed");
    List<Object> args = new ArrayList<>(List.of("process", dry, output, "--plugin", plugin));
    for (String control : controls) {
      args.add("--control=" + control);
    }
    args.addAll(List.of(more));
    return Invocation.of(args.toArray());
  }

  /// Checks that a plugin's output, before it is rounded to 24 bits, is half a step from the
  /// recording and no more: the recording was rounded from single precision by a way of its own.
  void assertRenders(Path dry, Path recording, Path folder) throws IOException {
    Path output = folder.resolve("rendered.wav");
    Invocation run = render(dry, output, "--bits", "32f");
    assertThat(run.exitCode()).as(run.err()).isZero();
    double[] rendered = SoundFiles.read(output)[0];
    double[] recorded = SoundFiles.read(recording)[0];
    assertThat(rendered).hasSameSizeAs(recorded);
    double most = 0;
    for (int n = 0; n < rendered.length; n++) {
      most = Math.max(most, Math.abs(rendered[n] - recorded[n]) / STEP);
    }
    assertThat(most).isLessThan(0.505);
  }
}
