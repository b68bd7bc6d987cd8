package io.gainprint.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.solver.Method;
import io.gainprint.fitting.solver.Minimizer;
import io.gainprint.fitting.solver.NewtonMethod;
import io.gainprint.fitting.solver.SolverStatus;
import io.gainprint.fitting.solver.Tolerances;
import io.gainprint.fitting.solver.catalogue.BaselineName;
import io.gainprint.fitting.solver.catalogue.CurvatureName;
import io.gainprint.fitting.solver.catalogue.GlobalisationName;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FitSettingsTest {
  private static final CompressorParameters TRUTH = new CompressorParameters(-20, 4, 5, 100, 2);
  private static final SimulatedPair PAIR = new SimulatedPair(TRUTH, 8000, 8, 0, 7);
  private static final FitSettings SETTINGS =
      FitSettings.defaults().withPlan(new WindowPlan(4, 1)).withThreads(2);

  private static FitResult fit(SimulatedPair pair, FitSettings settings) {
    return CompressorFit.fit(pair.dry, pair.wet, pair.sampleRateHz, settings, _ -> {});
  }

  private static Minimizer solver(CurvatureName curvature, GlobalisationName globalisation) {
    return new Minimizer(
        new NewtonMethod(curvature.model(), globalisation.rule()), Tolerances.DEFAULT);
  }

  /// To what the rounding of the recording to floats and starts at rest leave.
  private static void assertFound(FitResult result, CompressorParameters truth) {
    CompressorParameters p = result.parameters();
    assertThat(result.status()).isEqualTo(SolverStatus.CONVERGED);
    assertThat(p.thresholdDb()).isCloseTo(truth.thresholdDb(), within(1e-3));
    assertThat(p.ratio() / truth.ratio()).isCloseTo(1, within(1e-4));
    assertThat(p.attackMs() / truth.attackMs()).isCloseTo(1, within(1e-4));
    assertThat(p.releaseMs() / truth.releaseMs()).isCloseTo(1, within(1e-4));
    assertThat(p.makeUpDb()).isCloseTo(truth.makeUpDb(), within(1e-3));
  }

  @ParameterizedTest
  @EnumSource
  void fit_fromEveryStart_findsTheCompressor(StartChoice start) {
    assertFound(fit(PAIR, SETTINGS.withStart(start)), TRUTH);
  }

  @ParameterizedTest
  @EnumSource(
      value = StartChoice.class,
      names = {"MULTISTART", "GUESS"})
  void fit_fromManyStarts_isTheSameOnAnyNumberOfThreads(StartChoice start) {
    FitResult expected = fit(PAIR, SETTINGS.withStart(start));
    for (int threads : new int[] {1, 3}) {
      assertThat(fit(PAIR, SETTINGS.withStart(start).withThreads(threads)))
          .usingRecursiveComparison()
          .ignoringFields("seconds")
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PUBLISHED, HYBRID, ARMIJO",
    "PUBLISHED, GAUSS_NEWTON, TRUST_REGION",
    "PUBLISHED, GAUSS_NEWTON, LEVENBERG_MARQUARDT",
    "COEFFICIENT, HYBRID, ARMIJO",
    "COEFFICIENT, GAUSS_NEWTON, TRUST_REGION",
    "COEFFICIENT, GAUSS_NEWTON, LEVENBERG_MARQUARDT",
    "LOG_TIME, HYBRID, ARMIJO",
    "LOG_TIME, GAUSS_NEWTON, TRUST_REGION",
    "LOG_TIME, GAUSS_NEWTON, LEVENBERG_MARQUARDT",
    "BOX, HYBRID, ARMIJO",
    "BOX, GAUSS_NEWTON, ARMIJO"
  })
  void fit_inEveryKindOfCoordinates_findsTheCompressor(
      CoordinateKind kind, CurvatureName curvature, GlobalisationName globalisation) {
    assertFound(
        fit(PAIR, SETTINGS.withCoordinates(kind).withSolver(solver(curvature, globalisation))),
        TRUTH);
  }

  @Test
  void fit_inABox_endsOnTheBoundThatIsTheTruth() {
    CompressorParameters fast = new CompressorParameters(-20, 4, 5, 10, 2);

    FitResult result =
        fit(new SimulatedPair(fast, 8000, 8, 0, 7), SETTINGS.withCoordinates(CoordinateKind.BOX));

    assertFound(result, fast);
    assertThat(result.onBounds()).containsExactly("release on its lower bound of 10 ms");
  }

  @Test
  void fit_inABoxOfAUnitBeyondIt_endsOnTheBoundExactly() {
    CompressorParameters limiter = new CompressorParameters(-20, 1000, 5, 100, 2);

    FitResult result =
        fit(
            new SimulatedPair(limiter, 8000, 8, 0, 3),
            SETTINGS.withCoordinates(CoordinateKind.BOX));

    assertThat(result.parameters().ratio()).isCloseTo(20, within(1e-12)); // exp(log 20)
    assertThat(result.onBounds()).containsExactly("ratio on its upper bound of 20:1");
    assertThat(result.status()).isEqualTo(SolverStatus.CONVERGED);
  }

  @ParameterizedTest
  @EnumSource
  void settings_ofABoxAndAMethodOfFirstOrder_areRefused(BaselineName name) {
    Method method = name.method();
    FitSettings box = SETTINGS.withCoordinates(CoordinateKind.BOX);

    assertThatThrownBy(() -> box.withSolver(new Minimizer(method, Tolerances.DEFAULT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("box coordinates take a method with a curvature model, not ");
  }

  @Test
  void withers_changeOneSettingEach() {
    FitSettings all =
        FitSettings.defaults()
            .withPlan(WindowPlan.WHOLE_WINDOWS)
            .withLookAheadMs(3)
            .withSolver(solver(CurvatureName.EXACT, GlobalisationName.CUBIC))
            .withCoordinates(CoordinateKind.LOG_TIME)
            .withStart(StartChoice.CONSENSUS)
            .withRobustness(Robustness.FULL)
            .withHessian(HessianSettings.defaults().withSwitching(0.01))
            .withThreads(7);

    assertThat(all)
        .isEqualTo(
            new FitSettings(
                WindowPlan.WHOLE_WINDOWS,
                3,
                solver(CurvatureName.EXACT, GlobalisationName.CUBIC),
                CoordinateKind.LOG_TIME,
                StartChoice.CONSENSUS,
                Robustness.FULL,
                HessianSettings.defaults().withSwitching(0.01),
                7));
    assertThatThrownBy(() -> all.withThreads(0)).hasMessage("threads must be at least 1: 0");
    assertThatThrownBy(() -> new Robustness(Optional.empty(), 0))
        .hasMessage("deviations must be more than 0: 0.0");
  }

  @Test
  void fit_asPublished_findsTheCompressorOnWholeWindowsAndRefusesLess() {
    FitSettings published = FitSettings.published().withThreads(2);
    // A second window that is not whole, and nothing of the unit.
    SimulatedPair pair = new SimulatedPair(TRUTH, 8000, 20, 0, 7);
    for (int n = 12 * 8000; n < pair.wet.length; n++) {
      pair.wet[n] = 0;
    }

    assertFound(fit(pair, published), TRUTH);
    assertThatThrownBy(() -> fit(PAIR, published))
        .hasMessage(
            "a recording must be at least a window of 12.0 s long where partial ones are left out:"
                + " 8.000 s");
  }
}
