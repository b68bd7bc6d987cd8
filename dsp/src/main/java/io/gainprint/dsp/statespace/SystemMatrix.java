package io.gainprint.dsp.statespace;

/// M, the matrices A and B above C and D in one, which takes (s, x) to (s′, y).
///
/// Rows are those of s′ and y, columns those of s and x; values are stored row by row.
final class SystemMatrix {
  private final int states;
  private final int rows;
  private final int columns;
  private final double[] values;

  private SystemMatrix(int states, int rows, int columns, double[] values) {
    this.states = states;
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /// A matrix of zeros.
  static SystemMatrix zero(int states, int inputs, int outputs) {
    int rows = states + outputs;
    int columns = states + inputs;
    return new SystemMatrix(states, rows, columns, new double[rows * columns]);
  }

  /// The matrix of A, B, C and D, one after the other, each row by row.
  static SystemMatrix of(int states, int inputs, int outputs, double[] parameters) {
    SystemMatrix matrix = zero(states, inputs, outputs);
    for (int i = 0; i < matrix.rows; i++) {
      for (int j = 0; j < matrix.columns; j++) {
        matrix.values[i * matrix.columns + j] = parameters[matrix.parameter(i, j)];
      }
    }
    return matrix;
  }

  /// Adds it to A, B, C and D.
  void addTo(double[] parameters) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        parameters[parameter(i, j)] += values[i * columns + j];
      }
    }
  }

  /// Index among the parameters of what is in row i and column j.
  private int parameter(int i, int j) {
    int n = states;
    int p = columns - n;
    int q = rows - n;
    if (i < n) {
      return j < n ? i * n + j : n * n + i * p + j - n;
    }
    int below = n * n + n * p;
    return j < n ? below + (i - n) * n + j : below + q * n + (i - n) * p + j - n;
  }

  /// v = M u.
  void multiply(double[] u, double[] v) {
    double[] m = values;
    int width = columns;
    int at = 0;
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int j = 0; j < width; j++) {
        sum += m[at + j] * u[j];
      }
      v[i] = sum;
      at += width;
    }
  }

  /// v += M u.
  void addProduct(double[] u, double[] v) {
    double[] m = values;
    int width = columns;
    int at = 0;
    for (int i = 0; i < rows; i++) {
      double sum = v[i];
      for (int j = 0; j < width; j++) {
        sum += m[at + j] * u[j];
      }
      v[i] = sum;
      at += width;
    }
  }

  /// u += Mᵀ v.
  void addTransposedProduct(double[] v, double[] u) {
    double[] m = values;
    int width = columns;
    int at = 0;
    for (int i = 0; i < rows; i++) {
      double factor = v[i];
      for (int j = 0; j < width; j++) {
        u[j] += m[at + j] * factor;
      }
      at += width;
    }
  }

  /// M += v uᵀ.
  void addOuterProduct(double[] v, double[] u) {
    double[] m = values;
    int width = columns;
    int at = 0;
    for (int i = 0; i < rows; i++) {
      double factor = v[i];
      for (int j = 0; j < width; j++) {
        m[at + j] += factor * u[j];
      }
      at += width;
    }
  }
}
