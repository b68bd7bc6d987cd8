/// Linear systems by their states: general matrices, and the same in modes.
///
/// A system of n states, p inputs and q outputs is
///
/// ```
/// s[n+1] = A s[n] + B x[n]          A: n × n    B: n × p
/// y[n]   = C s[n] + D x[n]          C: q × n    D: q × p
/// ```
///
/// or, with u = (s, x), v = (s′, y) and M the four matrices side by side, `v[n] = M u[n]`. All
/// derivatives follow from that one product, M taken as a matrix of variables:
///
/// ```
/// v̇ = M u̇ + Ṁ u                                        tangents
/// ū = Mᵀ v̄,  M̄ = Σ v̄ uᵀ                                adjoint
/// ū̇ = Mᵀ v̄̇ + Ṁᵀ v̄,  M̄̇ = Σ v̄̇ uᵀ + v̄ u̇ᵀ                 tangents of the adjoint
/// ```
///
/// Written out, with λ = s̄, the adjoint is the system of the transposed matrices, run backwards:
///
/// ```
/// λ[n] = Aᵀ λ[n+1] + Cᵀ ȳ[n]          x̄[n] = Bᵀ λ[n+1] + Dᵀ ȳ[n]
/// Ā = Σ λ[n+1] s[n]ᵀ    B̄ = Σ λ[n+1] x[n]ᵀ    C̄ = Σ ȳ[n] s[n]ᵀ    D̄ = Σ ȳ[n] x[n]ᵀ
/// ```
///
/// The states are a matter of coordinates: s = T s̃ gives another system of the same output. Those
/// in which A is diagonal are the [modes][io.gainprint.dsp.statespace.ModalForm], which a
/// [diagonalisation][io.gainprint.dsp.statespace.Diagonalisation] finds as far as its
/// [conditioning][io.gainprint.dsp.statespace.ModalConditioning] allows.
///
/// Source: C.-Y. Yu and G. Fazekas, "Accelerating Automatic Differentiation of Direct Form Digital
/// Filters", arXiv 2511.14390; T. Kailath, *Linear Systems*, Prentice-Hall 1980, for the forms.
package io.gainprint.dsp.statespace;
