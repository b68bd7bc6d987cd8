/// Dynamics as differentiable processors: level detectors, static curves, smoothing, linking, and
/// what is built of them.
///
/// Every stage follows [the idiom][io.gainprint.dsp.processor], so that it has a state to stream
/// with, Jacobian products both ways and exact second derivatives. A compressor, an expander, a
/// gate or a limiter is a chain of small ones:
///
/// ```
/// x → detector → (link) → Level → curve → AttackRelease → MakeUp → gain          y = gain · x
/// ```
///
/// [Detector] and [GainComputer] put together the usual ones, [SideChain] applies the gain, and
/// [SoftKneeCompressor] is a compressor as a whole. A [Curve] of one's own, by way of [Memoryless],
/// fits anywhere.
///
/// Symbols and signs: κ = ln(10)/20; x is a signal with full scale 1; a and p ≥ 0 are amplitudes
/// and powers; X is a level and T a threshold in dBFS; f is a static gain and g a smoothed one,
/// both factors of at most 1; a ratio R is input dB per output dB, at least 1 for compressors and
/// at most 1 for expanders; W is the width of a knee in dB; α is a one-pole coefficient in (0, 1],
/// never a time, see [io.gainprint.dsp.RiseTime].
///
/// These curves have kinks. Derivatives there are those of the branch that was taken, which each
/// stage states. No stage keeps its branches: it keeps its input and output, as the idiom has it,
/// and makes the same comparisons again. A linearisation of a chain so keeps one signal per stage.
///
/// [io.gainprint.dsp.compressor] has the plain compressor's loss in one pass, which is what fits
/// run on, and processors for audio threads. Those take NaN for silence; here it propagates, and a
/// state that has met it stays NaN.
package io.gainprint.dsp.dynamics;
