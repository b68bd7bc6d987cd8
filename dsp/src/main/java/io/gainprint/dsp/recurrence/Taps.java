package io.gainprint.dsp.recurrence;

import java.util.Arrays;

/// The coefficients of consecutive delays, fixed or one set for each sample, and what they do to
/// signals; see [the package][io.gainprint.dsp.recurrence].
///
/// Signals lie in arrays from an index on, with room of [#lastDelay] samples before them where a
/// history is read, and after them where a remainder is written. A block begins with sample `row`
/// of the whole, which time-varying taps are told. Kernels trust their callers. Immutable.
public sealed interface Taps permits FixedTaps, VaryingTaps {
  /// The shortest delay.
  ///
  /// @return 0 or 1
  int firstDelay();

  /// The longest delay.
  ///
  /// @return K ≥ 0; the number of delays is K + 1 less the first
  int lastDelay();

  /// The taps for a signal that runs backwards.
  ///
  /// @return taps whose first row is the last one of these; these if they are fixed
  Taps reversed();

  /// Where a gradient of the [#reversed] taps has its first row.
  ///
  /// @param gradientAt where a gradient of these taps has theirs
  /// @return the index
  int reversedGradientAt(int gradientAt);

  /// `out[n] = Σ c_k[n] u[n−k]` for a block.
  ///
  /// @param u read, with a history of K samples before it
  /// @param uAt its first sample
  /// @param out written; another array
  /// @param outAt its first sample
  /// @param row index of the first sample in the whole
  /// @param length samples
  default void gather(double[] u, int uAt, double[] out, int outAt, int row, int length) {
    Arrays.fill(out, outAt, outAt + length, 0);
    addGathering(1, u, uAt, out, outAt, row, length);
  }

  /// `out[n] += factor Σ c_k[n] u[n−k]` for a block.
  ///
  /// @param factor of all
  /// @param u read, with a history of K samples before it
  /// @param uAt its first sample
  /// @param out added to; another array
  /// @param outAt its first sample
  /// @param row index of the first sample in the whole
  /// @param length samples
  void addGathering(
      double factor, double[] u, int uAt, double[] out, int outAt, int row, int length);

  /// `out[n+k] = Σ c_k[n] u[n]` for a block.
  ///
  /// @param u read, with K zeros before and K zeros after it
  /// @param uAt its first sample
  /// @param out written, and a remainder of K samples after it; another array
  /// @param outAt its first sample
  /// @param row index of the first sample in the whole
  /// @param length samples
  default void scatter(double[] u, int uAt, double[] out, int outAt, int row, int length) {
    Arrays.fill(out, outAt, outAt + length + Math.max(lastDelay(), 0), 0);
    addScattering(1, u, uAt, out, outAt, row, length);
  }

  /// `out[n+k] += factor c_k[n] u[n]` for a block.
  ///
  /// @param factor of all
  /// @param u read, with K zeros before and K zeros after it
  /// @param uAt its first sample
  /// @param out added to, and to a remainder of K samples after it; another array
  /// @param outAt its first sample
  /// @param row index of the first sample in the whole
  /// @param length samples
  void addScattering(
      double factor, double[] u, int uAt, double[] out, int outAt, int row, int length);

  /// `v[n] = w[n] − Σ c_k[n] v[n−k]` for a block, from a history.
  ///
  /// @param w read
  /// @param wAt its first sample
  /// @param v written, from a history of K samples before it; another array
  /// @param vAt its first sample
  /// @param row index of the first sample in the whole
  /// @param length samples
  void solveGathering(double[] w, int wAt, double[] v, int vAt, int row, int length);

  /// `v[n] = w[n]`, then `w[n+k] −= c_k[n] v[n]`, for a block, to a remainder.
  ///
  /// @param w read, and overwritten; its remainder of K samples is subtracted from
  /// @param wAt its first sample
  /// @param v written, with K zeros before and K zeros after it; another array
  /// @param vAt its first sample
  /// @param row index of the first sample in the whole
  /// @param length samples
  void solveScattering(double[] w, int wAt, double[] v, int vAt, int row, int length);

  /// The adjoint of [#addGathering] by its taps, `gradient_k += factor Σ o[n] u[n−k]`, or for taps
  /// that vary each term by itself.
  ///
  /// @param factor of all
  /// @param o cotangent of `out`
  /// @param oAt its first sample
  /// @param u as in [#addGathering]
  /// @param uAt its first sample
  /// @param row index of the first sample in the whole
  /// @param length samples
  /// @param gradient added to: where the taps were taken from, or would be
  /// @param gradientAt index of the first value of the first row
  void gatherGradient(
      double factor,
      double[] o,
      int oAt,
      double[] u,
      int uAt,
      int row,
      int length,
      double[] gradient,
      int gradientAt);

  /// The adjoint of [#addScattering] by its taps, `gradient_k += factor Σ o[n+k] u[n]`, or for taps
  /// that vary each term by itself.
  ///
  /// @param factor of all
  /// @param o cotangent of `out`, with that of the remainder after it
  /// @param oAt its first sample
  /// @param u as in [#addScattering]
  /// @param uAt its first sample
  /// @param row index of the first sample in the whole
  /// @param length samples
  /// @param gradient added to: where the taps were taken from, or would be
  /// @param gradientAt index of the first value of the first row
  void scatterGradient(
      double factor,
      double[] o,
      int oAt,
      double[] u,
      int uAt,
      int row,
      int length,
      double[] gradient,
      int gradientAt);
}
