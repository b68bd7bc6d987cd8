package io.gainprint.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.recordings.alignment.Alignment;
import io.gainprint.recordings.alignment.AlignmentRequest;
import io.gainprint.recordings.alignment.Resampler;
import io.gainprint.recordings.alignment.TimeBase;
import io.gainprint.recordings.programme.DryProgramme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AutomaticAlignmentTest {
  private static final int RATE_HZ = 44_100;
  private static final float[] DRY = DryProgramme.render(RATE_HZ, 15, 3);
  private static final float[] WET = compressed();

  /// 4:1, ordinary times.
  private static float[] compressed() {
    double[] x = new double[DRY.length];
    for (int n = 0; n < x.length; n++) {
      x[n] = DRY[n];
    }
    CompressorParameters parameters = new CompressorParameters(-25, 4, 5, 150, 0);
    new Compressor(parameters.at(RATE_HZ)).process(x, 0, x, 0, x.length);
    float[] y = new float[x.length];
    for (int n = 0; n < y.length; n++) {
      y[n] = (float) x[n];
    }
    return y;
  }

  /// The wet recording as another clock takes it, at the length of the dry one.
  private static float[] recorded(double lateBySamples, double driftPpm) {
    double rate = 1 + 1e-6 * driftPpm;
    TimeBase inverse = new TimeBase(-lateBySamples / rate, -driftPpm / rate);
    return Resampler.read(WET, inverse, 0, DRY.length);
  }

  private static DryWetPair aligned(float[] wet) {
    return DryWetPair.of(
        Recording.of("dry", DRY, RATE_HZ),
        Recording.of("wet", wet, RATE_HZ),
        new AlignmentRequest.Auto());
  }

  @Test
  void auto_pairInLine_keepsEverySample() {
    DryWetPair pair = aligned(WET);
    assertThat(pair.alignment()).isEqualTo(Alignment.NONE);
    assertThat(pair.dry()).isEqualTo(DRY);
    assertThat(pair.wet()).isEqualTo(WET);
  }

  /// Recordings of one length must do for every way in which two clocks can differ: what is missing
  /// at an end is missing because of the shift.
  @ParameterizedTest
  @CsvSource({
    "0.4, 50",
    "0.4, -50",
    "4999.98, -50",
    "4999.5, 50",
    "-4999.98, -50",
    "-4999.5, 50",
    "3000.03, -50",
    "-8, 50",
    "8, -50",
    "12.5, 0",
    "-12.5, 0"
  })
  void auto_recordingsOfOneLength_neverLackASample(double lateBySamples, double driftPpm) {
    DryWetPair pair = aligned(recorded(lateBySamples, driftPpm));
    assertThat(pair.alignment().base().lateBySamples()).isCloseTo(lateBySamples, within(0.02));
    assertThat(pair.alignment().base().driftPpm()).isCloseTo(driftPpm, within(1.0));
    assertThat(pair.wet()).hasSameSizeAs(pair.dry());
  }

  @Test
  void auto_shiftedAndDriftingWet_isReadAlongTheTruth() {
    float[] recorded = recorded(100.3, 30);
    DryWetPair pair = aligned(recorded);
    // Not the compressed sound itself: what it has above 20 kHz, the kernel does not bring back.
    float[] wanted = Resampler.read(recorded, new TimeBase(100.3, 30), 0, DRY.length);
    double error = 0;
    double signal = 0;
    for (int n = 0; n < pair.wet().length; n++) {
      error += Math.pow((double) pair.wet()[n] - wanted[n], 2);
      signal += (double) wanted[n] * wanted[n];
    }
    // The 0.02 of a sample that are promised leave (2π · 5000 / 44100 · 0.02)² at 5 kHz.
    assertThat(error / signal).isLessThan(2e-4);
  }

  @Test
  void auto_invertedWetWithDirectVoltage_isTurnedOverAndCentred() {
    float[] wet = WET.clone();
    double mean = 0;
    for (int n = 0; n < wet.length; n++) {
      wet[n] = 0.01f - wet[n];
      mean += (double) WET[n] / WET.length;
    }
    DryWetPair pair = aligned(wet);
    assertThat(pair.alignment().inverted()).isTrue();
    // Floats of up to 1 are rounded by 3e-8.
    assertThat(pair.alignment().wetDc()).isCloseTo(0.01 - mean, within(1e-7));
    assertThat(pair.wet()[RATE_HZ]).isCloseTo((float) (WET[RATE_HZ] - mean), within(1e-6f));
  }

  @Test
  void auto_anotherPiece_isRefusedWithItsCoherence() {
    assertThatExceptionOfType(UnusablePairException.class)
        .isThrownBy(() -> aligned(DryProgramme.render(RATE_HZ, 15, 4)))
        .withMessageMatching("(?s).*does not follow the dry one.*coherence 0\\.[012]\\d.*");
  }
}
