package io.gainprint.dsp.equaliser;

import io.gainprint.dsp.filter.PreEmphasis;
import java.util.Arrays;

/// Loops over one block of sounds, each of which has its past in front of it: sample n of the block
/// is at `lead + n`, and what a filter needs of the block before lies below `lead`.
///
/// Sums go on from where they were, sample by sample, so that how a sound is cut into blocks does
/// not change a bit of them.
final class Kernels {
  private Kernels() {}

  /// Divides by A: `out[n] = in[n] − Σ a[k] out[n−k]`, k from 1. The output's own past is the
  /// state.
  static void divide(double[] a, double[] in, double[] out, int lead, int length) {
    switch (a.length - 1) {
      case 0 -> System.arraycopy(in, lead, out, lead, length);
      case 2 -> divideSecondOrder(a[1], a[2], in, out, lead, length);
      default -> divideAnyOrder(a, in, out, lead, length);
    }
  }

  private static void divideSecondOrder(
      double a1, double a2, double[] in, double[] out, int lead, int length) {
    double u1 = out[lead - 1];
    double u2 = out[lead - 2];
    for (int n = lead; n < lead + length; n++) {
      double u = in[n] - a2 * u2 - a1 * u1;
      u2 = u1;
      u1 = u;
      out[n] = u;
    }
  }

  /// In two sums, which the processor adds side by side.
  private static void divideAnyOrder(double[] a, double[] in, double[] out, int lead, int length) {
    int order = a.length - 1;
    int even = order & ~1;
    for (int n = lead; n < lead + length; n++) {
      double odd = order == even ? 0 : a[order] * out[n - order];
      double rest = 0;
      for (int k = even; k > 0; k -= 2) {
        rest += a[k] * out[n - k];
        odd += a[k - 1] * out[n - k + 1];
      }
      out[n] = in[n] - rest - odd;
    }
  }

  /// Multiplies by C: `out[n] = Σ c[k] in[n−k]`.
  static void multiply(double[] c, double[] in, double[] out, int lead, int length) {
    Arrays.fill(out, lead, lead + length, 0);
    add(1, c, in, out, lead, length);
  }

  /// Adds a product with C: `out[n] += factor · Σ c[k] in[n−k]`.
  static void add(double factor, double[] c, double[] in, double[] out, int lead, int length) {
    for (int k = 0; k < c.length; k++) {
      double scale = factor * c[k];
      if (scale != 0) {
        for (int n = lead; n < lead + length; n++) {
          out[n] += scale * in[n - k];
        }
      }
    }
  }

  /// Adds to `sums[from + i]` the products of `row` with `columns[i]`, i < count.
  static void products(
      double[] row, double[][] columns, int count, double[] sums, int from, int lead, int length) {
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      double[] c0 = columns[i];
      double[] c1 = columns[i + 1];
      double[] c2 = columns[i + 2];
      double[] c3 = columns[i + 3];
      double s0 = sums[from + i];
      double s1 = sums[from + i + 1];
      double s2 = sums[from + i + 2];
      double s3 = sums[from + i + 3];
      for (int n = lead; n < lead + length; n++) {
        double r = row[n];
        s0 += r * c0[n];
        s1 += r * c1[n];
        s2 += r * c2[n];
        s3 += r * c3[n];
      }
      sums[from + i] = s0;
      sums[from + i + 1] = s1;
      sums[from + i + 2] = s2;
      sums[from + i + 3] = s3;
    }
    for (; i < count; i++) {
      sums[from + i] = product(sums[from + i], row, columns[i], 0, lead, length);
    }
  }

  /// Adds to `sums[k]` the products of `row` with `column` delayed by k, for every k of `sums`.
  static void laggedProducts(double[] row, double[] column, double[] sums, int lead, int length) {
    int k = 0;
    for (; k + 3 <= sums.length; k += 3) {
      double s0 = sums[k];
      double s1 = sums[k + 1];
      double s2 = sums[k + 2];
      for (int n = lead; n < lead + length; n++) {
        double r = row[n];
        s0 += r * column[n - k];
        s1 += r * column[n - k - 1];
        s2 += r * column[n - k - 2];
      }
      sums[k] = s0;
      sums[k + 1] = s1;
      sums[k + 2] = s2;
    }
    for (; k < sums.length; k++) {
      sums[k] = product(sums[k], row, column, k, lead, length);
    }
  }

  private static double product(
      double start, double[] row, double[] column, int delay, int lead, int length) {
    double sum = start;
    for (int n = lead; n < lead + length; n++) {
      sum += row[n] * column[n - delay];
    }
    return sum;
  }

  /// Σ c d over all of both.
  static double dot(double[] c, double[] d) {
    double sum = 0;
    for (int k = 0; k < c.length; k++) {
      sum += c[k] * d[k];
    }
    return sum;
  }

  /// Moves the end of a block to the past of the next one, or silence once it has decayed beyond
  /// sight: it would run on slow denormal numbers.
  static void carry(double[] sound, int lead, int length) {
    System.arraycopy(sound, length, sound, 0, lead);
    for (int n = 0; n < lead; n++) {
      if (!(Math.abs(sound[n]) < PreEmphasis.INAUDIBLE)) {
        return;
      }
    }
    Arrays.fill(sound, 0, lead, 0);
  }
}
