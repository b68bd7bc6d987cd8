package io.gainprint.host.plugin;

/// A value of a control that has a name.
///
/// @param label the name
/// @param value the value
public record ScalePoint(String label, float value) {}
