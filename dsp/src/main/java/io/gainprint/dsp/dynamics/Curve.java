package io.gainprint.dsp.dynamics;

/// A function of one sample and of parameters, y = φ(x, θ), with exact first and second
/// derivatives.
///
/// [Memoryless] makes a stage of it. Derivatives are computed a block at a time from x and y, so
/// that nothing needs to be kept and no logarithm or exponential is taken twice. Variables are
/// counted from 0, which is x; θᵢ is variable i + 1. Immutable.
public interface Curve {
  /// The parameters θ, in the order that the curve documents.
  ///
  /// @return a copy of P values
  double[] parameters();

  /// The same curve elsewhere.
  ///
  /// @param parameters θ, P values
  /// @return the curve
  /// @throws IllegalArgumentException if their number is another, or one of them is not allowed
  Curve with(double[] parameters);

  /// The value at each sample of a block.
  ///
  /// @param x input
  /// @param xOffset its first sample
  /// @param y written: φ(x); may be `x` if the offsets are equal
  /// @param yOffset first sample written
  /// @param length samples, ≥ 0
  void values(double[] x, int xOffset, double[] y, int yOffset, int length);

  /// First derivatives at each sample of a block.
  ///
  /// @param x input
  /// @param y φ(x)
  /// @param offset the first sample of the block in both
  /// @param length samples, ≥ 0
  /// @param first written from the start of each row: row i is the derivative by variable i, 1 + P
  ///   rows
  void first(double[] x, double[] y, int offset, int length, double[][] first);

  /// Second derivatives at each sample of a block.
  ///
  /// @param x input
  /// @param y φ(x)
  /// @param offset the first sample of the block in both
  /// @param length samples, ≥ 0
  /// @param second written from the start of each row: row [packed(i,
  ///   j)][io.gainprint.dsp.Derivatives#packed] is the derivative by variables i and j
  void second(double[] x, double[] y, int offset, int length, double[][] second);
}
