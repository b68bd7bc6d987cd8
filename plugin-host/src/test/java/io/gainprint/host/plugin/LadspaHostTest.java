package io.gainprint.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gainprint.host.plugin.PluginException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LadspaHostTest {
  private static final int RATE = 48_000;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir static Path folder;

  @BeforeAll
  static void compile() throws IOException, InterruptedException {
    NativeBuild.library("units.c", folder.resolve("units.so"));
  }

  private static PluginHost host(Duration limit) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("LADSPA_PATH", "/nowhere:" + folder);
    return new PluginHost(limit, environment, List.of("liblilv-0.so.0"));
  }

  private static PluginRenderer open(String label, int channels, int block, String... controls)
      throws IOException {
    return host(LIMIT)
        .open(PluginId.parse("units:" + label), RATE, channels, block, List.of(controls));
  }

  private static double[][] ramps(int channels, int frames) {
    double[][] planar = new double[channels][frames];
    for (int channel = 0; channel < channels; channel++) {
      double sign = 1 - 2 * channel;
      Arrays.setAll(planar[channel], n -> sign * (n + 1) / 1024.0);
    }
    return planar;
  }

  @Test
  void process_aMonoPluginOnTwoChannels_isTwoInstances() throws IOException {
    double[][] planar = ramps(2, 64);

    try (PluginRenderer plugin = open("gain", 2, 16, "gain_f=0.5")) {
      plugin.process(planar, 64);
      assertThat(plugin.latencyFrames()).isZero();
    }

    assertThat(planar[0]).isEqualTo(Arrays.stream(ramps(2, 64)[0]).map(x -> x / 2).toArray());
    assertThat(planar[1]).isEqualTo(Arrays.stream(ramps(2, 64)[1]).map(x -> x / 2).toArray());
  }

  @Test
  void process_stereoPlugin_hasASilentSideChain() throws IOException {
    double[][] planar = {{1, 2}, {0.25, 0.5}};

    try (PluginRenderer plugin = open("stereo", 2, 2)) {
      plugin.process(planar, 2);
    }

    assertThat(planar[0]).containsExactly(1.25, 2.5);
    assertThat(planar[1]).containsExactly(0.75, 1.5);
  }

  @Test
  void process_stereoPluginOnMonoSound_hearsItTwiceAndGivesItsFirstOutput() throws IOException {
    double[][] planar = {{1, 2}};

    try (PluginRenderer plugin = open("stereo", 1, 2)) {
      plugin.process(planar, 2);
    }

    assertThat(planar[0]).containsExactly(2, 4);
  }

  @Test
  void open_stereoPluginOnThreeChannels_isRefused() {
    assertThatThrownBy(() -> open("stereo", 3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 inputs and 2 outputs")
        .hasMessageContaining("3 channels");
  }

  @Test
  void process_latePlugin_saysHowLateItIs() throws IOException {
    double[][] planar = ramps(1, 128);

    try (PluginRenderer plugin = open("late", 1, 64)) {
      plugin.process(planar, 128);
      assertThat(plugin.latencyFrames()).isEqualTo(100);
    }

    assertThat(planar[0][99]).isZero();
    assertThat(planar[0][100]).isEqualTo(1 / 1024.0);
  }

  @Test
  void close_pluginThatFailsAsItIsTakenDown_hasNoInfluence() throws IOException {
    double[][] planar = ramps(1, 128);

    try (PluginRenderer plugin = open("badend", 1, 64)) {
      plugin.process(planar, 128);
    }

    assertThat(planar[0][100]).isEqualTo(1 / 1024.0);
  }

  private static void assertFails(
      String label, Duration limit, Reason reason, Consumer<String> message) throws IOException {
    double[][] planar = ramps(1, 64);
    try (PluginRenderer plugin =
        host(limit).open(PluginId.parse("units:" + label), RATE, 1, 64, List.of())) {
      assertThatThrownBy(() -> plugin.process(planar, 64))
          .isInstanceOfSatisfying(
              PluginException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(reason);
                message.accept(String.valueOf(e.getMessage()));
              });
    }
    assertThat(planar).isDeepEqualTo(ramps(1, 64)); // as it was
  }

  @Test
  void process_pluginThatAborts_isNamedWithItsSignalAndLastLines() throws IOException {
    assertFails(
        "aborts",
        LIMIT,
        Reason.DIED,
        message ->
            assertThat(message)
                .isEqualTo(
                    "plugin units:aborts crashed with SIGABRT; it had printed: first line | about"
                        + " to abort"));
  }

  @Test
  void process_pluginThatWritesToNull_isNamedWithItsSignalAndPlace() throws IOException {
    assertFails(
        "null",
        LIMIT,
        Reason.DIED,
        message ->
            assertThat(message)
                .startsWith("plugin units:null crashed with SIGSEGV in [units.so+0x")
                .doesNotContain("printed"));
  }

  @Test
  void process_pluginThatExits_isNamedWithItsStatus() throws IOException {
    assertFails(
        "exits",
        LIMIT,
        Reason.DIED,
        message ->
            assertThat(message)
                .isEqualTo(
                    "plugin units:exits ended its process with exit status 3; it had printed: good"
                        + " bye"));
  }

  @Test
  void process_pluginThatNeverReturns_isEnded() throws IOException {
    assertFails(
        "loops",
        Duration.ofSeconds(3),
        Reason.HUNG,
        message ->
            assertThat(message)
                .isEqualTo("plugin units:loops did not return within 3 s, and was ended"));
  }

  @Test
  void process_partOfABlock_isRefused() throws IOException {
    try (PluginRenderer plugin = open("gain", 1, 16)) {
      assertThatThrownBy(() -> plugin.process(ramps(1, 64), 24))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("whole blocks of 16: 24");
    }
  }

  @Test
  void describe_readsTheHints() throws IOException {
    PluginDescription found = host(LIMIT).describe(PluginId.parse("units:gain"), RATE);

    assertThat(found.name()).isEqualTo("Test unit gain");
    assertThat(found.controls())
        .containsExactly(
            new ControlPort(0, "gain_factor", "Gain factor (x)", 2, 0, 4, "x", List.of()),
            new ControlPort(1, "gain_mode", "Gain Mode", 1, 0, 1, "", List.of()));
  }

  @Test
  void list_namesWhatIsBrokenAndListsTheRest(@TempDir Path mixed)
      throws IOException, InterruptedException {
    Files.copy(folder.resolve("units.so"), mixed.resolve("z_units.so"));
    Files.writeString(mixed.resolve("text.so"), "no library at all\n".repeat(10));
    Files.createFile(mixed.resolve("empty.so"));
    NativeBuild.library("units.c", mixed.resolve("crash.so"), "-DCRASH_ON_LOAD");
    NativeBuild.library(
        "units.c", mixed.resolve("other.so"), "-Dladspa_descriptor=other_descriptor");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("LADSPA_PATH", mixed.toString());
    List<String> warnings = new ArrayList<>();

    List<PluginDescription> plugins =
        new PluginHost(LIMIT, environment, List.of("libnosuchlilv.so")).list(warnings::add);

    assertThat(plugins)
        .extracting(plugin -> plugin.id().toString())
        .hasSize(8)
        .contains("z_units:gain", "z_units:stereo");
    assertThat(warnings).hasSize(5);
    assertThat(warnings.get(0)).contains("LV2").contains("liblilv-0-0").contains("libnosuchlilv");
    assertThat(warnings.get(1)).contains("crash.so").contains("SIGABRT");
    assertThat(warnings.get(2)).contains("empty.so").contains("file too short");
    assertThat(warnings.get(3)).contains("other.so").contains("no LADSPA plugin is in it");
    assertThat(warnings.get(4)).contains("text.so").contains("invalid ELF header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"units:nothing", "units", "units.so:"})
  void describe_labelThatIsNotThere_listsThoseThatAre(String id) {
    assertThatThrownBy(() -> host(LIMIT).describe(PluginId.parse(id), RATE))
        .isInstanceOfSatisfying(
            PluginException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MISSING))
        .hasMessageContaining("gain, aborts, null");
  }

  @Test
  void describe_libraryThatIsNotThere_saysWhereItWasLookedFor() {
    assertThatThrownBy(() -> host(LIMIT).describe(PluginId.parse("nothing:gain"), RATE))
        .isInstanceOfSatisfying(
            PluginException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MISSING))
        .hasMessageContaining("there is no library nothing in " + folder);
  }

  @Test
  void open_pluginThatMakesNoInstance_isRefused() {
    assertThatThrownBy(
            () -> host(LIMIT).open(PluginId.parse("units:gain"), 384_000, 1, 64, List.of()))
        .isInstanceOfSatisfying(
            PluginException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNUSABLE))
        .hasMessageContaining("plugin units:gain: it makes no instance");
  }
}
