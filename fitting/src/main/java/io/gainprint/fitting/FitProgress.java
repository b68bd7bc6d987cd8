package io.gainprint.fitting;

import io.gainprint.dsp.compressor.CompressorParameters;

/// One step of a fit.
///
/// @param search which search this is, 1 for the one from the default start
/// @param number 1 for the first step of the search; 0 for the point where it began
/// @param loss sum of squared errors after the step, over what the search covers
/// @param esr that loss as a share of the target's energy
/// @param gradientNorm largest magnitude of an element of the ESR's gradient
/// @param stepNorm largest change of a coordinate
/// @param stepFraction the fraction of Newton's step that was taken, in (0, 1]; 0 for number 0
/// @param parameters where the step led
public record FitProgress(
    int search,
    int number,
    double loss,
    double esr,
    double gradientNorm,
    double stepNorm,
    double stepFraction,
    CompressorParameters parameters) {}
