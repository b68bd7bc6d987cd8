/// How far to follow a model of second order: six combinations of a path and a control.
///
/// A path makes the step a function of one number: a *ray* shortens Newton's step, s = −t Q w̃⁻¹ c
/// with w̃ = |w|, and a *shift* bends it towards the gradient, s = −Q (w + λ)⁻¹ c
/// ([io.gainprint.fitting.solver.globalisation.Shift]). A control chooses the number and decides
/// whether the loss has fallen enough:
///
/// | globalisation | path | control |
/// | --- | --- | --- |
/// | [io.gainprint.fitting.solver.globalisation.Armijo] | ray | halves t until the decrease is sufficient |
/// | [io.gainprint.fitting.solver.globalisation.AffineInvariantDamping] | ray | t from a cubic bound |
/// | [io.gainprint.fitting.solver.globalisation.TrustRegion] | shift | ‖s‖ ≤ Δ; gain ratio |
/// | [io.gainprint.fitting.solver.globalisation.LevenbergMarquardt] | shift | λ = μ; gain ratio |
/// | [io.gainprint.fitting.solver.globalisation.CubicRegularisation] | shift | λ = σ‖s‖; gain ratio |
/// | [io.gainprint.fitting.solver.globalisation.GradientNormalised] | shift | λ = ‖g‖/γ; gradient after the step |
///
/// The two rays are affine invariant, the shifts want variables of the order of 1. Every decrease
/// is judged with an allowance for rounding, ε = 10 · 2⁻⁵² |L|.
package io.gainprint.fitting.solver.globalisation;
