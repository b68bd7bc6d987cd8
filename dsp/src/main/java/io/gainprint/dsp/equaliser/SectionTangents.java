package io.gainprint.dsp.equaliser;

import io.gainprint.dsp.filter.FilterCoefficients;
import java.util.List;

/// The first derivatives of a chain's output y with respect to the parameters θ of its section j:
///
/// ```
/// y_θ = B_θ e − A_θ q          e = v/A_j, q = y/A_j
/// ```
///
/// where v is the sound after all sections but j. What is inside of section j already is the sound
/// of those before it, divided by A_j; passing it through those after it makes it e.
final class SectionTangents {
  private final int index;
  private final int lead;
  private final double[] feedback;
  private final double[][] b; // by parameter, then delay: derivatives of b
  private final double[][] a;
  private final Cascade after;
  private final double[] e;
  private final double[] q;
  private final double[][] outputs; // by parameter: y_θ

  SectionTangents(
      List<FilterCoefficients> sections, int index, DesignedSection section, int lead, int block) {
    this.index = index;
    this.lead = lead;
    feedback = section.coefficients().feedback();
    int count = section.parameterCount();
    b = new double[count][feedback.length];
    a = new double[count][feedback.length];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < feedback.length; k++) {
        b[i][k] = section.feedForward(k, i);
        a[i][k] = section.feedback(k, i);
      }
    }
    after = new Cascade(sections, index + 1, lead, block);
    e = new double[lead + block];
    q = new double[lead + block];
    outputs = new double[count][lead + block];
  }

  /// Runs a block, of which `chain` has just made `y`.
  void run(Cascade chain, double[] y, int length) {
    after.run(chain.inner(index), e, length);
    if (feedback.length > 1) {
      Kernels.divide(feedback, y, q, lead, length);
    }
    for (int i = 0; i < outputs.length; i++) {
      Kernels.multiply(b[i], e, outputs[i], lead, length);
      Kernels.add(-1, a[i], q, outputs[i], lead, length);
    }
  }

  /// Ends a block.
  void carry(int length) {
    after.carry(length);
    Kernels.carry(e, lead, length);
    Kernels.carry(q, lead, length);
  }

  int index() {
    return index;
  }

  int count() {
    return outputs.length;
  }

  /// The section's feedback coefficients a.
  double[] feedback() {
    return feedback;
  }

  /// `∂b[k]/∂θ` by k.
  double[] feedForward(int parameter) {
    return b[parameter];
  }

  /// `∂a[k]/∂θ` by k.
  double[] feedback(int parameter) {
    return a[parameter];
  }

  /// y_θ, the block of which begins at the lead.
  double[] output(int parameter) {
    return outputs[parameter];
  }

  /// v/A_j.
  double[] inputQuotient() {
    return e;
  }

  /// y/A_j; silence for a section of order 0, which has no A.
  double[] outputQuotient() {
    return q;
  }

  /// The sound on its way from section j to the end.
  Cascade after() {
    return after;
  }
}
