package io.gainprint.fitting.filter;

import io.gainprint.dsp.equaliser.CookbookDesign;
import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import io.gainprint.dsp.filter.FilterCoefficients;

/// One band of an equaliser.
///
/// @param shape what it does
/// @param frequencyHz where, Hz, > 0
/// @param q how sharply, > 0
/// @param gainDb by how much, dB; 0 for a shape that has no gain
public record Band(Shape shape, double frequencyHz, double q, double gainDb) {
  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException naming the parameter, its limit and its value
  public Band {
    requirePositive("frequencyHz", frequencyHz);
    requirePositive("q", q);
    if (!Double.isFinite(gainDb) || (!shape.hasGain() && gainDb != 0)) {
      throw new IllegalArgumentException(
          "gainDb of %s must be %s: %s"
              .formatted(shape, shape.hasGain() ? "a finite number" : "0", gainDb));
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be greater than 0: " + value);
    }
  }

  /// Its coefficients at a sample rate, more than twice its frequency.
  FilterCoefficients at(double sampleRateHz) {
    CookbookDesign design = new CookbookDesign(shape, sampleRateHz);
    return (shape.hasGain() ? design.at(frequencyHz, q, gainDb) : design.at(frequencyHz, q))
        .coefficients();
  }
}
