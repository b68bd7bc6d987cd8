package io.gainprint.dsp.filter;

/// How a direct form puts B(z)/A(z) together, and what its state is.
///
/// With fixed coefficients all four have one output from rest. They differ in their states, in what
/// is rounded, and in what coefficients that move mean; see [the package][io.gainprint.dsp.filter].
/// M and N are the orders of B and A.
public enum FilterStructure {
  /// Direct form I: zeros first. State: the last inputs `x[−1]` … `x[−M]`, then the last outputs
  /// `y[−1]` … `y[−N]`.
  DF1,

  /// Direct form II: poles first. State: `v[−1]` … `v[−S]` of the signal between poles and zeros, S
  /// the larger of M and N.
  DF2,

  /// Transposed direct form II: zeros first. State: s_1 … s_S, what is still to be added to the
  /// next S outputs, S the larger of M and N; that of SciPy's `lfilter`.
  TDF2,

  /// Transposed direct form I: poles first. State: M sums to be added to the next outputs, then N
  /// to be added to the next samples of the signal between poles and zeros.
  TDF1;

  /// The structure with all arrows turned round, which is the adjoint's.
  ///
  /// @return DF1 for TDF1, DF2 for TDF2, and conversely
  public FilterStructure transposed() {
    return switch (this) {
      case DF1 -> TDF1;
      case DF2 -> TDF2;
      case TDF2 -> DF2;
      case TDF1 -> DF1;
    };
  }

  /// Whether zeros come before poles.
  boolean isZerosFirst() {
    return this == DF1 || this == TDF2;
  }

  /// Whether the state is a history of signals rather than sums to be added.
  boolean hasHistory() {
    return this == DF1 || this == DF2;
  }

  /// The number of values of a state.
  ///
  /// @param zeros M ≥ 0
  /// @param poles N ≥ 0
  /// @return M + N for the first forms, the larger of them for the second
  public int stateSize(int zeros, int poles) {
    return this == DF1 || this == TDF1 ? zeros + poles : Math.max(zeros, poles);
  }
}
