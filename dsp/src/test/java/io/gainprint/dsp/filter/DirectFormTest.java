package io.gainprint.dsp.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.gainprint.dsp.RandomSignals;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// [DirectForm], and [FilterChain] as a row of them.
class DirectFormTest {
  private static final FilterCoefficients SECOND_ORDER =
      new FilterCoefficients(new double[] {0.5, -0.3, 0.2}, new double[] {1, -1.6, 0.8});

  static List<FilterGolden> directForms() {
    return DirectFormFilterTest.fixed().stream()
        .filter(c -> c.structure() == FilterStructure.TDF2)
        .filter(c -> c.order() < 6) // whose outputs are below 20
        .toList();
  }

  static List<FilterGolden> scipyCases() {
    return FilterGolden.all("scipy-signal.json");
  }

  @ParameterizedTest
  @MethodSource("directForms")
  void process_fromAState_equalsIndependentImplementation(FilterGolden c) {
    DirectForm filter = new DirectForm(c.coefficientsLessOne());
    double[] y = c.array("x");

    filter.restore(c.array("zi"));
    filter.process(y, 0, y, 0, y.length);

    // Up to 13 in size, after roundings of 48 samples that poles keep for a few.
    assertThat(y).containsExactly(c.array("y"), within(1e-13));
    assertThat(filter.state()).containsExactly(c.array("zf"), within(1e-13));
  }

  @ParameterizedTest
  @MethodSource("scipyCases")
  void process_equalsScipy(FilterGolden c) {
    double[] y = c.array("x");

    new DirectForm(c.coefficients()).process(y, 0, y, 0, y.length);

    assertThat(y).containsExactly(c.array("lfilter"), within(1e-13)); // below 2 in size, as above
  }

  /// The same filters in sections of second order.
  @ParameterizedTest
  @MethodSource("scipyCases")
  void chain_equalsTheFilterThatItFactors(FilterGolden c) {
    double[] y = c.array("x");

    new FilterChain(c.sections()).process(y, 0, y, 0, y.length);

    // The factors are rounded, which moves clustered poles by more.
    assertThat(y).containsExactly(c.array("lfilter"), within(1e-13));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 8})
  void process_anySplit_equalsOneBlock(int order) {
    RandomGenerator random = RandomSignals.random(1);
    double[] x = RandomSignals.noise(random, 5000);
    FilterCoefficients coefficients = coefficients(order);
    double[] whole = filter(coefficients, x);

    double[] parts = new double[x.length];
    DirectForm filter = new DirectForm(coefficients);
    RandomSignals.forEachBlock(
        random, x.length, (offset, length) -> filter.process(x, offset, parts, offset, length));

    assertThat(parts).isEqualTo(whole); // to the last bit
  }

  @Test
  void chain_anySplit_equalsOneBlock() {
    RandomGenerator random = RandomSignals.random(2);
    double[] x = RandomSignals.noise(random, 5000);
    List<FilterCoefficients> sections = List.of(coefficients(3), SECOND_ORDER, coefficients(1));
    double[] whole = new double[x.length];
    new FilterChain(sections).process(x, 0, whole, 0, x.length);

    double[] parts = new double[x.length];
    FilterChain chain = new FilterChain(sections);
    RandomSignals.forEachBlock(
        random, x.length, (offset, length) -> chain.process(x, offset, parts, offset, length));

    assertThat(parts).isEqualTo(whole);
    assertThat(whole)
        .isEqualTo(filter(sections.get(2), filter(sections.get(1), filter(sections.get(0), x))));
  }

  @Test
  void chain_ofNothing_passesTheSoundOn() {
    double[] x = {1, 2, 3};
    double[] out = {7, 7, 7, 7};

    new FilterChain(List.of()).process(x, 1, out, 2, 1);

    assertThat(out).containsExactly(7, 7, 2, 7);
  }

  @Test
  void process_writesOnlyItsBlock() {
    double[] out = {7, 7, 7, 7};

    new DirectForm(SECOND_ORDER).process(new double[] {5, 2, 1}, 1, out, 2, 1);

    assertThat(out).containsExactly(7, 7, 1, 7);
  }

  @Test
  void process_inPlace_equalsSeparateOutput() {
    double[] x = RandomSignals.noise(RandomSignals.random(3), 1000);
    double[] separate = filter(coefficients(4), x);

    new DirectForm(coefficients(4)).process(x, 0, x, 0, x.length);

    assertThat(x).isEqualTo(separate);
  }

  @Test
  void reset_equalsNew() {
    double[] x = RandomSignals.noise(RandomSignals.random(4), 1000);
    FilterChain chain = new FilterChain(List.of(SECOND_ORDER, coefficients(3)));
    double[] first = new double[x.length];
    double[] again = new double[x.length];

    chain.process(x, 0, first, 0, x.length);
    chain.process(x, 0, again, 0, x.length);
    assertThat(again).isNotEqualTo(first);
    chain.reset();
    chain.process(x, 0, again, 0, x.length);

    assertThat(again).isEqualTo(first);
  }

  @Test
  void process_silenceForLong_endsInExactSilence() {
    DirectForm filter = new DirectForm(SECOND_ORDER);
    double[] block = new double[1000]; // 0.8^(1000/2) = 3e-49, below the −600 dBFS of the state
    block[0] = 1;

    filter.process(block, 0, block, 0, block.length);
    assertThat(block[block.length - 1]).isNotZero();
    Arrays.fill(block, 0);
    filter.process(block, 0, block, 0, block.length);

    assertThat(block).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void process_allocatesNothing(int order) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] block = RandomSignals.noise(RandomSignals.random(5), 700);
    FilterChain chain = new FilterChain(List.of(coefficients(order), SECOND_ORDER));

    // What process allocated would be there in every round; the machine's own few bytes are not.
    long bytes = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100; i++) {
        chain.process(block, 0, block, 0, block.length);
        chain.reset();
      }
      bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - before);
    }

    assertThat(bytes).isZero();
  }

  @Test
  void restore_otherLength_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DirectForm(SECOND_ORDER).restore(new double[3]))
        .withMessage("values must be 2, the order: 3");
  }

  /// A = Σ (−z⁻¹/2)ᵏ = (1 − (−z⁻¹/2)ᴺ⁺¹)/(1 + z⁻¹/2): poles on a circle of radius 1/2.
  private static FilterCoefficients coefficients(int order) {
    double[] b = new double[order + 1];
    double[] a = new double[order + 1];
    Arrays.setAll(b, k -> 1 - 0.3 * k);
    Arrays.setAll(a, k -> Math.pow(-0.5, k));
    a[0] = 1;
    return new FilterCoefficients(b, a);
  }

  private static double[] filter(FilterCoefficients coefficients, double[] x) {
    double[] y = new double[x.length];
    new DirectForm(coefficients).process(x, 0, y, 0, x.length);
    return y;
  }
}
