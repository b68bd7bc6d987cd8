package io.gainprint.dsp.spectral;

import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.dsp.processor.Lengths;
import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;

/// A recursive filter replaced by samples of its response, with gradients: what recursions with
/// exact derivatives are compared with.
///
/// A signal of L samples at rest is padded with zeros to n ≥ 2 L and filtered in its spectrum, with
/// z = exp(iω_k):
///
/// ```
/// Y = H X          H = B(z)/A(z)          y = the first L samples of the inverse transform of Y
/// ```
///
/// That is a circular convolution with an impulse response h that is aliased in time: what h is
/// beyond n samples is added to its beginning. So y is off by up to
///
/// ```
/// |y error| ≤ max |x| Σ |h[m]|          m = n − L + 1, n − L + 2, …
/// ```
///
/// which is nothing for a filter without feedback, falls as rⁿ⁻ᴸ with the largest radius r of a
/// pole, and has no limit for r ≥ 1. [#aliasing] computes the sum. The gradients are those of what
/// is computed, aliasing and all:
///
/// ```
/// X̄ = H̄ Ȳ          b̄[k] = (1/n) Σ Re(G zᵏ)          G = Ȳ conj(X/A)
///                  ā[k] = −(1/n) Σ Re(F zᵏ)         F = Ȳ conj(Y/A)
/// ```
///
/// where H̄ is the conjugate of H, and Ȳ the transform of ȳ padded. Two real transforms make y and
/// two more x̄. B, A and the two sums are taken by transforms as well where their order is high;
/// else term by term, which is faster.
///
/// The plan of the transform, a table of exp(iω_k) and some buffers, 7 n numbers in all, are kept.
/// A transform of 8192 points or more takes all the threads that JTransforms was told it may take.
/// Not thread-safe.
///
/// Sources: the method is that of arXiv 2511.14390's comparison; the gradients follow from
/// Parseval's theorem.
public final class FrequencySampledFilter {
  /// The order from which a transform beats sums term by term, per factor of 2 in n: each costs
  /// some 0.5 ns per point of the transform on one core.
  private static final double ORDER_PER_OCTAVE = 0.5;

  private final int length;
  private final int n;
  private final DoubleFFT_1D transform;
  private final double[] turns; // cos ω_k and sin ω_k, for k = 0 … n/2

  // Spectra of the last signal, packed as JTransforms packs them.
  private final double[] inputSpectrum; // X
  private final double[] outputSpectrum; // Y
  private final double[] denominator; // A
  private final double[] numerator; // B
  private final double[] work;
  private final double[] quotient;
  private int order = -1; // before the first signal

  /// A filter of signals of one length, padded to the next power of two that is twice as long or
  /// longer: other lengths take JTransforms twice as long per point.
  ///
  /// @param length L, 1 to 2²⁹ samples
  /// @throws IllegalArgumentException if it is not allowed
  public FrequencySampledFilter(int length) {
    this(length, length < 2 ? 2 : 4 * Integer.highestOneBit(Math.min(length, 1 << 29) - 1));
  }

  /// A filter of signals of one length.
  ///
  /// @param length L ≥ 1 samples
  /// @param transformLength n ≥ 2 L, even; more of it means less aliasing
  /// @throws IllegalArgumentException if a length is not allowed
  public FrequencySampledFilter(int length, int transformLength) {
    if (length < 1 || length > 1 << 29) {
      throw new IllegalArgumentException("length must be 1 to " + (1 << 29) + ": " + length);
    }
    if (transformLength < 2 * length || transformLength % 2 != 0) {
      throw new IllegalArgumentException(
          "transformLength must be even, and %d or more: %d"
              .formatted(2 * length, transformLength));
    }
    this.length = length;
    n = transformLength;
    transform = new DoubleFFT_1D(n);
    turns = new double[n + 2];
    for (int k = 0; k <= n / 2; k++) {
      turns[2 * k] = Math.cos(2 * Math.PI * k / n);
      turns[2 * k + 1] = k == 0 || 2 * k == n ? 0 : Math.sin(2 * Math.PI * k / n);
    }
    inputSpectrum = new double[n];
    outputSpectrum = new double[n];
    denominator = new double[n];
    numerator = new double[n];
    work = new double[n];
    quotient = new double[n];
  }

  /// How long the signals are.
  ///
  /// @return L samples
  public int length() {
    return length;
  }

  /// How long the transforms are.
  ///
  /// @return n points
  public int transformLength() {
    return n;
  }

  /// The sum that bounds the error of y for |x| ≤ 1, from the impulse response itself. It is run
  /// for 2 n − L samples, of which the last n count; what remains is the sum's own factor of about
  /// rⁿ smaller.
  ///
  /// @param coefficients b and a
  /// @return Σ `|h[m]|` from m = n − L + 1; not finite where the filter is that unstable
  public double aliasing(FilterCoefficients coefficients) {
    double[] b = coefficients.feedForward();
    double[] a = coefficients.feedback();
    double[] past = new double[a.length]; // h[m−1] … at 1 …
    double sum = 0;
    for (int m = 0; m < 2 * n - length; m++) {
      double h = m < b.length ? b[m] : 0;
      for (int k = 1; k < a.length; k++) {
        h -= a[k] * past[k];
      }
      for (int k = a.length - 1; k > 1; k--) {
        past[k] = past[k - 1];
      }
      if (a.length > 1) {
        past[1] = h;
      }
      sum += m > n - length ? Math.abs(h) : 0;
    }
    return sum;
  }

  /// Filters a signal from rest, and keeps what [#adjoint] needs.
  ///
  /// @param coefficients b and a of an order below n; without poles on the unit circle, or the
  ///   output is not finite
  /// @param x L samples
  /// @param y written: L samples; may be x
  /// @throws IllegalArgumentException if a length does not fit
  public void process(FilterCoefficients coefficients, double[] x, double[] y) {
    Lengths.require("x", x, length);
    Lengths.require("y", y, length);
    if (coefficients.order() >= n) {
      throw new IllegalArgumentException(
          "order must be below %d: %d".formatted(n, coefficients.order()));
    }
    order = coefficients.order();
    pad(x, inputSpectrum);
    transform.realForward(inputSpectrum);
    evaluate(coefficients.feedForward(), numerator);
    evaluate(coefficients.feedback(), denominator);
    respond();
    System.arraycopy(outputSpectrum, 0, work, 0, n);
    transform.realInverse(work, true);
    System.arraycopy(work, 0, y, 0, length);
  }

  /// Gradients of anything at the last signal, from its derivatives by the output.
  ///
  /// @param yBar ȳ, L values
  /// @param xBar written: x̄, L values; may be ȳ
  /// @param bBar b̄, N + 1 values for an order of N, that are added to
  /// @param aBar ā, likewise; that of `a[0] = 1` is left alone
  /// @throws IllegalArgumentException if a length does not fit
  /// @throws IllegalStateException if there was no signal
  public void adjoint(double[] yBar, double[] xBar, double[] bBar, double[] aBar) {
    if (order < 0) {
      throw new IllegalStateException("adjoint needs a signal that was processed");
    }
    Lengths.require("yBar", yBar, length);
    Lengths.require("xBar", xBar, length);
    Lengths.require("bBar", bBar, order + 1);
    Lengths.require("aBar", aBar, order + 1);
    pad(yBar, work);
    transform.realForward(work);
    if (isTermByTerm()) {
      sums(bBar, aBar);
    } else {
      addInverse(inputSpectrum, 1, 0, bBar);
      addInverse(outputSpectrum, -1, 1, aBar);
    }
    pullBack();
    transform.realInverse(work, true);
    System.arraycopy(work, 0, xBar, 0, length);
  }

  private boolean isTermByTerm() {
    return order <= ORDER_PER_OCTAVE * (32 - Integer.numberOfLeadingZeros(n));
  }

  private void pad(double[] signal, double[] padded) {
    System.arraycopy(signal, 0, padded, 0, length);
    Arrays.fill(padded, length, n, 0);
  }

  /// The spectrum of a polynomial in z⁻¹, by Horner's rule or a transform.
  private void evaluate(double[] c, double[] spectrum) {
    if (!isTermByTerm()) {
      System.arraycopy(c, 0, spectrum, 0, c.length);
      Arrays.fill(spectrum, c.length, n, 0);
      transform.realForward(spectrum);
      return;
    }
    double[] z = turns;
    int top = c.length - 1;
    for (int i = 2; i < n; i += 2) {
      double cos = z[i];
      double sin = z[i + 1];
      double re = c[top];
      double im = 0;
      for (int k = top - 1; k >= 0; k--) {
        double next = re * cos + im * sin + c[k];
        im = im * cos - re * sin;
        re = next;
      }
      spectrum[i] = re;
      spectrum[i + 1] = im;
    }
    double atZero = 0;
    double atHalf = 0;
    for (int k = top; k >= 0; k--) {
      atZero += c[k];
      atHalf = c[k] - atHalf;
    }
    spectrum[0] = atZero;
    spectrum[1] = atHalf;
  }

  /// Y = X B/A.
  private void respond() {
    double[] x = inputSpectrum;
    double[] b = numerator;
    double[] a = denominator;
    double[] y = outputSpectrum;
    y[0] = x[0] * b[0] / a[0];
    y[1] = x[1] * b[1] / a[1];
    for (int i = 2; i < n; i += 2) {
      double re = x[i] * b[i] - x[i + 1] * b[i + 1];
      double im = x[i] * b[i + 1] + x[i + 1] * b[i];
      double scale = 1 / (a[i] * a[i] + a[i + 1] * a[i + 1]);
      y[i] = (re * a[i] + im * a[i + 1]) * scale;
      y[i + 1] = (im * a[i] - re * a[i + 1]) * scale;
    }
  }

  /// In place, Ȳ becomes X̄ = Ȳ conj(B/A).
  private void pullBack() {
    double[] b = numerator;
    double[] a = denominator;
    double[] w = work;
    w[0] = w[0] * b[0] / a[0];
    w[1] = w[1] * b[1] / a[1];
    for (int i = 2; i < n; i += 2) {
      double re = w[i] * b[i] + w[i + 1] * b[i + 1];
      double im = w[i + 1] * b[i] - w[i] * b[i + 1];
      double scale = 1 / (a[i] * a[i] + a[i + 1] * a[i + 1]);
      w[i] = (re * a[i] - im * a[i + 1]) * scale;
      w[i + 1] = (im * a[i] + re * a[i + 1]) * scale;
    }
  }

  /// Adds b̄ and −F's sums term by term: both halves of the spectrum are conjugates, so that each
  /// bin but the two real ones counts twice.
  private void sums(double[] bBar, double[] aBar) {
    int top = order;
    double[] bSum = new double[top + 1];
    double[] aSum = new double[top + 1];
    double[] w = work;
    double[] x = inputSpectrum;
    double[] y = outputSpectrum;
    double[] a = denominator;
    for (int i = 2; i < n; i += 2) {
      double scale = 2 / (a[i] * a[i] + a[i + 1] * a[i + 1]);
      double re = (w[i] * a[i] - w[i + 1] * a[i + 1]) * scale; // Ȳ / conj(A)
      double im = (w[i] * a[i + 1] + w[i + 1] * a[i]) * scale;
      double gRe = re * x[i] + im * x[i + 1];
      double gIm = im * x[i] - re * x[i + 1];
      double fRe = re * y[i] + im * y[i + 1];
      double fIm = im * y[i] - re * y[i + 1];
      double cos = turns[i];
      double sin = turns[i + 1];
      double zRe = 1;
      double zIm = 0;
      for (int k = 0; k <= top; k++) {
        bSum[k] += gRe * zRe - gIm * zIm;
        aSum[k] += fRe * zRe - fIm * zIm;
        double next = zRe * cos - zIm * sin;
        zIm = zRe * sin + zIm * cos;
        zRe = next;
      }
    }
    double atZero = w[0] / a[0];
    double atHalf = w[1] / a[1];
    for (int k = 0; k <= top; k++) {
      double half = k % 2 == 0 ? atHalf : -atHalf;
      bBar[k] += (bSum[k] + atZero * x[0] + half * x[1]) / n;
      if (k > 0) {
        aBar[k] -= (aSum[k] + atZero * y[0] + half * y[1]) / n;
      }
    }
  }

  /// Adds, from index `first` on, the inverse transform of Ȳ conj(S/A) times a sign.
  private void addInverse(double[] s, int sign, int first, double[] sums) {
    double[] a = denominator;
    double[] w = work;
    double[] g = quotient;
    g[0] = w[0] * s[0] / a[0];
    g[1] = w[1] * s[1] / a[1];
    for (int i = 2; i < n; i += 2) {
      double scale = 1 / (a[i] * a[i] + a[i + 1] * a[i + 1]);
      double re = (w[i] * a[i] - w[i + 1] * a[i + 1]) * scale;
      double im = (w[i] * a[i + 1] + w[i + 1] * a[i]) * scale;
      g[i] = re * s[i] + im * s[i + 1];
      g[i + 1] = im * s[i] - re * s[i + 1];
    }
    transform.realInverse(g, true);
    for (int k = first; k < sums.length; k++) {
      sums[k] += sign * g[k];
    }
  }
}
