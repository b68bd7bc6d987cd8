package io.gainprint.dsp.filter;

import io.gainprint.dsp.recurrence.Reversal;
import io.gainprint.dsp.recurrence.Taps;
import org.jspecify.annotations.Nullable;

/// A direct form at one input: the signals p and q that its taps acted on, and the state before
/// them.
///
/// All derivatives are runs of a structure over blocks, see [the package][io.gainprint.dsp.filter].
final class FormSignals {
  private final FilterStructure structure;
  private final Taps b;
  private final Taps a;
  private final double[] numerator; // p
  private final double[] denominator; // q
  private final double[] state;

  /// A form at an input.
  ///
  /// @param numerator p, as long as the signal; kept
  /// @param denominator q; kept
  /// @param state before the signal; kept
  private FormSignals(
      FilterStructure structure,
      Taps b,
      Taps a,
      double[] numerator,
      double[] denominator,
      double[] state) {
    this.structure = structure;
    this.b = b;
    this.a = a;
    this.numerator = numerator;
    this.denominator = denominator;
    this.state = state;
  }

  /// Filters a signal.
  ///
  /// @param x read
  /// @param xAt its first sample
  /// @param y written; may be x if the indices are equal
  /// @param yAt its first sample
  /// @param length samples
  /// @param state before; becomes that after
  /// @param between written, if it is not null: the signal between zeros and poles
  static void run(
      FilterStructure structure,
      Taps b,
      Taps a,
      double[] x,
      int xAt,
      double[] y,
      int yAt,
      int length,
      double[] state,
      double @Nullable [] between) {
    FormBlock block = block(structure, b, a, length);
    for (int from = 0; from < length; from += FormBlock.SAMPLES) {
      int part = Math.min(FormBlock.SAMPLES, length - from);
      System.arraycopy(x, xAt + from, block.in(), block.at(), part);
      block.run(b, a, from, part, state);
      System.arraycopy(block.out(), block.at(), y, yAt + from, part);
      if (between != null) {
        System.arraycopy(block.numerator(), block.at(), between, from, part);
      }
    }
  }

  /// Filters a whole signal and keeps what derivatives need: for zeros first the arrays of input
  /// and output themselves, for poles first the signal between in one array of its own.
  ///
  /// @param x read and kept
  /// @param y written and kept
  /// @param state before; becomes that after
  static FormSignals of(
      FilterStructure structure, Taps b, Taps a, double[] x, double[] y, double[] state) {
    double[] before = state.clone();
    if (structure.isZerosFirst()) {
      run(structure, b, a, x, 0, y, 0, x.length, state, null);
      return new FormSignals(structure, b, a, x, y, before);
    }
    double[] between = new double[x.length];
    run(structure, b, a, x, 0, y, 0, x.length, state, between);
    return new FormSignals(structure, b, a, between, between, before);
  }

  int length() {
    return numerator.length;
  }

  private static FormBlock block(FilterStructure structure, Taps b, Taps a, int samples) {
    return new FormBlock(structure, b.lastDelay(), a.lastDelay(), samples);
  }

  /// The tangent of the output and of the final state.
  ///
  /// @param x ẋ, read
  /// @param bTangent ḃ
  /// @param aTangent ȧ
  /// @param y ẏ, written
  /// @param stateTangent before; becomes that after
  /// @return the tangents ṗ and q̇, at the same coefficients
  FormSignals tangents(
      double[] x, Taps bTangent, Taps aTangent, double[] y, double[] stateTangent) {
    double[] before = stateTangent.clone();
    double[] between = structure.isZerosFirst() ? null : new double[x.length];
    FormBlock base = block(structure, b, a, length());
    FormBlock block = block(structure, b, a, length());
    FormBlock.Sources sources = new FormBlock.Sources(bTangent, aTangent, base);
    for (int from = 0; from < length(); from += FormBlock.SAMPLES) {
      int part = Math.min(FormBlock.SAMPLES, length() - from);
      load(base, from, part);
      System.arraycopy(x, from, block.in(), block.at(), part);
      block.run(b, a, from, part, stateTangent, sources);
      System.arraycopy(block.out(), block.at(), y, from, part);
      if (between != null) {
        System.arraycopy(block.numerator(), block.at(), between, from, part);
      }
    }
    return between == null
        ? new FormSignals(structure, b, a, x, y, before)
        : new FormSignals(structure, b, a, between, between, before);
  }

  /// Where gradients of the taps go.
  ///
  /// @param array added to
  /// @param bAt index of the numerator's first
  /// @param aAt index of the denominator's first
  @SuppressWarnings("ArrayRecordComponent") // a place in the caller's array, not a value
  record Gradients(double[] array, int bAt, int aAt) {}

  /// The adjoint.
  ///
  /// @param y ȳ, read
  /// @param x x̄, written
  /// @param gradients b̄ and ā, added to
  /// @param stateCotangent z̄′; becomes z̄
  void adjoint(double[] y, double[] x, Gradients gradients, double[] stateCotangent) {
    Taps bReversed = b.reversed();
    Taps aReversed = a.reversed();
    FormBlock forward = block(structure, b, a, length());
    FormBlock backward = block(structure.transposed(), b, a, length());
    double[] cotangent = new double[forward.in().length];
    for (int to = length(); to > 0; ) {
      int from = (to - 1) / FormBlock.SAMPLES * FormBlock.SAMPLES;
      int part = to - from;
      load(forward, from, part);
      Reversal.copy(y, from, backward.in(), backward.at(), part);
      backward.run(bReversed, aReversed, length() - to, part, stateCotangent);
      Reversal.copy(backward.out(), backward.at(), x, from, part);
      addGradients(backward, forward, from, part, gradients, cotangent);
      to = from;
    }
  }

  /// The derivative of [#adjoint] along a direction.
  ///
  /// @param direction the tangents ṗ and q̇ of it, from [#tangents]
  /// @param bTangent ḃ
  /// @param aTangent ȧ
  /// @param y ȳ, read
  /// @param stateCotangent z̄′; becomes z̄
  /// @param yTangent tangent of ȳ, read
  /// @param stateCotangentTangent tangent of z̄′; becomes that of z̄
  /// @param xTangent written: tangent of x̄
  /// @param gradients tangents of b̄ and ā, added to
  void adjointTangents(
      FormSignals direction,
      Taps bTangent,
      Taps aTangent,
      double[] y,
      double[] stateCotangent,
      double[] yTangent,
      double[] stateCotangentTangent,
      double[] xTangent,
      Gradients gradients) {
    Taps bReversed = b.reversed();
    Taps aReversed = a.reversed();
    FormBlock forward = block(structure, b, a, length());
    FormBlock moved = block(structure, b, a, length());
    FormBlock backward = block(structure.transposed(), b, a, length());
    FormBlock backwardMoved = block(structure.transposed(), b, a, length());
    FormBlock.Sources sources =
        new FormBlock.Sources(bTangent.reversed(), aTangent.reversed(), backward);
    double[] cotangent = new double[forward.in().length];
    for (int to = length(); to > 0; ) {
      int from = (to - 1) / FormBlock.SAMPLES * FormBlock.SAMPLES;
      int part = to - from;
      int row = length() - to;
      load(forward, from, part);
      direction.load(moved, from, part);
      Reversal.copy(y, from, backward.in(), backward.at(), part);
      backward.run(bReversed, aReversed, row, part, stateCotangent);
      Reversal.copy(yTangent, from, backwardMoved.in(), backwardMoved.at(), part);
      backwardMoved.run(bReversed, aReversed, row, part, stateCotangentTangent, sources);
      Reversal.copy(backwardMoved.out(), backwardMoved.at(), xTangent, from, part);
      addGradients(backwardMoved, forward, from, part, gradients, cotangent);
      addGradients(backward, moved, from, part, gradients, cotangent);
      to = from;
    }
  }

  /// `b̄_k += Σ p̄[n] p[n−k]` and `ā_k −= Σ q̄[n] q[n−k]`, where p̄ and q̄ are what the transposed
  /// structure has for p and q.
  private void addGradients(
      FormBlock backward,
      FormBlock forward,
      int from,
      int length,
      Gradients gradients,
      double[] cotangent) {
    turn(backward, backward.numerator(), length, cotangent);
    add(
        1,
        b,
        cotangent,
        forward,
        forward.numerator(),
        from,
        length,
        gradients.array,
        gradients.bAt);
    if (structure.transposed().isZerosFirst()) {
      turn(backward, backward.denominator(), length, cotangent);
    }
    add(
        -1,
        a,
        cotangent,
        forward,
        forward.denominator(),
        from,
        length,
        gradients.array,
        gradients.aAt);
  }

  private void add(
      double factor,
      Taps taps,
      double[] cotangent,
      FormBlock forward,
      double[] signal,
      int from,
      int length,
      double[] gradient,
      int gradientAt) {
    int at = forward.at();
    if (structure.hasHistory()) {
      taps.gatherGradient(factor, cotangent, at, signal, at, from, length, gradient, gradientAt);
    } else {
      taps.scatterGradient(factor, cotangent, at, signal, at, from, length, gradient, gradientAt);
    }
  }

  /// A signal of the transposed structure in order of time, its history as remainder.
  private static void turn(FormBlock backward, double[] signal, int length, double[] to) {
    int at = backward.at();
    Reversal.copy(signal, 0, to, at, at + length);
  }

  /// Loads a block's p and q, with the history that the structure has.
  private void load(FormBlock block, int from, int length) {
    int zeros = b.lastDelay();
    int at = block.at();
    if (!structure.hasHistory()) {
      System.arraycopy(numerator, from, block.numerator(), at, length);
      if (structure.isZerosFirst()) {
        System.arraycopy(denominator, from, block.denominator(), at, length);
      }
      return;
    }
    int history = structure == FilterStructure.DF1 ? zeros : at;
    load(numerator, from, length, block.numerator(), at, 0, history);
    if (structure.isZerosFirst()) {
      load(denominator, from, length, block.denominator(), at, zeros, a.lastDelay());
    }
  }

  private void load(
      double[] signal, int from, int length, double[] to, int at, int stateAt, int history) {
    int before = Math.min(history, from);
    System.arraycopy(signal, from - before, to, at - before, before + length);
    for (int k = before + 1; k <= history; k++) {
      to[at - k] = state[stateAt + k - 1 - from];
    }
  }
}
