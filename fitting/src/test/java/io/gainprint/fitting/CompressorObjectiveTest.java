package io.gainprint.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.compressor.lanes.HessianAssembly;
import io.gainprint.dsp.filter.PreEmphasis;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Order;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressorObjectiveTest {
  private static final double RATE = 8000;
  private static final CompressorParameters TRUTH = new CompressorParameters(-20, 4, 5, 100, 2);
  private static final CompressorParameters ELSEWHERE = new CompressorParameters(-28, 3, 2, 70, 1);
  private static final WindowPlan PLAN = new WindowPlan(1, 0.25);

  private final ExecutorService executor = Executors.newFixedThreadPool(2);
  private final SimulatedPair pair = new SimulatedPair(TRUTH, RATE, 3.3, 1e-3, 1);
  private final CompressorObjective objective = objective(0, executor);

  private CompressorObjective objective(int lookAhead, ExecutorService threads) {
    return new CompressorObjective(pair.dry, pair.wet, RATE, PLAN, lookAhead, threads);
  }

  @AfterEach
  void stopThreads() {
    executor.close();
  }

  private Vector point(CompressorParameters parameters) {
    return objective.coordinates().toPoint(parameters.at(RATE));
  }

  @Test
  void esr_equalsItsDefinition() {
    double error = 0;
    double energy = 0;
    for (WindowPlan.Window window : PLAN.over(pair.dry.length, RATE)) {
      int length = window.end() - window.start();
      double[] y = new double[length];
      double[] t = new double[length];
      for (int n = 0; n < length; n++) {
        y[n] = pair.dry[window.start() + n];
        t[n] = pair.wet[window.start() + n];
      }
      new Compressor(ELSEWHERE.at(RATE)).process(y, 0, y, 0, length);
      new PreEmphasis(PreEmphasis.poleAt(RATE)).process(y, 0, y, 0, length);
      new PreEmphasis(PreEmphasis.poleAt(RATE)).process(t, 0, t, 0, length);
      for (int n = window.countedFrom() - window.start(); n < length; n++) {
        error += (y[n] - t[n]) * (y[n] - t[n]);
        energy += t[n] * t[n];
      }
    }

    // The same sums in another order: some 1e4 roundings, mostly cancelling.
    assertThat(objective.esr(ELSEWHERE.at(RATE)) * energy / error).isCloseTo(1, within(1e-12));
  }

  @Test
  void value_equalsThatOfDerivatives() {
    Vector z = point(ELSEWHERE);

    // The coordinates' logistic function there and back costs an ulp or two of each coefficient.
    assertThat(objective.derivatives(z, Order.HESSIAN).value() / objective.value(z))
        .isCloseTo(1, within(1e-13));
  }

  @Test
  void derivatives_equalCentralDifferences() {
    Vector z = point(ELSEWHERE);
    Derivatives d = objective.derivatives(z, Order.HESSIAN);
    // Small enough that hardly a sample changes between attack and release, which a step sees and
    // an exact derivative
    // does not; truncation is then about h² = 1e-10 of the scale, rounding 1e-16 / h = 1e-11.
    double h = 1e-5;
    for (int i = 0; i < z.dimension(); i++) {
      int moved = i;
      Vector unit = Vector.of(z.dimension(), k -> k == moved ? 1 : 0);
      Derivatives up = objective.derivatives(z.plus(h, unit), Order.HESSIAN);
      Derivatives down = objective.derivatives(z.plus(-h, unit), Order.HESSIAN);
      assertThat((up.value() - down.value()) / (2 * h))
          .isCloseTo(d.gradient(i), within(1e-6 * gradientScale(d)));
      for (int j = 0; j < z.dimension(); j++) {
        assertThat((up.gradient(j) - down.gradient(j)) / (2 * h))
            .as("second derivative %d %d", i, j)
            .isCloseTo(d.hessian(i, j), within(0.02 * hessianScale(d)));
      }
    }
  }

  private static double gradientScale(Derivatives d) {
    return Vector.of(d.dimension(), d::gradient).maxNorm();
  }

  private static double hessianScale(Derivatives d) {
    return Vector.of(d.dimension(), i -> d.hessian(i, i)).maxNorm();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void derivatives_onAnyNumberOfThreads_areTheSameToTheLastBit(int threads) {
    Vector z = point(ELSEWHERE);
    Derivatives expected = objective.derivatives(z, Order.HESSIAN);
    try (ExecutorService others = Executors.newFixedThreadPool(threads)) {
      Derivatives actual = objective(0, others).derivatives(z, Order.HESSIAN);

      assertThat(actual.value()).isEqualTo(expected.value());
      for (int i = 0; i < z.dimension(); i++) {
        assertThat(actual.gradient(i)).isEqualTo(expected.gradient(i));
        for (int j = 0; j < z.dimension(); j++) {
          assertThat(actual.hessian(i, j)).isEqualTo(expected.hessian(i, j));
        }
      }
    }
  }

  static Stream<HessianAssembly> exactAssemblies() {
    return Arrays.stream(HessianAssembly.values())
        .filter(assembly -> assembly != HessianAssembly.CENTRAL_DIFFERENCES);
  }

  @ParameterizedTest
  @MethodSource("exactAssemblies")
  void derivatives_byEveryAssembly_areTheSame(HessianAssembly assembly) {
    for (boolean isVectorised : new boolean[] {false, true}) {
      assertSame(derivatives(new HessianSettings(assembly, isVectorised, 1L << 30)), 1e-12);
    }
  }

  /// A second of 8000 samples at 72 to 120 bytes: a megabyte holds one window, and not eight.
  @ParameterizedTest
  @MethodSource("exactAssemblies")
  void derivatives_inLittleMemory_areTheSame(HessianAssembly assembly) {
    assertSame(derivatives(new HessianSettings(assembly, true, 1L << 20)), 1e-12);
  }

  /// The samples that change branch between the points make a difference of their own.
  @Test
  void derivatives_byCentralDifferences_areNotFarOff() {
    assertSame(derivatives(HessianSettings.of(HessianAssembly.CENTRAL_DIFFERENCES)), 0.05);
  }

  @Test
  void objective_thatMayNotKeepOneWindow_isRefused() {
    HessianSettings tight =
        new HessianSettings(HessianAssembly.REVERSE_OVER_REVERSE, true, 900_000);
    assertThatThrownBy(() -> derivatives(tight))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "reverse-over-reverse keeps 1 MB of a window, and may keep 0 MB: allow more, or take"
                + " block-adjoint");
  }

  @Test
  void hessianSettings_withoutMemory_areRefused() {
    assertThatThrownBy(() -> new HessianSettings(HessianAssembly.BLOCK_ADJOINT, true, 0))
        .hasMessage("memory must be more than nothing: 0");
  }

  private Derivatives derivatives(HessianSettings hessian) {
    return new CompressorObjective(
            pair.dry, pair.wet, RATE, PLAN, 0, hessian, executor, new Cancellation())
        .derivatives(point(ELSEWHERE), Order.HESSIAN);
  }

  /// In units in which the Gauss-Newton matrix has a unit diagonal; sums of some 1e4 products in
  /// another order.
  private void assertSame(Derivatives actual, double tolerance) {
    Derivatives expected = objective.derivatives(point(ELSEWHERE), Order.HESSIAN);
    assertThat(actual.value() / expected.value()).isCloseTo(1, within(1e-12));
    for (int i = 0; i < expected.dimension(); i++) {
      double size = Math.sqrt(expected.value() * expected.gaussNewton(i, i));
      assertThat(actual.gradient(i)).isCloseTo(expected.gradient(i), within(1e-12 * size));
      for (int j = 0; j <= i; j++) {
        double both = Math.sqrt(expected.gaussNewton(i, i) * expected.gaussNewton(j, j));
        assertThat(actual.hessian(i, j))
            .as("second derivative %d %d", i, j)
            .isCloseTo(expected.hessian(i, j), within(tolerance * both));
      }
    }
  }

  @Test
  void derivativesOfSegments_sumToThoseOfTheWhole() {
    Vector z = point(ELSEWHERE);
    Derivatives d = objective.derivatives(z, Order.HESSIAN);

    List<Derivatives> segments = objective.derivativesOfSegments(z, 0.1);

    for (int i = 0; i < 5; i++) {
      int k = i;
      double sum = segments.stream().mapToDouble(s -> s.gradient(k)).sum();
      double curvature = segments.stream().mapToDouble(s -> s.gaussNewton(k, k)).sum();
      // Differences of growing sums: rounding of the whole, not of the part.
      assertThat(sum).isCloseTo(d.gradient(k), within(1e-12 * gradientScale(d)));
      assertThat(curvature / d.gaussNewton(k, k)).isCloseTo(1, within(1e-12));
    }
    // 3.05 s counted in windows of 0.75 s, the last of 0.05 s: 8 segments each, and 1.
    assertThat(segments).hasSize(4 * 8 + 1);
    assertThat(objective.segments(0.1)).hasSize(4 * 8 + 1);
    assertThat(objective.segments(0.1).get(1).toString()).isEqualTo("recording, 0.4 to 0.5 s");
  }

  @Test
  void derivativesOfParts_sumToThoseOfTheWhole_andKeptOnesToThoseOfTheRest() {
    Vector z = point(ELSEWHERE);
    List<Derivatives> parts = objective.derivativesOfParts(z, Order.HESSIAN);
    CompressorObjective two = objective.only(List.of(0, 2));

    double sum = parts.stream().mapToDouble(Derivatives::value).sum();
    double of02 =
        (parts.get(0).value() + parts.get(2).value())
            * objective.targetEnergy()
            / two.targetEnergy();

    assertThat(sum / objective.value(z)).isCloseTo(1, within(1e-13)); // other order of summation
    assertThat(two.value(z) / of02).isCloseTo(1, within(1e-13));
    assertThatThrownBy(() -> objective.only(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void matched_hasTheMakeUpOfLeastErrorAndSaysWhatIsLeft() {
    CompressorCoefficients quiet = new CompressorParameters(-20, 4, 5, 100, -30).at(RATE);

    CompressorObjective.Matched matched = objective.matched(quiet);

    // The truth but for the make-up, which all samples decide, up to the noise of −60 dB and starts
    // at rest.
    assertThat(matched.coefficients().makeUpDb()).isCloseTo(TRUTH.makeUpDb(), within(5e-3));
    assertThat(objective.esr(matched.coefficients()) / matched.esr())
        .isCloseTo(1, within(1e-6)); // a difference that leaves 1e-6 of its terms
  }

  @Test
  void residuals_squaredAndSummed_areTheError() {
    for (int lookAhead : new int[] {0, 40, 5000}) {
      CompressorObjective delayed = objective(lookAhead, executor);
      CompressorCoefficients at = ELSEWHERE.at(RATE);

      double sum = 0;
      for (float r : delayed.residuals(at)) {
        sum += (double) r * r;
      }

      // Every residual is rounded to 24 bits.
      assertThat(sum / delayed.targetEnergy() / delayed.esr(at)).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void weighted_equalsTheSumOfWeightedResiduals() {
    CompressorObjective delayed = objective(40, executor);
    CompressorCoefficients at = ELSEWHERE.at(RATE);
    float[] residuals = delayed.residuals(at);
    float[] weights = new float[residuals.length];
    double sum = 0;
    for (int n = 0; n < weights.length; n++) {
      weights[n] = n % 7 / 7f;
      sum += (double) weights[n] * residuals[n] * residuals[n];
    }

    CompressorObjective weighted = delayed.weighted(weights);

    // Every residual is rounded to 24 bits.
    assertThat(weighted.esr(at) * delayed.targetEnergy() / sum).isCloseTo(1, within(1e-6));
    assertThat(weighted.unweighted().esr(at)).isEqualTo(delayed.esr(at));
  }

  @Test
  void esr_withLookAhead_isThatOfTheAlignedOutput() {
    int lookAhead = 40;
    double[] x = new double[pair.dry.length + lookAhead];
    for (int n = 0; n < pair.dry.length; n++) {
      x[n] = pair.dry[n];
    }
    new Compressor(TRUTH.at(RATE), lookAhead).process(x, 0, x, 0, x.length);
    float[] early = new float[pair.dry.length];
    for (int n = 0; n < early.length; n++) {
      early[n] = (float) x[n + lookAhead];
    }
    var withLookAhead =
        new CompressorObjective(
            pair.dry, early, RATE, new WindowPlan(10, 0.25), lookAhead, executor);
    var without =
        new CompressorObjective(pair.dry, early, RATE, new WindowPlan(10, 0.25), 0, executor);

    // What is left is the rounding of the target to floats, 2⁻²⁴ relative: squared, 4e-15.
    assertThat(withLookAhead.esr(TRUTH.at(RATE))).isLessThan(1e-14);
    assertThat(without.esr(TRUTH.at(RATE))).isGreaterThan(1e-4);
  }

  @Test
  void excerpt_keepsEvenlySpreadWindows() {
    CompressorObjective excerpt = objective.excerpt(2);

    assertThat(objective.excerpt(99)).isSameAs(objective);
    assertThat(excerpt.windows()).hasSize(2);
  }

  @Test
  void objective_nothingToCompare_isRefused() {
    float[] second = new float[(int) RATE];
    assertThatThrownBy(
            () -> new CompressorObjective(second, second, RATE, WindowPlan.PUBLISHED, 0, executor))
        .hasMessage("a recording must be longer than the warm-up of 1.0 s: 1.000 s");
    assertThatThrownBy(
            () -> new CompressorObjective(pair.dry, new float[1], RATE, PLAN, 0, executor))
        .hasMessage("dry and wet must be equally long: 26400 and 1 samples");
    assertThatThrownBy(() ->
            new CompressorObjective(pair.dry, new float[pair.dry.length], RATE, PLAN, 0, executor))
        .hasMessage("the wet recording is silent after the warm-up");
  }
}
