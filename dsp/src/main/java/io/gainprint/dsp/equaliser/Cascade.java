package io.gainprint.dsp.equaliser;

import io.gainprint.dsp.filter.FilterCoefficients;
import java.util.List;

/// A sound on its way through the last sections of a chain, in direct form II, keeping what each
/// section has between its poles and its zeros:
///
/// ```
/// u_i = (1/A_i) p_{i−1}          p_i = B_i u_i
/// ```
///
/// See [Kernels] for the layout of its blocks.
final class Cascade {
  private final int start;
  private final int lead;
  private final double[][] b;
  private final double[][] a;
  private final double[][] inner;

  /// A cascade at rest, of section `start` and all after it.
  Cascade(List<FilterCoefficients> sections, int start, int lead, int block) {
    this.start = start;
    this.lead = lead;
    int count = sections.size() - start;
    b = new double[count][];
    a = new double[count][];
    inner = new double[count][lead + block];
    for (int i = 0; i < count; i++) {
      b[i] = sections.get(start + i).feedForward();
      a[i] = sections.get(start + i).feedback();
    }
  }

  /// Filters a block of `in` to `out`, another array.
  void run(double[] in, double[] out, int length) {
    if (inner.length == 0) {
      System.arraycopy(in, lead, out, lead, length);
      return;
    }
    double[] from = in;
    for (int i = 0; i < inner.length; i++) {
      Kernels.divide(a[i], from, inner[i], lead, length);
      Kernels.multiply(b[i], inner[i], out, lead, length);
      from = out;
    }
  }

  /// u of section i of the chain.
  double[] inner(int i) {
    return inner[i - start];
  }

  /// Ends a block.
  void carry(int length) {
    for (double[] u : inner) {
      Kernels.carry(u, lead, length);
    }
  }
}
