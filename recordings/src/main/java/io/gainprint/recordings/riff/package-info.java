/// The chunks of RIFF and IFF files, and WAVE in all sizes: RIFF, RF64 and BW64.
///
/// A chunk is four characters, a size of 32 bits and that many bytes, with a pad byte after an odd
/// number. RF64 (EBU Tech 3306, 2009) and BW64 (Recommendation ITU-R BS.2088) keep this form beyond
/// 4 GiB: a chunk `ds64`, the first one, holds sizes of 64 bits, and a size of 32 bits that is
/// FFFFFFFF₁₆ means the one there. A writer that cannot know reserves the room of `ds64` as a chunk
/// `JUNK`, which every reader passes over.
///
/// [Rf64FileReader] and [Rf64FileWriter] offer both to every user of javax.sound.
package io.gainprint.recordings.riff;
