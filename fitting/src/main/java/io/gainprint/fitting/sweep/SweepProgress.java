package io.gainprint.fitting.sweep;

/// How far a sweep has come.
///
/// @param outcome the setting that is done
/// @param done settings done so far, this one included
/// @param total settings of the sweep
/// @param secondsLeft time that the settings left will take, to judge by those fitted so far, s;
///   NaN before there is any
public record SweepProgress(SettingOutcome outcome, int done, int total, double secondsLeft) {}
