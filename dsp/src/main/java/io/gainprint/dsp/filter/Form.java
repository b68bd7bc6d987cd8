package io.gainprint.dsp.filter;

import io.gainprint.dsp.recurrence.Taps;

/// A structure with its coefficients.
///
/// @param structure how zeros and poles are put together
/// @param b taps of the numerator, from delay 0 on
/// @param a taps of the denominator, from delay 1 on
record Form(FilterStructure structure, Taps b, Taps a) {
  /// The form of the adjoint, for a signal that runs backwards.
  Form transposed() {
    return new Form(structure.transposed(), b.reversed(), a.reversed());
  }

  /// The number of values of a state.
  int stateSize() {
    return structure.stateSize(b.lastDelay(), a.lastDelay());
  }

  /// How many samples of p, see [FormBlock], are read before a block.
  int numeratorHistory() {
    return switch (structure) {
      case DF1 -> b.lastDelay();
      case DF2 -> stateSize();
      case TDF1, TDF2 -> 0;
    };
  }

  /// How many samples of q are read before a block, which for poles first is p.
  int denominatorHistory() {
    return structure == FilterStructure.DF1 ? a.lastDelay() : numeratorHistory();
  }
}
