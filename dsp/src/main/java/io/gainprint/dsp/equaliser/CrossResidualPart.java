package io.gainprint.dsp.equaliser;

import io.gainprint.dsp.filter.FilterCoefficients;
import java.util.List;

/// The residual part of a parameter φ of section i and a parameter θ of a later section j,
///
/// ```
/// y_θφ = B_φ s − A_φ (y_θ/A_i)          s = B_θ f − A_θ g
///
/// f = v/(A_i A_j)          g = e_i/A_j
/// ```
///
/// where v is the sound after all sections but the two and e_i that of [SectionTangents]: s is y_θ
/// without B_i. What is inside of section j when e_i passes it becomes f at the end of the chain.
final class CrossResidualPart implements ResidualPart {
  private final SectionTangents early;
  private final SectionTangents late;
  private final int lead;
  private final Cascade after;
  private final double[] f;
  private final double[] g;
  private final double[][] s; // by parameter of j
  private final double[][] sums; // by parameter of j, then delay
  private final OutputQuotients quotients;

  CrossResidualPart(
      List<FilterCoefficients> sections,
      SectionTangents early,
      SectionTangents late,
      int lead,
      int block) {
    this.early = early;
    this.late = late;
    this.lead = lead;
    after = new Cascade(sections, late.index() + 1, lead, block);
    f = new double[lead + block];
    g = new double[lead + block];
    s = new double[late.count()][lead + block];
    sums = new double[late.count()][early.feedback().length];
    quotients = new OutputQuotients(early.feedback(), late, lead, block);
  }

  @Override
  public void run(double[] rho, int length) {
    after.run(early.after().inner(late.index()), f, length);
    if (late.feedback().length > 1) {
      Kernels.divide(late.feedback(), early.inputQuotient(), g, lead, length);
    }
    for (int i = 0; i < s.length; i++) {
      Kernels.multiply(late.feedForward(i), f, s[i], lead, length);
      Kernels.add(-1, late.feedback(i), g, s[i], lead, length);
      Kernels.laggedProducts(rho, s[i], sums[i], lead, length);
    }
    quotients.run(rho, length);
  }

  @Override
  public void carry(int length) {
    after.carry(length);
    Kernels.carry(f, lead, length);
    Kernels.carry(g, lead, length);
    for (double[] sound : s) {
      Kernels.carry(sound, lead, length);
    }
    quotients.carry(length);
  }

  @Override
  public double sum(int i, int j) {
    return Kernels.dot(early.feedForward(i), sums[j]) - quotients.sum(early.feedback(i), j);
  }
}
