package io.gainprint.recordings.unit;

import io.gainprint.dsp.unit.Controls;

/// A unit that turns dry sound into wet.
///
/// Implementations are immutable and safe for use by many threads.
public interface UnitModel {
  /// What the unit is called in profiles, tables and messages.
  ///
  /// @return a short name
  String name();

  /// The unit at one position of its controls, at rest.
  ///
  /// @param controls position of knob and switch
  /// @param sampleRateHz sample rate, 8000 to 192000 Hz
  /// @param seed chooses the noise; the same seed gives the same samples on every platform
  /// @return a processor for one channel
  /// @throws IllegalArgumentException if the unit has no such position or the rate is out of range
  UnitProcessor at(Controls controls, double sampleRateHz, long seed);

  /// The unit's recording of a dry sound, from rest, neither late nor early.
  ///
  /// @param dry samples, full scale 1, not modified
  /// @param controls position of knob and switch
  /// @param sampleRateHz sample rate, 8000 to 192000 Hz
  /// @param seed chooses the noise
  /// @return as many samples
  /// @throws IllegalArgumentException as [#at]
  default float[] render(float[] dry, Controls controls, double sampleRateHz, long seed) {
    UnitProcessor processor = at(controls, sampleRateHz, seed);
    int latency = processor.latencySamples();
    float[] wet = new float[dry.length];
    double[] block = new double[1024];
    for (long from = 0; from < (long) dry.length + latency; from += block.length) {
      for (int n = 0; n < block.length; n++) {
        block[n] = from + n < dry.length ? dry[(int) (from + n)] : 0;
      }
      processor.process(block, 0, block.length);
      for (int n = 0; n < block.length; n++) {
        long at = from + n - latency;
        if (at >= 0 && at < wet.length) {
          wet[(int) at] = (float) block[n];
        }
      }
    }
    return wet;
  }
}
