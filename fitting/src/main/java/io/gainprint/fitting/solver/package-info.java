/// Minimisation of a differentiable function of a few variables: one loop, and the parts it is made
/// of.
///
/// A [Minimizer] owns what all methods share: counting, finiteness, stopping, leaving saddles, and
/// the best point seen. What differs is a [Method]: a [NewtonMethod] is a curvature model, which
/// says what matrix B stands for the function's second derivatives
/// ([io.gainprint.fitting.solver.curvature]), and a globalisation, which says how far to follow the
/// model of second order that B makes ([io.gainprint.fitting.solver.globalisation]); a
/// [ProjectedNewton] does the same within a box; methods of first order are
/// [io.gainprint.fitting.solver.firstorder]. Settings are immutable and serve many searches and
/// threads; what one search remembers is in objects that `begin` returns.
///
/// Conventions: L is minimised over z; g is its gradient, H its exact Hessian, G = 2JᵀJ the
/// Gauss-Newton matrix of a sum of squares L = Σ r². A model of second order is m(s) = gᵀs + ½
/// sᵀBs; in the basis of B's eigenvectors Q with eigenvalues w it is c·e + ½ Σ w e², c = Qᵀg, s =
/// Qe.
///
/// Nothing here knows of sound.
package io.gainprint.fitting.solver;
