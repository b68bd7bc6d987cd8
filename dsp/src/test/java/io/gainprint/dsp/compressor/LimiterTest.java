package io.gainprint.dsp.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LimiterTest {
  static List<GoldenCase> golden() {
    return GoldenCase.all("limiter.json");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void process_publishedCases_isThePublishedGain(GoldenCase golden) {
    double[] x = golden.array("x");
    double[] gains = new double[x.length];
    Limiter limiter =
        new Limiter(
            golden.number("thresholdDb"),
            golden.number("attackCoefficient"),
            golden.number("releaseCoefficient"));

    for (int done = 0; done < x.length; done += 50) {
      limiter.process(x, done, gains, done, 50);
    }

    assertThat(gains).containsExactly(golden.array("gain"), within(1e-12)); // both in double
  }

  @Test
  void process_whatIsNoNumber_doesNotStick() {
    double[] x = new double[2000];
    x[0] = Double.NaN;
    x[1] = Double.POSITIVE_INFINITY;
    Limiter limiter = new Limiter(-6, 0.9, 0.5);

    limiter.process(x, 0, x, 0, x.length);

    assertThat(x[0]).isEqualTo(1);
    assertThat(x[1]).isLessThan(0.2);
    assertThat(limiter.gain()).isCloseTo(1, within(1e-9));
  }

  @Test
  void limiter_withoutAttack_isRefused() {
    assertThatThrownBy(() -> new Limiter(0, 0, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("attack coefficient");
  }
}
