package io.gainprint.fitting;

import java.util.Optional;

/// What a fit that began at a neighbouring setting found.
///
/// @param result the best fit
/// @param fallback why the start from the neighbour was not enough and the usual starts were
///   searched from as well, in words; empty if it was
public record WarmFit(FitResult result, Optional<String> fallback) {}
