/// JACK, or PipeWire in its place, through `libjack` and the foreign function API.
///
/// The library is looked for where the system's loader looks (so that `pw-jack` works) when a
/// backend is first used; without it, the backend says so. One set of upcall stubs serves all
/// streams and lives as long as the virtual machine, because the library gives no moment from which
/// on it surely calls nothing; the argument it hands through tells the stream, and a closed one is
/// no longer found.
///
/// Samples are 32-bit floats, one buffer per port.
package io.gainprint.host.jack;
