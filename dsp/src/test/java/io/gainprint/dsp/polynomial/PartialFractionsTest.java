package io.gainprint.dsp.polynomial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.filter.RandomFilters;
import io.gainprint.dsp.processor.ProcessorContract;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PartialFractionsTest {
  static List<JsonNode> scipyCases() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PartialFractionsTest.class.getResourceAsStream("residuez.json"))) {
      return JsonMapper.shared().readTree(in).get("cases").valueStream().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scipyCases")
  void terms_equalScipy(JsonNode golden) {
    PartialFractions fractions =
        PartialFractions.of(polynomial(golden.get("b")), polynomial(golden.get("a")));
    List<JsonNode> poles = golden.get("poles").valueStream().toList();
    List<JsonNode> residues = golden.get("residues").valueStream().toList();

    assertThat(fractions.terms()).hasSameSizeAs(poles);
    for (int i = 0; i < poles.size(); i++) {
      Complex pole = complex(poles.get(i));
      int power = 1;
      for (int j = 0; j < i; j++) {
        power += complex(poles.get(j)).minus(pole).magnitude() < 1e-3 ? 1 : 0;
      }
      PartialFractions.Term term = term(fractions, pole, power);
      Complex residue = complex(residues.get(i));
      assertThat(term.residue().minus(residue).magnitude())
          .as("%s", term)
          .isLessThan(1e-12 * residue.magnitude()); // 1e-14 here
    }
    ProcessorContract.assertClose(
        "direct",
        fractions.direct().coefficients(),
        polynomial(golden.get("direct")).coefficients(),
        1e-12);
    assertThat(fractions.error()).isLessThan(1e-12); // 1e-13 here, where residues of 7000 cancel
  }

  private static PartialFractions.Term term(PartialFractions fractions, Complex pole, int power) {
    return fractions.terms().stream()
        .filter(t -> t.power() == power && t.pole().minus(pole).magnitude() < 1e-6)
        .findAny()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"0,1e-15", "1,1e-14", "2,1e-11", "5,1e-10", "8,1e-7", "12,1e-7"})
  void sumOfFractions_isTheQuotient(int poles, double tolerance) {
    // The nearest pairs of random poles make residues that are large, and cancel.
    RandomGenerator random = RandomSignals.random(poles);
    for (int i = 0; i < 100; i++) {
      Polynomial a = new Polynomial(RandomFilters.feedback(random, poles, 0.95));
      Polynomial b = new Polynomial(RandomSignals.noise(random, Math.max(1, poles)));
      PartialFractions fractions = PartialFractions.of(b, a, 1e-7);
      Complex x = new Complex(random.nextDouble(-1, 1), random.nextDouble(-1, 1));
      Complex exact = b.value(x).over(a.value(x));
      assertThat(fractions.value(x).minus(exact).magnitude())
          .isLessThanOrEqualTo(tolerance * exact.magnitude());
      assertThat(fractions.error()).isLessThanOrEqualTo(tolerance);
    }
  }

  /// 1/(1 − x/2)² + 3/(1 − x/2) = (4 − 3x/2)/(1 − x/2)².
  @Test
  void doublePole_hasTheFractionsOfItsSquare() {
    PartialFractions fractions =
        PartialFractions.of(new Polynomial(4, -1.5), new Polynomial(1, -1, 0.25));

    Complex pole = Complex.of(0.5);
    assertThat(fractions.terms()).hasSize(2);
    assertThat(term(fractions, pole, 1).residue().real()).isCloseTo(3, within(1e-14));
    assertThat(term(fractions, pole, 2).residue().real()).isCloseTo(1, within(1e-14));
    assertThat(fractions.error()).isLessThan(1e-14);
  }

  /// Poles nearer than the tolerance are still apart, and the error says what taking them for one
  /// costs.
  @Test
  void polesTakenForOne_areReported() {
    Polynomial a = new Polynomial(1, -0.8).times(new Polynomial(1, -0.8004));
    Polynomial b = new Polynomial(1, 0.5);

    PartialFractions one = PartialFractions.of(b, a);
    assertThat(one.terms())
        .hasSize(2)
        .allMatch(t -> t.pole().equals(one.terms().getFirst().pole()));
    // 1/((1 − u)² − δ²) with δ = 0.0002/(1 − 0.8) at a frequency of 0.
    assertThat(one.error()).isBetween(5e-7, 1.1e-6);
    assertThat(PartialFractions.of(b, a, 0).error()).isLessThan(1e-9); // residues of 10³ cancel
  }

  @Test
  void badArguments_areNamed() {
    Polynomial one = new Polynomial(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PartialFractions.of(one, new Polynomial(0, 1)))
        .withMessage("denominator's first coefficient must not be 0: 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PartialFractions.of(one, one, Double.NaN))
        .withMessage("tolerance must be >= 0: NaN");
  }

  private static Polynomial polynomial(JsonNode values) {
    return new Polynomial(values.valueStream().mapToDouble(JsonNode::asDouble).toArray());
  }

  private static Complex complex(JsonNode pair) {
    return new Complex(pair.get(0).asDouble(), pair.get(1).asDouble());
  }
}
