package io.gainprint.recordings.programme;

/// Makes programme material for recordings of a unit: a band, quiet and loud, alone and with a
/// speaking voice, and tones and noise as on a bench.
///
/// Passages of some seconds follow each other: the whole band, the band 26 dB lower, the voice, the
/// drums, the voice over the band, and the band rising by 30 dB. From 20 s on, all of them come up.
/// From 30 s on, there are probes after them: a tone that steps through levels, a sweep, and noise
/// that steps through levels and colours. A shorter programme is music alone, which says more about
/// a compressor in a few seconds.
///
/// Safe for use by many threads.
public final class DryProgramme {
  /// −1 dBFS.
  private static final double PEAK = 0.891250938133746;

  /// Below every tone of the band.
  private static final double DC_CUTOFF_HZ = 15;

  private static final int LOWEST_RATE_HZ = 8_000;
  private static final int HIGHEST_RATE_HZ = 192_000;

  private DryProgramme() {}

  /// Renders mono material whose largest magnitude is −1 dBFS, and which has no DC.
  ///
  /// At another sample rate the same seed gives the same score, with other noise in the drums and
  /// consonants.
  ///
  /// @param sampleRateHz samples per second, 8000 to 192000
  /// @param seconds duration, > 0; what is rendered is the nearest number of samples, at least 1
  ///   and at most what an array holds
  /// @param seed chooses tempo, key, chords, rhythm and words
  /// @return the samples, full scale 1
  /// @throws IllegalArgumentException if the rate or the duration is out of its range
  public static float[] render(int sampleRateHz, double seconds, long seed) {
    if (sampleRateHz < LOWEST_RATE_HZ || sampleRateHz > HIGHEST_RATE_HZ) {
      throw new IllegalArgumentException("sampleRateHz must be 8000 to 192000: " + sampleRateHz);
    }
    double samples = StrictMath.rint(seconds * sampleRateHz);
    if (!(samples >= 1 && samples <= Integer.MAX_VALUE - 8)) {
      throw new IllegalArgumentException("seconds must give 1 to 2147483639 samples: " + seconds);
    }
    Mix mix = new Mix(sampleRateHz, (int) samples);
    Arrangement.of(seconds, seed).play(mix);
    mix.removeDc(DC_CUTOFF_HZ);
    return mix.normalised(PEAK);
  }
}
