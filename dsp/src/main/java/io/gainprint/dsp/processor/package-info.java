/// The one idiom that every filter and every dynamics stage follows: a differentiable processor.
///
/// A stage is a function of a signal x, of P parameters θ and of a state z of S numbers,
///
/// ```
/// (y, z′) = f(x, θ, z)
/// ```
///
/// and has four verbs, whose array arguments belong to the caller:
///
/// ```
/// process           y, z′ = f(x, θ, z)                       z becomes z′
/// tangents          ẏ, ż′ = J (ẋ, θ̇, ż)                      ż becomes ż′
/// adjoint           (x̄, θ̄, z̄) = Jᵀ (ȳ, z̄′)                   z̄′ becomes z̄, θ̄ is added to
/// adjointTangents   d/dε of adjoint at (x, θ, z) + ε (ẋ, θ̇, ż), ȳ + ε ȳ̇, z̄′ + ε z̄̇′
/// ```
///
/// The state is explicit everywhere, and what `process` does to it forwards `adjoint` does to its
/// cotangent backwards. So blocks compose in both directions: a signal may be cut anywhere,
/// processed from the first block to the last, and derived from the last to the first. In
/// [io.gainprint.dsp.processor.ProcessorChain] stages compose the same way; others add their
/// outputs, run a stage on each channel, or tie parameters of stages together.
///
/// The last three verbs are those of a [linearisation][io.gainprint.dsp.processor.Linearisation],
/// which [io.gainprint.dsp.processor.DifferentiableProcessor#linearise] returns: the stage at one
/// input, with the signals that derivatives need. What those are every stage says; they are a few
/// signals of the input's length, never a record of single operations.
///
/// A signal of c channels is a sequence of frames of c samples each; nearly all stages have one
/// channel in and out, where a frame is a sample. Derivatives of what has a kink, such as the
/// switch between attack and release, are those of the branch that was taken.
package io.gainprint.dsp.processor;
