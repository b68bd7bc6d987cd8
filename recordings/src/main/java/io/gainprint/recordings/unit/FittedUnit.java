package io.gainprint.recordings.unit;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.unit.ControlMap;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.PublishedUnits;
import java.util.Objects;

/// A unit that is what a fit says it is: the feed-forward compressor with the settings of a control
/// map, and a noise floor. What is fitted to its recordings can be set beside the truth.
///
/// @param name what the unit is called
/// @param map the compressor's settings for a position of the controls
/// @param noiseRms root mean square of the noise that is added, full scale 1, ≥ 0 and finite
public record FittedUnit(String name, ControlMap map, double noiseRms) implements UnitModel {
  /// −80 dBFS.
  private static final double NOISE_RMS = 1e-4;

  /// Checks the noise.
  ///
  /// @throws IllegalArgumentException if the noise is negative or not finite
  public FittedUnit {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(map, "map");
    if (!(noiseRms >= 0 && noiseRms < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("noiseRms must be at least 0 and finite: " + noiseRms);
    }
  }

  /// The [published LA-2A][PublishedUnits#la2a], with a noise floor of −80 dBFS.
  ///
  /// @return the unit
  public static FittedUnit la2a() {
    return new FittedUnit("LA-2A (published fit)", PublishedUnits.la2a(), NOISE_RMS);
  }

  @Override
  public UnitProcessor at(Controls controls, double sampleRateHz, long seed) {
    SampleRates.require(sampleRateHz);
    return new Processor(
        new Compressor(map.at(controls).at(sampleRateHz)), new NoiseFloor(noiseRms, seed));
  }

  private record Processor(Compressor compressor, NoiseFloor noise) implements UnitProcessor {
    @Override
    public void process(double[] samples, int offset, int length) {
      compressor.process(samples, offset, samples, offset, length);
      noise.addTo(samples, offset, length);
    }

    @Override
    public int latencySamples() {
      return 0;
    }

    @Override
    public double gain() {
      return compressor.gain();
    }

    @Override
    public void reset() {
      compressor.reset();
      noise.reset();
    }
  }
}
