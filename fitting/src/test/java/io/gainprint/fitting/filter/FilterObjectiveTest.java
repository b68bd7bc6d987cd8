package io.gainprint.fitting.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import io.gainprint.dsp.equaliser.OnePoleDesign;
import io.gainprint.dsp.equaliser.SectionDesign;
import io.gainprint.dsp.filter.FilterChain;
import io.gainprint.dsp.filter.PreEmphasis;
import io.gainprint.fitting.Cancellation;
import io.gainprint.fitting.WindowPlan;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Order;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterObjectiveTest {
  private static final double RATE = FilteredPair.RATE;
  private static final WindowPlan PLAN = new WindowPlan(0.3, 0.1);
  private static final Equaliser TRUTH =
      new Equaliser(List.of(new Band(Shape.LOW_SHELF, 300, 0.7, 4)), -2);

  private final ExecutorService executor = Executors.newFixedThreadPool(2);
  private final FilteredPair pair = FilteredPair.of(FilteredPair.noise(0.8), TRUTH, 1e-2);

  @AfterEach
  void stopThreads() {
    executor.close();
  }

  private FilterObjective objective(String model) {
    return objective(FilterModel.of(model).designs(RATE));
  }

  private FilterObjective objective(List<SectionDesign> designs) {
    return new FilterObjective(
        pair.dry,
        pair.wet,
        RATE,
        PLAN,
        FilterCoordinates.of(designs, RATE),
        executor,
        new Cancellation());
  }

  private static Vector elsewhere(FilterObjective objective, String model) {
    return objective
        .coordinates()
        .point(
            model.startsWith("eq")
                ? Vector.of(500, 0.9, 2, 3000, 2, -3, -1)
                : Vector.of(0.9, 0.2, -0.1, 0.05, -0.8, 0.4, -0.2));
  }

  @Test
  void value_equalsItsDefinition() {
    FilterObjective objective = objective("eq:lowshelf,bell");
    Vector z = elsewhere(objective, "eq");
    Equaliser filter =
        new Equaliser(
            List.of(new Band(Shape.LOW_SHELF, 500, 0.9, 2), new Band(Shape.BELL, 3000, 2, -3)), -1);
    double error = 0;
    double energy = 0;
    for (WindowPlan.Window window : PLAN.over(pair.dry.length, RATE)) {
      int length = window.length();
      double[] y = new double[length];
      double[] t = new double[length];
      for (int n = 0; n < length; n++) {
        y[n] = pair.dry[window.start() + n];
        t[n] = pair.wet[window.start() + n];
      }
      new FilterChain(filter.sections(RATE)).process(y, 0, y, 0, length);
      new PreEmphasis(PreEmphasis.poleAt(RATE)).process(y, 0, y, 0, length);
      new PreEmphasis(PreEmphasis.poleAt(RATE)).process(t, 0, t, 0, length);
      for (int n = window.countedFrom() - window.start(); n < length; n++) {
        error += (y[n] - t[n]) * (y[n] - t[n]);
        energy += t[n] * t[n];
      }
    }

    // Coordinates there and back, and sums in another order.
    assertThat(objective.value(z) * energy / error).isCloseTo(1, within(1e-11));
    assertThat(objective.derivatives(z, Order.HESSIAN).value())
        .isCloseTo(objective.value(z), within(1e-13));
  }

  @ParameterizedTest
  @ValueSource(strings = {"eq:lowshelf,bell", "filter:3"})
  void derivatives_equalCentralDifferences(String model) {
    FilterObjective objective = objective(model);
    derivativesEqualCentralDifferences(objective, elsewhere(objective, model));
  }

  /// Sections that no model has by name, but that a chain may have.
  @Test
  void derivatives_ofOnePoleSections_equalCentralDifferences() {
    FilterObjective objective =
        objective(
            List.of(
                new OnePoleDesign(OnePoleDesign.Shape.HIGH_SHELF, RATE),
                new OnePoleDesign(OnePoleDesign.Shape.LOW_PASS, RATE)));
    Vector z = objective.coordinates().point(Vector.of(700, 3, 5000));

    derivativesEqualCentralDifferences(objective, z);
  }

  private static void derivativesEqualCentralDifferences(FilterObjective objective, Vector z) {
    Derivatives d = objective.derivatives(z, Order.HESSIAN);
    double scale = Vector.of(d.dimension(), i -> d.gaussNewton(i, i)).maxNorm();
    double h = 1e-5; // truncation h² = 1e-10 and rounding 1e-16 / h = 1e-11, both of the scale
    for (int i = 0; i < z.dimension(); i++) {
      int moved = i;
      Vector unit = Vector.of(z.dimension(), k -> k == moved ? 1 : 0);
      Derivatives up = objective.derivatives(z.plus(h, unit), Order.GRADIENT);
      Derivatives down = objective.derivatives(z.plus(-h, unit), Order.GRADIENT);
      assertThat((up.value() - down.value()) / (2 * h))
          .isCloseTo(d.gradient(i), within(1e-8 * scale));
      for (int j = 0; j < z.dimension(); j++) {
        assertThat((up.gradient(j) - down.gradient(j)) / (2 * h))
            .as("second derivative %d %d", i, j)
            .isCloseTo(d.hessian(i, j), within(1e-8 * scale));
      }
    }
  }

  @Test
  void segmentGradients_sumToTheGradient() {
    FilterObjective objective = objective("eq:lowshelf,bell");
    Vector z = elsewhere(objective, "eq");
    Vector sum = Vector.zero(z.dimension());
    for (Vector segment : objective.segmentGradients(z, 0.07)) {
      sum = sum.plus(1, segment);
    }

    Vector gradient = Vector.gradient(objective.derivatives(z, Order.GRADIENT));
    // Differences of growing sums: rounding of the whole.
    assertThat(sum.plus(-1, gradient).maxNorm()).isLessThan(1e-12 * gradient.maxNorm());
  }

  @Test
  void objective_nothingToCompare_isRefused() {
    assertThatThrownBy(() ->
            new FilterObjective(
                pair.dry,
                new float[1],
                RATE,
                PLAN,
                FilterCoordinates.of(FilterModel.of("filter:1").designs(RATE), RATE),
                executor,
                new Cancellation()))
        .hasMessage("dry and wet must be equally long: 35280 and 1 samples");
  }
}
