package io.gainprint.recordings.unit;

import io.gainprint.dsp.unit.Controls;

/// A virtual electro-optical levelling amplifier: something like a unit on the bench, and
/// deliberately not the compressor that fits look for. See the package for how it works.
///
/// @param gainKnob the gain knob, 0 to 100
/// @param emphasisDb high-frequency emphasis of the side chain by the trimmer at the back, 0 to 10
///   dB: with it, high frequencies are compressed more
public record SimulatedLevellingAmplifier(double gainKnob, double emphasisDb)
    implements UnitModelWithGain {
  private static final double MOST_EMPHASIS_DB = 10;

  /// Checks knob and trimmer.
  ///
  /// @throws IllegalArgumentException naming the one that is out of its range
  public SimulatedLevellingAmplifier {
    if (!(gainKnob >= 0 && gainKnob <= 100)) {
      throw new IllegalArgumentException("gainKnob must be 0 to 100: " + gainKnob);
    }
    if (!(emphasisDb >= 0 && emphasisDb <= MOST_EMPHASIS_DB)) {
      throw new IllegalArgumentException("emphasisDb must be 0 to 10: " + emphasisDb);
    }
  }

  /// The unit with unity gain and a flat trimmer.
  public SimulatedLevellingAmplifier() {
    this(100 * MakeUpStage.UNITY_POSITION, 0);
  }

  @Override
  public String name() {
    return "simulated levelling amplifier";
  }

  @Override
  public SimulatedLevellingAmplifier withGain(double position) {
    return new SimulatedLevellingAmplifier(position, emphasisDb);
  }

  @Override
  public UnitProcessor at(Controls controls, double sampleRateHz, long seed) {
    SampleRates.require(sampleRateHz);
    return new SimulatedProcessor(this, controls, sampleRateHz, seed);
  }
}
