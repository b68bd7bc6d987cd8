package io.gainprint.fitting.filter;

import io.gainprint.dsp.equaliser.GainDesign;
import io.gainprint.dsp.filter.FilterCoefficients;
import java.util.ArrayList;
import java.util.List;

/// Bands by the Audio EQ Cookbook, and an overall gain.
///
/// @param bands the bands, at least one, in the order in which the sound passes
/// @param gainDb overall gain, dB
public record Equaliser(List<Band> bands, double gainDb) implements FittedFilter {
  /// Copies the list and checks it.
  ///
  /// @throws IllegalArgumentException if there is no band or the gain is not finite
  public Equaliser {
    bands = List.copyOf(bands);
    if (bands.isEmpty()) {
      throw new IllegalArgumentException("bands must not be empty");
    }
    if (!Double.isFinite(gainDb)) {
      throw new IllegalArgumentException("gainDb must be a finite number: " + gainDb);
    }
  }

  /// The filter at a sample rate. The bilinear transform bends what is near half of it, so that
  /// bands up there sound a little different at another rate.
  ///
  /// @param sampleRateHz more than twice the frequency of every band, Hz
  /// @return a section for each band and one for the gain
  /// @throws IllegalArgumentException if the rate is too low, naming the band
  @Override
  public List<FilterCoefficients> sections(double sampleRateHz) {
    List<FilterCoefficients> sections = new ArrayList<>();
    for (Band band : bands) {
      if (!(2 * band.frequencyHz() < sampleRateHz)) {
        throw new IllegalArgumentException(
            "the %s at %.0f Hz needs a sample rate above %.0f Hz: %.0f Hz"
                .formatted(band.shape(), band.frequencyHz(), 2 * band.frequencyHz(), sampleRateHz));
      }
      sections.add(band.at(sampleRateHz));
    }
    sections.add(new GainDesign().at(gainDb).coefficients());
    return List.copyOf(sections);
  }
}
