package io.gainprint.dsp.statespace;

/// Parameters of modes, or a vector in their space: the kernels of [ModalForm].
///
/// ```
/// real pole     m′ = p m + r x                                    y += m
/// pair          g′ = σ g − ω h + ρ x,  h′ = ω g + σ h + ι x        y += 2 g
/// direct        y += d x
/// ```
///
/// A state holds the m of real poles first, then (g, h) of each pair.
final class Modes {
  private final int reals;
  private final int pairs;

  /// (p, r) of each real pole, (σ, ω, ρ, ι) of each pair, then d.
  private final double[] values;

  /// Modes of values that are not copied.
  Modes(int reals, int pairs, double[] values) {
    this.reals = reals;
    this.pairs = pairs;
    this.values = values;
  }

  /// How many states there are.
  int states() {
    return reals + 2 * pairs;
  }

  /// The output of one frame, before [#advance].
  double output(double x, double[] m) {
    double sum = values[values.length - 1] * x;
    for (int k = 0; k < reals; k++) {
      sum += m[k];
    }
    for (int k = 0; k < pairs; k++) {
      sum += 2 * m[reals + 2 * k];
    }
    return sum;
  }

  /// m becomes m′.
  void advance(double x, double[] m) {
    double[] c = values;
    for (int k = 0; k < reals; k++) {
      m[k] = c[2 * k] * m[k] + c[2 * k + 1] * x;
    }
    int end = reals + 2 * pairs;
    int i = 2 * reals;
    for (int k = reals; k < end; k += 2) {
      double g = m[k];
      double h = m[k + 1];
      m[k] = c[i] * g - c[i + 1] * h + c[i + 2] * x;
      m[k + 1] = c[i + 1] * g + c[i] * h + c[i + 3] * x;
      i += 4;
    }
  }

  /// Adds to a next state what these values, as a direction ṗ, ṙ …, contribute: ṗ m + ṙ x.
  void addNext(double x, double[] states, int at, double[] next) {
    double[] c = values;
    for (int k = 0; k < reals; k++) {
      next[k] += c[2 * k] * states[at + k] + c[2 * k + 1] * x;
    }
    int end = reals + 2 * pairs;
    int i = 2 * reals;
    for (int k = reals; k < end; k += 2) {
      double g = states[at + k];
      double h = states[at + k + 1];
      next[k] += c[i] * g - c[i + 1] * h + c[i + 2] * x;
      next[k + 1] += c[i + 1] * g + c[i] * h + c[i + 3] * x;
      i += 4;
    }
  }

  /// d, or what stands for it in a direction.
  double direct() {
    return values[values.length - 1];
  }

  /// The part of x̄ that comes from the next state: Σ r m̄′ + Σ (ρ ḡ′ + ι h̄′).
  double pulledInput(double[] next) {
    double[] c = values;
    double sum = 0;
    for (int k = 0; k < reals; k++) {
      sum += c[2 * k + 1] * next[k];
    }
    int end = reals + 2 * pairs;
    int i = 2 * reals;
    for (int k = reals; k < end; k += 2) {
      sum += c[i + 2] * next[k] + c[i + 3] * next[k + 1];
      i += 4;
    }
    return sum;
  }

  /// m̄′ becomes the part of m̄ that comes from it: p m̄′, and (σ ḡ′ + ω h̄′, σ h̄′ − ω ḡ′).
  void pull(double[] bar) {
    double[] c = values;
    for (int k = 0; k < reals; k++) {
      bar[k] *= c[2 * k];
    }
    int end = reals + 2 * pairs;
    int i = 2 * reals;
    for (int k = reals; k < end; k += 2) {
      double g = bar[k];
      double h = bar[k + 1];
      bar[k] = c[i] * g + c[i + 1] * h;
      bar[k + 1] = c[i] * h - c[i + 1] * g;
      i += 4;
    }
  }

  /// Adds to m̄ what the output's cotangent contributes: ȳ, and (2 ȳ, 0).
  void addOutput(double yBar, double[] bar) {
    for (int k = 0; k < reals; k++) {
      bar[k] += yBar;
    }
    for (int k = 0; k < pairs; k++) {
      bar[reals + 2 * k] += 2 * yBar;
    }
  }

  /// Adds p̄ = m m̄′, r̄ = x m̄′ and so on to these values.
  void addGradient(double x, double[] states, int at, double[] next) {
    double[] c = values;
    for (int k = 0; k < reals; k++) {
      c[2 * k] += states[at + k] * next[k];
      c[2 * k + 1] += x * next[k];
    }
    int end = reals + 2 * pairs;
    int i = 2 * reals;
    for (int k = reals; k < end; k += 2) {
      double g = states[at + k];
      double h = states[at + k + 1];
      c[i] += g * next[k] + h * next[k + 1];
      c[i + 1] += g * next[k + 1] - h * next[k];
      c[i + 2] += x * next[k];
      c[i + 3] += x * next[k + 1];
      i += 4;
    }
  }

  /// Adds to d̄.
  void addDirect(double product) {
    values[values.length - 1] += product;
  }
}
