package io.gainprint.host.device;

import java.util.OptionalDouble;

/// A device that can be opened.
///
/// @param id what to pass to [StreamRequest]; unique within its backend and as stable as the system
///   allows
/// @param description what the system says of it
/// @param inputChannels the most channels it captures; 0 if it does not
/// @param outputChannels the most channels it plays; 0 if it does not
/// @param isDefault whether it is used where none is named
/// @param sampleRateHz the only rate it can be opened at, Hz; empty where there are several, or
///   where the system does not say
public record AudioDevice(
    String id,
    String description,
    int inputChannels,
    int outputChannels,
    boolean isDefault,
    OptionalDouble sampleRateHz) {}
