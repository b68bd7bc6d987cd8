package io.gainprint.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gainprint.host.plugin.PluginException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Lv2HostTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final PluginId PROBE = PluginId.parse("urn:gainprint:probe");

  @TempDir static Path folder;

  @BeforeAll
  static void compile() throws IOException, InterruptedException {
    assumeTrue(hasLilv(), "skipped: the library lilv is not here");
    assumeTrue(
        Files.exists(Path.of("/usr/include/lv2/worker/worker.h")),
        "skipped: the headers of LV2 (lv2-dev) are not here");
    Path bundle = Files.createDirectory(folder.resolve("probe.lv2"));
    NativeBuild.copy("manifest.ttl", bundle.resolve("manifest.ttl"));
    NativeBuild.library("probe.c", bundle.resolve("probe.so"));
  }

  private static boolean hasLilv() throws IOException {
    try (var files = Files.walk(Path.of("/usr/lib"), 2)) {
      return files.anyMatch(file -> file.endsWith("liblilv-0.so.0"));
    }
  }

  private static PluginHost host(String lilv) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("LV2_PATH", folder + ":/usr/lib/lv2");
    return new PluginHost(LIMIT, environment, List.of(lilv));
  }

  private static PluginHost host() {
    return host("liblilv-0.so.0");
  }

  @Test
  void process_pluginThatNeedsEveryFeature_getsThem() throws IOException {
    double[][] planar = new double[1][192];
    Arrays.fill(planar[0], 1);

    try (PluginRenderer plugin = host().open(PROBE, 44_100, 1, 64, List.of("LEVEL=half"))) {
      plugin.process(planar, 192);
      assertThat(plugin.latencyFrames()).isEqualTo(32);
    }

    assertThat(planar[0][31]).isZero();
    assertThat(planar[0][32]).isEqualTo(32); // 64 of the options, by a half
    assertThat(planar[0][95]).isEqualTo(32);
    assertThat(planar[0][96]).isEqualTo(96); // by three of the worker
    assertThat(planar[0][191]).isEqualTo(96);
  }

  @Test
  void describe_readsControlsUnitsAndScalePoints() throws IOException {
    PluginDescription found = host().describe(PROBE, 44_100);

    assertThat(found.name()).isEqualTo("Probe");
    assertThat(found.category()).isEqualTo("Compressor Plugin");
    assertThat(found.controls())
        .containsExactly(
            new ControlPort(
                2,
                "level",
                "Level of it",
                1,
                0.25f,
                4,
                "x",
                List.of(new ScalePoint("Half", 0.5f), new ScalePoint("Double", 2))));
  }

  @Test
  void open_pluginThatNeedsMore_isRefusedByNameOfTheFeature() {
    assertThatThrownBy(
            () -> host().open(PluginId.parse("urn:gainprint:strange"), 44_100, 1, 64, List.of()))
        .isInstanceOfSatisfying(
            PluginException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNUSABLE))
        .hasMessageContaining("urn:gainprint:telepathy");
  }

  @Test
  void describe_uriThatIsNotThere_saysSo() {
    assertThatThrownBy(() -> host().describe(PluginId.parse("urn:gainprint:nothing"), 44_100))
        .isInstanceOfSatisfying(
            PluginException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MISSING))
        .hasMessageContaining("plugin urn:gainprint:nothing: there is no such plugin");
  }

  @Test
  void describe_withoutLilv_saysWhatToInstall() {
    assertThatThrownBy(() -> host("libnosuchlilv.so").describe(PROBE, 44_100))
        .isInstanceOfSatisfying(
            PluginException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNUSABLE))
        .hasMessageContaining("Debian: liblilv-0-0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://calf.sourceforge.net/plugins/MonoCompressor",
        "http://lsp-plug.in/plugins/lv2/compressor_mono",
        "http://lsp-plug.in/plugins/lv2/sc_compressor_mono",
        "urn:zamaudio:ZamComp"
      })
  void process_installedCompressors_giveSound(String uri) throws IOException {
    PluginHost host = host();
    assumeTrue(
        host.list(_ -> {}).stream().anyMatch(plugin -> plugin.id().toString().equals(uri)),
        "skipped: " + uri + " is not installed");
    double[][] planar = new double[1][44_100 / 100 * 100];
    Arrays.setAll(planar[0], n -> 0.5 * Math.sin(0.05 * n));

    try (PluginRenderer plugin = host.open(PluginId.parse(uri), 44_100, 1, 100, List.of())) {
      plugin.process(planar, planar[0].length);
    }

    assertThat(Arrays.stream(planar[0]).allMatch(Double::isFinite)).isTrue();
    assertThat(Arrays.stream(planar[0]).map(Math::abs).max().orElseThrow()).isBetween(0.05, 2.0);
  }
}
