package io.gainprint.dsp.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.compressor.CompressorLoss.Order;
import io.gainprint.dsp.filter.PreEmphasis;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The Hessian with the curvature of the switches against differences over finite steps, and
/// against what single samples at a switch must give.
class SwitchingTermTest {
  private static final int COUNT = CompressorCoefficients.COUNT;
  private static final double RATE_HZ = 44100;
  private static final double POLE = PreEmphasis.poleAt(RATE_HZ);
  private static final double WIDTH = 0.01;

  private static final CompressorCoefficients DEVICE =
      new CompressorParameters(-20, 3, 1, 200, 3).at(RATE_HZ);
  private static final CompressorCoefficients FAR =
      new CompressorParameters(-30, 6, 8, 60, 0).at(RATE_HZ);

  /// Ten seconds of music, more or less, and their pre-emphasised output of [#DEVICE].
  private static final double[] SOUND =
      RandomSignals.programme(RandomSignals.random(1), 10 * (int) RATE_HZ);

  private static final double[] TARGET = target();

  private static double[] target() {
    double[] target = new double[SOUND.length];
    new Compressor(DEVICE).process(SOUND, 0, target, 0, SOUND.length);
    new PreEmphasis(POLE).process(target, 0, target, 0, target.length);
    return target;
  }

  /// So far of the way from [#FAR] to [#DEVICE].
  private static CompressorCoefficients onTheWay(double share) {
    double[] a = Theta.of(FAR);
    double[] b = Theta.of(DEVICE);
    double[] theta = new double[COUNT];
    Arrays.setAll(theta, i -> a[i] + share * (b[i] - a[i]));
    return Theta.coefficients(theta);
  }

  private static SwitchingTerm term(CompressorCoefficients at) {
    double[] scales = Theta.scales(at);
    return new SwitchingTerm(WIDTH, scales[0], scales[1], scales[2], scales[3]);
  }

  private static Derivatives scaled(CompressorLoss loss, CompressorCoefficients at) {
    double[] ones = new double[SOUND.length];
    Arrays.fill(ones, 1);
    loss.accumulate(SOUND, TARGET, ones, 0, SOUND.length);
    return loss.derivatives().inVariables(Theta.scales(at), new double[COUNT]);
  }

  private static Derivatives without(CompressorCoefficients at, Order order) {
    return scaled(new CompressorLoss(at, POLE, 0, order), at);
  }

  private static Derivatives with(CompressorCoefficients at) {
    return scaled(CompressorLoss.withSwitching(at, POLE, 0, term(at)), at);
  }

  /// Central differences of the gradient, with the width of the boxes as their step.
  private static double[][] differences(CompressorCoefficients at) {
    double[][] h = new double[COUNT][COUNT];
    double[] scales = Theta.scales(at);
    for (int j = 0; j < COUNT; j++) {
      for (int sign : new int[] {-1, 1}) {
        CompressorCoefficients moved = Theta.moved(at, j, sign * WIDTH);
        Derivatives d = without(moved, Order.GRADIENT);
        double[] scalesThere = Theta.scales(moved);
        for (int i = 0; i < COUNT; i++) {
          double gradient = d.gradient(i) / scalesThere[i] * scales[i];
          h[i][j] += 0.5 * sign * gradient / (2 * WIDTH);
          h[j][i] += 0.5 * sign * gradient / (2 * WIDTH);
        }
      }
    }
    return h;
  }

  /// Frobenius norm of the difference, with a diagonal of 1 for each diagonal element expected.
  private static double error(Derivatives actual, double[][] expected) {
    double sum = 0;
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j < COUNT; j++) {
        double difference = actual.hessian(i, j) - expected[i][j];
        sum += difference * difference / Math.abs(expected[i][i] * expected[j][j]);
      }
    }
    return Math.sqrt(sum);
  }

  /// Errors without and with the term, rounded up. What remains is the truncation of differences,
  /// and that the samples beside a switch are counted one by one.
  @ParameterizedTest
  @CsvSource({"0, 4.1, 0.012", "0.5, 1.1, 0.006", "0.9, 1.6, 0.022", "0.99, 0.12, 0.0013"})
  void hessianWithTerm_isThatOfFiniteSteps(double share, double without, double with) {
    CompressorCoefficients at = onTheWay(share);
    double[][] expected = differences(at);

    assertThat(error(without(at, Order.HESSIAN), expected)).isBetween(0.8 * without, without);
    assertThat(error(with(at), expected)).isLessThan(with);
  }

  @Test
  void term_withoutResidual_isZero() {
    Derivatives without = without(DEVICE, Order.HESSIAN);
    Derivatives with = with(DEVICE);

    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j <= i; j++) {
        double size = Math.sqrt(with.gaussNewton(i, i) * with.gaussNewton(j, j));
        // Residuals are roundings of samples below 1, 1e-16, which adjoint and 1/2w may multiply by
        // a thousand each.
        assertThat(with.hessian(i, j)).isCloseTo(without.hessian(i, j), within(1e-10 * size));
      }
    }
  }

  @Test
  void valueGradientAndGaussNewton_areThoseWithoutTheTerm() {
    Derivatives without = without(FAR, Order.HESSIAN);
    Derivatives with = with(FAR);

    assertThat(with.value()).isEqualTo(without.value());
    for (int i = 0; i < COUNT; i++) {
      assertThat(with.gradient(i)).isEqualTo(without.gradient(i));
      assertThat(with.hessian(4, i)).isEqualTo(without.hessian(4, i)); // make-up switches nothing
      for (int j = 0; j <= i; j++) {
        assertThat(with.gaussNewton(i, j)).isEqualTo(without.gaussNewton(i, j));
      }
    }
  }

  /// An attack of 1 reaches the static gain f at once, so that the second sample is at the switch,
  /// where ∂_A e = −g_A = 1 − f is all that moves: ∂_T e = f_T − f_T, likewise for the ratio.
  @Test
  void term_ofSampleBetweenAttackAndRelease_isInAttack() {
    CompressorCoefficients at = new CompressorCoefficients(-4, 4, 1, 0.25, 0);
    SwitchingTerm term = new SwitchingTerm(0.01, 8, 4, 0.5, 0.25);
    double[] x = {1, 1};

    double[] k = term(at, term, x);

    // Without a pole z = y[n] − y[n−1], which is 0 here, so that r = 1: K = 2 r (α_R − α_A)(1 − f)
    // (1 − f) / 2w with w = h D_A (1 − f), f = −3 dB.
    double expected = -0.75 * (1 - Decibels.toFactor(-3)) / (0.01 * 0.5);
    for (int ij = 0; ij < k.length; ij++) {
      if (ij == Derivatives.packed(2, 2)) {
        assertThat(k[ij] / expected).isCloseTo(1, within(1e-13)); // less a Hessian of like size
      } else if (ij != Derivatives.packed(0, 2) && ij != Derivatives.packed(1, 2)) {
        assertThat(k[ij]).isZero();
      } else {
        assertThat(k[ij]).isCloseTo(0, within(1e-12)); // f_T − g_T is 0 up to rounding
      }
    }
  }

  /// Just below the threshold and on release, as is what rests.
  @Test
  void term_ofSampleBesideTheThreshold_isInThreshold() {
    CompressorCoefficients at = new CompressorCoefficients(-6, 4, 0.5, 0.25, 0);
    SwitchingTerm term = new SwitchingTerm(0.01, 10, 4, 0.5, 0.25);
    double x = Decibels.toFactor(-6.09);

    double[] k = term(at, term, new double[] {0, x});
    double[] further = term(at, term, new double[] {0, Decibels.toFactor(-6.11)});

    // z_TT = m x s_TT, r = x + 1, w = 0.1 dB.
    double expected = 2 * (x + 1) * x * -0.25 * Decibels.KAPPA * 0.75 / (2 * 0.1);
    assertThat(k[0] / expected).isCloseTo(1, within(1e-14));
    k[0] = 0;
    assertThat(k).containsOnly(0);
    assertThat(further).containsOnly(0);
  }

  /// What it adds to the Hessian of the second sample, whose target is −1.
  private static double[] term(CompressorCoefficients at, SwitchingTerm term, double[] x) {
    CompressorLoss without = new CompressorLoss(at, 0, 0, Order.HESSIAN);
    CompressorLoss with = CompressorLoss.withSwitching(at, 0, 0, term);
    without.accumulate(x, new double[] {0, -1}, new double[] {0, 1}, 0, 2);
    with.accumulate(x, new double[] {0, -1}, new double[] {0, 1}, 0, 2);
    double[] k = new double[COUNT * (COUNT + 1) / 2];
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j <= i; j++) {
        k[Derivatives.packed(i, j)] =
            with.derivatives().hessian(i, j) - without.derivatives().hessian(i, j);
      }
    }
    return k;
  }

  @Test
  void level_givesWhatItsSoundGives() {
    double[] level = new double[SOUND.length];
    Arrays.setAll(level, n -> Math.log(Math.max(Math.abs(SOUND[n]), 1e-8)));
    double[] ones = new double[SOUND.length];
    Arrays.fill(ones, 1);
    CompressorLoss byLevel = CompressorLoss.withSwitching(FAR, POLE, 0, term(FAR));
    byLevel.accumulate(level, SOUND, TARGET, ones, 0, SOUND.length);

    Derivatives actual = byLevel.derivatives().inVariables(Theta.scales(FAR), new double[COUNT]);
    Derivatives expected = with(FAR);
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j <= i; j++) {
        double size = Math.sqrt(expected.gaussNewton(i, i) * expected.gaussNewton(j, j));
        // Levels in dB and in nepers round in different places; sums of 441,000 terms.
        assertThat(actual.hessian(i, j))
            .isCloseTo(expected.hessian(i, j), within(1e-11 * (size + expected.value())));
      }
    }
  }

  @Test
  void term_outOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SwitchingTerm(0, 1, 1, 1, 1))
        .withMessage("width must be more than 0: 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SwitchingTerm(0.01, 1, -1, 1, 1))
        .withMessage("scale of the ratio must be at least 0.0: -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SwitchingTerm(0.01, 1, 1, Double.NaN, 1))
        .withMessage("scale of the attack coefficient must be a finite number: NaN");
  }
}
