package io.gainprint.fitting.filter;

import io.gainprint.fitting.solver.Iteration;

/// One step of a fit.
///
/// @param search which search on the sound this is, from 1
/// @param step the solver's iteration, whose loss is the ESR
public record FilterProgress(int search, Iteration step) {}
