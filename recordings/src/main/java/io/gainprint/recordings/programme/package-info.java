/// Dry programme material made from a seed: drums, plucked and sustained strings, something like
/// speech, level steps, sweeps and noise.
///
/// All of it is the same, bit for bit, on every platform: the random numbers come from an algorithm
/// with a name, and transcendental functions from [StrictMath].
package io.gainprint.recordings.programme;
