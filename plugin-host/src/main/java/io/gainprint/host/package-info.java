/// Processors of `dsp` with knobs, on blocks of several channels: what stands in a signal path,
/// live or from file to file.
///
/// Blocks are planar, `planar[channel][frame]`, in double precision with full scale at 1, and are
/// processed in place. Knobs move along straight lines on a grid of 64 frames, so that none clicks
/// and the sound does not depend on how it is cut into blocks. What belongs to one device or one
/// file format does not live here.
///
/// - `io.gainprint.host.engine` runs a processor on an audio thread.
/// - `io.gainprint.host.device` is what devices look like; JACK and javax.sound are behind it.
/// - `io.gainprint.host.export` writes a compressor as the C source of a native plugin.
/// - `io.gainprint.host.plugin` runs native plugins in a process of their own.
package io.gainprint.host;
