/// Filter chains whose parameters can be fitted: designs, and a loss with exact derivatives.
///
/// A [design][io.gainprint.dsp.equaliser.SectionDesign] turns parameters θ into b and a of one
/// section, with b feed-forward, a feedback and `a[0] = 1` as in [io.gainprint.dsp.filter]. Indices
/// i, j count sections, k and l delays, Greek letters θ, φ stand for parameters, and a parameter as
/// subscript for a derivative.
///
/// A [io.gainprint.dsp.equaliser.ButterworthDesign] gives several sections that share their
/// parameters. [io.gainprint.dsp.equaliser.ResponseDerivatives] derives gain, phase and group delay
/// by the parameters of any of these.
///
/// Filters are linear and start at rest, so that polynomials in z⁻¹ and 1/A commute and every
/// derivative of a chain's output is again a filtered sound. With H = B/A of one section, v its
/// input and y its output,
///
/// ```
/// y_θ  = (B_θ v − A_θ y) / A
/// y_θφ = (B_θφ v − A_θφ y − A_φ y_θ − A_θ y_φ) / A
/// ```
///
/// by differentiating A y = B v; what B_θ and A_θ are is the design's business. Each derivative is
/// taken as a short polynomial of a sound that was divided by A, one 1/A at a time. To collect the
/// derivatives by coefficient, `∂y/∂a[k] = −z⁻ᵏ y/A` and so on, and apply the design's at the end
/// would be the same on paper; but near poles at an angle of ω their differences cancel to ω² of
/// their size, and to ω⁴ in products.
///
/// Source: arXiv 2511.14390 for derivatives of filters by filters.
package io.gainprint.dsp.equaliser;
