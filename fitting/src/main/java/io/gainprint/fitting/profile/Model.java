package io.gainprint.fitting.profile;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.StandardErrors;
import io.gainprint.fitting.filter.DirectFormFilter;
import io.gainprint.fitting.filter.Equaliser;
import io.gainprint.fitting.filter.EqualiserErrors;

/// What a setting sounds like.
public sealed interface Model {
  /// A compressor.
  ///
  /// @param parameters its settings
  /// @param standardErrors how sure they are; NaN for one on a bound
  record Compressor(CompressorParameters parameters, StandardErrors standardErrors)
      implements Model {}

  /// An equaliser.
  ///
  /// @param equaliser its bands
  /// @param errors how sure they are; NaN for a parameter at the end of its range
  record Bands(Equaliser equaliser, EqualiserErrors errors) implements Model {}

  /// A direct-form filter.
  ///
  /// @param filter its coefficients
  record DirectForm(DirectFormFilter filter) implements Model {}

  /// What the kind is called in files.
  ///
  /// @return for example `feed-forward-compressor`
  default String kind() {
    return switch (this) {
      case Compressor _ -> ProfileJson.COMPRESSOR;
      case Bands _ -> ProfileJson.EQUALISER;
      case DirectForm _ -> ProfileJson.DIRECT_FORM;
    };
  }
}
