/// Vectors and symmetric matrices of a few variables, immutable: what solvers and the statistics of
/// a fit compute with. EJML does the work behind them.
///
/// Symmetric matrices are the only ones here; there is no general linear algebra.
package io.gainprint.fitting.linear;
