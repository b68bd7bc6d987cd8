package io.gainprint.dsp.statespace;

import static io.gainprint.dsp.processor.ProcessorContract.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.processor.ProcessorContract;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModalFormTest {
  /// Real poles and pairs.
  @ParameterizedTest
  @CsvSource({"0,0", "1,0", "0,1", "2,0", "1,2", "3,4", "0,8"})
  void modes_keepTheContract(int realPoles, int pairs) {
    for (int frames : new int[] {2, 5, 300}) {
      RandomGenerator random = RandomSignals.random(realPoles + 31L * pairs + 7L * frames);
      ModalForm form = random(random, realPoles, pairs);
      double[] state = RandomSignals.noise(random, realPoles + 2 * pairs);
      ProcessorContract.verify(form, RandomSignals.noise(random, frames), state, frames);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,0", "0,1", "3,2", "2,7"})
  void modes_fromAState_equalTheirMatrices(int realPoles, int pairs) {
    RandomGenerator random = RandomSignals.random(realPoles + 31L * pairs);
    ModalForm form = random(random, realPoles, pairs);
    StateSpace system = form.stateSpace();
    double[] x = RandomSignals.noise(random, 1000);
    double[] y = new double[1000];
    double[] expected = new double[1000];
    double[] state = RandomSignals.noise(random, system.states());
    double[] expectedState = state.clone();
    form.process(x, 0, y, 0, 1000, state);
    system.process(x, 0, expected, 0, 1000, expectedState);

    assertClose("y", y, expected, 1e-14); // the same products, summed in another order
    assertClose("state", state, expectedState, 1e-14);
  }

  @Test
  void process_inPlace_equalsToAnotherArray() {
    RandomGenerator random = RandomSignals.random(8);
    ModalForm form = random(random, 1, 2);
    double[] x = RandomSignals.noise(random, 100);
    double[] expected = new double[100];
    form.process(x, 0, expected, 0, 100, form.restingState());
    form.process(x, 0, x, 0, 100, form.restingState());
    assertThat(x).isEqualTo(expected);
  }

  @Test
  void badArguments_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModalForm.of(1, 0, new double[2]))
        .withMessage("parameters must hold 3 values: 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModalForm.of(-1, 0, new double[1]))
        .withMessage("realPoles must be at least 0: -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModalForm.of(0, -1, new double[1]))
        .withMessage("pairs must be at least 0: -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModalForm.of(0, 0, new double[] {Double.NaN}))
        .withMessage("parameters[0] must be a finite number: NaN");
    ModalForm form = ModalForm.of(1, 0, new double[3]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> form.process(new double[1], 0, new double[1], 0, 1, new double[2]))
        .withMessage("state must hold 1 values: 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> form.linearise(new double[0], new double[0], new double[1]))
        .withMessage("input must hold one frame or more of 1 samples: 0");
  }

  private static ModalForm random(RandomGenerator random, int realPoles, int pairs) {
    double[] parameters = RandomSignals.noise(random, 2 * realPoles + 4 * pairs + 1);
    for (int k = 0; k < realPoles; k++) {
      parameters[2 * k] *= 0.9;
    }
    for (int k = 0; k < pairs; k++) {
      int i = 2 * realPoles + 4 * k;
      double radius = 0.9 * Math.sqrt(random.nextDouble());
      double angle = random.nextDouble(0, Math.PI);
      parameters[i] = radius * Math.cos(angle);
      parameters[i + 1] = radius * Math.sin(angle);
    }
    return ModalForm.of(realPoles, pairs, parameters);
  }
}
