package io.gainprint.dsp.filter;

import io.gainprint.dsp.recurrence.Reversal;
import io.gainprint.dsp.recurrence.Taps;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A direct form at one input: the signals p and q that its taps acted on, and the state before
/// them.
///
/// All derivatives are runs of a structure over blocks, see [the package][io.gainprint.dsp.filter].
final class FormSignals {
  private final Form form;
  private final double[] numerator; // p
  private final double[] denominator; // q
  private final double[] state;

  private FormSignals(Form form, double[] numerator, double[] denominator, double[] state) {
    this.form = form;
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
  /// @param between written from `xAt` on, unless it is null: the signal between zeros and poles
  static void run(
      Form form,
      double[] x,
      int xAt,
      double[] y,
      int yAt,
      int length,
      double[] state,
      double @Nullable [] between) {
    FormBlock block = new FormBlock(form, length);
    for (int from = 0; from < length; from += FormBlock.SAMPLES) {
      int part = Math.min(FormBlock.SAMPLES, length - from);
      if (form.structure() == FilterStructure.DF2) {
        block.runDirectFormTwo(x, xAt + from, y, yAt + from, from, part, state);
      } else {
        System.arraycopy(x, xAt + from, block.in(), block.at(), part);
        block.run(from, part, state);
        System.arraycopy(block.out(), block.at(), y, yAt + from, part);
      }
      if (between != null) {
        System.arraycopy(block.numerator(), block.at(), between, xAt + from, part);
      }
    }
  }

  /// Filters a whole signal and keeps what derivatives need: for zeros first the arrays of input
  /// and output themselves, for poles first the signal between in one array of its own.
  ///
  /// @param x read and kept
  /// @param y written and kept
  /// @param state before; becomes that after
  static FormSignals of(Form form, double[] x, double[] y, double[] state) {
    double[] before = state.clone();
    double[] between = form.structure().isZerosFirst() ? null : new double[x.length];
    run(form, x, 0, y, 0, x.length, state, between);
    return at(form, x, y, between, before);
  }

  /// A form at an input that was filtered already.
  ///
  /// @param x kept
  /// @param y kept
  /// @param between kept, for poles first
  /// @param state before the signal, kept
  static FormSignals at(
      Form form, double[] x, double[] y, double @Nullable [] between, double[] state) {
    return between == null
        ? new FormSignals(form, x, y, state)
        : new FormSignals(form, between, between, state);
  }

  int length() {
    return numerator.length;
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
    double[] between = form.structure().isZerosFirst() ? null : new double[x.length];
    FormBlock base = new FormBlock(form, length());
    FormBlock block = new FormBlock(form, length());
    FormBlock.Sources sources = new FormBlock.Sources(bTangent, aTangent, base);
    for (int from = 0; from < length(); from += FormBlock.SAMPLES) {
      int part = Math.min(FormBlock.SAMPLES, length() - from);
      load(base, from, part);
      System.arraycopy(x, from, block.in(), block.at(), part);
      block.run(from, part, stateTangent, sources);
      System.arraycopy(block.out(), block.at(), y, from, part);
      if (between != null) {
        System.arraycopy(block.numerator(), block.at(), between, from, part);
      }
    }
    return at(form, x, y, between, before);
  }

  /// Where gradients of the taps go.
  static final class Gradients {
    final double[] array;
    final int bAt;
    final int aAt;

    /// A place.
    ///
    /// @param array added to
    /// @param bAt index of the numerator's first
    /// @param aAt index of the denominator's first
    Gradients(double[] array, int bAt, int aAt) {
      this.array = array;
      this.bAt = bAt;
      this.aAt = aAt;
    }

    /// The same place in another array.
    Gradients in(double[] other) {
      return new Gradients(other, bAt, aAt);
    }
  }

  /// The adjoint.
  ///
  /// @param y ȳ, read
  /// @param x x̄, written
  /// @param gradients b̄ and ā, added to
  /// @param stateCotangent z̄′; becomes z̄
  void adjoint(double[] y, double[] x, Gradients gradients, double[] stateCotangent) {
    adjoint(y, x, 0, length(), gradients, stateCotangent);
  }

  /// The adjoint of a part of the signal, which begins with a block.
  ///
  /// @param from its first sample, a multiple of [FormBlock#SAMPLES]
  /// @param end after its last sample
  void adjoint(
      double[] y, double[] x, int from, int end, Gradients gradients, double[] stateCotangent) {
    FormBlock block = new FormBlock(form.transposed(), end - from);
    double[] turned = new double[block.in().length];
    for (int to = end; to > from; to = start(to)) {
      int part = to - start(to);
      Reversal.copy(y, start(to), block.in(), block.at(), part);
      block.run(length() - to, part, stateCotangent);
      Reversal.copyToEnd(block.out(), block.at(), x, start(to), part);
      addGradients(block, start(to), part, gradients, turned);
    }
  }

  /// What a cotangent of the state after a part adds to [#adjoint] from none, for as long as it is
  /// not silent.
  ///
  /// @param x x̄, added to
  /// @param from first sample of the part, a multiple of [FormBlock#SAMPLES]
  /// @param end after its last sample
  /// @param gradients b̄ and ā, added to
  /// @param stateCotangent after the part; becomes that before, or 0
  void addFreeAdjoint(double[] x, int from, int end, Gradients gradients, double[] stateCotangent) {
    FormBlock block = new FormBlock(form.transposed(), end - from);
    double[] turned = new double[block.in().length];
    for (int to = end; to > from && !FormParts.isSilent(stateCotangent); to = start(to)) {
      int part = to - start(to);
      Arrays.fill(block.in(), block.at(), block.at() + part, 0);
      block.run(length() - to, part, stateCotangent);
      for (int n = 0; n < part; n++) {
        x[to - 1 - n] += block.out()[block.at() + n];
      }
      addGradients(block, start(to), part, gradients, turned);
    }
  }

  /// Where the block begins that a sample ends.
  private static int start(int end) {
    return (end - 1) / FormBlock.SAMPLES * FormBlock.SAMPLES;
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
    Form transposed = form.transposed();
    FormBlock backward = new FormBlock(transposed, length());
    FormBlock backwardMoved = new FormBlock(transposed, length());
    FormBlock.Sources sources =
        new FormBlock.Sources(bTangent.reversed(), aTangent.reversed(), backward);
    double[] turned = new double[backward.in().length];
    for (int to = length(); to > 0; to = start(to)) {
      int from = start(to);
      int part = to - from;
      int row = length() - to;
      Reversal.copy(y, from, backward.in(), backward.at(), part);
      backward.run(row, part, stateCotangent);
      Reversal.copy(yTangent, from, backwardMoved.in(), backwardMoved.at(), part);
      backwardMoved.run(row, part, stateCotangentTangent, sources);
      Reversal.copyToEnd(backwardMoved.out(), backwardMoved.at(), xTangent, from, part);
      addGradients(backwardMoved, from, part, gradients, turned);
      direction.addGradients(backward, from, part, gradients, turned);
    }
  }

  /// `b̄_k += Σ p̄[n] p[n−k]` and `ā_k −= Σ q̄[n] q[n−k]`, where p̄ and q̄ are what the transposed
  /// structure has for p and q, all in its order of time: backwards, so that histories are
  /// remainders and conversely.
  private void addGradients(
      FormBlock backward, int from, int length, Gradients to, double[] turned) {
    Taps b = form.b().reversed();
    Taps a = form.a().reversed();
    int row = length() - from - length;
    int at = backward.at();
    int bAt = form.b().reversedGradientAt(to.bAt);
    int aAt = form.a().reversedGradientAt(to.aAt);
    double[] pBar = backward.numerator();
    double[] qBar = backward.denominator();
    boolean hasHistory = form.structure().hasHistory();
    turn(numerator, from, length, turned, at, 0, form.numeratorHistory());
    if (hasHistory) {
      b.scatterGradient(1, turned, at, pBar, at, row, length, to.array, bAt);
    } else {
      b.gatherGradient(1, turned, at, pBar, at, row, length, to.array, bAt);
    }
    if (form.structure().isZerosFirst()) {
      int stateAt = form.numeratorHistory();
      turn(denominator, from, length, turned, at, stateAt, form.denominatorHistory());
    }
    if (hasHistory) {
      a.scatterGradient(-1, turned, at, qBar, at, row, length, to.array, aAt);
    } else {
      a.gatherGradient(-1, turned, at, qBar, at, row, length, to.array, aAt);
    }
  }

  /// A block of a signal in reverse order, with its history as remainder.
  private void turn(
      double[] signal, int from, int length, double[] to, int at, int stateAt, int history) {
    int before = Math.min(history, from);
    Reversal.copy(signal, from - before, to, at, before + length);
    for (int k = before + 1; k <= history; k++) {
      to[at + length + k - 1] = state[stateAt + k - 1 - from];
    }
  }

  /// Loads a block's p and q, with the history that the structure has.
  private void load(FormBlock block, int from, int length) {
    int at = block.at();
    int history = form.numeratorHistory();
    load(numerator, from, length, block.numerator(), at, 0, history);
    if (form.structure().isZerosFirst()) {
      load(denominator, from, length, block.denominator(), at, history, form.denominatorHistory());
    }
    if (!form.structure().hasHistory()) {
      block.clearRemainders(length);
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
