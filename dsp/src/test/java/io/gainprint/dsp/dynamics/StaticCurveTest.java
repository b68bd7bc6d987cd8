package io.gainprint.dsp.dynamics;

import static io.gainprint.dsp.processor.ProcessorContract.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.processor.ProcessorContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticCurveTest {
  /// For central differences of functions of size 1 whose variables are of size 1 to 100: rounding
  /// leaves 1e-16/h, truncation h² times a third derivative, both some 1e-11.
  private static final double STEP = 1e-5;

  /// 10 times what is measured; of the largest value of a derivative.
  private static final double DIFFERENCES = 1e-8;

  private static final int LENGTH = 200;

  /// Curves from levels in dB, of random settings.
  static List<Curve> levelCurves() {
    List<Curve> curves = new ArrayList<>();
    for (int seed = 0; seed < 6; seed++) {
      RandomGenerator random = RandomSignals.random(seed);
      double t = random.nextDouble(-40, -20);
      double knee = random.nextDouble(1, 20);
      double ratio = random.nextDouble(1.2, 10);
      curves.add(new CompressorCurve(t, ratio, knee));
      curves.add(new ExpanderCurve(t, 1 / ratio, knee, random.nextDouble(10, 30)));
      curves.add(new CompressorExpanderCurve(t, ratio, t - 15, 1 / ratio));
      curves.add(new GateCurve(t, random.nextDouble(10, 60)));
    }
    curves.add(new CompressorExpanderCurve(-40, 3, -20, 0.7)); // both act between the thresholds
    curves.add(new CompressorCurve(-30, 4, 0));
    curves.add(new ExpanderCurve(-30, 0.3, 0, 40));
    return curves;
  }

  /// Curves from amplitudes.
  static List<Curve> amplitudeCurves() {
    return List.of(
        new Magnitude(),
        new Square(),
        new Level(),
        new MakeUp(4),
        new MakeUp(0),
        new LimiterCurve(-12),
        new LimiterCurve(-3));
  }

  static List<Curve> curves() {
    List<Curve> curves = new ArrayList<>(levelCurves());
    curves.addAll(amplitudeCurves());
    curves.add(new Root());
    return curves;
  }

  @ParameterizedTest
  @MethodSource("curves")
  void firstDerivatives_ofAnyCurve_areDifferences(Curve curve) {
    double[] x = farFromKinks(curve, 1);
    double[] y = values(curve, x);
    double[][] first = rows(1 + curve.parameters().length);
    curve.first(x, y, 0, LENGTH, first);

    for (int i = 0; i < first.length; i++) {
      double h = STEP;
      double[] above = valuesAt(curve, x, i, h);
      double[] below = valuesAt(curve, x, i, -h);
      assertClose("by variable " + i, first[i], quotient(above, below), DIFFERENCES);
    }
  }

  @ParameterizedTest
  @MethodSource("curves")
  void secondDerivatives_ofAnyCurve_areDifferencesOfFirst(Curve curve) {
    double[] x = farFromKinks(curve, 2);
    double[] y = values(curve, x);
    int variables = 1 + curve.parameters().length;
    double[][] second = rows(variables * (variables + 1) / 2);
    curve.second(x, y, 0, LENGTH, second);

    for (int i = 0; i < variables; i++) {
      double[][] above = firstAt(curve, x, i, STEP);
      double[][] below = firstAt(curve, x, i, -STEP);
      for (int j = 0; j <= i; j++) {
        assertClose(
            "by variables %d and %d".formatted(i, j),
            second[Derivatives.packed(i, j)],
            quotient(above[j], below[j]),
            DIFFERENCES);
      }
    }
  }

  /// Without hard knees, whose width cannot move both ways.
  static List<Curve> movable() {
    return curves().stream()
        .filter(c -> !(c instanceof CompressorCurve k && k.kneeDb() == 0))
        .filter(c -> !(c instanceof ExpanderCurve k && k.kneeDb() == 0))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("movable")
  void memoryless_ofAnyCurve_keepsTheContract(Curve curve) {
    for (int seed = 0; seed < 3; seed++) {
      double[] x = farFromKinks(curve, seed);
      ProcessorContract.verify(new Memoryless(curve), x, new double[0], seed);
    }
  }

  @ParameterizedTest
  @MethodSource("curves")
  void values_ofNaN_areNaN(Curve curve) {
    assertThat(values(curve, new double[] {Double.NaN})[0]).isNaN();
  }

  @ParameterizedTest
  @MethodSource("curves")
  void parameters_ofAnotherNumber_areRefused(Curve curve) {
    double[] tooMany = Arrays.copyOf(curve.parameters(), curve.parameters().length + 1);

    assertThatThrownBy(() -> curve.with(tooMany))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parameters must hold");
    assertThat(curve.with(curve.parameters())).isEqualTo(curve);
  }

  @Test
  void softKnee_insideTheKnee_isTheParabolaOfThePaper() {
    double t = -20;
    double r = 4;
    double w = 10;
    for (double x = -24.5; x < -15; x += 0.7) {
      double out = x + (1 / r - 1) * (x - t + w / 2) * (x - t + w / 2) / (2 * w); // equation 4
      double gainDb = Decibels.fromFactor(value(new CompressorCurve(t, r, w), x));
      assertThat(x + gainDb).isCloseTo(out, within(1e-13)); // rounding of numbers up to 30
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-60, -31, -30, -29, -12, 0, 6})
  void softKnee_ofNoWidth_isTheHardKnee(double x) {
    double hard = Math.exp(Decibels.KAPPA * Math.min(0, (1 - 1 / 3.0) * (-30 - x)));
    double[][] first = rows(4);
    double[][] second = rows(10);
    CompressorCurve curve = new CompressorCurve(-30, 3, 0);
    double[] at = {x};
    double[] y = values(curve, at);
    curve.first(at, y, 0, 1, first);
    curve.second(at, y, 0, 1, second);
    double s = Decibels.KAPPA * (2 / 3.0);

    assertThat(y[0]).isCloseTo(hard, within(1e-16));
    double expected = x > -30 ? -s * y[0] : 0;
    assertThat(first[0][0]).isCloseTo(expected, within(1e-16));
    assertThat(first[3][0]).isZero();
    assertThat(second[0][0]).isCloseTo(-s * expected, within(1e-16));
  }

  @Test
  void softKnee_atItsEdges_isContinuousWithItsFirstDerivatives() {
    CompressorCurve curve = new CompressorCurve(-20, 5, 8);
    for (double edge : new double[] {-24, -16}) {
      double[][] first = firstAt(curve, new double[] {edge - 1e-9, edge + 1e-9}, 0, 0);
      for (double[] row : first) {
        assertThat(row[0]).isCloseTo(row[1], within(1e-9)); // 2e-9 dB times derivatives below 0.1
      }
    }
  }

  @Test
  void expander_belowThreshold_multipliesTheDistanceUpToItsRange() {
    ExpanderCurve curve = new ExpanderCurve(-40, 1 / 3.0, 0, 30);

    assertThat(Decibels.fromFactor(value(curve, -45))).isCloseTo(-10, within(1e-12)); // 45 → 55
    assertThat(Decibels.fromFactor(value(curve, -90))).isCloseTo(-30, within(1e-12));
    assertThat(value(curve, -40)).isEqualTo(1);
    assertThat(value(curve, -10)).isEqualTo(1);
  }

  @Test
  void expander_withoutRange_movesWithItOnlyBelowTheThreshold() {
    ExpanderCurve curve = new ExpanderCurve(-40, 0.5, 0, 0);
    double[][] first = firstAt(curve, new double[] {-50, -30}, 0, 0);

    assertThat(first[4]).startsWith(-Decibels.KAPPA, 0);
  }

  @Test
  void gate_belowThreshold_isShutToItsRange() {
    GateCurve gate = new GateCurve(-40, 60);

    assertThat(value(gate, -40)).isEqualTo(1);
    assertThat(value(gate, Math.nextDown(-40.0))).isCloseTo(1e-3, within(1e-16));
  }

  @Test
  void level_ofSilence_isTheFloorAndDoesNotMove() {
    double[] x = {0, Level.FLOOR, -Level.FLOOR / 3};
    double[][] first = firstAt(new Level(), x, 0, 0);

    assertThat(values(new Level(), x)).containsOnly(-160);
    assertThat(first[0]).startsWith(0, 0, 0);
  }

  @Test
  void root_ofNothing_hasFiniteDerivatives() {
    double[] x = {0, 1e-320, 1e-60};
    double[][] second = rows(1);
    double[][] first = rows(1);
    new Root().first(x, values(new Root(), x), 0, 3, first);
    new Root().second(x, values(new Root(), x), 0, 3, second);

    assertThat(first[0]).startsWith(0, 0, 0);
    assertThat(second[0]).startsWith(0, 0, 0);
  }

  @Test
  void settings_outOfRange_areRefusedByNameValueAndLimit() {
    assertRefused(() -> new CompressorCurve(-20, 0.5, 0), "ratio must be >= 1.0 and finite: 0.5");
    assertRefused(() -> new CompressorCurve(-20, 2, -1), "knee must be >= 0.0 and finite: -1.0");
    assertRefused(
        () -> new CompressorCurve(Double.NaN, 2, 0), "threshold must be a finite number: NaN");
    assertRefused(() -> new ExpanderCurve(-20, 2, 0, 10), "ratio must be in (0, 1]: 2.0");
    assertRefused(() -> new ExpanderCurve(-20, 0.5, 0, Double.NaN), "range must be >= 0.0");
    assertRefused(() -> new GateCurve(-20, -3), "range must be >= 0.0 and finite: -3.0");
    assertRefused(
        () -> new CompressorExpanderCurve(-20, 2, -40, 0), "expander ratio must be in (0, 1]: 0.0");
    assertRefused(
        () -> new CompressorExpanderCurve(-20, Double.NaN, -40, 1), "compressor ratio must be");
    assertRefused(() -> new LimiterCurve(Double.NEGATIVE_INFINITY), "threshold must be");
    assertRefused(() -> new MakeUp(Double.NaN), "make-up gain must be a finite number: NaN");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  /// Levels or amplitudes around the settings of a curve.
  private static double[] farFromKinks(Curve curve, long seed) {
    RandomGenerator random = RandomSignals.random(seed);
    boolean isLevels = levelCurves().contains(curve);
    double[] x = new double[LENGTH];
    Memoryless stage = new Memoryless(curve);
    for (int n = 0; n < LENGTH; n++) {
      double[] sample =
          Kinks.firstFar(
              () -> new double[] {draw(curve, isLevels, random)},
              one -> Kinks.areFar(List.of(stage), one, new double[0]));
      x[n] = sample[0];
    }
    return x;
  }

  private static double draw(Curve curve, boolean isLevels, RandomGenerator random) {
    if (isLevels) {
      return random.nextDouble(-60, 0);
    }
    double amplitude = random.nextDouble(0.1, 1);
    boolean isSigned = !(curve instanceof Root || curve instanceof LimiterCurve);
    return isSigned && random.nextBoolean() ? -amplitude : amplitude;
  }

  private static double value(Curve curve, double x) {
    return values(curve, new double[] {x})[0];
  }

  private static double[] values(Curve curve, double[] x) {
    double[] y = new double[x.length];
    curve.values(x, 0, y, 0, x.length);
    return y;
  }

  private static double[] valuesAt(Curve curve, double[] x, int variable, double step) {
    return values(movedCurve(curve, variable, step), movedInput(x, variable, step));
  }

  private static double[][] firstAt(Curve curve, double[] x, int variable, double step) {
    Curve moved = movedCurve(curve, variable, step);
    double[] at = movedInput(x, variable, step);
    double[][] first = rows(1 + curve.parameters().length);
    moved.first(at, values(moved, at), 0, at.length, first);
    return first;
  }

  private static Curve movedCurve(Curve curve, int variable, double step) {
    double[] theta = curve.parameters();
    if (variable > 0) {
      boolean isHardKnee = theta.length > 2 && variable == 3 && theta[2] == 0;
      theta[variable - 1] += isHardKnee ? Math.abs(step) : step; // a width is not negative
    }
    return curve.with(theta);
  }

  private static double[] movedInput(double[] x, int variable, double step) {
    return Arrays.stream(x).map(v -> variable == 0 ? v + step : v).toArray();
  }

  private static double[] quotient(double[] above, double[] below) {
    double[] quotient = new double[above.length];
    Arrays.setAll(quotient, n -> (above[n] - below[n]) / (2 * STEP));
    return quotient;
  }

  private static double[][] rows(int count) {
    return new double[count][LENGTH];
  }
}
