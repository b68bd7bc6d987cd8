package io.gainprint.fitting.filter;

import io.gainprint.dsp.filter.FilterCoefficients;
import java.util.List;

/// What a fit of a [FilterModel] finds.
public sealed interface FittedFilter permits Equaliser, DirectFormFilter {
  /// The filter at a sample rate.
  ///
  /// @param sampleRateHz sample rate, Hz, > 0
  /// @return its sections, in the order in which the sound passes
  /// @throws IllegalArgumentException if there is no such filter at that rate, saying why
  List<FilterCoefficients> sections(double sampleRateHz);
}
