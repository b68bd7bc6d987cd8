package io.gainprint.dsp.spectral;

import org.jtransforms.fft.DoubleFFT_1D;

/// The short-time Fourier transform of signals of one length, and its adjoint; see the package.
///
/// Frames lie one after the other, each as F numbers in the order of [DoubleFFT_1D#realForward]:
/// the real bins 0 and F/2, then real and imaginary part of bins 1 to F/2 − 1. Immutable; the
/// transform is safe to share, for at lengths of powers of two it works in the array that it is
/// given.
final class ShortTimeSpectrum {
  private final int length;
  private final int hop;
  private final int size;
  private final double[] window;
  private final DoubleFFT_1D fft;
  private final int frames;

  ShortTimeSpectrum(Resolution resolution, int length) {
    this.length = length;
    hop = resolution.hopSamples();
    size = resolution.transformSamples();
    window = hann(resolution.windowSamples(), size);
    fft = new DoubleFFT_1D(size);
    frames = 1 + length / hop;
  }

  /// sin²(π n / W) for n = 0 … W − 1, in the middle of F.
  private static double[] hann(int windowSamples, int size) {
    double[] window = new double[size];
    int start = (size - windowSamples) / 2;
    for (int n = 0; n < windowSamples; n++) {
      double sine = Math.sin(Math.PI * n / windowSamples);
      window[start + n] = sine * sine;
    }
    return window;
  }

  /// How many frames a signal has.
  int frames() {
    return frames;
  }

  /// How many numbers a frame has, F.
  int size() {
    return size;
  }

  /// The spectra of a signal, as a new array.
  double[] of(double[] x) {
    double[] spectra = new double[Math.multiplyExact(frames, size)];
    for (int m = 0; m < frames; m++) {
      int at = m * size;
      int start = m * hop - size / 2;
      for (int n = 0; n < size; n++) {
        spectra[at + n] = window[n] * x[mirrored(start + n)];
      }
      fft.realForward(spectra, at);
    }
    return spectra;
  }

  /// Adds the adjoint: x̄ = Re Σ over all bins of X̄ conj(∂X/∂x).
  ///
  /// ```
  /// x̄[n] = w[n] Re Σ_{k=0}^{F/2} X̄[k] exp(2πi k n / F)
  /// ```
  ///
  /// for one frame, which is F times the inverse transform of X̄ where the bins that the inverse
  /// counts twice, for their negative frequencies, are halved.
  ///
  /// @param spectraBar X̄, overwritten
  /// @param xBar x̄, added to
  void addAdjoint(double[] spectraBar, double[] xBar) {
    double twice = 0.5 * size;
    for (int m = 0; m < frames; m++) {
      int at = m * size;
      spectraBar[at] *= size;
      spectraBar[at + 1] *= size;
      for (int n = 2; n < size; n++) {
        spectraBar[at + n] *= twice;
      }
      fft.realInverse(spectraBar, at, true);
      int start = m * hop - size / 2;
      for (int n = 0; n < size; n++) {
        xBar[mirrored(start + n)] += window[n] * spectraBar[at + n];
      }
    }
  }

  /// The sample that stands at an index from −F/2 to N − 1 + F/2, where N > F/2. Neither end is
  /// there twice.
  private int mirrored(int n) {
    int inside = Math.abs(n);
    int last = length - 1;
    return inside <= last ? inside : 2 * last - inside;
  }
}
