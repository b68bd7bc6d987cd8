package io.gainprint.dsp.filter;

import io.gainprint.dsp.processor.Lengths;
import java.util.Arrays;

/// The state of a filter in transposed direct form II that has had some inputs and put out some
/// outputs. SciPy's name for this is `lfiltic`.
///
/// ```
/// s_k = Σ_{j≥k} (b_j x[k−1−j] − a_j y[k−1−j])          k = 1 … S
/// ```
///
/// Pasts begin at the last sample, `x[−1], x[−2], …`; what they do not tell is 0, and what is older
/// than the order does not matter. With derivatives by pasts and coefficients, in the verbs of
/// [io.gainprint.dsp.processor.Linearisation]. Immutable.
public final class StateFromPast {
  private final double[] b;
  private final double[] a;
  private final double[] x;
  private final double[] y;

  private StateFromPast(double[] b, double[] a, double[] x, double[] y) {
    this.b = b;
    this.a = a;
    this.x = x;
    this.y = y;
  }

  /// The state that a past leads to.
  ///
  /// @param filter a filter in the structure TDF2
  /// @param pastInputs `x[−1], x[−2], …`, any number of them
  /// @param pastOutputs `y[−1], y[−2], …`, any number of them
  /// @return the state
  /// @throws IllegalArgumentException if the filter has another structure
  public static StateFromPast of(
      DirectFormFilter filter, double[] pastInputs, double[] pastOutputs) {
    if (filter.structure() != FilterStructure.TDF2) {
      throw new IllegalArgumentException(
          "structure must be TDF2 for a state from the past: " + filter.structure());
    }
    return new StateFromPast(
        filter.feedForward(), filter.feedback(), pastInputs.clone(), pastOutputs.clone());
  }

  private int order() {
    return Math.max(b.length, a.length) - 1;
  }

  /// The state.
  ///
  /// @return a new array of S values
  public double[] state() {
    double[] s = new double[order()];
    add(1, b, x, s);
    add(-1, a, y, s);
    return s;
  }

  /// `s_k += factor Σ_{j≥k} c_j u[k−1−j]`, where u begins at its last sample.
  private static void add(double factor, double[] c, double[] u, double[] s) {
    for (int k = 1; k < c.length; k++) {
      double sum = 0;
      for (int j = k; j < c.length && j - k < u.length; j++) {
        sum += c[j] * u[j - k];
      }
      s[k - 1] += factor * sum;
    }
  }

  /// How the state moves with the past and the coefficients.
  ///
  /// @param pastInputsTangent ẋ
  /// @param pastOutputsTangent ẏ
  /// @param parameterTangent ḃ, ȧ in the order of the filter's parameters
  /// @param stateTangent written: ż
  /// @throws IllegalArgumentException if a length does not fit
  public void tangents(
      double[] pastInputsTangent,
      double[] pastOutputsTangent,
      double[] parameterTangent,
      double[] stateTangent) {
    require(pastInputsTangent, pastOutputsTangent, parameterTangent, stateTangent);
    double[] bTangent = Arrays.copyOf(parameterTangent, b.length);
    double[] aTangent = new double[a.length];
    System.arraycopy(parameterTangent, b.length, aTangent, 1, a.length - 1);
    Arrays.fill(stateTangent, 0);
    add(1, b, pastInputsTangent, stateTangent);
    add(-1, a, pastOutputsTangent, stateTangent);
    add(1, bTangent, x, stateTangent);
    add(-1, aTangent, y, stateTangent);
  }

  /// The gradient of anything, from its derivatives by the state.
  ///
  /// @param stateCotangent z̄
  /// @param pastInputsCotangent written: x̄
  /// @param pastOutputsCotangent written: ȳ
  /// @param parameterCotangent b̄, ā in the order of the filter's parameters, added to
  /// @throws IllegalArgumentException if a length does not fit
  public void adjoint(
      double[] stateCotangent,
      double[] pastInputsCotangent,
      double[] pastOutputsCotangent,
      double[] parameterCotangent) {
    require(pastInputsCotangent, pastOutputsCotangent, parameterCotangent, stateCotangent);
    Arrays.fill(pastInputsCotangent, 0);
    Arrays.fill(pastOutputsCotangent, 0);
    addBack(1, b, x, stateCotangent, pastInputsCotangent, parameterCotangent, 0);
    addBack(-1, a, y, stateCotangent, pastOutputsCotangent, parameterCotangent, b.length - 1);
  }

  /// The adjoint of [#add]; the coefficient of delay j is that at `at + j`.
  private static void addBack(
      double factor, double[] c, double[] u, double[] s, double[] uBar, double[] cBar, int at) {
    for (int k = 1; k < c.length; k++) {
      double cotangent = factor * s[k - 1];
      for (int j = k; j < c.length && j - k < u.length; j++) {
        uBar[j - k] += cotangent * c[j];
        cBar[at + j] += cotangent * u[j - k];
      }
    }
  }

  private void require(double[] inputs, double[] outputs, double[] parameters, double[] state) {
    Lengths.require("pastInputs", inputs, x.length);
    Lengths.require("pastOutputs", outputs, y.length);
    Lengths.require("parameters", parameters, b.length + a.length - 1);
    Lengths.requireState(state, order());
  }
}
