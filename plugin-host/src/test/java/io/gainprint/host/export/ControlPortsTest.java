package io.gainprint.host.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.Interpolation;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ControlPortsTest {
  @Test
  void of_map_isTheUnitsKnobSwitchAndGain() {
    ControlPorts controls =
        ControlPorts.of(UnitControls.of(TestUnits.unevenMap(Interpolation.LINEAR)));

    assertThat(controls.ports())
        .extracting(ControlPort::symbol)
        .containsExactly("peak_reduction", "limit", "gain");
    assertThat(controls.ports().getFirst())
        .returns(10.0, ControlPort::least)
        .returns(100.0, ControlPort::most)
        .returns(61.0, ControlPort::initial); // the fitted position nearest to the middle
    assertThat(controls.presets()).hasSize(9);
    assertThat(controls.presets().getLast())
        .isEqualTo(new ControlPorts.Preset("Limit 100", List.of(100.0, 1.0, 0.0)));
  }

  @Test
  void of_parametersBeyondUsualRanges_widensThem() {
    ControlPorts controls =
        ControlPorts.of(
            new UnitControls.OfCompressor(new CompressorParameters(-75, 40, 0, 0.5, 50)));

    for (ControlPort port : controls.ports()) {
      assertThat(port.initial()).isBetween(port.least(), port.most());
    }
    assertThat(controls.ports().get(2).kind()).isEqualTo(ControlPort.Kind.MS); // 0 has no logarithm
  }

  @Test
  void port_unusable_isRefused() {
    assertThatThrownBy(() -> port("a b", 0, 1, 0)).hasMessageContaining("no symbol");
    assertThatThrownBy(() -> port("a", 1, 1, 1)).hasMessageContaining("cannot go");
    assertThatThrownBy(() -> port("a", 0, 1, 2)).hasMessageContaining("cannot go");
    assertThatThrownBy(() -> port("a", 0, Double.NaN, 0)).hasMessageContaining("cannot go");
    ControlPort port = port("gain", 0, 1, 0);
    assertThatThrownBy(() -> new ControlPorts(List.of(port, port), List.of()))
        .hasMessageContaining("two ports are called gain");
    ControlPort latency = port("latency", 0, 1, 0);
    assertThatThrownBy(() -> new ControlPorts(List.of(latency), List.of()))
        .hasMessageContaining("latency");
  }

  private static ControlPort port(String symbol, double least, double most, double initial) {
    return new ControlPort(symbol, "A", ControlPort.Kind.DB, "", least, most, initial);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-161, 61})
  void unit_thresholdOutOfRange_isRefused(double thresholdDb) {
    CompressorParameters p = new CompressorParameters(thresholdDb, 2, 1, 1, 0);

    assertThatThrownBy(() -> new ExportedUnit("x", new UnitControls.OfCompressor(p), 0))
        .hasMessageContaining("threshold must be -160 to 60 dBFS to be exported");
  }

  /// What lv2_validate does not look at.
  @Test
  void turtle_ports_areNumberedFromZeroWithSymbolsOfTheirOwn() {
    for (ExportedUnit unit : List.of(TestUnits.la2a(), TestUnits.compressor("x", 2))) {
      String turtle =
          PluginBundle.of(unit, ExportFormat.LV2).files().getOrDefault("plugin.ttl", "");
      String[] plugins = turtle.split("a lv2:Plugin", -1);
      assertThat(plugins).hasSize(3);
      for (int i = 1; i < plugins.length; i++) {
        List<String> indices = all("lv2:index (\\d+)", plugins[i]);
        for (int k = 0; k < indices.size(); k++) {
          assertThat(indices.get(k)).isEqualTo("" + k);
        }
        String ports = plugins[i].substring(plugins[i].indexOf("lv2:port ["));
        List<String> symbols = all("lv2:symbol \"(\\w+)\"", ports).subList(0, indices.size());
        assertThat(symbols).doesNotHaveDuplicates();
        assertThat(symbols.contains("latency")).isEqualTo(unit.lookAheadMs() > 0);
      }
    }
  }

  private static List<String> all(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.results().map(result -> result.group(1)).toList();
  }
}
