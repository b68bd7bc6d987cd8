package io.gainprint.fitting.linear;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorTest {
  @Test
  void of_array_isCopiedInAndOut() {
    double[] values = {1, 2};
    Vector v = Vector.of(values);
    values[0] = 9;
    v.toArray()[1] = 9;

    assertThat(v).isEqualTo(Vector.of(1, 2)).hasSameHashCodeAs(Vector.of(1, 2));
    assertThat(v).hasToString("[1.0, 2.0]");
  }

  @Test
  void arithmetic_isByElement() {
    Vector v = Vector.of(3, -4);

    assertThat(v.plus(-2, Vector.of(1, 1))).isEqualTo(Vector.of(1, -6));
    assertThat(v.times(0.5)).isEqualTo(Vector.of(1.5, -2));
    assertThat(v.dot(Vector.of(2, 1))).isEqualTo(2);
    assertThat(v.norm()).isEqualTo(5);
    assertThat(v.maxNorm()).isEqualTo(4);
    assertThat(v.select(1, 1, 0)).isEqualTo(Vector.of(-4, -4, 3));
    assertThat(Vector.zero(0).maxNorm()).isZero();
  }

  @Test
  void maxNorm_ofNan_isNan() {
    assertThat(Vector.of(1, Double.NaN, 2).maxNorm()).isNaN();
  }
}
