/// Linear recurrences, fixed and time-varying: the kernels that all recursive filters share.
///
/// Taps are the coefficients c of delays k, from a first delay that is 0 for a numerator and 1 for
/// a denominator to a last one, K. They act on a signal u in two ways that are each other's
/// transpose:
///
/// ```
/// gather    out[n]   += Σ c_k[n] u[n−k]        reads the K samples before the signal: a history
/// scatter   out[n+k] += Σ c_k[n] u[n]          writes the K samples after it: a remainder
/// ```
///
/// and so do the recurrences made of them, whose first delay is 1:
///
/// ```
/// gather    v[n] = w[n] − Σ c_k[n] v[n−k]
/// scatter   v[n] = w[n], then w[n+k] ← w[n+k] − c_k[n] v[n]
/// ```
///
/// With fixed taps the two ways differ in nothing but their states. A history is the state of a
/// direct form, a remainder that of a transposed form. Run backwards in time, with the taps of each
/// sample in reverse as well, one way is the adjoint of the other, which is all there is to the
/// derivatives of filters; see [io.gainprint.dsp.filter].
///
/// Fixed taps run on the vector unit if this Java was started with the module
/// `jdk.incubator.vector`. As many samples as it has lanes, L, are computed at once, from the
/// inputs of this block and the K last outputs (a blocked scan):
///
/// ```
/// v[n+i] = Σ_{j≤i} h[i−j] w[n+j] + Σ_k o_k[i] v[n−k]          i = 0 … L − 1
/// ```
///
/// with h the impulse response of 1/A and o_k the response to a history that is 1 at delay k and 0
/// elsewhere. So a processor waits for the last output once in L samples, rather than at each.
///
/// Sources: C.-Y. Yu and G. Fazekas, arXiv 2511.14390, for derivatives by recurrences; W. Burrus,
/// "Block realization of digital filters", IEEE Trans. Audio Electroacoust. 20 (1972), 230–235, for
/// blocks.
package io.gainprint.dsp.recurrence;
