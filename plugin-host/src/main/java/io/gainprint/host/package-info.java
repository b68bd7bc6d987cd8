/// Processors of `dsp` hosted on blocks of several channels.
///
/// Blocks are planar, `planar[channel][frame]`, in double precision with full scale at 1, and are
/// processed in place. What belongs to one device or one file format does not live here.
package io.gainprint.host;
