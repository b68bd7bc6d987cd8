package io.gainprint.dsp.statespace;

/// A bound on how far the output of a modal form is from that of its system, proven from residuals.
///
/// In the computed basis T the system is exactly (Λ + E, T⁻¹ B, C T) with E = T⁻¹ (A T − T Λ),
/// while the modal form has Λ, β and γ. Each mode is a number or a rotation, so that `‖Λ_kⁿ‖ =
/// |λ_k|ⁿ`, and impulse responses differ, summed over all samples, by no more than
///
/// ```
/// γ (I − L − |E|)⁻¹ |E| (I − L)⁻¹ β + δγ (I − L)⁻¹ β + γ (I − L)⁻¹ δβ          L = diag |λ_k|
/// ```
///
/// with norms of the parts of each mode in place of the parts. That times the largest input bounds
/// the difference of outputs. Rounding while the modes run is added: of 6 u (|λ m| + |r x|) in each
/// step, and u for each of the terms of the output's sum.
final class ModalErrorBound {
  /// u, the unit roundoff of doubles.
  static final double ROUNDING = 0x1p-53;

  /// For rounding in the bound itself, which adds no more than some thousands of positive numbers.
  private static final double MARGIN = 1.001;

  private final int n;
  private final int modes;
  private final int realPoles;
  private final double[] re;
  private final double[] im;
  private final double[][] a;
  private final double[] b;
  private final double[] c;
  private final double d;
  private final double[] t;
  private final double[] w;

  /// The bound's ingredients.
  ///
  /// @param system A, B, C, D
  /// @param re σ of each mode, real ones first
  /// @param im ω of each mode
  /// @param basis T, row by row
  /// @param inverse W ≈ T⁻¹
  ModalErrorBound(StateSpace system, double[] re, double[] im, double[] basis, double[] inverse) {
    n = system.states();
    modes = re.length;
    realPoles = 2 * modes - n;
    this.re = re;
    this.im = im;
    a = system.a();
    b = new double[n];
    for (int i = 0; i < n; i++) {
      b[i] = system.b()[i][0];
    }
    c = system.c()[0];
    d = system.d()[0][0];
    t = basis;
    w = inverse;
  }

  /// The bound, for inputs within ±1; ∞ if there is none.
  double value() {
    double[] decay = new double[modes];
    for (int k = 0; k < modes; k++) {
      // Rounded down, as all that depends on it is divided by it.
      decay[k] = (1 - Math.hypot(re[k], im[k])) - 4 * ROUNDING;
      if (!(decay[k] > 0)) {
        return Double.POSITIVE_INFINITY;
      }
    }
    double inflation = inflation();
    double[] beta = new double[n];
    double[] gamma = new double[n];
    double[] gammaError = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        beta[i] += w[i * n + j] * b[j];
        gamma[i] += c[j] * t[j * n + i];
        gammaError[i] += n * ROUNDING * Math.abs(c[j] * t[j * n + i]);
      }
    }
    double[] betaError = inflated(throughInverse(inputResidual(beta)), inflation);
    double sum = 0;
    double[] driven = new double[modes];
    double[] heard = new double[modes];
    double gain = Math.abs(d);
    for (int k = 0; k < modes; k++) {
      driven[k] = norm(beta, k) / decay[k];
      heard[k] = norm(gamma, k);
      double mode = heard[k] * driven[k];
      gain += mode;
      sum += norm(gammaError, k) * driven[k] + heard[k] * norm(betaError, k) / decay[k];
      sum += 6 * ROUNDING * mode + 6 * ROUNDING * mode / decay[k];
    }
    sum += (modes + 2) * ROUNDING * gain;
    return MARGIN * (sum + byPoles(couplings(inflation), decay, driven, heard));
  }

  /// γ (I − L − |E|)⁻¹ |E| f, with f = (I − L)⁻¹ β; the inverse by its series.
  private double byPoles(double[] e, double[] decay, double[] driven, double[] heard) {
    double first = 0;
    double greatest = 0;
    double total = 0;
    double ratio = 0;
    for (int k = 0; k < modes; k++) {
      double row = 0;
      double moved = 0;
      for (int l = 0; l < modes; l++) {
        row += e[k * modes + l] / decay[k];
        moved += e[k * modes + l] * driven[l] / decay[k];
      }
      ratio = Math.max(ratio, row);
      greatest = Math.max(greatest, moved);
      first += heard[k] * moved;
      total += heard[k];
    }
    return ratio < 1 ? first + total * greatest * ratio / (1 - ratio) : Double.POSITIVE_INFINITY;
  }

  /// Norms of the parts of E, mode by mode.
  private double[] couplings(double inflation) {
    double[] squares = new double[modes * modes];
    for (int column = 0; column < n; column++) {
      double[] e = inflated(throughInverse(eigenResidual(column)), inflation);
      for (int row = 0; row < n; row++) {
        squares[mode(row) * modes + mode(column)] += e[row] * e[row];
      }
    }
    for (int i = 0; i < squares.length; i++) {
      squares[i] = Math.sqrt(squares[i]);
    }
    return squares;
  }

  /// A column of A T − T Λ, and what it may be wrong by after it.
  private double[] eigenResidual(int column) {
    int k = mode(column);
    boolean isSecond = k >= realPoles && (column - realPoles) % 2 == 1;
    int other = k < realPoles ? column : isSecond ? column - 1 : column + 1;
    double omega = isSecond ? -im[k] : im[k];
    double[] residual = new double[2 * n];
    for (int i = 0; i < n; i++) {
      DoubledSum sum = new DoubledSum();
      double size = Math.abs(re[k] * t[i * n + column]) + Math.abs(omega * t[i * n + other]);
      for (int j = 0; j < n; j++) {
        sum.add(a[i][j], t[j * n + column]);
        size += Math.abs(a[i][j] * t[j * n + column]);
      }
      sum.add(-re[k], t[i * n + column]);
      sum.add(omega, t[i * n + other]);
      residual[i] = sum.value();
      residual[n + i] = residualError(residual[i], size);
    }
    return residual;
  }

  /// B − T β, and what it may be wrong by after it.
  private double[] inputResidual(double[] beta) {
    double[] residual = new double[2 * n];
    for (int i = 0; i < n; i++) {
      DoubledSum sum = new DoubledSum();
      double size = Math.abs(b[i]);
      sum.add(b[i], 1);
      for (int j = 0; j < n; j++) {
        sum.add(-t[i * n + j], beta[j]);
        size += Math.abs(t[i * n + j] * beta[j]);
      }
      residual[i] = sum.value();
      residual[n + i] = residualError(residual[i], size);
    }
    return residual;
  }

  /// That of [DoubledSum], and the rounding of the product with W that follows.
  private double residualError(double residual, double size) {
    double products = n + 2;
    return (n + 1) * ROUNDING * Math.abs(residual)
        + 2 * products * products * ROUNDING * ROUNDING * size;
  }

  /// At most |W R|, where R is known up to an error.
  private double[] throughInverse(double[] residual) {
    double[] product = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = 0;
      double error = 0;
      for (int j = 0; j < n; j++) {
        sum += w[i * n + j] * residual[j];
        error += Math.abs(w[i * n + j]) * residual[n + j];
      }
      product[i] = Math.abs(sum) + error;
    }
    return product;
  }

  /// From |W R| to |T⁻¹ R|, as T⁻¹ = (I − G)⁻¹ W with G = I − W T.
  private static double[] inflated(double[] product, double inflation) {
    double greatest = 0;
    for (double value : product) {
      greatest = Math.max(greatest, value);
    }
    double[] inflated = new double[product.length];
    for (int i = 0; i < inflated.length; i++) {
      inflated[i] = product[i] + inflation * greatest;
    }
    return inflated;
  }

  /// ‖G‖ / (1 − ‖G‖), the row-sum norm; ∞ if W is no inverse.
  private double inflation() {
    double norm = 0;
    for (int i = 0; i < n; i++) {
      double row = 0;
      for (int j = 0; j < n; j++) {
        DoubledSum sum = new DoubledSum();
        double size = 1;
        sum.add(i == j ? 1 : 0, 1);
        for (int l = 0; l < n; l++) {
          sum.add(-w[i * n + l], t[l * n + j]);
          size += Math.abs(w[i * n + l] * t[l * n + j]);
        }
        row += Math.abs(sum.value()) + residualError(sum.value(), size);
      }
      norm = Math.max(norm, row);
    }
    return norm < 1 ? norm / (1 - norm) : Double.POSITIVE_INFINITY;
  }

  /// The mode that a row of T⁻¹ belongs to.
  private int mode(int row) {
    return row < realPoles ? row : (row + realPoles) / 2;
  }

  /// The length of a mode's part of a vector.
  private double norm(double[] vector, int mode) {
    return mode < realPoles
        ? Math.abs(vector[mode])
        : Math.hypot(vector[2 * mode - realPoles], vector[2 * mode - realPoles + 1]);
  }
}
