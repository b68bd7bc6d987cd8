/// Where searches begin: a guess from the recording itself, points spread evenly over a box, the
/// best of many candidates, and a global search by consensus.
///
/// Losses are asked for in batches, so that the caller may compute them in parallel; a loss that is
/// not finite counts as +∞. Everything is deterministic by its seed.
package io.gainprint.fitting.start;
