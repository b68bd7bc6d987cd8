package io.gainprint.recordings.unit;

/// The sample rates that a unit runs at.
final class SampleRates {
  private static final int LOWEST_HZ = 8_000;
  private static final int HIGHEST_HZ = 192_000;

  private SampleRates() {}

  static void require(double sampleRateHz) {
    if (!(sampleRateHz >= LOWEST_HZ && sampleRateHz <= HIGHEST_HZ)) {
      throw new IllegalArgumentException("sampleRateHz must be 8000 to 192000: " + sampleRateHz);
    }
  }
}
