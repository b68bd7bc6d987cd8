/// Distances of short-time spectra, with their gradients, and filters by frequency sampling.
///
/// ```
/// X[m,k] = Σ_n w[n] x[m H + n − F/2] exp(−2πi k n / F)          k = 0 … F/2
/// ```
///
/// is the short-time Fourier transform of a signal x of N samples: windows w of W samples, in the
/// middle of transforms of F, every H samples. Frame m has its centre at sample m H, from 0 to the
/// last in the signal, and beyond its ends the signal is mirrored. Gradients carry a bar, as in the
/// rest of the library: x̄ is the derivative of a distance by x.
package io.gainprint.dsp.spectral;
