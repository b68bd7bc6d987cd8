package io.gainprint.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MovingParametersTest {
  private static final Parameter LEVEL =
      new Parameter("level", "Level", "dB", -60, 0, -20, Parameter.Scale.LINEAR);
  private static final Parameter TIME =
      new Parameter("time", "Time", "ms", 1, 1000, 10, Parameter.Scale.LOGARITHMIC);

  @Test
  void step_twentyMilliseconds_goAlongStraightLinesOfTheScale() {
    MovingParameters moving = new MovingParameters(List.of(LEVEL, TIME));
    moving.activate(48_000); // 960 frames: 15 grids
    moving.set(0, -50);
    moving.set(1, 1000);

    for (int grid = 1; grid <= 15; grid++) {
      assertThat(moving.isMoving()).isTrue();
      moving.step();
      assertThat(moving.value(0)).isCloseTo(-20 - 30.0 * grid / 15, within(1e-12));
      assertThat(moving.value(1)).isCloseTo(10 * Math.pow(100, grid / 15.0), within(1e-9));
    }
    assertThat(moving.isMoving()).isFalse();
    assertThat(moving.value(1)).isEqualTo(1000); // to the last bit
  }

  @Test
  void set_onTheWay_turnsRoundWithoutAJump() {
    MovingParameters moving = new MovingParameters(List.of(LEVEL));
    moving.activate(48_000);
    moving.set(0, -50);
    moving.step();
    moving.set(0, -20);
    moving.step();

    assertThat(moving.value(0)).isCloseTo(-22 + 2.0 / 15, within(1e-12));
  }

  @Test
  void parameter_outOfItsOwnRange_isRefused() {
    assertThatThrownBy(() -> new Parameter("level", "", "", 0, 1, 2, Parameter.Scale.LINEAR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("level must lie within 0.0 to 1.0: 2.0");
    assertThatThrownBy(() -> new Parameter("time", "", "", 0, 1, 1, Parameter.Scale.LOGARITHMIC))
        .hasMessage("time moves along a logarithm and must be above 0: 0.0");
  }
}
