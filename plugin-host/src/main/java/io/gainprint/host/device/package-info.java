/// Audio devices behind one small interface: what a backend offers, how a stream is asked for, what
/// it turned out to be, and who processes its blocks.
///
/// A backend only moves samples. It converts between the device's format and double precision with
/// full scale at 1, planar, `block[channel][frame]`, hands each block to an [AudioClient] on the
/// audio thread, and counts what goes wrong. Everything else, parameters and meters and chains of
/// processors, is the client's, and the same for every backend.
///
/// On the audio thread nothing is allocated, locked, logged or thrown; where something fails, the
/// output is silence and the stream's state says why.
package io.gainprint.host.device;
