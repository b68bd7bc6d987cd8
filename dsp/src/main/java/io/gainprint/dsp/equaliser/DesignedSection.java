package io.gainprint.dsp.equaliser;

import io.gainprint.dsp.filter.FilterCoefficients;
import java.util.Arrays;

/// A section designed at one point: its coefficients, and their exact first and second derivatives
/// with respect to the parameters of its [design][SectionDesign].
///
/// Immutable and safe to share.
public final class DesignedSection {
  private final int parameterCount;
  private final Jet[] b;
  private final Jet[] a;
  private final FilterCoefficients coefficients;

  /// Takes over both arrays.
  DesignedSection(int parameterCount, Jet[] b, Jet[] a) {
    this.parameterCount = parameterCount;
    this.b = b;
    this.a = a;
    this.coefficients =
        new FilterCoefficients(
            Arrays.stream(b).mapToDouble(Jet::value).toArray(),
            Arrays.stream(a).mapToDouble(Jet::value).toArray());
  }

  /// The coefficients.
  ///
  /// @return b and a
  public FilterCoefficients coefficients() {
    return coefficients;
  }

  /// The number of parameters.
  ///
  /// @return p
  public int parameterCount() {
    return parameterCount;
  }

  /// A first derivative of a feed-forward coefficient.
  ///
  /// @param k delay, 0 to the order
  /// @param i parameter, 0 to p − 1
  /// @return `∂b[k]/∂θ_i`
  public double feedForward(int k, int i) {
    return b[k].first(i);
  }

  /// A second derivative of a feed-forward coefficient.
  ///
  /// @param k delay, 0 to the order
  /// @param i first parameter
  /// @param j second parameter
  /// @return `∂²b[k]/∂θ_i∂θ_j`
  public double feedForward(int k, int i, int j) {
    return b[k].second(i, j);
  }

  /// A first derivative of a feedback coefficient.
  ///
  /// @param k delay, 0 to the order
  /// @param i parameter, 0 to p − 1
  /// @return `∂a[k]/∂θ_i`, 0 for k = 0
  public double feedback(int k, int i) {
    return a[k].first(i);
  }

  /// A second derivative of a feedback coefficient.
  ///
  /// @param k delay, 0 to the order
  /// @param i first parameter
  /// @param j second parameter
  /// @return `∂²a[k]/∂θ_i∂θ_j`, 0 for k = 0
  public double feedback(int k, int i, int j) {
    return a[k].second(i, j);
  }
}
