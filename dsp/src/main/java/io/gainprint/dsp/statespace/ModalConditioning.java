package io.gainprint.dsp.statespace;

/// How well the modes of a system can be found in double precision, see [Diagonalisation].
///
/// @param eigenvectorCondition κ₂(V) of the matrix of eigenvectors of unit length, ≥ 1; ∞ if they
///   do not span the space
/// @param separation distance of the two poles that are hardest to tell apart; ∞ if there are fewer
///   than two
/// @param separationUncertainty how far rounding may have moved these two against each other: n u
///   ‖A‖ times the sum of their condition numbers, to first order; 0 if there are fewer than two
/// @param errorBound what no sample of the modal form's output, from rest and for inputs within ±1,
///   is further from that of exact arithmetic; ∞ if a pole is not inside the unit circle, or if
///   rounding is too much for a bound
public record ModalConditioning(
    double eigenvectorCondition,
    double separation,
    double separationUncertainty,
    double errorBound) {

  /// How many decimal digits, of 16, are lost by a change to the coordinates of the eigenvectors,
  /// as a rule of thumb; [#errorBound] is the proof.
  ///
  /// @return log10 κ₂(V) ≥ 0
  public double lostDigits() {
    return Math.log10(eigenvectorCondition);
  }

  /// Whether two poles are one as far as can be told. A system of one input and one output then has
  /// no modes, unless a part of it is not heard or not driven: its matrix is defective.
  ///
  /// @return true if the separation is not greater than its uncertainty
  public boolean hasRepeatedPoles() {
    return !(separation > separationUncertainty);
  }
}
