package io.gainprint.fitting;

import static org.assertj.core.api.Assertions.assertThat;

import io.gainprint.dsp.compressor.CompressorParameters;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How often the 95 % intervals contain the truth, over 200 recordings with noise, and whether what
/// is found is off on average.
///
/// By the sandwich 189 to 194, 189 to 192 and 186 to 191 of 200 do in the three cases below, by the
/// textbook 128 to 153, 142 to 149 and, in white noise, 187 to 194. No mean error is beyond 0.12
/// standard errors, where chance alone makes 0.07: there is no bias to be seen.
///
/// A minute or two of work in all, and so with the long tests.
@Tag("soak")
class ConfidenceCoverageTest {
  private static final double RATE = 8000;
  private static final int RECORDINGS = 200;

  /// A leveller and a fast limiter in coloured noise of −50 dBFS; the first also in white noise of
  /// −60 dBFS, where a bias would be a larger share of the interval.
  @ParameterizedTest
  @CsvSource({
    "-20, 4,  5,   100, 2, -50, 0.9",
    "-26, 12, 0.8, 30,  4, -50, 0.9",
    "-20, 4,  5,   100, 2, -60, 0",
  })
  void intervals_of200Recordings_containTheTruthIn95OutOf100(
      double thresholdDb,
      double ratio,
      double attackMs,
      double releaseMs,
      double makeUpDb,
      double noiseDb,
      double pole) {
    CompressorParameters truth =
        new CompressorParameters(thresholdDb, ratio, attackMs, releaseMs, makeUpDb);
    double[] expected = values(truth);
    int[] sandwich = new int[expected.length];
    int[] textbook = new int[expected.length];
    double[] bias = new double[expected.length]; // mean error in standard errors
    for (int seed = 0; seed < RECORDINGS; seed++) {
      SimulatedPair pair = new SimulatedPair(truth, RATE, 61, 0, seed);
      addColouredNoise(pair.wet, Math.pow(10, noiseDb / 20), pole, seed);
      FitResult result =
          CompressorFit.fit(
              pair.dry,
              pair.wet,
              RATE,
              FitSettings.defaults().withThreads(2).withStart(StartChoice.GUESS),
              _ -> {});
      double[] found = values(result.parameters());
      double[] errors = errors(result.standardErrors());
      for (int i = 0; i < expected.length; i++) {
        FitInsight.Aspect aspect = result.insight().parameters().get(i);
        sandwich[i] += aspect.interval().orElseThrow().contains(expected[i]) ? 1 : 0;
        textbook[i] += aspect.whiteNoiseInterval().orElseThrow().contains(expected[i]) ? 1 : 0;
        bias[i] += (found[i] - expected[i]) / errors[i] / RECORDINGS;
      }
    }

    String counts =
        "of 200, by the sandwich %s, by the textbook %s, mean errors %s"
            .formatted(Arrays.toString(sandwich), Arrays.toString(textbook), rounded(bias));
    for (int i = 0; i < expected.length; i++) {
      // 92 % to 98 %, which 200 draws of 95 % leave once in 20.
      assertThat(sandwich[i]).as(counts).isBetween(184, 196);
      // Four standard errors of a mean of 200.
      assertThat(bias[i]).as(counts).isBetween(-0.28, 0.28);
    }
  }

  private static String rounded(double... values) {
    return Arrays.stream(values)
        .mapToObj(value -> String.format(Locale.ROOT, "%.3f", value))
        .toList()
        .toString();
  }

  private static double[] values(CompressorParameters p) {
    return new double[] {p.thresholdDb(), p.ratio(), p.attackMs(), p.releaseMs(), p.makeUpDb()};
  }

  private static double[] errors(StandardErrors e) {
    return new double[] {e.thresholdDb(), e.ratio(), e.attackMs(), e.releaseMs(), e.makeUpDb()};
  }

  /// One-pole low-passed noise of a level: y = p y + sqrt(1 − p²) w has the variance of w.
  private static void addColouredNoise(float[] wet, double level, double pole, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1000 + seed);
    double noise = level * random.nextGaussian();
    for (int n = 0; n < wet.length; n++) {
      wet[n] += (float) noise;
      noise = pole * noise + Math.sqrt(1 - pole * pole) * level * random.nextGaussian();
    }
  }
}
