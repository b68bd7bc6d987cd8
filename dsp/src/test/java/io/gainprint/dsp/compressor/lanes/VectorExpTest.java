package io.gainprint.dsp.compressor.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.RandomSignals;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorExpTest {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  @ParameterizedTest
  @CsvSource({"-1e-6, 0", "-1, 0", "-40, 0", "-700, 0", "0, 700"})
  void exp_equalsThatOfTheLibrary(double from, double to) {
    double[] x = RandomSignals.random(1).doubles(100_000L * SPECIES.length(), from, to).toArray();

    for (int n = 0; n < x.length; n += SPECIES.length()) {
      double[] exp = VectorExp.exp(DoubleVector.fromArray(SPECIES, x, n)).toArray();
      for (int lane = 0; lane < exp.length; lane++) {
        double expected = Math.exp(x[n + lane]);
        // The library is within 1 ulp of the truth, and so is this.
        assertThat(exp[lane]).isCloseTo(expected, within(2 * Math.ulp(expected)));
      }
    }
  }

  @Test
  void exp_ofZero_isOne() {
    assertThat(of(0)).isEqualTo(1);
    assertThat(of(-0.0)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-708, -709, -1e6, Double.NEGATIVE_INFINITY})
  void exp_ofLittle_isTheSmallest(double x) {
    assertThat(of(x) / Math.exp(-708)).isCloseTo(1, within(0x1p-51));
  }

  @Test
  void exp_ofNaN_isNaN() {
    assertThat(of(Double.NaN)).isNaN();
  }

  @Test
  void exp_ofLane_doesNotDependOnOthers() {
    double[] x = new double[SPECIES.length()];
    Arrays.setAll(x, lane -> -0.1 * lane);

    double[] exp = VectorExp.exp(DoubleVector.fromArray(SPECIES, x, 0)).toArray();

    for (int lane = 0; lane < x.length; lane++) {
      assertThat(exp[lane]).isEqualTo(of(x[lane]));
    }
  }

  private static double of(double x) {
    return VectorExp.exp(DoubleVector.broadcast(SPECIES, x)).lane(0);
  }
}
