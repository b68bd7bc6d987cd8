package io.gainprint.host.engine;

/// What the meters of an engine show.
///
/// @param inputPeakDb highest input sample, held, dBFS; −∞ for silence
/// @param inputRmsDb RMS of the loudest input channel over 300 ms, dBFS (a full-scale sine has −3)
/// @param outputPeakDb highest output sample, held, dBFS
/// @param outputRmsDb RMS of the loudest output channel, dBFS
/// @param gainReductionDb the largest reduction, falling back by 20 dB a second, dB, ≥ 0
/// @param shortTermLufs short-term loudness of the output, LUFS; −∞ for silence
/// @param overs output samples beyond full scale so far
/// @param nonFinite input samples so far that were NaN or infinite, and count as silence
/// @param failures blocks so far for which a processor failed, and silence was put out
public record MeterReading(
    double inputPeakDb,
    double inputRmsDb,
    double outputPeakDb,
    double outputRmsDb,
    double gainReductionDb,
    double shortTermLufs,
    long overs,
    long nonFinite,
    long failures) {}
