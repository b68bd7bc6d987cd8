package io.gainprint.dsp.statespace;

/// A sum of products as if in twice the precision, rounded once: for residuals, where all leading
/// digits cancel.
///
/// The error of n products is below u of the result, plus n² u² of the sum of their magnitudes.
///
/// Source: T. Ogita, S. M. Rump and S. Oishi, "Accurate Sum and Dot Product", SIAM J. Sci. Comput.
/// 26 (2005), algorithm 5.3, doi:10.1137/030601818.
final class DoubledSum {
  private double sum;
  private double rest;

  /// Adds a product.
  void add(double a, double b) {
    double product = a * b;
    double next = sum + product;
    double added = next - sum;
    rest += (sum - (next - added)) + (product - added) + Math.fma(a, b, -product);
    sum = next;
  }

  /// The sum so far.
  double value() {
    return sum + rest;
  }
}
