/// WAVE files of any size, for javax.sound and for this module.
///
/// A RIFF file counts its bytes in 32 bits, and ends at 4 GiB. RF64 (EBU Tech 3306) and its
/// successor BW64 (ITU-R BS.2088) are the same file with other first letters and a chunk `ds64`
/// that holds the sizes in 64 bits, while the 32-bit fields hold −1:
///
/// ```
/// "RF64" −1 "WAVE"  "ds64" 28 riffSize dataSize sampleCount tableLength  "fmt " …  "data" −1 …
/// ```
///
/// A file that may grow so long is begun as a RIFF with a chunk `JUNK` in the place of `ds64`, and
/// becomes an RF64 only if it does.
///
/// The providers are found by `javax.sound.sampled.AudioSystem`. What the samples are, and whether
/// a file is whole, is not looked at here.
package io.gainprint.recordings.wave;
