package io.gainprint.cli;

import io.gainprint.host.AudioProcessor;
import java.util.OptionalDouble;

/// What the options of `live` stand for.
///
/// @param processor what to run, at any rate
/// @param fittedAtHz the rate of the recordings it was fitted to, if there were any
/// @param title what to call it
record LiveChoice(AudioProcessor processor, OptionalDouble fittedAtHz, String title) {}
