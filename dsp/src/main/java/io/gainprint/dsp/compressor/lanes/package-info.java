/// The compressor's loss with its derivatives for several windows of sound at once, one in each
/// lane of the vector unit.
///
/// A [LaneLoss] is fed with rows of [LaneSignals] and says value, gradient and Hessian of every
/// lane. Where the Hessian comes from is a [HessianAssembly]:
///
/// - `BlockAdjointLoss` is the one that fits use, in a few large kernels; where there is no
///   [io.gainprint.dsp.VectorUnit], `ScalarLoss` takes its place, which is the scalar
///   [io.gainprint.dsp.compressor.CompressorLoss]. These two alone know weights of single samples,
///   and the curvature of switches;
/// - the four nestings of arXiv 2509.10706, what remains of them after sharing, and differences are
///   each put together from the same small kernels (`LaneKernels`), which exist in plain Java and
///   in vectors, so that they compare like for like.
///
/// Cutting recordings into windows, threads and memory are not known here: see the objective of
/// fitting. Formulas of model and sensitivities stand in [io.gainprint.dsp.compressor].
package io.gainprint.dsp.compressor.lanes;
