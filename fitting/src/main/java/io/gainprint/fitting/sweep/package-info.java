/// Fitting all settings of one unit: a sweep.
///
/// A [Sweep][io.gainprint.fitting.sweep.Sweep] goes along the peak-reduction knob of each mode,
/// from the hardest setting to the mildest, and begins each fit where its neighbour's ended. What
/// it has found is a profile at any time; given one back, it goes on from there. In the end it
/// leaves every inner setting out in turn, to see how well the others tell it ([LeaveOneOut]), and
/// takes the interpolation that does so best.
///
/// Same recordings and settings, same profile to the last bit: on any number of threads, and
/// however often it was interrupted.
package io.gainprint.fitting.sweep;
