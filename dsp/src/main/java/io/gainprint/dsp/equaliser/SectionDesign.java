package io.gainprint.dsp.equaliser;

import java.util.List;

/// What turns a few parameters into the coefficients of a filter, differentiably.
public sealed interface SectionDesign
    permits CookbookDesign, GainDesign, LadderDesign, OnePoleDesign, ReflectionDesign {

  /// The order N of the filter.
  ///
  /// @return N ≥ 0
  int order();

  /// What the parameters are called.
  ///
  /// @return one name, with its unit, for each parameter, in their order
  List<String> parameterNames();

  /// Designs the filter.
  ///
  /// @param parameters as many as there are names
  /// @return coefficients with first and second derivatives
  /// @throws IllegalArgumentException if their number or one of them is not allowed
  DesignedSection at(double... parameters);
}
