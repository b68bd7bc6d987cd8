package io.gainprint.dsp.compressor;

/// A direction in the compressor's parameters, or a derivative with respect to each of them.
///
/// @param thresholdDb of the threshold, per dB if a derivative
/// @param ratio of the ratio
/// @param attack of the attack coefficient
/// @param release of the release coefficient
/// @param makeUpDb of the make-up gain, per dB if a derivative
/// @param initialGain of the gain `g[−1]` before the first sample
public record CompressorDifferential(
    double thresholdDb,
    double ratio,
    double attack,
    double release,
    double makeUpDb,
    double initialGain) {}
