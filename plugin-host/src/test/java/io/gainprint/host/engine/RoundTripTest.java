package io.gainprint.host.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.host.Sounds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
  /// The probe, some frames late, in noise.
  private static float[] recorded(int late, double gain, double noise, long seed) {
    RandomGenerator random = Sounds.random(seed);
    float[] recorded = new float[72_000];
    float[] probe = RoundTrip.probe();
    for (int n = 0; n < recorded.length; n++) {
      recorded[n] = (float) (noise * random.nextGaussian());
    }
    for (int n = 0; n < probe.length; n++) {
      recorded[late + n] += (float) (gain * probe[n]);
    }
    return recorded;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 64, 1023, 30_000, 67_904})
  void of_anyDelay_isFound(int late) {
    RoundTrip trip = RoundTrip.of(recorded(late, 0.5, 0.001, late));

    assertThat(trip.frames()).isEqualTo(late);
    assertThat(trip.inverted()).isFalse();
    assertThat(trip.likeness()).isCloseTo(1, within(0.01));
    assertThat(trip.isFound()).isTrue();
    assertThat(trip.hasFeedback()).isFalse();
  }

  @Test
  void of_throughADistortingCompressorUpsideDown_isFound() {
    float[] recorded = recorded(500, -0.8, 0.02, 1);
    double[] sound = new double[recorded.length];
    Arrays.setAll(sound, n -> Math.tanh(4 * recorded[n]));
    new Compressor(new CompressorParameters(-40, 10, 5, 100, 20).at(48_000))
        .process(sound, 0, sound, 0, sound.length);
    float[] back = new float[sound.length];
    for (int n = 0; n < back.length; n++) {
      back[n] = (float) sound[n];
    }

    RoundTrip trip = RoundTrip.of(back);

    assertThat(trip.frames()).isEqualTo(500);
    assertThat(trip.inverted()).isTrue();
  }

  @Test
  void of_silenceOrOtherSound_isNotFound() {
    float[] noise = recorded(0, 0, 0.3, 2);

    assertThat(RoundTrip.of(new float[72_000]).isFound()).isFalse();
    assertThat(RoundTrip.of(noise).isFound()).isFalse();
    assertThat(RoundTrip.of(recorded(100, 0.002, 0.02, 3)).isFound()).isFalse(); // -20 dB in noise
  }

  @Test
  void of_whatIsPlayedAgain_isFeedback() {
    float[] once = recorded(700, 0.5, 0.001, 4);
    float[] probe = RoundTrip.probe();
    for (int n = 0; n < probe.length; n++) {
      once[1400 + n] += (float) (0.3 * 0.5 * probe[n]);
    }

    assertThat(RoundTrip.of(once).frames()).isEqualTo(700);
    assertThat(RoundTrip.of(once).hasFeedback()).isTrue();
  }

  @Test
  void playRecord_loop_isTheSoundLate() {
    PlayRecord client = new PlayRecord(1, 0);
    float[] sound = new float[1000];
    for (int n = 0; n < sound.length; n++) {
      sound[n] = n + 1;
    }
    double[][] input = new double[1][64];
    double[][] output = new double[2][64];
    client.process(input, output, 64); // silence before

    PlayRecord.Job job = client.begin(sound, 1100);
    while (!job.isDone()) {
      client.process(input, output, 64);
      System.arraycopy(output[1], 0, input[0], 0, 64); // a loop of one block
    }

    float[] expected = new float[1100];
    System.arraycopy(sound, 0, expected, 64, 1000);
    assertThat(job.recorded()).isEqualTo(expected);
    assertThat(output[0]).containsOnly(0);
    client.process(input, output, 64);
    assertThat(output[1]).containsOnly(0);
  }

  @Test
  void begin_whileAnotherIsUnderWay_isRefused() {
    PlayRecord client = new PlayRecord(0, 0);
    client.begin(new float[10], 10);

    assertThatThrownBy(() -> client.begin(new float[10], 10))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the last recording is not done");
  }
}
