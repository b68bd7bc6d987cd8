package io.gainprint.dsp.equaliser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Derivatives of coefficients with respect to parameters against central differences, in units of
/// [Points#scales].
class DesignDerivativeTest {
  /// Truncation h²/6 and rounding 1e-16/h, each of terms up to 10, balance at 1e-5.
  private static final double STEP = 1e-5;

  static List<Points> points() {
    List<Points> points = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      for (double f : new double[] {60, 1000, 19000}) {
        CookbookDesign design = new CookbookDesign(shape, 44100);
        points.add(
            shape.hasGain()
                ? Points.of().and(design, f, 0.8, f == 1000 ? 0 : -7.5)
                : Points.of().and(design, f, 2.5));
      }
    }
    for (OnePoleDesign.Shape shape : OnePoleDesign.Shape.values()) {
      for (double f : new double[] {60, 1000, 19000}) {
        OnePoleDesign design = new OnePoleDesign(shape, 44100);
        points.add(
            shape.hasGain()
                ? Points.of().and(design, f, f == 1000 ? 0 : -7.5)
                : Points.of().and(design, f));
      }
    }
    RandomGenerator random = RandomSignals.random(1);
    for (int order : new int[] {1, 2, 3, 8, 32}) {
      double[] theta = random.doubles(2 * order + 1, -0.6, 0.6).toArray();
      points.add(Points.of().and(new ReflectionDesign(order), theta));
      points.add(Points.of().and(new LadderDesign(order), theta));
    }
    points.add(Points.of().and(new GainDesign(), -4));
    return points;
  }

  @ParameterizedTest
  @MethodSource("points")
  void first_equalsCentralDifferenceOfCoefficients(Points c) {
    double[] scales = c.scales();
    DesignedSection section = c.sections().getFirst();
    double size = size(section);
    for (int i = 0; i < c.count(); i++) {
      DesignedSection up = c.moved(i, STEP).sections().getFirst();
      DesignedSection down = c.moved(i, -STEP).sections().getFirst();
      for (int k = 0; k <= section.coefficients().order(); k++) {
        double b = up.coefficients().feedForward(k) - down.coefficients().feedForward(k);
        double a = up.coefficients().feedback(k) - down.coefficients().feedback(k);
        // See the step.
        assertThat(section.feedForward(k, i) * scales[i])
            .isCloseTo(b / (2 * STEP), within(1e-9 * size));
        assertThat(section.feedback(k, i) * scales[i])
            .isCloseTo(a / (2 * STEP), within(1e-9 * size));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("points")
  void second_equalsCentralDifferenceOfFirst(Points c) {
    double[] scales = c.scales();
    DesignedSection section = c.sections().getFirst();
    double size = size(section);
    for (int j = 0; j < c.count(); j++) {
      DesignedSection up = c.moved(j, STEP).sections().getFirst();
      DesignedSection down = c.moved(j, -STEP).sections().getFirst();
      for (int i = 0; i < c.count(); i++) {
        double scale = scales[i] * scales[j];
        for (int k = 0; k <= section.coefficients().order(); k++) {
          double b = (up.feedForward(k, i) - down.feedForward(k, i)) * scales[i];
          double a = (up.feedback(k, i) - down.feedback(k, i)) * scales[i];
          // See the step; fourth derivatives go up to 100: the largest is 2e-9.
          assertThat(section.feedForward(k, i, j) * scale)
              .isCloseTo(b / (2 * STEP), within(5e-9 * size));
          assertThat(section.feedback(k, i, j) * scale)
              .isCloseTo(a / (2 * STEP), within(5e-9 * size));
        }
      }
    }
  }

  /// The largest coefficient, which roundings are in proportion to.
  private static double size(DesignedSection section) {
    double size = 1;
    for (int k = 0; k <= section.coefficients().order(); k++) {
      size = Math.max(size, Math.abs(section.coefficients().feedForward(k)));
      size = Math.max(size, Math.abs(section.coefficients().feedback(k)));
    }
    return size;
  }

  /// By hand: a₁ = k₁ (1 + k₂), a₂ = k₂.
  @Test
  void reflections_ofSecondOrder() {
    DesignedSection section = new ReflectionDesign(2).at(3, 4, 5, -0.5, 0.25);

    assertThat(section.feedback(1, 3)).isEqualTo(1.25);
    assertThat(section.feedback(1, 4)).isEqualTo(-0.5);
    assertThat(section.feedback(2, 3)).isZero();
    assertThat(section.feedback(2, 4)).isEqualTo(1);
    assertThat(section.feedback(1, 3, 4)).isEqualTo(1);
    assertThat(section.feedback(1, 4, 3)).isEqualTo(1);
    assertThat(section.feedback(1, 3, 3)).isZero();
    assertThat(section.feedback(0, 3)).isZero();
    assertThat(section.feedForward(1, 1)).isEqualTo(1);
    assertThat(section.feedForward(1, 2)).isZero();
    assertThat(section.feedForward(1, 1, 1)).isZero();
  }
}
