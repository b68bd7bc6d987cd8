/// How far one sound is from another: streaming measures in constant memory.
///
/// They judge what others made. The loss that a fit minimises, with its derivatives, is in
/// `io.gainprint.dsp.compressor`.
package io.gainprint.dsp.measure;
