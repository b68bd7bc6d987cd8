package io.gainprint.recordings;

/// What became of the samples that were written to a sound file.
///
/// @param frames frames written, ≥ 0
/// @param clippedSamples samples beyond full scale that were stored as full scale; 0 in a float
///   file, which holds them
/// @param nonFiniteSamples NaN and infinite samples: stored as 0 in a PCM file, as they are in a
///   float file
public record WriteSummary(long frames, long clippedSamples, long nonFiniteSamples) {}
