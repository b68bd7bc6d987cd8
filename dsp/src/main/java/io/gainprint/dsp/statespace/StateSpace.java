package io.gainprint.dsp.statespace;

import io.gainprint.dsp.filter.DirectFormFilter;
import io.gainprint.dsp.filter.FilterStructure;
import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;
import java.util.Arrays;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/// A linear system of n states, p inputs and q outputs, with derivatives by everything.
///
/// ```
/// s[n+1] = A s[n] + B x[n]
/// y[n]   = C s[n] + D x[n]
/// ```
///
/// Parameters: A (n × n), B (n × p), C (q × n) and D (q × p) in that order, each row by row. State:
/// s. A linearisation keeps the array of the input and the state before each frame, n signals;
/// derivatives are in [the package][io.gainprint.dsp.statespace].
///
/// Zeros of the matrices are multiplied like other numbers: a frame costs (n + q)(n + p) products,
/// and an infinite state makes NaN of all that depends on it, by however little. Unstable systems
/// run like any other.
public final class StateSpace implements DifferentiableProcessor {
  private final int states;
  private final int inputs;
  private final int outputs;
  private final double[] parameters;
  private final SystemMatrix matrix;

  private StateSpace(int states, int inputs, int outputs, double[] parameters) {
    for (int i = 0; i < parameters.length; i++) {
      if (!Double.isFinite(parameters[i])) {
        throw new IllegalArgumentException(
            "parameters[%d] must be a finite number: %s".formatted(i, parameters[i]));
      }
    }
    this.states = states;
    this.inputs = inputs;
    this.outputs = outputs;
    this.parameters = parameters;
    matrix = SystemMatrix.of(states, inputs, outputs, parameters);
  }

  /// A system of four matrices, given by their rows. A and B have no row, and C rows of no value,
  /// in a system without states.
  ///
  /// @param a A, n rows of n finite values
  /// @param b B, n rows of p finite values
  /// @param c C, q rows of n finite values
  /// @param d D, q ≥ 1 rows of p ≥ 1 finite values
  /// @return the system
  /// @throws IllegalArgumentException naming a matrix whose size does not fit, or a value that is
  ///   not finite
  public static StateSpace of(double[][] a, double[][] b, double[][] c, double[][] d) {
    int n = a.length;
    int q = d.length;
    int p = q == 0 ? 0 : d[0].length;
    if (q == 0 || p == 0) {
      throw new IllegalArgumentException("D must be at least 1 × 1: %d × %d".formatted(q, p));
    }
    double[] parameters = new double[parameterCount(n, p, q)];
    int at = copy("A", a, n, n, parameters, 0);
    at = copy("B", b, n, p, parameters, at);
    at = copy("C", c, q, n, parameters, at);
    copy("D", d, q, p, parameters, at);
    return new StateSpace(n, p, q, parameters);
  }

  private static int parameterCount(int n, int p, int q) {
    return (n + q) * (n + p);
  }

  private static int copy(
      String name, double[][] matrix, int rows, int columns, double[] parameters, int at) {
    if (matrix.length != rows) {
      throw new IllegalArgumentException(
          "%s must have %d rows: %d".formatted(name, rows, matrix.length));
    }
    for (int i = 0; i < rows; i++) {
      Lengths.require("%s[%d]".formatted(name, i), matrix[i], columns);
      for (int j = 0; j < columns; j++) {
        if (!Double.isFinite(matrix[i][j])) {
          throw new IllegalArgumentException(
              "%s[%d][%d] must be a finite number: %s".formatted(name, i, j, matrix[i][j]));
        }
        parameters[at + i * columns + j] = matrix[i][j];
      }
    }
    return at + rows * columns;
  }

  /// A filter B(z)/A(z) in *observer form*, whose state is that of [FilterStructure#TDF2].
  ///
  /// ```
  /// A = [−a_k | shift]      column of −a_1 … −a_S, and ones above the diagonal
  /// B = b_k − a_k b_0       C = (1, 0, …, 0)       D = b_0
  /// ```
  ///
  /// @param feedForward `b[0]` … `b[M]`, finite, one or more
  /// @param feedback `a[0]` … `a[N]`, finite, the first of them not 0; all are divided by it
  /// @return the system of S states, the larger of M and N
  /// @throws IllegalArgumentException naming a coefficient that is not allowed
  public static StateSpace observerForm(double[] feedForward, double[] feedback) {
    return controllerForm(feedForward, feedback).transposed();
  }

  /// A filter B(z)/A(z) in *controller form*, whose state `v[−1]` … `v[−S]` is that of
  /// [FilterStructure#DF2].
  ///
  /// ```
  /// A = row of −a_1 … −a_S, and ones below the diagonal
  /// B = (1, 0, …, 0)ᵀ       C = b_k − a_k b_0      D = b_0
  /// ```
  ///
  /// @param feedForward `b[0]` … `b[M]`, finite, one or more
  /// @param feedback `a[0]` … `a[N]`, finite, the first of them not 0; all are divided by it
  /// @return the system of S states, the larger of M and N
  /// @throws IllegalArgumentException naming a coefficient that is not allowed
  public static StateSpace controllerForm(double[] feedForward, double[] feedback) {
    DirectFormFilter filter = new DirectFormFilter(FilterStructure.DF2, feedForward, feedback);
    int n = filter.restingState().length;
    double[] numerator = Arrays.copyOf(filter.feedForward(), n + 1);
    double[] denominator = Arrays.copyOf(filter.feedback(), n + 1);
    double[][] a = new double[n][n];
    double[][] b = new double[n][1];
    double[][] c = new double[1][n];
    for (int k = 1; k <= n; k++) {
      a[0][k - 1] = -denominator[k];
      c[0][k - 1] = numerator[k] - denominator[k] * numerator[0];
      if (k < n) {
        a[k][k - 1] = 1;
      }
    }
    if (n > 0) {
      b[0][0] = 1;
    }
    return of(a, b, c, new double[][] {{numerator[0]}});
  }

  /// The system with all arrows turned round: (Aᵀ, Cᵀ, Bᵀ, Dᵀ). Run backwards in time it is the
  /// adjoint, so that input cotangents are what it makes of output cotangents.
  ///
  /// @return a system of q inputs and p outputs
  public StateSpace transposed() {
    return of(
        transposed(a(), states),
        transposed(c(), states),
        transposed(b(), inputs),
        transposed(d(), inputs));
  }

  private static double[][] transposed(double[][] matrix, int columns) {
    double[][] transposed = new double[columns][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j][i] = matrix[i][j];
      }
    }
    return transposed;
  }

  /// The same system in other coordinates s̃ of its state, s = T s̃.
  ///
  /// ```
  /// Ã = T⁻¹ A T      B̃ = T⁻¹ B      C̃ = C T      D̃ = D
  /// ```
  ///
  /// @param basis T, n rows of n finite values; its columns are the new unit vectors
  /// @return the system
  /// @throws IllegalArgumentException if T has another size, or is singular in floating point; one
  ///   that is nearly so passes, and costs as many digits as its condition number has
  public StateSpace transformed(double[][] basis) {
    int n = states;
    double[] values = new double[n * n];
    copy("basis", basis, n, n, values, 0);
    if (n == 0) {
      return this;
    }
    DMatrixRMaj t = DMatrixRMaj.wrap(n, n, values);
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.lu(n);
    if (!solver.setA(t.copy()) || !(solver.quality() > 0)) {
      throw new IllegalArgumentException("basis must not be singular: determinant 0");
    }
    DMatrixRMaj at = new DMatrixRMaj(n, n);
    DMatrixRMaj newA = new DMatrixRMaj(n, n);
    DMatrixRMaj newB = new DMatrixRMaj(n, inputs);
    DMatrixRMaj newC = new DMatrixRMaj(outputs, n);
    CommonOps_DDRM.mult(new DMatrixRMaj(a()), t, at);
    solver.solve(at, newA);
    solver.solve(new DMatrixRMaj(b()), newB);
    CommonOps_DDRM.mult(new DMatrixRMaj(c()), t, newC);
    double[] moved = parameters.clone();
    System.arraycopy(newA.data, 0, moved, 0, n * n);
    System.arraycopy(newB.data, 0, moved, n * n, n * inputs);
    System.arraycopy(newC.data, 0, moved, n * (n + inputs), n * outputs);
    return new StateSpace(n, inputs, outputs, moved);
  }

  /// How many states it has.
  ///
  /// @return n ≥ 0
  public int states() {
    return states;
  }

  @Override
  public int inputChannels() {
    return inputs;
  }

  @Override
  public int outputChannels() {
    return outputs;
  }

  /// The matrix from state to next state.
  ///
  /// @return a copy of A, n rows of n values
  public double[][] a() {
    return rows(states, states, 0);
  }

  /// The matrix from input to next state.
  ///
  /// @return a copy of B, n rows of p values
  public double[][] b() {
    return rows(states, inputs, states * states);
  }

  /// The matrix from state to output.
  ///
  /// @return a copy of C, q rows of n values
  public double[][] c() {
    return rows(outputs, states, states * (states + inputs));
  }

  /// The matrix from input to output.
  ///
  /// @return a copy of D, q rows of p values
  public double[][] d() {
    return rows(outputs, inputs, states * (states + inputs + outputs));
  }

  private double[][] rows(int rows, int columns, int at) {
    double[][] matrix = new double[rows][];
    Arrays.setAll(
        matrix, i -> Arrays.copyOfRange(parameters, at + i * columns, at + (i + 1) * columns));
    return matrix;
  }

  @Override
  public double[] parameters() {
    return parameters.clone();
  }

  @Override
  public StateSpace with(double[] parameters) {
    Lengths.require("parameters", parameters, this.parameters.length);
    return new StateSpace(states, inputs, outputs, parameters.clone());
  }

  @Override
  public double[] restingState() {
    return new double[states];
  }

  @Override
  public void process(
      double[] input,
      int inputOffset,
      double[] output,
      int outputOffset,
      int frames,
      double[] state) {
    Lengths.requireState(state, states);
    Objects.checkFromIndexSize(inputOffset, Math.multiplyExact(frames, inputs), input.length);
    Objects.checkFromIndexSize(outputOffset, Math.multiplyExact(frames, outputs), output.length);
    run(input, inputOffset, output, outputOffset, frames, state, new double[0]);
  }

  /// `(s[n+1], y[n]) = M (s[n], x[n])`; fills the state before each frame into an array that is not
  /// empty.
  private void run(
      double[] input,
      int inputOffset,
      double[] output,
      int outputOffset,
      int frames,
      double[] state,
      double[] before) {
    SystemMatrix m = matrix;
    int n = states;
    int p = inputs;
    int q = outputs;
    double[] u = Arrays.copyOf(state, n + p);
    double[] v = new double[n + q];
    int in = inputOffset;
    int out = outputOffset;
    for (int frame = 0; frame < frames; frame++) {
      if (before.length > 0) {
        System.arraycopy(u, 0, before, frame * n, n);
      }
      System.arraycopy(input, in, u, n, p);
      m.multiply(u, v);
      System.arraycopy(v, n, output, out, q);
      System.arraycopy(v, 0, u, 0, n);
      in += p;
      out += q;
    }
    System.arraycopy(u, 0, state, 0, n);
  }

  @Override
  public Linearisation linearise(double[] input, double[] output, double[] state) {
    int frames = Lengths.requireSignal(this, input, output);
    Lengths.requireState(state, states);
    double[] before = new double[Math.multiplyExact(frames, states)];
    run(input, 0, output, 0, frames, state, before);
    return new StateSpaceSignals(this, matrix, input, before);
  }
}
