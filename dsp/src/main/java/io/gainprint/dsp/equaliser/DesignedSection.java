package io.gainprint.dsp.equaliser;

import io.gainprint.dsp.Derivatives;
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

  /// Derivatives of anything by the parameters, from those by the coefficients c = b_0 … b_N, a_1 …
  /// a_N, which is the order of the parameters of [io.gainprint.dsp.filter.DirectFormFilter]:
  ///
  /// ```
  /// f_i = Σ f_c c_i          f_ij = Σ Σ f_cd c_i d_j + Σ f_c c_ij
  /// ```
  ///
  /// Near poles at a small angle ω the terms of a sum cancel, to ω² of their size and worse; see
  /// [the package][io.gainprint.dsp.equaliser].
  ///
  /// @param byCoefficients derivatives by 2N + 1 coefficients, and by any further variables, such
  ///   as a filter's state
  /// @return derivatives by p parameters, then by the further variables, with those matrices that
  ///   were there
  /// @throws IllegalArgumentException if their dimension is less than 2N + 1
  public Derivatives byParameters(Derivatives byCoefficients) {
    int m = b.length + a.length - 1;
    int from = byCoefficients.dimension();
    if (from < m) {
      throw new IllegalArgumentException(
          "byCoefficients must be of dimension " + m + " or more: " + from);
    }
    int to = parameterCount + from - m;
    double[][] jacobian = new double[from][to];
    double[] gradient = new double[to];
    for (int c = 0; c < from; c++) {
      if (c < m) {
        for (int i = 0; i < parameterCount; i++) {
          jacobian[c][i] = coefficient(c).first(i);
        }
      } else {
        jacobian[c][parameterCount + c - m] = 1;
      }
      for (int i = 0; i < to; i++) {
        gradient[i] += byCoefficients.gradient(c) * jacobian[c][i];
      }
    }
    double[] gaussNewton =
        byCoefficients.hasGaussNewton() ? product(byCoefficients::gaussNewton, jacobian) : null;
    double[] hessian = null;
    if (byCoefficients.hasHessian()) {
      hessian = product(byCoefficients::hessian, jacobian);
      for (int i = 0; i < parameterCount; i++) {
        for (int j = 0; j <= i; j++) {
          for (int c = 0; c < m; c++) {
            hessian[Derivatives.packed(i, j)] +=
                byCoefficients.gradient(c) * coefficient(c).second(i, j);
          }
        }
      }
    }
    return Derivatives.of(byCoefficients.value(), gradient, gaussNewton, hessian);
  }

  private Jet coefficient(int c) {
    return c < b.length ? b[c] : a[c - b.length + 1];
  }

  /// The packed lower triangle of JᵀMJ.
  private static double[] product(Matrix matrix, double[][] jacobian) {
    int from = jacobian.length;
    int to = jacobian[0].length;
    double[] packed = new double[to * (to + 1) / 2];
    for (int j = 0; j < to; j++) {
      for (int c = 0; c < from; c++) {
        double sum = 0;
        for (int d = 0; d < from; d++) {
          sum += matrix.at(c, d) * jacobian[d][j];
        }
        for (int i = j; i < to; i++) {
          packed[Derivatives.packed(i, j)] += jacobian[c][i] * sum;
        }
      }
    }
    return packed;
  }

  @FunctionalInterface
  private interface Matrix {
    double at(int c, int d);
  }

  /// B at exp(iω); with delays each term times its k, which is i dB/dω.
  ComplexJet above(double omega, boolean withDelays) {
    return polynomial(b, omega, withDelays);
  }

  /// A likewise.
  ComplexJet below(double omega, boolean withDelays) {
    return polynomial(a, omega, withDelays);
  }

  private ComplexJet polynomial(Jet[] c, double omega, boolean withDelays) {
    Jet re = Jet.constant(0).among(parameterCount, 0);
    Jet im = re;
    for (int k = 0; k < c.length; k++) {
      double weight = withDelays ? k : 1;
      Jet term = c[k].among(parameterCount, 0);
      re = re.plus(term.times(weight * Math.cos(k * omega)));
      im = im.plus(term.times(-weight * Math.sin(k * omega)));
    }
    return new ComplexJet(re, im);
  }
}
