/// Linear filters and their derivatives.
///
/// b are feed-forward and a feedback coefficients, `a[0] = 1`, M and N their orders, and
///
/// ```
/// y[n] = Σ b_k x[n−k] − Σ a_k y[n−k]          k = 0 … M, and 1 … N
/// ```
///
/// A direct form applies B and 1/A one after the other, in either order, each with taps that gather
/// or that scatter ([io.gainprint.dsp.recurrence]):
///
/// ```
/// DF1     zeros, then poles     gathering      y[n] = Σ b_k[n] x[n−k] − Σ a_k[n] y[n−k]
/// DF2     poles, then zeros     gathering      v[n] = x[n] − Σ a_k[n] v[n−k],  y[n] = Σ b_k[n] v[n−k]
/// TDF2    zeros, then poles     scattering     y[n+k] = … + b_k[n] x[n] − a_k[n] y[n]
/// TDF1    poles, then zeros     scattering     v[n+k] = … − a_k[n] v[n],  y[n+k] = … + b_k[n] v[n]
/// ```
///
/// # Derivatives
///
/// Write one run of a form as matrices over all of its samples, with the state z before and z′
/// after it: B and A are banded, lower triangular and unit-diagonal in the case of A, and for zeros
/// first
///
/// ```
/// A y = B x + E z          z′ = F x − G y + H z
/// ```
///
/// Its tangent solves the same system with what the coefficients move as a source:
///
/// ```
/// A ẏ = B ẋ + E ż + (Ḃ x − Ȧ y)
/// ```
///
/// Its adjoint is μ = A⁻ᵀ (ȳ + …), x̄ = Bᵀ μ. Transposed, a band matrix is one whose rows run
/// backwards, gathering becomes scattering, what came first comes last, and a history becomes a
/// remainder. So
///
/// > the adjoint of a form is the transposed form, run backwards in time; and the cotangent of its
/// > final state is the state that this begins with, the cotangent of its initial state the one it
/// > ends with,
///
/// also if coefficients vary. Call p the signal that the zeros act on and q the one that the poles
/// act on, and p̄ and q̄ those of the transposed form on ȳ. Then
///
/// ```
/// b̄_k = Σ p̄[n] p[n−k]          ā_k = −Σ q̄[n] q[n−k]
/// ```
///
/// for every form, with histories and remainders counted in, and without the sums for coefficients
/// that vary. Second derivatives are those of the adjoint, which is a form and two sums of
/// products: its tangent along a direction is the transposed form's own, and
///
/// ```
/// b̄̇_k = Σ p̄̇[n] p[n−k] + p̄[n] ṗ[n−k]
/// ```
///
/// [io.gainprint.dsp.filter.DirectFormFilter] is that for coefficients that stay,
/// [io.gainprint.dsp.filter.VaryingFilter] for coefficients that are signals. Built on them are
/// cascades and parallel forms of sections, combs, filtering without delay, and SciPy's
/// conveniences around initial states; [io.gainprint.dsp.filter.DirectForm] is for audio threads.
///
/// Everything takes time and memory of O(N (M + N)) and O(N) for N samples, whatever the number of
/// derivatives, and runs in blocks.
///
/// Sources: C.-Y. Yu and G. Fazekas, arXiv 2511.14390, for derivatives of direct forms and of their
/// states; A. Oppenheim and R. Schafer, Discrete-Time Signal Processing, chapter 6, for the forms
/// and their transposition.
package io.gainprint.dsp.filter;
