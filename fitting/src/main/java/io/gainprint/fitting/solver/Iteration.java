package io.gainprint.fitting.solver;

import io.gainprint.fitting.linear.Vector;

/// One step of a solver.
///
/// @param number 1 for the first step; 0 for the point where the search began
/// @param loss loss after the step
/// @param gradientNorm ‖g‖∞ after the step
/// @param stepNorm ‖·‖∞ of the step taken
/// @param stepFraction the fraction of the proposed step that was taken, in (0, 1]; 0 for number 0
/// @param point where the step led
public record Iteration(
    int number,
    double loss,
    double gradientNorm,
    double stepNorm,
    double stepFraction,
    Vector point) {}
