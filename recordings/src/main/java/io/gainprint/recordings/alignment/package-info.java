/// Two recordings of one performance brought onto one clock.
///
/// Sample n of the dry recording is found at position p(n) = n + τ + δ n in the wet one: τ is how
/// late the wet recording is at the beginning, in samples, and δ how much slow it runs, as two
/// clocks do that share no cable. [TimeBase] is that line, [TimeBaseSearch] finds it, and
/// [Resampler] reads the wet recording along it. [WholeShift] is the quick look, in whole samples,
/// by which every pair is checked. An [AlignmentRequest] says what is to be done, an [Alignment]
/// what was; an [AlignmentTrial] is a pair whose answer is known. What a pair is, and whether it
/// can be used, is not decided here.
///
/// Shifts are positive when the wet recording is late. Spectra are those of the first differences,
/// so that the bass, which says little about time, does not outweigh the rest.
package io.gainprint.recordings.alignment;
