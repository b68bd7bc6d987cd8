/// The real-time engine: one processor, or a chain, between input and output, the same for every
/// device and for files.
///
/// A control thread owns an [Engine]'s life cycle and sends parameters; an audio thread calls
/// [Engine#process]. They share a queue and a few numbers, and never wait for each other.
///
/// How sound comes to a device and back does not live here (`io.gainprint.host.device`), nor what
/// is done to it (`io.gainprint.host`).
package io.gainprint.host.engine;
