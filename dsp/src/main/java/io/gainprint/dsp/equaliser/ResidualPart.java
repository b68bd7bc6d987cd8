package io.gainprint.dsp.equaliser;

/// A block of the residual part of a Hessian, Σ ρ y_θφ with ρ = w r, for the parameters of two
/// sections or of one.
sealed interface ResidualPart permits OwnResidualPart, CrossResidualPart {

  /// Adds a block of sound.
  ///
  /// @param rho ρ, the block of which begins at the lead
  /// @param length samples
  void run(double[] rho, int length);

  /// Ends a block of sound.
  void carry(int length);

  /// The sum so far.
  ///
  /// @param i parameter of the earlier section
  /// @param j parameter of the later one
  double sum(int i, int j);
}
