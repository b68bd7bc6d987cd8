package io.gainprint.regression;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.filter.PreEmphasis;
import io.gainprint.dsp.measure.ErrorToSignalRatio;
import io.gainprint.recordings.DryWetPair;
import io.gainprint.recordings.Recording;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// How an output compares with a wet recording. The first second lets the compressor settle and is
/// not compared, as by `gainprint evaluate`; the hash is of the whole.
///
/// The hash is that of the samples as mono 24-bit PCM, little-endian, without a header: each is
/// rounded to the nearest multiple of 2⁻²³, ties to even, and held at full scale; NaN is 0.
/// Platforms may round logarithms and exponentials differently in the last of 53 bits. Such a
/// difference reaches the 24th where a sample lies within some 1e-16 of the middle between two
/// steps of 1.2e-7, which happens to one in a billion samples.
///
/// @param esr error-to-signal ratio, pre-emphasised; NaN if the output is not finite
/// @param levelDifferenceDb root mean square of the output over that of the wet recording, dB
/// @param outputSha256 hash of the output, 64 lower-case hexadecimal digits
public record Measurement(double esr, double levelDifferenceDb, String outputSha256) {
  private static final double WARM_UP_SECONDS = 1;

  /// How far above a measured value its bound is: more than other platforms' rounding moves it,
  /// less than any change worth looking at.
  private static final double MARGIN = 1.02;

  /// A hundredth of the smallest difference of level that is heard.
  private static final double MARGIN_DB = 0.002;

  /// Significant digits of a bound, which is rounded up.
  private static final MathContext BOUND = new MathContext(2, RoundingMode.CEILING);

  private static final int FULL_SCALE = 1 << 23;

  static Measurement of(Recording output, DryWetPair pair) {
    int samples = pair.wet().length;
    int warmUp = (int) (WARM_UP_SECONDS * pair.sampleRateHz());
    if (samples <= warmUp) {
      throw new IllegalArgumentException(
          "the recordings must be longer than 1 s, which is not compared");
    }
    double[] y = new double[samples];
    double[] t = new double[samples];
    for (int n = 0; n < samples; n++) {
      y[n] = output.samples()[n];
      t[n] = pair.wet()[n];
    }
    double levelDb = Decibels.fromFactor(Math.sqrt(energy(y, warmUp) / energy(t, warmUp)));
    double pole = PreEmphasis.poleAt(pair.sampleRateHz());
    new PreEmphasis(pole).process(y, 0, y, 0, samples);
    new PreEmphasis(pole).process(t, 0, t, 0, samples);
    ErrorToSignalRatio esr = new ErrorToSignalRatio();
    esr.add(y, t, warmUp, samples - warmUp);
    return new Measurement(esr.value(), levelDb, sha256(output.samples()));
  }

  private static double energy(double[] samples, int from) {
    double sum = 0;
    for (int n = from; n < samples.length; n++) {
      sum += samples[n] * samples[n];
    }
    return sum;
  }

  private static String sha256(float[] samples) {
    byte[] pcm = new byte[3 * samples.length];
    for (int n = 0; n < samples.length; n++) {
      double steps = Math.rint((double) samples[n] * FULL_SCALE);
      int value = (int) Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, steps)); // of NaN 0
      pcm[3 * n] = (byte) value;
      pcm[3 * n + 1] = (byte) (value >> 8);
      pcm[3 * n + 2] = (byte) (value >> 16);
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pcm));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /// A bound that this ratio keeps.
  double esrBound() {
    return up(MARGIN * esr);
  }

  /// A bound that this difference keeps, dB.
  double levelDifferenceDbBound() {
    return up(MARGIN * Math.abs(levelDifferenceDb) + MARGIN_DB);
  }

  private static double up(double value) {
    return BigDecimal.valueOf(value).round(BOUND).doubleValue();
  }
}
