/// The feed-forward compressor, its derivatives and its loss.
///
/// The model, with κ = ln(10)/20, slope s = 1 − 1/R and the smoothed gain `g[−1] = 1`:
///
/// ```
/// X[n] = 20 log10 max(|x[n]|, 1e-8)                         level, dBFS
/// f[n] = exp(κ min(0, s (T − X[n])))                        static gain
/// c[n] = α_A if f[n] < g[n−1], else α_R                     attack or release
/// g[n] = g[n−1] + c[n] (f[n] − g[n−1])                      smoothed gain
/// y[n] = exp(κM) g[n+D] x[n]                                output, D samples of look-ahead
/// ```
///
/// At and below the floor of −160 dBFS, as below the threshold, f is 1.
///
/// Everything differentiable here has parameters θ = (T, R, α_A, α_R, M), in this order: threshold
/// in dB, ratio, attack and release *coefficients*, make-up in dB.
///
/// Every sensitivity runs the recursion of the gain itself, with the same coefficients and another
/// input (subscripts are partial derivatives; `[attack]` is 1 on attack samples, else 0):
///
/// ```
/// g_i[n]  = (1 − c[n]) g_i[n−1]  + s_i[n]        s_i  = c f_i + c_i e,    e[n] = f[n] − g[n−1]
/// g_ij[n] = (1 − c[n]) g_ij[n−1] + s_ij[n]       s_ij = c f_ij + c_i (f_j − g_j[n−1]) + c_j (f_i − g_i[n−1])
/// ```
///
/// and the adjoint runs it backwards: `λ[n] = w[n] + (1 − c[n+1]) λ[n+1]` for w = ∂L/∂g.
/// Derivatives are one-sided at the two kinks: a sample at the threshold counts as below it, and
/// one with f = `g[n−1]` as release. What the kinks add to second derivatives over finite steps is
/// a [SwitchingTerm].
///
/// [io.gainprint.dsp.compressor.lanes] computes the loss for several windows at once, which is what
/// fits run on; here is the scalar reference it is held to.
///
/// Sources: arXiv 2509.10706 (model, loss, look-ahead); the recursions follow by differentiation.
package io.gainprint.dsp.compressor;
