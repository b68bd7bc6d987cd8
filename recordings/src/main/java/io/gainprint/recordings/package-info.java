/// Sound files, and what makes a dry and a wet one a pair.
///
/// Files are read and written as streams of frames ([SoundFileReader], [SoundFileWriter],
/// [FrameSource]), WAV in all sizes with the chunks around the sound ([CarriedChunks]), AIFF, and
/// FLAC to be read; a [Recording] is one signal in memory, a [DryWetPair] two that belong together.
/// An [OutputFile] is there whole or not at all, whatever it holds. What is done to the sound
/// beyond putting it in line, and what is learnt from it, does not live here.
package io.gainprint.recordings;
