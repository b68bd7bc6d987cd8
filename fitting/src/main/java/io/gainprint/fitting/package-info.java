/// Fitting a compressor to a recording of what went into a unit and what came out.
///
/// A [CompressorObjective], in unbounded coordinates of bounded parameters
/// ([CompressorCoordinates]), is minimised by a solver of [io.gainprint.fitting.solver], and a
/// [CompressorFit] chooses where to start and says how sure the result is.
///
/// The loss is the error-to-signal ratio (ESR) of pre-emphasised sound over windows that each start
/// at rest ([WindowPlan]).
package io.gainprint.fitting;
