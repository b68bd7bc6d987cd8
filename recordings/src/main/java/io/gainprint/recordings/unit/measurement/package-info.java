/// Measures a unit as one does on the bench: with tones, from outside.
///
/// Nothing here knows what is in a unit; a [UnitBench] only listens to what
/// [render][io.gainprint.recordings.unit.UnitModel#render] gives back, so that a simulated unit, a
/// fit and, by the same figures, a piece of hardware can be set side by side. Levels are of peaks,
/// in dBFS; a reduction is how much lower the gain is than that of a small signal.
package io.gainprint.recordings.unit.measurement;
