package io.gainprint.dsp.filter;

import io.gainprint.dsp.filter.FormSignals.Gradients;
import io.gainprint.dsp.processor.Parallel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One long signal in parts that are filtered at once: a blocked scan.
///
/// The first part begins with the state that there is, the others at rest. As filters are linear,
/// what is missing of a part is the free response to the state that it should have begun with,
/// which is known as soon as the part before is whole; and so is the state after it:
///
/// ```
/// y = y(x, 0) + y(0, z)          z′ = z′(x, 0) + z′(0, z)
/// ```
///
/// A free response is added for as long as it is not silent. A filter that rings through a whole
/// part takes as long as in one piece. Derivatives go the same way, from the end.
final class FormParts {
  /// Parts are no shorter than this: 64 blocks, some 20 µs.
  static final int LEAST_SAMPLES = 64 * FormBlock.SAMPLES;

  private final Form form;
  private final Parallel threads;

  FormParts(Form form, Parallel threads) {
    this.form = form;
    this.threads = threads;
  }

  /// Whether nothing of a state can be heard, see [PreEmphasis#INAUDIBLE].
  static boolean isSilent(double[] state) {
    for (double z : state) {
      if (!(Math.abs(z) < PreEmphasis.INAUDIBLE)) {
        return false;
      }
    }
    return true;
  }

  /// How many parts a signal has.
  private int parts(int length) {
    return Math.clamp(length / LEAST_SAMPLES, 1, threads.threads());
  }

  /// Where parts begin, and the length: multiples of a block.
  private static int[] starts(int length, int parts) {
    int[] starts = new int[parts + 1];
    for (int i = 0; i < parts; i++) {
      starts[i] = (int) ((long) length * i / parts) / FormBlock.SAMPLES * FormBlock.SAMPLES;
    }
    starts[parts] = length;
    return starts;
  }

  /// Filters a signal, as [FormSignals#run] does.
  void run(
      double[] x,
      int xAt,
      double[] y,
      int yAt,
      int length,
      double[] state,
      double @Nullable [] between) {
    int parts = parts(length);
    if (parts == 1) {
      FormSignals.run(form, x, xAt, y, yAt, length, state, between);
      return;
    }
    int[] starts = starts(length, parts);
    double[][] after = new double[parts][state.length];
    System.arraycopy(state, 0, after[0], 0, state.length);
    threads.forEach(
        parts,
        i ->
            FormSignals.run(
                form,
                x,
                xAt + starts[i],
                y,
                yAt + starts[i],
                starts[i + 1] - starts[i],
                after[i],
                between));
    double[] z = after[0];
    for (int i = 1; i < parts; i++) {
      addFreeResponse(y, yAt, starts[i], starts[i + 1], z, between, xAt);
      for (int k = 0; k < z.length; k++) {
        z[k] += after[i][k];
      }
    }
    System.arraycopy(z, 0, state, 0, z.length);
  }

  /// Filters a whole signal and keeps what derivatives need, as [FormSignals#of] does.
  FormSignals linearise(double[] x, double[] y, double[] state) {
    double[] before = state.clone();
    double[] between = form.structure().isZerosFirst() ? null : new double[x.length];
    run(x, 0, y, 0, x.length, state, between);
    return FormSignals.at(form, x, y, between, before);
  }

  private void addFreeResponse(
      double[] y, int yAt, int from, int end, double[] z, double @Nullable [] between, int at) {
    FormBlock block = new FormBlock(form, end - from);
    for (int start = from; start < end && !isSilent(z); start += FormBlock.SAMPLES) {
      int part = Math.min(FormBlock.SAMPLES, end - start);
      Arrays.fill(block.in(), block.at(), block.at() + part, 0);
      block.run(start, part, z);
      for (int n = 0; n < part; n++) {
        y[yAt + start + n] += block.out()[block.at() + n];
      }
      if (between != null) {
        for (int n = 0; n < part; n++) {
          between[at + start + n] += block.numerator()[block.at() + n];
        }
      }
    }
    if (isSilent(z)) {
      Arrays.fill(z, 0);
    }
  }

  /// The adjoint, as [FormSignals#adjoint].
  void adjoint(
      FormSignals signals, double[] y, double[] x, Gradients gradients, double[] stateCotangent) {
    int parts = parts(signals.length());
    if (parts == 1) {
      signals.adjoint(y, x, gradients, stateCotangent);
      return;
    }
    int[] starts = starts(signals.length(), parts);
    double[][] before = new double[parts][stateCotangent.length];
    double[][] sums = new double[parts][gradients.array.length];
    System.arraycopy(stateCotangent, 0, before[parts - 1], 0, stateCotangent.length);
    threads.forEach(
        parts,
        i -> signals.adjoint(y, x, starts[i], starts[i + 1], gradients.in(sums[i]), before[i]));
    double[] z = before[parts - 1];
    for (int i = parts - 2; i >= 0; i--) {
      signals.addFreeAdjoint(x, starts[i], starts[i + 1], gradients.in(sums[i]), z);
      boolean isSilent = isSilent(z);
      for (int k = 0; k < z.length; k++) {
        z[k] = (isSilent ? 0 : z[k]) + before[i][k];
      }
    }
    System.arraycopy(z, 0, stateCotangent, 0, z.length);
    for (double[] sum : sums) {
      for (int k = 0; k < sum.length; k++) {
        gradients.array[k] += sum[k];
      }
    }
  }
}
