/// Matrices that stand for the second derivatives of an objective.
///
/// Four are models of their own: the exact Hessian, the Gauss-Newton matrix, whichever of the two
/// is safe, and one that BFGS learns from gradients; the exact diagonal is there for comparison.
/// Four are made of another: saddle-free, lazy, within a subspace of blocks, and within the Krylov
/// subspace of conjugate gradients.
package io.gainprint.fitting.solver.curvature;
