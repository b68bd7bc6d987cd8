package io.gainprint.fitting.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BoxTest {
  private final Box box = Box.of(Vector.of(-3, 0.1), Vector.of(5, 0.7));

  @Test
  void at_cornersOfTheUnitCube_areCornersOfTheBox() {
    assertThat(box.at(Vector.of(0, 0))).isEqualTo(box.lower());
    assertThat(box.at(Vector.of(1, 1))).isEqualTo(box.upper()); // no rounding beyond a face
    assertThat(box.at(Vector.of(0.5, 0)).at(0)).isEqualTo(1);
    assertThat(box.widths().at(0)).isEqualTo(8);
  }

  @Test
  void clip_pointOutside_isMovedToTheNearestFace() {
    assertThat(box.clip(Vector.of(-4, 0.3))).isEqualTo(Vector.of(-3, 0.3));
    assertThat(box.clip(Vector.of(6, 0.8))).isEqualTo(box.upper());
    assertThat(box.clip(Vector.of(2, 0.2))).isEqualTo(Vector.of(2, 0.2));
  }

  @Test
  void clip_infiniteBounds_holdNothing() {
    double infinity = Double.POSITIVE_INFINITY;
    Box half = Box.of(Vector.of(-infinity, 0), Vector.of(infinity, infinity));

    assertThat(half.clip(Vector.of(-1e300, -1))).isEqualTo(Vector.of(-1e300, 0));
  }

  @Test
  void contains_facesBelong_nanDoesNot() {
    assertThat(box.contains(box.lower())).isTrue();
    assertThat(box.contains(box.upper())).isTrue();
    assertThat(box.contains(Vector.of(0, 0.71))).isFalse();
    assertThat(box.contains(Vector.of(-3.1, 0.5))).isFalse();
    assertThat(box.contains(Vector.of(Double.NaN, 0.5))).isFalse();
  }

  @Test
  void of_boundsThatMakeNoBox_areRefused() {
    assertThatThrownBy(() -> Box.of(Vector.of(1), Vector.of(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bounds must be in order: 1.0 and 0.0");
    assertThatThrownBy(() -> Box.of(Vector.of(Double.NaN), Vector.of(0)))
        .hasMessage("bounds must be in order: NaN and 0.0");
    assertThatThrownBy(() -> Box.of(Vector.of(0), Vector.of(0, 1)))
        .hasMessage("bounds must have the same dimension: 1 and 2");
  }

  @Test
  void equals_sameCorners_areTheSameBox() {
    Box same = Box.of(Vector.of(-3, 0.1), Vector.of(5, 0.7));
    assertThat(same).isEqualTo(box).hasSameHashCodeAs(box);
    assertThat(Box.of(Vector.of(-3, 0.1), Vector.of(5, 0.8))).isNotEqualTo(box);
    assertThat(box).hasToString("[-3.0, 0.1] to [5.0, 0.7]");
  }
}
