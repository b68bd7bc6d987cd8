/// Maps between the coordinates that a solver moves in and the parameters they stand for, each
/// parameter by a monotone function of its own, with first and second derivatives for the chain
/// rule.
///
/// Two ways to keep a parameter θ within its bounds: a logistic function, whose coordinate is
/// unbounded and whose slope vanishes next to the bounds, or a bound on the coordinate itself,
/// which the solver has to heed ([io.gainprint.fitting.solver.ProjectedNewton]).
package io.gainprint.fitting.coordinates;
