package io.gainprint.host.device;

/// A device that can be opened.
///
/// @param id what to pass to [StreamRequest]; unique within its backend and as stable as the system
///   allows
/// @param description what the system says of it
/// @param inputChannels the most channels it captures; 0 if it does not
/// @param outputChannels the most channels it plays; 0 if it does not
/// @param isDefault whether it is used where none is named
public record AudioDevice(
    String id, String description, int inputChannels, int outputChannels, boolean isDefault) {}
