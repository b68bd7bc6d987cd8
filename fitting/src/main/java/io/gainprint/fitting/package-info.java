/// Fitting a compressor to a recording of what went into a unit and what came out.
///
/// Four small parts meet here: an [Objective] with derivatives, in unbounded coordinates of bounded
/// parameters ([CompressorCoordinates]), is minimised by a solver ([NewtonRaphson]), and a
/// [CompressorFit] chooses where to start and says how sure the result is.
///
/// The loss is the error-to-signal ratio (ESR) of pre-emphasised sound over windows that each start
/// at rest ([WindowPlan]).
package io.gainprint.fitting;
