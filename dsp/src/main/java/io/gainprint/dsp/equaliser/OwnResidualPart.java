package io.gainprint.dsp.equaliser;

/// The residual part of two parameters of the same section,
///
/// ```
/// y_θφ = B_θφ e − A_θφ q − A_φ (y_θ/A) − A_θ (y_φ/A)
/// ```
///
/// with e and q of [SectionTangents]. The sums are by sound and delay; only [#sum] multiplies with
/// the polynomials.
final class OwnResidualPart implements ResidualPart {
  private final DesignedSection section;
  private final SectionTangents tangents;
  private final int lead;
  private final OutputQuotients quotients;
  private final double[] sumsE;
  private final double[] sumsQ;

  OwnResidualPart(DesignedSection section, SectionTangents tangents, int lead, int block) {
    this.section = section;
    this.tangents = tangents;
    this.lead = lead;
    quotients = new OutputQuotients(tangents.feedback(), tangents, lead, block);
    sumsE = new double[tangents.feedback().length];
    sumsQ = new double[tangents.feedback().length];
  }

  @Override
  public void run(double[] rho, int length) {
    Kernels.laggedProducts(rho, tangents.inputQuotient(), sumsE, lead, length);
    Kernels.laggedProducts(rho, tangents.outputQuotient(), sumsQ, lead, length);
    quotients.run(rho, length);
  }

  @Override
  public void carry(int length) {
    quotients.carry(length);
  }

  @Override
  public double sum(int i, int j) {
    double sum = -quotients.sum(tangents.feedback(j), i) - quotients.sum(tangents.feedback(i), j);
    for (int k = 0; k < sumsE.length; k++) {
      sum += section.feedForward(k, i, j) * sumsE[k] - section.feedback(k, i, j) * sumsQ[k];
    }
    return sum;
  }
}
