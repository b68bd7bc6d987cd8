package io.gainprint.dsp.spectral;

/// The distance from a target at one resolution; see [SpectralDistance].
///
/// Magnitudes are F/2 + 1 to a frame: bins 0 and F/2, then 1 to F/2 − 1, as spectra have them.
final class ResolutionDistance {
  private final SpectralSettings settings;
  private final ShortTimeSpectrum transform;
  private final double[] target;
  private final double targetNorm;

  ResolutionDistance(Resolution resolution, SpectralSettings settings, double[] target) {
    this.settings = settings;
    transform = new ShortTimeSpectrum(resolution, target.length);
    this.target = magnitudes(transform.of(target));
    double square = 0;
    for (double b : this.target) {
      square += b * b;
    }
    targetNorm = Math.sqrt(square);
  }

  double value(double[] x) {
    double[] a = magnitudes(transform.of(x));
    return value(norm(a), a);
  }

  /// The distance; adds its gradient times `scale`.
  double addGradient(double[] x, double scale, double[] xBar) {
    double[] spectra = transform.of(x);
    double[] a = magnitudes(spectra);
    double norm = norm(a);
    spectrumCotangents(a, norm, scale, spectra);
    transform.addAdjoint(spectra, xBar);
    return value(norm, a);
  }

  /// A = sqrt(max(|X|², ε)).
  private double[] magnitudes(double[] spectra) {
    int size = transform.size();
    int bins = size / 2 + 1;
    double floor = settings.powerFloor();
    double[] a = new double[transform.frames() * bins];
    for (int m = 0; m < transform.frames(); m++) {
      int from = m * size;
      int to = m * bins;
      a[to] = Math.sqrt(Math.max(square(spectra[from], 0), floor));
      a[to + 1] = Math.sqrt(Math.max(square(spectra[from + 1], 0), floor));
      for (int k = 1; k < bins - 1; k++) {
        double power = square(spectra[from + 2 * k], spectra[from + 2 * k + 1]);
        a[to + 1 + k] = Math.sqrt(Math.max(power, floor));
      }
    }
    return a;
  }

  private static double square(double re, double im) {
    return re * re + im * im;
  }

  /// ‖B − A‖.
  private double norm(double[] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double d = target[i] - a[i];
      sum += d * d;
    }
    return Math.sqrt(sum);
  }

  private double value(double norm, double[] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(Math.log(a[i] / target[i]));
    }
    return settings.convergenceWeight() * norm / targetNorm + settings.logWeight() * sum / a.length;
  }

  /// Turns X into `scale` X̄.
  ///
  /// ```
  /// Ā = convergenceWeight (A − B) / (‖B − A‖ ‖B‖) + logWeight sign(A − B) / (K A)
  /// X̄ = Ā X / A where |X|² ≥ ε, else 0
  /// ```
  private void spectrumCotangents(double[] a, double norm, double scale, double[] spectra) {
    int size = transform.size();
    int bins = size / 2 + 1;
    double floor = settings.powerFloor();
    double ofDifference =
        norm == 0 ? 0 : scale * settings.convergenceWeight() / (norm * targetNorm);
    double ofSign = scale * settings.logWeight() / a.length;
    for (int m = 0; m < transform.frames(); m++) {
      for (int place = 0; place < bins; place++) {
        int i = m * bins + place;
        // Places 0 and 1 are the real bins, and the others pairs, which begin at 2.
        int at = m * size + (place < 2 ? place : 2 * (place - 1));
        double re = spectra[at];
        double im = place < 2 ? 0 : spectra[at + 1];
        double d = a[i] - target[i];
        double aBar = ofDifference * d + ofSign * Math.signum(d) / a[i];
        double factor = square(re, im) < floor ? 0 : aBar / a[i];
        spectra[at] = factor * re;
        if (place >= 2) {
          spectra[at + 1] = factor * im;
        }
      }
    }
  }
}
