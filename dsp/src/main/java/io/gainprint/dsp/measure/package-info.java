/// How far one sound is from another, how loud it is, and where it peaks: streaming measures in
/// constant memory.
///
/// They judge what others made. The loss that a fit minimises, with its derivatives, is in
/// `io.gainprint.dsp.compressor`; a distance of spectra with its gradient in
/// `io.gainprint.dsp.spectral`.
package io.gainprint.dsp.measure;
