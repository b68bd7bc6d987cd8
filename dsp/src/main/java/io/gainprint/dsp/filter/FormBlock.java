package io.gainprint.dsp.filter;

import io.gainprint.dsp.recurrence.Taps;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One block of one structure: its input, its output and the signal between.
///
/// All three lie from [#at] on in arrays with room for a history before and a remainder after them.
/// What the zeros act on is the *numerator's* signal p, what the poles act on the *denominator's*
/// q:
///
/// ```
/// zeros first: p = x, q = y          poles first: p = q = the signal between
/// ```
final class FormBlock {
  /// Most samples of a block: its signals and those of the transposed structure fit into a
  /// first-level cache, and are allocated in no time.
  static final int SAMPLES = 256;

  private final FilterStructure structure;
  private final Taps b;
  private final Taps a;
  private final int zeros; // M
  private final int poles; // N
  private final int at;
  private final double[] in;
  private final double[] between;
  private final double[] out;

  /// A block.
  ///
  /// @param form that it runs
  /// @param samples the most that it will hold
  FormBlock(Form form, int samples) {
    structure = form.structure();
    b = form.b();
    a = form.a();
    zeros = b.lastDelay();
    poles = a.lastDelay();
    at = Math.max(zeros, poles);
    int size = 2 * at + Math.min(samples, SAMPLES);
    in = new double[size];
    between = new double[size];
    out = new double[size];
  }

  /// Index of the first sample of each signal.
  int at() {
    return at;
  }

  /// The input, to be filled from [#at] on before a run.
  double[] in() {
    return in;
  }

  /// The output, from [#at] on after a run.
  double[] out() {
    return out;
  }

  /// p, with its history where the structure has one.
  double[] numerator() {
    return structure.isZerosFirst() ? in : between;
  }

  /// q, with its history where the structure has one.
  double[] denominator() {
    return structure.isZerosFirst() ? out : between;
  }

  /// Runs the block.
  ///
  /// @param row index of the block's first sample in the whole
  /// @param length samples
  /// @param state before the block; becomes that after
  void run(int row, int length, double[] state) {
    run(row, length, state, null);
  }

  /// What is added to a run in the equations of a tangent, `+ ḃ p − ȧ q`.
  ///
  /// @param b taps ḃ
  /// @param a taps ȧ
  /// @param of block that holds p and q
  record Sources(Taps b, Taps a, FormBlock of) {}

  /// Runs the block with added sources: the tangent of a run.
  ///
  /// @param row index of the block's first sample in the whole
  /// @param length samples
  /// @param state before the block; becomes that after
  /// @param sources what is added, or null
  void run(int row, int length, double[] state, @Nullable Sources sources) {
    switch (structure) {
      case DF1 -> runDirectFormOne(row, length, state, sources);
      case DF2 -> runDirectFormTwo(row, length, state, sources);
      case TDF2 -> runTransposedTwo(row, length, state, sources);
      case TDF1 -> runTransposedOne(row, length, state, sources);
    }
  }

  /// ```
  /// w[n] = Σ b_k[n] x[n−k]          y[n] = w[n] − Σ a_k[n] y[n−k]
  /// ```
  private void runDirectFormOne(int row, int length, double[] state, @Nullable Sources sources) {
    loadHistory(in, state, 0, zeros);
    loadHistory(out, state, zeros, poles);
    b.gather(in, at, between, at, row, length);
    if (sources != null) {
      sources.b.addGathering(1, sources.of.in, at, between, at, row, length);
      sources.a.addGathering(-1, sources.of.out, at, between, at, row, length);
    }
    a.solveGathering(between, at, out, at, row, length);
    saveHistory(in, length, state, 0, zeros);
    saveHistory(out, length, state, zeros, poles);
  }

  /// ```
  /// v[n] = x[n] − Σ a_k[n] v[n−k]          y[n] = Σ b_k[n] v[n−k]
  /// ```
  private void runDirectFormTwo(int row, int length, double[] state, @Nullable Sources sources) {
    loadHistory(between, state, 0, at);
    if (sources != null) {
      sources.a.addGathering(-1, sources.of.between, at, in, at, row, length);
    }
    a.solveGathering(in, at, between, at, row, length);
    b.gather(between, at, out, at, row, length);
    if (sources != null) {
      sources.b.addGathering(1, sources.of.between, at, out, at, row, length);
    }
    saveHistory(between, length, state, 0, at);
  }

  /// Direct form II from one array of the caller's to another, without a copy of either.
  ///
  /// @param x read, from `xAt` on
  /// @param xAt its first sample
  /// @param y written, from `yAt` on; may be x if the indices are equal
  /// @param yAt its first sample
  void runDirectFormTwo(
      double[] x, int xAt, double[] y, int yAt, int row, int length, double[] state) {
    loadHistory(between, state, 0, at);
    a.solveGathering(x, xAt, between, at, row, length);
    b.gather(between, at, y, yAt, row, length);
    saveHistory(between, length, state, 0, at);
  }

  /// ```
  /// w[n+k] = Σ b_k[n] x[n] − Σ a_k[n] y[n]          y[n] = w[n]
  /// ```
  private void runTransposedTwo(int row, int length, double[] state, @Nullable Sources sources) {
    clearRemainder(in, length);
    clearRemainder(between, length);
    clearRemainder(out, length);
    b.scatter(in, at, between, at, row, length);
    inject(state, 0, at, between);
    if (sources != null) {
      sources.b.addScattering(1, sources.of.in, at, between, at, row, length);
      sources.a.addScattering(-1, sources.of.out, at, between, at, row, length);
    }
    a.solveScattering(between, at, out, at, row, length);
    System.arraycopy(between, at + length, state, 0, at);
  }

  /// ```
  /// v[n] = w[n], w[n+k] = x[n+k] − Σ a_k[n] v[n]          y[n+k] = Σ b_k[n] v[n]
  /// ```
  private void runTransposedOne(int row, int length, double[] state, @Nullable Sources sources) {
    clearRemainder(in, length);
    clearRemainder(between, length);
    inject(state, zeros, poles, in);
    if (sources != null) {
      sources.a.addScattering(-1, sources.of.between, at, in, at, row, length);
    }
    a.solveScattering(in, at, between, at, row, length);
    b.scatter(between, at, out, at, row, length);
    inject(state, 0, zeros, out);
    if (sources != null) {
      sources.b.addScattering(1, sources.of.between, at, out, at, row, length);
    }
    System.arraycopy(out, at + length, state, 0, zeros);
    System.arraycopy(in, at + length, state, zeros, poles);
  }

  /// Puts zeros after p and q, as a structure without history reads them.
  void clearRemainders(int length) {
    clearRemainder(numerator(), length);
    clearRemainder(denominator(), length);
  }

  private void clearRemainder(double[] signal, int length) {
    Arrays.fill(signal, at + length, at + length + at, 0);
  }

  private void loadHistory(double[] signal, double[] state, int stateAt, int count) {
    for (int k = 1; k <= count; k++) {
      signal[at - k] = state[stateAt + k - 1];
    }
  }

  private void saveHistory(double[] signal, int length, double[] state, int stateAt, int count) {
    for (int k = 1; k <= count; k++) {
      state[stateAt + k - 1] = signal[at + length - k];
    }
  }

  private void inject(double[] state, int stateAt, int count, double[] signal) {
    for (int k = 0; k < count; k++) {
      signal[at + k] += state[stateAt + k];
    }
  }
}
