package io.gainprint.fitting.solver;

/// Where a search stands, for [StoppingRule]s.
///
/// @param iterations steps taken
/// @param loss loss at this point
/// @param stationarity ‖g‖∞, or of the projected gradient within a box
/// @param predictedDecrease what the model's full step promises; NaN if unknown
/// @param fullStepNorm ‖·‖∞ of that step; NaN if unknown
/// @param pointNorm ‖z‖∞
/// @param lastStepNorm ‖·‖∞ of the step that led here; NaN at the first point
public record Progress(
    int iterations,
    double loss,
    double stationarity,
    double predictedDecrease,
    double fullStepNorm,
    double pointNorm,
    double lastStepNorm) {}
