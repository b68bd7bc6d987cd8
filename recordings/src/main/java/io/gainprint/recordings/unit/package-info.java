/// Units that turn dry sound into wet, so that there is something to measure without hardware.
///
/// A [UnitModel] at one position of its controls is a [UnitProcessor]. A [FittedUnit] is exactly
/// what a fit can find: the truth is known. The [SimulatedLevellingAmplifier] is what a fit can
/// only come close to: a feedback compressor whose gain is made by light, with a valve stage and
/// transformers. Its sound goes this way:
///
/// ```
/// input → transformer → ↑ → cell g(t) → gain knob → valve stage → leakage → ↓ → transformer → + noise
///                            ↑      ↓
///                     panel ← driver ← peak reduction ← weighting
/// ```
///
/// | part | law | where it is written |
/// | --- | --- | --- |
/// | transformers | high-passes at 8 Hz, low-pass at 45 kHz, second order | `SimulatedProcessor` |
/// | side chain | the sound behind the cell, in limit with 1.2 % of that before it; a low shelf; the peak-reduction knob | `SideChain` |
/// | driver and panel | soft clipping, then `φ = exp(b (1 − 1/√V))` | `Panel` |
/// | photoresistor | three populations of traps of 64, 185 and 1174 ms under one law; a divider `g = 1/(1 + Σ w θ)` | `OpticalCell` |
/// | valve stage | an even term and a soft ceiling at +6.3 dBFS | `MakeUpStage` |
/// | noise | white, −83.7 dBFS RMS | `SimulatedProcessor` |
/// | ↑ ↓ | at least twice the rate, and 176.4 kHz | `Oversampling` |
///
/// Nothing in it is an attack time, a release time, a ratio or a threshold: those come out, and
/// `recordings/README.md` has what a measurement finds. The knobs are those of the LA-2A: peak
/// reduction moves the drive of the side chain, and with it the threshold, and nothing else.
///
/// Everything is computed from [StrictMath], square roots and the four operations, in an order that
/// is fixed: the same bits on every platform, for any division into blocks.
///
/// Sources: the measurement campaign on an LA-2A in the issues of dusk-audio/dusk-audio-plugins
/// (#204 static curve, #205 weighting, #206 release, #208 gain and ceiling; 2026); the
/// specifications in Universal Audio's LA-2A manual (distortion, response, noise, 40 dB of gain and
/// of reduction); Alfrey and Taylor 1955 for the panel.
package io.gainprint.recordings.unit;
