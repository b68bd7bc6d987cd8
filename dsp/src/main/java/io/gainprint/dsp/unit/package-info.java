/// A unit's own controls, and the compressor settings that they stand for.
///
/// A levelling amplifier has two controls that shape its compression: a knob, peak reduction, and a
/// switch between compress and limit. A fit turns one position of both into one set of settings for
/// the compressor, a [Measurement]; a [ControlMap] over several positions makes the knob turn, by
/// one of several [Interpolation]s.
package io.gainprint.dsp.unit;
