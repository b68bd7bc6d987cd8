package io.gainprint.host.device;

/// What a stream turned out to be.
///
/// @param sampleRateHz the rate, Hz
/// @param blockFrames the most frames of a block
/// @param inputChannels channels captured
/// @param outputChannels channels played
/// @param inputLatencyFrames how old captured frames are, as far as the system says
/// @param outputLatencyFrames how long frames take to be heard, as far as the system says
/// @param description encoding and buffers, for people to read
public record StreamFormat(
    double sampleRateHz,
    int blockFrames,
    int inputChannels,
    int outputChannels,
    int inputLatencyFrames,
    int outputLatencyFrames,
    String description) {}
