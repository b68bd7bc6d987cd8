/// Devices through `javax.sound.sampled`: ALSA on Linux (and what its plugins lead to), Core Audio
/// on macOS, DirectSound on Windows.
///
/// Samples are little-endian signed integers of 16, 24 or 32 bits. Full scale, 1, is 2^(bits−1);
/// playing rounds to the nearest, halves to even, and clamps, so that what was captured at some
/// number of bits plays as the same bits.
///
/// One thread serves a stream. It waits until a block was captured and there is room to play one,
/// so that none of its calls of the system waits, then reads, processes and writes. What the system
/// keeps silent about is found by looking: a playback buffer that is empty when a block is due ran
/// dry; a capture buffer that is full has lost sound. Both count as faults of the device.
///
/// Two devices have two clocks. What waits between them, captured and not read or written and not
/// played, therefore grows or shrinks; at 0 the playback buffer runs dry and is filled up with
/// silence, and what stays too long beyond the fill at the start is left out. Each costs a click, a
/// fault of the device; with clocks 50 ppm apart and blocks of 64 frames that is one in a minute or
/// less often. One device for both has one clock and never does.
package io.gainprint.host.javasound;
