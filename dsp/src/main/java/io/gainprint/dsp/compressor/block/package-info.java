/// The compressor's gain for real time: computed block by block, with settings that may move, on
/// the vector unit where there is one.
///
/// The equation is that of [io.gainprint.dsp.compressor.GainReduction], the scalar reference, with
/// levels in octaves: X₂ = log2 |x| and T₂ = T / (20 log10 2), so that κ = ln(10)/20 falls out and
///
/// ```
/// f = 2^(−s max(0, X₂ − T₂))
/// g[n] = (1 − α_A) g[n−1] + α_A f[n] if f[n] < g[n−1], else (1 − α_R) g[n−1] + α_R f[n]
/// ```
///
/// Both candidates and the comparison need g[n−1] only, so that from one gain to the next it is one
/// multiply-add and a selection. Threshold, slope and coefficients go along straight lines within a
/// block: that is how knobs move without clicks.
package io.gainprint.dsp.compressor.block;
