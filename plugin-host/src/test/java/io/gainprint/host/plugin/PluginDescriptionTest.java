package io.gainprint.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PluginDescriptionTest {
  private static final PluginDescription PLUGIN =
      new PluginDescription(
          new PluginId.Ladspa("lib", "unit"),
          "Unit",
          "",
          1,
          0,
          1,
          List.of(
              control(0, "attack_time", "Attack time (ms)", 1.5f, 400, "ms"),
              control(2, "threshold", "Threshold", -30, 0, "dB"),
              control(5, "thru", "Thr-U", Float.NaN, Float.NaN, ""),
              control(7, "th", "Other", 0, 1, "")),
          List.of());

  private static ControlPort control(
      int index, String symbol, String name, float least, float most, String unit) {
    return new ControlPort(index, symbol, name, 0, least, most, unit, List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "attack_time=5, 0",
    "Attack time (ms)=5, 0",
    "ATTACK TIME=5, 0",
    "attack=5, 0",
    "att =5, 0",
    "thr u =5, 5",
    "thre=-5, 2",
    "th=0.5, 7", // whole, although others begin so
    "thru=1e9, 5"
  })
  void values_namesInManyForms_findTheControl(String assignment, int index) {
    assertThat(PLUGIN.values(List.of(assignment))).containsOnlyKeys(index);
  }

  @Test
  void values_severalOfOneControl_theLastCounts() {
    assertThat(PLUGIN.values(List.of("attack=5", "attack_time = 7.5"))).isEqualTo(Map.of(0, 7.5f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"attack=1", "attack=401", "attack=NaN", "attack=", "attack=fast"})
  void values_outOfRange_namesTheRange(String assignment) {
    assertThatThrownBy(() -> PLUGIN.values(List.of(assignment)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("attack_time must be 1.5 to 400 ms: ");
  }

  @Test
  void values_unknownControl_listsThoseThereAre() {
    assertThatThrownBy(() -> PLUGIN.values(List.of("ratio=4")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "plugin lib:unit has no control ratio; it has attack_time, threshold, thru, th");
  }

  @Test
  void values_beginningOfSeveral_listsThem() {
    assertThatThrownBy(() -> PLUGIN.values(List.of("thr=0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("may be any of threshold, thru");
  }

  @ParameterizedTest
  @ValueSource(strings = {"attack", "=5", ""})
  void values_noAssignment_isRefused(String text) {
    assertThatThrownBy(() -> PLUGIN.values(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name=value");
  }

  @ParameterizedTest
  @CsvSource({
    "urn:a:b, true",
    "http://a.b/c#d, true",
    "sc4_1882:sc4, false",
    "amp:amp_mono, false",
    "/usr/lib/ladspa/sc4_1882.so:sc4, false"
  })
  void parse_tellsUrisFromLibraries(String text, boolean lv2) {
    PluginId id = PluginId.parse(text);

    assertThat(id instanceof PluginId.Lv2).isEqualTo(lv2);
    assertThat(id).hasToString(text);
  }
}
