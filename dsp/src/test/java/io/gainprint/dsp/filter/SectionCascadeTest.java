package io.gainprint.dsp.filter;

import static io.gainprint.dsp.processor.ProcessorContract.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.ProcessorContract;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// [SectionCascade] and [ParallelFilter].
class SectionCascadeTest {
  static List<FilterGolden> scipyCases() {
    return FilterGolden.all("scipy-signal.json");
  }

  @ParameterizedTest
  @MethodSource("scipyCases")
  void process_equalsScipy(FilterGolden c) {
    double[] x = c.array("x");

    // Same sections, sums in another order.
    assertClose("y", run(SectionCascade.of(c.sections()), x), c.array("sosfilt"), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("scipyCases")
  void filterInSections_andInParallel_soundsAsTheFilter(FilterGolden c) {
    double[] x = c.array("x");
    double[] b = c.array("b");
    double[] a = c.array("a");
    SectionCascade cascade = SectionCascade.of(b, a);

    assertThat(cascade.sections()).hasSameSizeAs(c.sections());
    // Orders up to 5, whose roots are exact enough for 4e-14.
    assertClose("cascade", run(cascade, x), c.array("sosfilt"), 1e-12);
    assertClose("parallel", run(ParallelFilter.of(b, a), x), c.array("sosfilt"), 1e-12);
  }

  /// Poles go together as SciPy puts them, those nearest to the circle last, and the gain is the
  /// first's. Zeros may not: those of SciPy's design are exact, 4 or 5 of them in one place.
  @ParameterizedTest
  @MethodSource("scipyCases")
  void sections_haveThePolesOfScipys(FilterGolden c) {
    List<FilterCoefficients> sections = SectionCascade.of(c.array("b"), c.array("a")).sections();

    for (int i = 0; i < sections.size(); i++) {
      assertClose("a", sections.get(i).feedback(), c.sections().get(i).feedback(), 1e-11);
      if (i > 0) {
        assertThat(sections.get(i).feedForward(0)).isEqualTo(1);
        assertThat(Math.abs(sections.get(i).feedback(2)))
            .isGreaterThanOrEqualTo(Math.abs(sections.get(i - 1).feedback(2)) - 1e-12);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "1,0", "1,1", "3,0", "2,2", "3,2", "2,3", "5,4", "4,6", "8,8", "16,16"})
  void sections_expanded_areTheFilter(int zeros, int poles) {
    RandomGenerator random = RandomSignals.random(zeros + 31L * poles);
    for (int i = 0; i < 20; i++) {
      double[] b = RandomSignals.noise(random, zeros + 1);
      Arrays.fill(b, 0, random.nextInt(zeros + 1), 0); // a delay
      double[] a = RandomFilters.feedback(random, poles, 0.95);
      FilterCoefficients expanded = SectionCascade.of(b, a).expanded();

      // Backward error of roots: 2e-14 at order 8, 3e-13 at 16.
      int length = expanded.order() + 1;
      assertClose("b", expanded.feedForward(), Arrays.copyOf(b, length), 1e-11);
      assertClose("a", expanded.feedback(), Arrays.copyOf(a, length), 1e-11);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "1,1", "1,2", "4,4", "6,4", "3,6"})
  void parallel_soundsAsTheCascade(int zeros, int poles) {
    RandomGenerator random = RandomSignals.random(zeros + 31L * poles);
    double[] x = RandomSignals.noise(random, 1500);
    for (int i = 0; i < 10; i++) {
      double[] b = RandomSignals.noise(random, zeros + 1);
      double[] a = RandomFilters.feedback(random, poles, 0.95);
      double[] expected = run(SectionCascade.of(b, a), x);

      // Residues that cancel, of poles that are close to each other, or where the numerator is
      // longer
      // of poles that are close to 0: 2e-12 at worst.
      assertClose("y", run(ParallelFilter.of(b, a), x), expected, 1e-10);
    }
  }

  @Test
  void parallel_ofMultiplePoles_soundsAsTheFilter() {
    double[] a = {1, -1.5, 0.5625 + 0.49, -0.735, 0.275625}; // (1 − 1.5 x + 0.5625 x²)(1 + 0.49 x²)
    double[] b = {1, 0.5, -0.3, 0.2, 0.1, 0.05};
    ParallelFilter parallel = ParallelFilter.of(b, a);
    double[] x = RandomSignals.noise(RandomSignals.random(1), 1000);

    assertThat(parallel.filters()).hasSize(3); // a double real pole, a pair, and a direct part
    DirectFormFilter direct = new DirectFormFilter(FilterStructure.TDF2, b, a);
    assertClose("y", run(parallel, x), run(direct, x), 1e-12); // the mean of the double pole
  }

  @ParameterizedTest
  @CsvSource({"1,2", "2,7", "3,1500"})
  void both_keepTheContract(int count, int frames) {
    RandomGenerator random = RandomSignals.random(count);
    double[] x = RandomSignals.noise(random, frames);
    SectionCascade cascade = SectionCascade.of(RandomFilters.sections(random, count, 0.9));
    ProcessorContract.verify(cascade, x, RandomSignals.noise(random, 2 * count), frames);
    FilterCoefficients all = cascade.expanded();
    ParallelFilter parallel = ParallelFilter.of(all.feedForward(), all.feedback());
    double[] state = RandomSignals.noise(random, parallel.restingState().length);
    ProcessorContract.verify(parallel, x, state, frames);
  }

  @Test
  void silence_hasSectionsToo() {
    assertThat(
            run(SectionCascade.of(new double[2], new double[] {1, 0.5, 0.2}), new double[] {1, 2}))
        .containsExactly(0, 0);
    assertThat(run(ParallelFilter.of(new double[2], new double[] {1}), new double[] {1, 2}))
        .containsExactly(0, 0);
  }

  @Test
  void process_inPlace_equalsToAnotherArray() {
    RandomGenerator random = RandomSignals.random(3);
    SectionCascade cascade = SectionCascade.of(RandomFilters.sections(random, 3, 0.9));
    FilterCoefficients all = cascade.expanded();
    double[] x = RandomSignals.noise(random, 2500);
    for (DifferentiableProcessor stage :
        List.of(cascade, ParallelFilter.of(all.feedForward(), all.feedback()))) {
      double[] y = x.clone();
      stage.process(y, 0, y, 0, y.length, stage.restingState());
      assertThat(y).isEqualTo(run(stage, x));
    }
  }

  @Test
  void badArguments_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SectionCascade.of(List.of()))
        .withMessage("a cascade needs at least 1 section: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            SectionCascade.of(
                List.of(new FilterCoefficients(new double[4], new double[] {1, 0, 0, 0}))))
        .withMessage("a section's order must be <= 2: 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SectionCascade.of(new double[] {1}, new double[] {0, 1}))
        .withMessage("feedback[0] must not be 0: 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParallelFilter.of(List.of()))
        .withMessage("a sum needs at least 1 stage: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SectionCascade.of(new double[] {1}, new double[] {1}).with(new double[4]))
        .withMessage("parameters must hold 5 values: 4");
  }

  private static double[] run(DifferentiableProcessor stage, double[] x) {
    double[] y = new double[x.length];
    stage.process(x, 0, y, 0, x.length, stage.restingState());
    return y;
  }
}
