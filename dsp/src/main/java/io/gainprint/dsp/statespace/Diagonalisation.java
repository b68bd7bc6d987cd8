package io.gainprint.dsp.statespace;

import io.gainprint.dsp.processor.Lengths;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;

/// A system of one input and one output in the coordinates of its eigenvectors, A = V Λ V⁻¹, with
/// an account of what that costs in accuracy.
///
/// A pair of eigenvectors v, conj v is stored as two real columns, √2 Re v and √2 Im v, between
/// which Λ is a rotation. The change is unitary, so that no norm or condition number differs:
///
/// ```
/// A T = T Λ          z = T⁻¹ s          z′ = Λ z + T⁻¹ B x          y = C T z + D x
/// ```
///
/// Eigenvalues are those of the QR algorithm, and the eigenvector of each is the singular vector of
/// the least singular value of A − λ I, whose residual is as small as rounding allows.
///
/// What goes wrong, and is reported: with poles close to each other the eigenvectors are nearly
/// parallel, residues are large and cancel, and T⁻¹ amplifies all rounding. A double pole has one
/// eigenvector only. In floating point it looks like two poles a distance of √u apart, whose
/// condition numbers are about 1/√u; it is recognised by that distance being within the uncertainty
/// that these imply.
///
/// Sources: Golub and Van Loan, *Matrix Computations*, 4th ed. (2013), sections 7.2 and 7.5, for
/// eigenvalues and their condition numbers.
public final class Diagonalisation {
  private final StateSpace system;
  private final int realPoles;
  private final double[] re;
  private final double[] im;
  private final DMatrixRMaj basis;
  private final DMatrixRMaj inverse;
  private final boolean isComplete;

  private Diagonalisation(
      StateSpace system,
      int realPoles,
      double[] re,
      double[] im,
      DMatrixRMaj basis,
      DMatrixRMaj inverse,
      boolean isComplete) {
    this.system = system;
    this.realPoles = realPoles;
    this.re = re;
    this.im = im;
    this.basis = basis;
    this.inverse = inverse;
    this.isComplete = isComplete;
  }

  /// Decomposes a system; of the order of n⁴ operations.
  ///
  /// @param system of one input and one output
  /// @return its modes, whatever their condition
  /// @throws IllegalArgumentException if it has more channels
  /// @throws ArithmeticException if the QR algorithm does not converge
  public static Diagonalisation of(StateSpace system) {
    if (system.inputChannels() != 1 || system.outputChannels() != 1) {
      throw new IllegalArgumentException(
          "channels must be 1 in and 1 out: %d and %d"
              .formatted(system.inputChannels(), system.outputChannels()));
    }
    int n = system.states();
    if (n == 0) {
      DMatrixRMaj none = new DMatrixRMaj(0, 0);
      return new Diagonalisation(system, 0, new double[0], new double[0], none, none, true);
    }
    DMatrixRMaj a = new DMatrixRMaj(system.a());
    List<Complex_F64> poles = eigenvalues(a);
    int modes = poles.size();
    double[] re = new double[modes];
    double[] im = new double[modes];
    DMatrixRMaj basis = new DMatrixRMaj(n, n);
    int realPoles = 0;
    int column = 0;
    for (int k = 0; k < modes; k++) {
      re[k] = poles.get(k).real;
      im[k] = poles.get(k).imaginary;
      double[] v = eigenvector(a, re[k], im[k]);
      double factor = im[k] == 0 ? 1 : Math.sqrt(2);
      for (int i = 0; i < v.length; i++) {
        basis.set(i % n, column + i / n, factor * v[i]);
      }
      realPoles += im[k] == 0 ? 1 : 0;
      column += v.length / n;
    }
    DMatrixRMaj inverse = new DMatrixRMaj(n, n);
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.lu(n);
    boolean isComplete = solver.setA(basis.copy()) && solver.quality() > 0;
    if (isComplete) {
      solver.invert(inverse);
    }
    return new Diagonalisation(system, realPoles, re, im, basis, inverse, isComplete);
  }

  /// Real ones first, then one of each conjugate pair, that with the positive imaginary part.
  private static List<Complex_F64> eigenvalues(DMatrixRMaj a) {
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(a.getNumRows(), false, false);
    if (!eigen.decompose(a.copy())) {
      throw new ArithmeticException("the QR algorithm did not converge");
    }
    List<Complex_F64> real = new ArrayList<>();
    List<Complex_F64> upper = new ArrayList<>();
    for (int i = 0; i < eigen.getNumberOfEigenvalues(); i++) {
      Complex_F64 value = eigen.getEigenvalue(i);
      if (value.imaginary == 0) {
        real.add(value);
      } else if (value.imaginary > 0) {
        upper.add(value);
      }
    }
    real.addAll(upper);
    return real;
  }

  /// The unit vector v that (A − λ I) makes shortest; real parts, and imaginary parts after them if
  /// λ is complex.
  ///
  /// ```
  /// (A − σ − iω)(g + ih) = (A − σ) g + ω h + i [(A − σ) h − ω g]
  /// ```
  private static double[] eigenvector(DMatrixRMaj a, double sigma, double omega) {
    int n = a.getNumRows();
    int size = omega == 0 ? n : 2 * n;
    DMatrixRMaj shifted = new DMatrixRMaj(size, size);
    for (int at = 0; at < size; at += n) {
      CommonOps_DDRM.insert(a, shifted, at, at);
    }
    for (int i = 0; i < size; i++) {
      shifted.add(i, i, -sigma);
      if (size > n) {
        shifted.set(i, (i + n) % size, i < n ? omega : -omega);
      }
    }
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(size, size, false, true, false);
    if (!svd.decompose(shifted)) {
      throw new ArithmeticException("the singular value decomposition did not converge");
    }
    double[] values = svd.getSingularValues();
    int least = 0;
    for (int i = 1; i < size; i++) {
      least = values[i] < values[least] ? i : least;
    }
    double[] v = new double[size];
    DMatrixRMaj rows = svd.getV(null, true);
    System.arraycopy(rows.data, least * size, v, 0, size);
    return v;
  }

  /// How accurate the modes are.
  ///
  /// @return the account
  public ModalConditioning conditioning() {
    if (!isComplete) {
      double infinity = Double.POSITIVE_INFINITY;
      return new ModalConditioning(infinity, 0, infinity, infinity);
    }
    double[] closest = closestPoles();
    double bound = new ModalErrorBound(system, re, im, basis.data, inverse.data).value();
    return new ModalConditioning(condition(), closest[0], closest[1], bound);
  }

  private double condition() {
    int n = system.states();
    if (n == 0) {
      return 1;
    }
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(n, n, false, false, false);
    if (!svd.decompose(basis.copy())) {
      return Double.POSITIVE_INFINITY;
    }
    double least = Double.POSITIVE_INFINITY;
    double greatest = 0;
    for (double value : svd.getSingularValues()) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    return greatest / least;
  }

  /// Separation and uncertainty of the two poles for which the uncertainty is the greatest fraction
  /// of the separation. An eigenvalue moves by `‖w‖ ‖v‖` times what its matrix moves by.
  private double[] closestPoles() {
    int n = system.states();
    double norm = 0;
    for (double[] row : system.a()) {
      for (double value : row) {
        norm = Math.hypot(norm, value);
      }
    }
    double[] uncertainty = new double[re.length];
    for (int k = 0; k < re.length; k++) {
      double square = 0;
      for (int row = row(k); row < row(k) + width(k); row++) {
        for (int i = 0; i < n; i++) {
          square += inverse.get(row, i) * inverse.get(row, i) / width(k);
        }
      }
      uncertainty[k] = n * ModalErrorBound.ROUNDING * norm * Math.sqrt(square);
    }
    double[] closest = {Double.POSITIVE_INFINITY, 0};
    for (int k = 0; k < re.length; k++) {
      if (im[k] != 0) {
        closest = closer(closest, 2 * im[k], 2 * uncertainty[k]);
      }
      for (int l = 0; l < k; l++) {
        double distance = Math.hypot(re[k] - re[l], im[k] - im[l]);
        closest = closer(closest, distance, uncertainty[k] + uncertainty[l]);
      }
    }
    return closest;
  }

  private static double[] closer(double[] closest, double distance, double uncertainty) {
    boolean isCloser = uncertainty * closest[0] > closest[1] * distance || distance == 0;
    return isCloser ? new double[] {distance, uncertainty} : closest;
  }

  /// The first row of T⁻¹, and column of T, that belong to a mode.
  private int row(int mode) {
    return mode < realPoles ? mode : 2 * mode - realPoles;
  }

  /// How many they are.
  private int width(int mode) {
    return mode < realPoles ? 1 : 2;
  }

  /// The sum of modes.
  ///
  /// @param conditionLimit the greatest κ₂(V) that is acceptable, ≥ 1; 1e8 is half of all digits
  /// @return the modal form, whose output is that of the system
  /// @throws IllegalArgumentException if κ₂(V) is above the limit, or if two poles cannot be told
  ///   apart, with the numbers
  public ModalForm modalForm(double conditionLimit) {
    if (!(conditionLimit >= 1)) {
      throw new IllegalArgumentException("conditionLimit must be >= 1: " + conditionLimit);
    }
    ModalConditioning conditioning = conditioning();
    if (conditioning.hasRepeatedPoles()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "poles must be further apart than their uncertainty of %.3g: %.3g",
              conditioning.separationUncertainty(),
              conditioning.separation()));
    }
    if (!(conditioning.eigenvectorCondition() <= conditionLimit)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "condition number of the eigenvectors must be <= %.3g: %.3g",
              conditionLimit,
              conditioning.eigenvectorCondition()));
    }
    double[] parameters = new double[2 * realPoles + 4 * (re.length - realPoles) + 1];
    double[] residues = project(column(system.b()));
    for (int k = 0; k < re.length; k++) {
      int i = k < realPoles ? 2 * k : 4 * k - 2 * realPoles;
      parameters[i] = re[k];
      if (k < realPoles) {
        parameters[i + 1] = residues[k];
      } else {
        parameters[i + 1] = im[k];
        parameters[i + 2] = residues[row(k)];
        parameters[i + 3] = residues[row(k) + 1];
      }
    }
    parameters[parameters.length - 1] = system.d()[0][0];
    return ModalForm.of(realPoles, re.length - realPoles, parameters);
  }

  /// The state of the modal form that sounds like a state of the system.
  ///
  /// @param state s, n values
  /// @return a new array of n values
  /// @throws IllegalArgumentException if the state has another length, or the eigenvectors do not
  ///   span the space
  public double[] modalState(double[] state) {
    Lengths.requireState(state, system.states());
    if (!isComplete) {
      throw new IllegalArgumentException(
          "condition number of the eigenvectors must be finite: Infinity");
    }
    return project(state);
  }

  private static double[] column(double[][] b) {
    double[] column = new double[b.length];
    for (int i = 0; i < b.length; i++) {
      column[i] = b[i][0];
    }
    return column;
  }

  /// What each mode makes of a vector s, times what the output takes of the mode: with z = T⁻¹ s
  /// and γ = C T, γ z of a real pole and (γ₁ + iγ₂)(z₁ − iz₂)/2 of a pair.
  private double[] project(double[] s) {
    int n = system.states();
    double[] z = new double[n];
    double[] gamma = new double[n];
    double[] c = system.c()[0];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        z[i] += inverse.get(i, j) * s[j];
        gamma[i] += c[j] * basis.get(j, i);
      }
    }
    double[] modal = new double[n];
    for (int k = 0; k < realPoles; k++) {
      modal[k] = gamma[k] * z[k];
    }
    for (int k = realPoles; k < n; k += 2) {
      modal[k] = (gamma[k] * z[k] + gamma[k + 1] * z[k + 1]) / 2;
      modal[k + 1] = (gamma[k + 1] * z[k] - gamma[k] * z[k + 1]) / 2;
    }
    return modal;
  }
}
