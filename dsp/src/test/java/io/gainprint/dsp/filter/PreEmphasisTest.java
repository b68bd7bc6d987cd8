package io.gainprint.dsp.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.RandomSignals;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreEmphasisTest {
  private static final double POLE = 0.995;

  @ParameterizedTest
  @ValueSource(doubles = {44100, 48000, 96000, 192000})
  void gain_atTheCorner_isThreeDecibelsDownAtEveryRate(double sampleRateHz) {
    // The corner of the pole as an analogue filter has it, 35.18 Hz whatever the rate.
    double cornerHz = -Math.log(0.995) * 44100 / (2 * Math.PI);
    double omega = 2 * Math.PI * cornerHz / sampleRateHz;

    double gainDb = gainDb(PreEmphasis.poleAt(sampleRateHz), omega);

    // Sampling raises the gain there: |P|² = (2 − 2cos ω)/(1 + ρ² − 2ρ cos ω) = (1 + ω)/2 + O(ω²)
    // for ρ = exp(−ω), that is by 10 log10(1 + ω) = 0.022 dB at 44.1 kHz, and less at higher rates.
    double analogue = 10 * Math.log10(0.5);
    assertThat(gainDb).isBetween(analogue, analogue + 10 * Math.log10(1 + 1.01 * omega));
  }

  @Test
  void gain_farAboveTheCorner_isNearlyOne() {
    // At half the sample rate |P| = 2/(1 + ρ).
    assertThat(gainDb(POLE, Math.PI)).isCloseTo(Decibels.fromFactor(2 / 1.995), within(1e-12));
  }

  /// |P(exp(iω))| in dB as the Fourier sum of the impulse response, which is cut where it has
  /// fallen to ρᴺ = 1e-17 of its start.
  private static double gainDb(double pole, double omega) {
    double[] h = new double[(int) (Math.log(1e-17) / Math.log(pole))];
    h[0] = 1;
    filter(pole, h, h);
    double real = 0;
    double imaginary = 0;
    for (int n = 0; n < h.length; n++) {
      real += h[n] * Math.cos(omega * n);
      imaginary -= h[n] * Math.sin(omega * n);
    }
    return Decibels.fromFactor(Math.hypot(real, imaginary));
  }

  @Test
  void process_constantInput_decaysWithThePole() {
    double[] z = new double[2000];
    Arrays.fill(z, 1);

    filter(POLE, z, z);

    for (int n = 0; n < z.length; n++) {
      // The product of n roundings.
      assertThat(z[n]).isCloseTo(Math.pow(POLE, n), within((n + 1) * 0x1p-53));
    }
  }

  @Test
  void process_constantInputForLong_endsInExactSilence() {
    double[] z = new double[20000]; // 0.995^20000 = 3e-44, below the −600 dBFS of the state
    Arrays.fill(z, 1);
    PreEmphasis filter = new PreEmphasis(POLE);

    filter.process(z, 0, z, 0, z.length);
    assertThat(z[z.length - 1]).isPositive();
    Arrays.fill(z, 1);
    filter.process(z, 0, z, 0, z.length);

    assertThat(z).containsOnly(0);
  }

  @Test
  void process_anySplit_equalsOneBlock() {
    RandomGenerator random = RandomSignals.random(1);
    double[] y = RandomSignals.programme(random, 10_000);
    double[] whole = filter(POLE, y, new double[y.length]);

    double[] parts = new double[y.length];
    PreEmphasis filter = new PreEmphasis(POLE);
    RandomSignals.forEachBlock(
        random, y.length, (offset, length) -> filter.process(y, offset, parts, offset, length));

    assertThat(parts).isEqualTo(whole); // to the last bit
  }

  @Test
  void process_inPlace_equalsSeparateOutput() {
    double[] y = RandomSignals.noise(RandomSignals.random(2), 1000);
    double[] separate = filter(POLE, y, new double[y.length]);

    assertThat(filter(POLE, y, y)).isEqualTo(separate);
  }

  @Test
  void process_writesOnlyItsBlock() {
    double[] out = {7, 7, 7, 7};

    new PreEmphasis(POLE).process(new double[] {5, 1, 1}, 1, out, 2, 1);

    assertThat(out).containsExactly(7, 7, 1, 7);
  }

  @Test
  void reset_equalsNew() {
    double[] y = RandomSignals.noise(RandomSignals.random(3), 1000);
    double[] fresh = filter(POLE, y, new double[y.length]);
    PreEmphasis filter = new PreEmphasis(POLE);
    double[] again = new double[y.length];

    filter.process(y, 0, again, 0, y.length);
    filter.reset();
    filter.process(y, 0, again, 0, y.length);

    assertThat(again).isEqualTo(fresh);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.995, 0.99885})
  void adjoint_hasTheInnerProductOfTheFilter(double pole) {
    RandomGenerator random = RandomSignals.random(4);
    double[] v = RandomSignals.noise(random, 3000);
    double[] w = RandomSignals.noise(random, 3000);

    double[] pv = filter(pole, v, new double[v.length]);
    double[] ptw = new double[w.length];
    PreEmphasis.adjoint(pole, w, ptw);

    // ⟨Pv, w⟩ = ⟨v, Pᵀw⟩ to the roundings of two sums of 3000 products and of two filters.
    assertThat(dot(pv, w)).isCloseTo(dot(v, ptw), within(1e-14 * norm(pv) * norm(w)));
  }

  @Test
  void adjoint_inPlace_equalsSeparateOutput() {
    double[] w = RandomSignals.noise(RandomSignals.random(5), 1000);
    double[] separate = new double[w.length];

    PreEmphasis.adjoint(POLE, w, separate);
    PreEmphasis.adjoint(POLE, w, w);

    assertThat(w).isEqualTo(separate);
  }

  @Test
  void adjoint_lengthsDiffer_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PreEmphasis.adjoint(POLE, new double[3], new double[2]))
        .withMessage("lengths differ: 3 and 2");
  }

  @ParameterizedTest
  @CsvSource({"1", "1.5", "-0.1", "NaN", "Infinity", "-Infinity"})
  void constructor_poleOutOfRange_throws(double pole) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PreEmphasis(pole))
        .withMessage("pole must be in [0, 1): " + pole);
  }

  /// Half the time between samples is half the decay between them.
  @Test
  void poleAt_keepsTheDecayPerSecond() {
    assertThat(PreEmphasis.poleAt(44100)).isEqualTo(0.995);
    assertThat(PreEmphasis.poleAt(88200)).isCloseTo(Math.sqrt(0.995), within(0x1p-53));
    assertThat(PreEmphasis.poleAt(22050)).isCloseTo(0.995 * 0.995, within(0x1p-53));
  }

  private static double[] filter(double pole, double[] in, double[] out) {
    new PreEmphasis(pole).process(in, 0, out, 0, in.length);
    return out;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int n = 0; n < a.length; n++) {
      sum += a[n] * b[n];
    }
    return sum;
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }
}
