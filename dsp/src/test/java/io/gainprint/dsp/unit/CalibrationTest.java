package io.gainprint.dsp.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorParameters;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class CalibrationTest {
  private static final CompressorParameters HERE = new CompressorParameters(-20, 4, 5, 200, 3);

  private static Calibration rig(double input, double output) {
    return new Calibration(OptionalDouble.of(input), OptionalDouble.of(output));
  }

  /// The same volts at the input give the same volts at the output of either rig.
  @Test
  void onto_anotherRig_doesTheSameVoltForVolt() {
    Calibration here = rig(18, 20);
    Calibration there = rig(12.5, 24);
    double[] volts = new double[8000];
    for (int n = 0; n < volts.length; n++) {
      volts[n] = (n < 4000 ? 3 : 0.3) * Math.sin(0.2 * n);
    }

    double[] first = rendered(HERE, here, volts);
    double[] second = rendered(here.onto(HERE, there), there, volts);

    for (int n = 0; n < volts.length; n++) {
      // Rounding of levels and gains, some 1e-16 each, over recursions of some hundred samples.
      assertThat(second[n]).isCloseTo(first[n], within(1e-12));
    }
  }

  private static double[] rendered(
      CompressorParameters parameters, Calibration rig, double[] volts) {
    double in = fullScaleVolts(rig.inputDbu().orElseThrow());
    double out = fullScaleVolts(rig.outputDbu().orElseThrow());
    double[] samples = new double[volts.length];
    for (int n = 0; n < volts.length; n++) {
      samples[n] = volts[n] / in;
    }
    new Compressor(parameters.at(8000)).process(samples, 0, samples, 0, samples.length);
    for (int n = 0; n < volts.length; n++) {
      samples[n] *= out;
    }
    return samples;
  }

  private static double fullScaleVolts(double dbu) {
    return 0.775 * Math.sqrt(2) * Math.pow(10, dbu / 20);
  }

  @Test
  void onto_aRigThatIsNotKnown_changesNothing() {
    assertThat(rig(18, 20).onto(HERE, Calibration.UNKNOWN)).isEqualTo(HERE);
    assertThat(Calibration.UNKNOWN.onto(HERE, Calibration.UNKNOWN)).isEqualTo(HERE);
  }

  @Test
  void onto_fromAnUnknownRig_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calibration.UNKNOWN.onto(HERE, rig(4, 4)))
        .withMessageContaining("unit's input was recorded at is not known");
  }

  @Test
  void levels_thatAreNone_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rig(Double.NaN, 0))
        .withMessage("inputDbu must be -60 to 60 dBu: NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rig(0, 61))
        .withMessage("outputDbu must be -60 to 60 dBu: 61.0");
  }
}
