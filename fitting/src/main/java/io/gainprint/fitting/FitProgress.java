package io.gainprint.fitting;

import io.gainprint.dsp.compressor.CompressorParameters;

/// One step of a fit.
///
/// @param search which search this is, 1 for the one from the default start
/// @param iteration the solver's step; its loss is the ESR
/// @param parameters where it led
public record FitProgress(int search, Iteration iteration, CompressorParameters parameters) {}
