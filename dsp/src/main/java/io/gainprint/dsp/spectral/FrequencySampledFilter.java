package io.gainprint.dsp.spectral;

import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.dsp.processor.Lengths;
import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;

/// A recursive filter by sampling its frequency response: the way round recursions that has been
/// usual where filters are fitted, to compare with.
///
/// ```
/// Y = X B / A at F frequencies          y = the inverse transform of Y
/// b̄_k = Σ conj(X / A) Ȳ exp(2πi f k / F) / F          ā_k likewise of −conj(X B / A²) Ȳ
/// x̄ = the inverse transform of conj(B / A) Ȳ
/// ```
///
/// The transform is circular: what of the impulse response h comes after F − N samples, N being the
/// length of the signal, wraps round to its beginning. The error is at most Σ_{n > F − N} |h| times
/// the signal's largest magnitude. Filters start at rest; there is no state, no block, and the
/// whole signal must be at hand.
///
/// An instance is for one length. It keeps the spectra of the last signal and its buffers, and is
/// not thread-safe. Long transforms may use several threads of JTransforms' own.
///
/// Source: as the baseline of C.-Y. Yu and G. Fazekas, arXiv 2511.14390.
public final class FrequencySampledFilter {
  private final int length;
  private final int size;
  private final DoubleFFT_1D fft;

  // Spectra in the order of DoubleFFT_1D.realForward.
  private final double[] x;
  private final double[] zeros; // B
  private final double[] poles; // A
  private final double[] work;
  private final double[] cotangent;
  private int order;

  /// A filter for signals of one length.
  ///
  /// @param length N ≥ 1 samples
  /// @param padding zeros after them, at least; F is the next power of two. As long as the signal
  ///   is usual
  /// @throws IllegalArgumentException if a length is not allowed, or F is above 2³⁰
  public FrequencySampledFilter(int length, int padding) {
    if (length < 1) {
      throw new IllegalArgumentException("length must be at least 1 sample: " + length);
    }
    if (padding < 0 || (long) length + padding > 1 << 30) {
      throw new IllegalArgumentException(
          "padding must be from 0 to %d samples: %d".formatted((1 << 30) - length, padding));
    }
    this.length = length;
    size = Math.max(2, Integer.highestOneBit(2 * (length + padding) - 1));
    fft = new DoubleFFT_1D(size);
    x = new double[size];
    zeros = new double[size];
    poles = new double[size];
    work = new double[size];
    cotangent = new double[size];
  }

  /// The number of frequencies.
  ///
  /// @return F, a power of two
  public int transformSamples() {
    return size;
  }

  /// Filters a signal from rest.
  ///
  /// @param coefficients b and a, of an order below F
  /// @param input x, N samples
  /// @param output written: y, N samples; may be the same array
  /// @throws IllegalArgumentException if a length does not fit
  public void process(FilterCoefficients coefficients, double[] input, double[] output) {
    Lengths.require("input", input, length);
    Lengths.require("output", output, length);
    order = coefficients.order();
    if (order >= size) {
      throw new IllegalArgumentException("order must be below %d: %d".formatted(size, order));
    }
    transform(coefficients.feedForward(), zeros);
    transform(coefficients.feedback(), poles);
    transform(input, x);
    // From here on X stands for X / A, which both Y and b̄ need.
    divide(x, poles);
    System.arraycopy(x, 0, work, 0, size);
    multiply(work, zeros, 1);
    fft.realInverse(work, true);
    System.arraycopy(work, 0, output, 0, length);
  }

  private void transform(double[] signal, double[] spectrum) {
    System.arraycopy(signal, 0, spectrum, 0, signal.length);
    Arrays.fill(spectrum, signal.length, size, 0);
    fft.realForward(spectrum);
  }

  /// The adjoint of the last [#process].
  ///
  /// @param outputCotangent ȳ, N samples
  /// @param inputCotangent written: x̄, N samples; may be the same array
  /// @param feedForwardCotangent added to: b̄, one more than the order
  /// @param feedbackCotangent added to: ā, likewise; that of the first, which is always 1, is left
  ///   alone
  /// @throws IllegalArgumentException if a length does not fit
  public void adjoint(
      double[] outputCotangent,
      double[] inputCotangent,
      double[] feedForwardCotangent,
      double[] feedbackCotangent) {
    Lengths.require("outputCotangent", outputCotangent, length);
    Lengths.require("inputCotangent", inputCotangent, length);
    Lengths.require("feedForwardCotangent", feedForwardCotangent, order + 1);
    Lengths.require("feedbackCotangent", feedbackCotangent, order + 1);
    transform(outputCotangent, cotangent);

    System.arraycopy(cotangent, 0, work, 0, size);
    multiply(work, x, -1);
    fft.realInverse(work, true);
    for (int k = 0; k <= order; k++) {
      feedForwardCotangent[k] += work[k];
    }

    // Ȳ conj(B / A), whose inverse is x̄, and with conj(X / A) the rest.
    multiply(cotangent, zeros, -1);
    divideByConjugate(cotangent, poles);
    System.arraycopy(cotangent, 0, work, 0, size);
    multiply(work, x, -1);
    fft.realInverse(work, true);
    for (int k = 1; k <= order; k++) {
      feedbackCotangent[k] -= work[k];
    }
    fft.realInverse(cotangent, true);
    System.arraycopy(cotangent, 0, inputCotangent, 0, length);
  }

  /// `u v`, or with a sign of −1 `u conj v`, bin by bin.
  private static void multiply(double[] u, double[] v, double sign) {
    u[0] *= v[0];
    u[1] *= v[1];
    for (int i = 2; i < u.length; i += 2) {
      double re = v[i];
      double im = sign * v[i + 1];
      double real = u[i] * re - u[i + 1] * im;
      u[i + 1] = u[i] * im + u[i + 1] * re;
      u[i] = real;
    }
  }

  private static void divide(double[] u, double[] v) {
    u[0] /= v[0];
    u[1] /= v[1];
    for (int i = 2; i < u.length; i += 2) {
      double re = v[i];
      double im = v[i + 1];
      double scale = 1 / (re * re + im * im);
      double real = (u[i] * re + u[i + 1] * im) * scale;
      u[i + 1] = (u[i + 1] * re - u[i] * im) * scale;
      u[i] = real;
    }
  }

  private static void divideByConjugate(double[] u, double[] v) {
    u[0] /= v[0];
    u[1] /= v[1];
    for (int i = 2; i < u.length; i += 2) {
      double re = v[i];
      double im = v[i + 1];
      double scale = 1 / (re * re + im * im);
      double real = (u[i] * re - u[i + 1] * im) * scale;
      u[i + 1] = (u[i] * im + u[i + 1] * re) * scale;
      u[i] = real;
    }
  }
}
