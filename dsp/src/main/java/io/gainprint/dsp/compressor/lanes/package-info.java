/// The compressor's loss with its derivatives for several windows of sound at once, one in each
/// lane of the vector unit.
package io.gainprint.dsp.compressor.lanes;
