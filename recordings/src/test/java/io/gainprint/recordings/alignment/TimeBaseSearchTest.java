package io.gainprint.recordings.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.recordings.programme.DryProgramme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeBaseSearchTest {
  /// What is promised: 0.02 of a sample and 1 ppm, on music compressed 20:1 with noise 20 dB below.
  /// `bench alignment` shows that a tenth of that is left.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void find_anyShiftDriftAndPolarity_isWithinWhatIsPromised(long seed) {
    AlignmentTrial known = AlignmentTrial.of(seed, 25);
    TimeBaseSearch found = TimeBaseSearch.find(known.dry(), known.wet(), AlignmentTrial.RATE_HZ);
    assertThat(found.inverted()).isEqualTo(known.isInverted());
    assertThat(found.base().lateBySamples()).isCloseTo(known.truth().lateBySamples(), within(0.02));
    assertThat(found.base().driftPpm()).isCloseTo(known.truth().driftPpm(), within(1.0));
  }

  @Test
  void find_unrelatedRecordings_doNotAgree() {
    float[] dry = DryProgramme.render(44_100, 20, 1);
    float[] other = DryProgramme.render(44_100, 20, 2);
    assertThat(TimeBaseSearch.find(dry, other, 44_100).agreement())
        .isLessThan(WholeShift.LEAST_COHERENCE);
  }

  @ParameterizedTest
  @ValueSource(ints = {-7, 0, 4999})
  void find_wholeShiftOnOneClock_isWhole(int lateBy) {
    float[] dry = DryProgramme.render(44_100, 20, 1);
    float[] wet = Resampler.read(dry, new TimeBase(-lateBy, 0), 0, dry.length);
    assertThat(TimeBaseSearch.find(dry, wet, 44_100).base()).isEqualTo(new TimeBase(lateBy, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-300, 150, 300})
  void find_clocksFarApart_tellsPolarityAndShift(double driftPpm) {
    // The first look is blurred over ten samples and more; here it takes a neighbouring half-wave.
    float[] dry = DryProgramme.render(44_100, 40, 1003);
    TimeBase truth = new TimeBase(-123.4, driftPpm);
    double rate = 1 + truth.drift();
    TimeBase inverse = new TimeBase(123.4 / rate, -driftPpm / rate);
    float[] wet = Resampler.read(compressed(dry), inverse, 0, dry.length);
    TimeBaseSearch found = TimeBaseSearch.find(dry, wet, 44_100);
    assertThat(found.inverted()).isFalse();
    assertThat(found.base().lateBySamples()).isCloseTo(truth.lateBySamples(), within(0.02));
    assertThat(found.base().driftPpm()).isCloseTo(driftPpm, within(1.0));
  }

  private static float[] compressed(float[] dry) {
    double[] x = new double[dry.length];
    for (int n = 0; n < x.length; n++) {
      x[n] = dry[n];
    }
    CompressorParameters heavy = new CompressorParameters(-45, 20, 2, 150, 25);
    new Compressor(heavy.at(44_100)).process(x, 0, x, 0, x.length);
    float[] y = new float[x.length];
    for (int n = 0; n < y.length; n++) {
      y[n] = (float) x[n];
    }
    return y;
  }
}
