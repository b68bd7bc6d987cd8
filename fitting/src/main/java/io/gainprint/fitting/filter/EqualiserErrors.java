package io.gainprint.fitting.filter;

import java.util.List;

/// How far each parameter of an equaliser would scatter if the fit were repeated on other sound of
/// the same kind, one standard deviation; NaN where that is not known.
///
/// @param bands of each band, in the order of the equaliser's; empty where nothing is known
/// @param gainDb of the overall gain, dB
public record EqualiserErrors(List<BandErrors> bands, double gainDb) {
  /// Nothing is known.
  public static final EqualiserErrors UNKNOWN = new EqualiserErrors(List.of(), Double.NaN);

  /// Copies the list.
  public EqualiserErrors {
    bands = List.copyOf(bands);
  }

  /// Those of one band.
  ///
  /// @param band its number, from 0
  /// @return its errors; NaN where nothing is known
  public BandErrors band(int band) {
    return band < bands.size() ? bands.get(band) : BandErrors.UNKNOWN;
  }

  /// The standard errors of one band.
  ///
  /// @param frequencyHz of the frequency, Hz
  /// @param q of Q
  /// @param gainDb of the gain, dB; NaN for a shape without one
  public record BandErrors(double frequencyHz, double q, double gainDb) {
    /// Nothing is known.
    public static final BandErrors UNKNOWN = new BandErrors(Double.NaN, Double.NaN, Double.NaN);
  }
}
