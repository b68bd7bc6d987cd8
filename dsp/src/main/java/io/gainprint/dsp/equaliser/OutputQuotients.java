package io.gainprint.dsp.equaliser;

/// The sounds y_θ/A of the parameters θ of one section, where A may be that of another, and their
/// delayed products with ρ.
final class OutputQuotients {
  private final double[] a;
  private final SectionTangents tangents;
  private final int lead;
  private final double[][] sounds;
  private final double[][] sums; // by parameter, then delay

  OutputQuotients(double[] a, SectionTangents tangents, int lead, int block) {
    this.a = a;
    this.tangents = tangents;
    this.lead = lead;
    boolean isNeeded = a.length > 1; // without feedback there is no A_φ to multiply with
    int count = isNeeded ? tangents.count() : 0;
    sounds = new double[count][lead + block];
    sums = new double[count][a.length];
  }

  void run(double[] rho, int length) {
    for (int i = 0; i < sounds.length; i++) {
      Kernels.divide(a, tangents.output(i), sounds[i], lead, length);
      Kernels.laggedProducts(rho, sounds[i], sums[i], lead, length);
    }
  }

  void carry(int length) {
    for (double[] sound : sounds) {
      Kernels.carry(sound, lead, length);
    }
  }

  /// Σ ρ C y_θ/A, for a polynomial C.
  double sum(double[] c, int parameter) {
    return sounds.length == 0 ? 0 : Kernels.dot(c, sums[parameter]);
  }
}
