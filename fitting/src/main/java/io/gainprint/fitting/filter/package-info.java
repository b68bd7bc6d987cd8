/// Fits equalisers and direct-form filters to recordings.
///
/// The error-to-signal ratio of a filter chain's pre-emphasised output,
///
/// ```
/// ESR(z) = Σ (P(H x) − P(t))² / Σ P(t)²
/// ```
///
/// is minimised by the solvers that fit compressors, with the exact derivatives of
/// [io.gainprint.dsp.equaliser.FilterChainLoss]. x is the dry sound, t the wet one, H the chain and
/// z its coordinates: logarithms of frequency and Q and the reflection coefficients through
/// logistic functions, gains in tens of dB, taps as they are.
///
/// That function has many minima in the bands of an equaliser. Starts are therefore found where
/// search is cheap, on the response at some hundred frequencies as the spectra of the recordings
/// give it, with the solvers again, and only the best of them are searched on the sound, which
/// decides.
package io.gainprint.fitting.filter;
