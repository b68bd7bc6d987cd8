package io.gainprint.dsp.filter;

/// What one filter in transposed direct form II settles at after a step of 1: its output, and its
/// state; and their first and second derivatives.
///
/// ```
/// g = Σ b_k / Σ a_k          s_k = Σ_{j≥k} (b_j − a_j g)          k = 1 … S
/// ```
///
/// Since the output settles at g, each recursion of the state, s_k = b_k − a_k g + s_{k+1}, is
/// summed from the end.
final class StepResponse {
  private final double[] b;
  private final double[] a;
  private final double sumOfA;
  private final double gain;
  private final double[] state;

  /// @throws IllegalArgumentException if the filter has another structure, or never settles
  StepResponse(DirectFormFilter filter) {
    if (filter.structure() != FilterStructure.TDF2) {
      throw new IllegalArgumentException(
          "structure must be TDF2 for a steady state: " + filter.structure());
    }
    b = filter.feedForward();
    a = filter.feedback();
    sumOfA = sum(a);
    if (sumOfA == 0) {
      throw new IllegalArgumentException(
          "feedback must not sum to 0, which is a pole at z = 1 that never settles: sum 0.0");
    }
    gain = sum(b) / sumOfA;
    state = state(b, a, gain);
  }

  /// `Σ_{j≥k} (b_j − a_j g)`.
  private static double[] state(double[] b, double[] a, double g) {
    double[] s = new double[Math.max(b.length, a.length) - 1];
    double sum = 0;
    for (int k = s.length; k >= 1; k--) {
      sum += (k < b.length ? b[k] : 0) - (k < a.length ? a[k] * g : 0);
      s[k - 1] = sum;
    }
    return s;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  int parameterCount() {
    return b.length + a.length - 1;
  }

  double gain() {
    return gain;
  }

  /// The state itself.
  double[] state() {
    return state;
  }

  /// The b part of a vector of parameters that begins at an index.
  private double[] feedForward(double[] parameters, int at) {
    double[] part = new double[b.length];
    System.arraycopy(parameters, at, part, 0, part.length);
    return part;
  }

  /// The a part, after a 0 for the coefficient that is 1 always.
  private double[] feedback(double[] parameters, int at) {
    double[] part = new double[a.length];
    System.arraycopy(parameters, at + b.length, part, 1, part.length - 1);
    return part;
  }

  /// ġ = (Σ ḃ − g Σ ȧ) / Σ a.
  double gainTangent(double[] parameters, int at) {
    return (sum(feedForward(parameters, at)) - gain * sum(feedback(parameters, at))) / sumOfA;
  }

  /// `ṡ_k = Σ_{j≥k} (ḃ_j − ȧ_j g − a_j ġ)`.
  double[] stateTangent(double[] parameters, int at, double gainTangent) {
    double[] tangent = state(feedForward(parameters, at), feedback(parameters, at), gain);
    double[] none = new double[b.length];
    double[] ofGain = state(none, a, gainTangent);
    for (int k = 0; k < tangent.length; k++) {
      tangent[k] += ofGain[k];
    }
    return tangent;
  }

  /// The adjoint, with c_j = Σ_{k≤j} s̄_k and all that reaches g:
  ///
  /// ```
  /// γ = (ḡ − Σ a_j c_j) / Σ a          b̄_j += c_j + γ          ā_j −= g (c_j + γ)
  /// ```
  void adjoint(double gainCotangent, double[] stateCotangent, double[] parameters, int at) {
    double[] c = running(stateCotangent);
    double gamma = gamma(gainCotangent, c);
    for (int j = 0; j < b.length; j++) {
      parameters[at + j] += c[j] + gamma;
    }
    for (int j = 1; j < a.length; j++) {
      parameters[at + b.length - 1 + j] -= gain * (c[j] + gamma);
    }
  }

  private static double[] running(double[] stateCotangent) {
    double[] c = new double[stateCotangent.length + 1];
    for (int j = 1; j < c.length; j++) {
      c[j] = c[j - 1] + stateCotangent[j - 1];
    }
    return c;
  }

  private double gamma(double gainCotangent, double[] c) {
    double sum = gainCotangent;
    for (int j = 1; j < a.length; j++) {
      sum -= a[j] * c[j];
    }
    return sum / sumOfA;
  }

  /// The tangent of [#adjoint], in which b̄ and ā move with γ, g, a and the cotangents.
  ///
  /// ```
  /// γ̇ = (ḡ̇ − Σ (ȧ_j c_j + a_j ċ_j) − γ Σ ȧ) / Σ a
  /// ```
  void adjointTangents(
      double[] direction,
      double gainCotangent,
      double[] stateCotangent,
      double gainCotangentTangent,
      double[] stateCotangentTangent,
      double[] parameters,
      int at) {
    double[] aTangent = feedback(direction, at);
    double gainTangent = gainTangent(direction, at);
    double[] c = running(stateCotangent);
    double[] cTangent = running(stateCotangentTangent);
    double gamma = gamma(gainCotangent, c);
    double gammaTangent = gamma(gainCotangentTangent, cTangent);
    for (int j = 1; j < a.length; j++) {
      gammaTangent -= aTangent[j] * (c[j] + gamma) / sumOfA;
    }
    for (int j = 0; j < b.length; j++) {
      parameters[at + j] += cTangent[j] + gammaTangent;
    }
    for (int j = 1; j < a.length; j++) {
      parameters[at + b.length - 1 + j] -=
          gain * (cTangent[j] + gammaTangent) + gainTangent * (c[j] + gamma);
    }
  }
}
