package io.gainprint.recordings.alignment;

import io.gainprint.recordings.alignment.FineSearch.Spectrum;
import java.util.ArrayList;
import java.util.List;

/// Bands of a spectrum, a sixth of an octave wide and at least 4 bins.
final class Bands {
  private static final double RATIO = Math.pow(2, 1.0 / 6);
  private static final int NARROWEST = 4;

  /// Keeps one clean band from outweighing all others: 20 dB above noise and distortion.
  private static final double MOST_COHERENCE = 0.99;

  /// What the law of phase leaves open, radians.
  private static final double MODEL_RADIANS = 0.01;

  /// Of the determinant of two unlike columns, which is of the order of 1 and more.
  private static final double LEAST_DETERMINANT = 0.01;

  private final int[] edges;

  /// @param bins number of bins, of which the first, at 0 Hz, is in no band
  Bands(int bins) {
    List<Integer> edges = new ArrayList<>();
    int edge = 1;
    while (edge < bins) {
      edges.add(edge);
      edge = Math.max(edge + NARROWEST, (int) (RATIO * edge));
    }
    edges.add(bins);
    this.edges = edges.stream().mapToInt(Integer::intValue).toArray();
  }

  int count() {
    return edges.length - 1;
  }

  /// What the excerpts have in common in each band.
  Pooled pooled(List<Spectrum> spectra) {
    Pooled pooled = new Pooled(count());
    for (int b = 0; b < count(); b++) {
      double re = 0;
      double im = 0;
      double dry = 0;
      double wet = 0;
      double root = 0;
      for (Spectrum spectrum : spectra) {
        for (int f = edges[b]; f < edges[b + 1]; f++) {
          double sr = spectrum.cross[2 * f];
          double si = spectrum.cross[2 * f + 1];
          re += sr;
          im += si;
          dry += spectrum.dryPower[f];
          wet += spectrum.wetPower[f];
          root += Math.sqrt(Math.hypot(sr, si));
        }
      }
      int bins = (edges[b + 1] - edges[b]) * spectra.size();
      double coherence = dry * wet > 0 ? (re * re + im * im) / (dry * wet) : 0;
      pooled.omega[b] = Math.PI * (edges[b] + edges[b + 1] - 1) / (2.0 * edges[count()]);
      pooled.phase[b] = Math.atan2(im, re);
      pooled.coherence[b] = Math.min(coherence, MOST_COHERENCE);
      pooled.bins[b] = bins;
      pooled.meanRoot[b] = root / bins;
    }
    return pooled;
  }

  /// Band by band, over all excerpts.
  static final class Pooled {
    /// Middle of the band, radians per sample.
    private final double[] omega;

    /// Phase of the sum of S, radians.
    private final double[] phase;

    /// γ², at most [#MOST_COHERENCE].
    private final double[] coherence;

    private final int[] bins;

    /// Mean of |S|^½.
    private final double[] meanRoot;

    private Pooled(int count) {
      omega = new double[count];
      phase = new double[count];
      coherence = new double[count];
      bins = new int[count];
      meanRoot = new double[count];
    }

    /// γ² / (1 − γ²) of each band over the mean of |S|^½ there.
    double[] likelihoodWeights() {
      double[] weights = new double[coherence.length];
      for (int b = 0; b < weights.length; b++) {
        double signal = coherence[b];
        weights[b] = meanRoot[b] > 0 ? signal / (1 - signal) / meanRoot[b] : 0;
      }
      return weights;
    }

    /// c of the phase −ωτ + c/ω that comes closest to that of the bands, radians² per sample.
    ///
    /// The variance of a band's phase is (1 − γ²) / (2 γ² N), over its N bins (J. S. Bendat and A.
    /// G. Piersol, "Random Data", on phase estimates), and that of [#MODEL_RADIANS] with it.
    ///
    /// @param lowest ω from which bands count
    double lead(double lowest) {
      double omegaOmega = 0;
      double count = 0;
      double inverseInverse = 0;
      double omegaPhase = 0;
      double inversePhase = 0;
      for (int b = 0; b < omega.length; b++) {
        if (omega[b] < lowest || coherence[b] == 0) {
          continue;
        }
        double variance = (1 - coherence[b]) / (2 * coherence[b] * bins[b]);
        double weight = 1 / (variance + MODEL_RADIANS * MODEL_RADIANS);
        omegaOmega += weight * omega[b] * omega[b];
        count += weight;
        inverseInverse += weight / (omega[b] * omega[b]);
        omegaPhase += weight * omega[b] * phase[b];
        inversePhase += weight * phase[b] / omega[b];
      }
      double determinant = omegaOmega * inverseInverse - count * count;
      // Bands so few or so close together that the two terms cannot be told apart: no lead.
      return determinant > LEAST_DETERMINANT * count * count
          ? (omegaOmega * inversePhase - count * omegaPhase) / determinant
          : 0;
    }
  }

  /// W S / |S|^½ e^(−i c/ω), in the packed order of the transform.
  ///
  /// @param weights W of each band
  /// @param lead c
  double[] weighted(Spectrum spectrum, double[] weights, double lead) {
    double[] out = new double[spectrum.cross.length];
    for (int b = 0; b < weights.length; b++) {
      for (int f = edges[b]; f < edges[b + 1]; f++) {
        double re = spectrum.cross[2 * f];
        double im = spectrum.cross[2 * f + 1];
        double root = Math.sqrt(Math.hypot(re, im));
        if (root > 0) {
          double turn = lead * out.length / (2 * Math.PI * f);
          double c = Math.cos(turn);
          double s = Math.sin(turn);
          out[2 * f] = weights[b] * (re * c + im * s) / root;
          out[2 * f + 1] = weights[b] * (im * c - re * s) / root;
        }
      }
    }
    return out;
  }
}
