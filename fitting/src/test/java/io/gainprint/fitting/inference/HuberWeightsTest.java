package io.gainprint.fitting.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class HuberWeightsTest {
  @Test
  void weight_beyondCutoff_fallsWithMagnitude() {
    HuberWeights huber = new HuberWeights(2);

    assertThat(huber.weight(2)).isEqualTo(1);
    assertThat(huber.weight(-8)).isEqualTo(0.25);
    assertThat(huber.weight(0)).isEqualTo(1);
    assertThat(huber.weight(Double.POSITIVE_INFINITY)).isEqualTo(0);
    assertThat(huber.weight(Double.NaN)).isNaN();
  }

  @Test
  void of_knownMedian_isInUnitsOfTheNormalDeviation() {
    double[] residuals = {-3, 1, 0, -2, 100};

    // 1 / Φ⁻¹(¾), correctly rounded; the median of magnitudes is 2.
    assertThat(HuberWeights.of(residuals, 1.5).cutoff())
        .isCloseTo(1.5 * 1.482602218505602 * 2, within(1e-14));
    assertThat(HuberWeights.of(new float[] {-3, 1, 0, -2, 100}, 1.5))
        .isEqualTo(HuberWeights.of(residuals, 1.5));
    assertThat(residuals).containsExactly(-3, 1, 0, -2, 100);
  }

  @Test
  void of_evenNumber_takesTheMeanOfTheMiddle() {
    assertThat(HuberWeights.of(new double[] {1, -2, 4, 9}, 1).cutoff())
        .isCloseTo(1.482602218505602 * 3, within(1e-14)); // rounding
  }

  /// Of Gaussian residuals 17.9 % lie beyond 1.345 σ, whether they are white or not.
  @Test
  void of_whiteAndColouredResiduals_weighsTheSameShareDown() {
    Random random = new Random(5);
    int n = 200_000;
    double[] white = DoubleStream.generate(random::nextGaussian).limit(n).toArray();
    double[] coloured = white.clone();
    for (int i = 1; i < n; i++) {
      coloured[i] += 0.9 * coloured[i - 1];
    }

    // 4 σ of the binomial; with neighbours that correlate over 20 samples, of as many fewer.
    assertThat(shareBeyond(white)).isCloseTo(0.17862, within(0.004));
    assertThat(shareBeyond(coloured)).isCloseTo(0.17862, within(0.016));
  }

  private static double shareBeyond(double[] residuals) {
    double[] weights = new double[residuals.length];
    HuberWeights.of(residuals, HuberWeights.EFFICIENT).fill(residuals, weights);
    return DoubleStream.of(weights).filter(w -> w < 1).count() / (double) weights.length;
  }

  @Test
  void fill_floats_agreesWithEachWeight() {
    HuberWeights huber = new HuberWeights(0.1);
    float[] residuals = {0.05f, -0.4f, 0};
    float[] weights = new float[3];

    huber.fill(residuals, weights);
    for (int n = 0; n < 3; n++) {
      assertThat(weights[n]).isEqualTo((float) huber.weight(residuals[n]));
    }
    huber.fill(residuals, residuals); // in place
    assertThat(residuals).isEqualTo(weights);
  }

  @Test
  void of_mostResidualsZero_givesAllFullWeight() {
    assertThat(HuberWeights.of(new double[] {0, 0, 0, 5}, 1.345).weight(5)).isEqualTo(1);
  }

  @Test
  void of_whatHasNoScale_isRefused() {
    assertThatThrownBy(() -> HuberWeights.of(new double[0], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("residuals must be at least one");
    assertThatThrownBy(() -> HuberWeights.of(new double[] {1, Double.NaN}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("residual must be a number: sample 1");
    assertThatThrownBy(() -> HuberWeights.of(new double[] {1}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("deviations must be positive: 0.0");
    assertThatThrownBy(() -> new HuberWeights(1).fill(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weights must be as many as residuals, 2: 3");
  }
}
