package io.gainprint.fitting;

import io.gainprint.dsp.LookAhead;
import io.gainprint.fitting.linear.Box;
import io.gainprint.fitting.solver.Minimizer;
import io.gainprint.fitting.solver.NewtonMethod;
import io.gainprint.fitting.solver.ProjectedNewton;
import io.gainprint.fitting.solver.Tolerances;
import io.gainprint.fitting.solver.curvature.ExactHessian;
import io.gainprint.fitting.solver.curvature.GaussNewton;
import io.gainprint.fitting.solver.globalisation.Armijo;
import io.gainprint.fitting.solver.globalisation.TrustRegion;

/// How to fit.
///
/// @param plan how recordings are cut into windows
/// @param lookAheadMs look-ahead of the compressor to fit, ms, 0 to 1000
/// @param solver how each search goes, and when it ends
/// @param coordinates what the searches move in; a box takes a solver with a curvature model, of
///   which it heeds the curvature alone
/// @param start where the searches begin
/// @param robustness what is done about corrupted recordings
/// @param hessian how the Hessian is computed
/// @param threads threads to compute with, ≥ 1; no influence on the result
public record FitSettings(
    WindowPlan plan,
    double lookAheadMs,
    Minimizer solver,
    CoordinateKind coordinates,
    StartChoice start,
    Robustness robustness,
    HessianSettings hessian,
    int threads) {

  /// Gauss-Newton within a trust region: on recordings it finds the best from every start that any
  /// method finds it from, in the fewest steps, and needs no second derivatives; the exact Hessian
  /// then checks for a saddle and says how sure the fit is. The comparison is in the module's
  /// README.
  public static final Minimizer DEFAULT_SOLVER =
      new Minimizer(new NewtonMethod(new GaussNewton(), TrustRegion.DEFAULT), Tolerances.DEFAULT);

  /// Checks look-ahead and threads, and that box and solver go together.
  ///
  /// @throws IllegalArgumentException naming the setting, its limit and its value
  public FitSettings {
    LookAhead.requireValid(lookAheadMs);
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1: " + threads);
    }
    if (coordinates == CoordinateKind.BOX && !(solver.method() instanceof NewtonMethod)) {
      throw new IllegalArgumentException(
          "box coordinates take a method with a curvature model, not %s"
              .formatted(solver.method()));
    }
  }

  /// Published windows, no look-ahead, the default solver and coordinates, starts that need no
  /// choice, least squares over everything, the fastest Hessian, all processors.
  ///
  /// @return the settings
  public static FitSettings defaults() {
    return new FitSettings(
        WindowPlan.PUBLISHED,
        0,
        DEFAULT_SOLVER,
        CoordinateKind.COEFFICIENT,
        StartChoice.AUTO,
        Robustness.NONE,
        HessianSettings.defaults(),
        Runtime.getRuntime().availableProcessors());
  }

  /// What the published trainer does, for comparison: its windows without the last partial one, its
  /// start and coordinates, and its step, exact Hessian and backtracking, with four defects mended.
  /// The test of a step has the sign of Armijo's condition and is evaluated at the step tried; at
  /// negative curvature the step goes downhill along all eigenvectors instead of in a random
  /// direction; a step accepted at the last halving counts; and a vanishing gradient ends the
  /// search. Source: arXiv 2509.10706 and its trainer.
  ///
  /// @return the settings
  public static FitSettings published() {
    return defaults()
        .withPlan(WindowPlan.WHOLE_WINDOWS)
        .withSolver(
            new Minimizer(
                new NewtonMethod(new ExactHessian(), Armijo.DEFAULT), Tolerances.DEFAULT, false))
        .withCoordinates(CoordinateKind.PUBLISHED)
        .withStart(StartChoice.PUBLISHED);
  }

  /// The solver; where coordinates have bounds, one that heeds them.
  ///
  /// @throws IllegalArgumentException if it has no curvature model to do so with
  static Minimizer heedingBounds(Minimizer solver, Box box, CoordinateKind kind) {
    if (kind != CoordinateKind.BOX) {
      return solver;
    }
    if (solver.method() instanceof NewtonMethod newton) {
      return new Minimizer(
          new ProjectedNewton(newton.curvature(), box), solver.stopping(), solver.leavesSaddles());
    }
    throw new IllegalArgumentException(
        "box coordinates take a method with a curvature model, not " + solver.method());
  }

  /// The same but for the windows.
  ///
  /// @param value the windows
  /// @return the settings
  public FitSettings withPlan(WindowPlan value) {
    return new FitSettings(
        value, lookAheadMs, solver, coordinates, start, robustness, hessian, threads);
  }

  /// The same but for the look-ahead, ms, 0 to 1000.
  ///
  /// @param value the look-ahead, ms, 0 to 1000
  /// @return the settings
  public FitSettings withLookAheadMs(double value) {
    return new FitSettings(plan, value, solver, coordinates, start, robustness, hessian, threads);
  }

  /// The same but for the solver.
  ///
  /// @param value the solver
  /// @return the settings
  public FitSettings withSolver(Minimizer value) {
    return new FitSettings(
        plan, lookAheadMs, value, coordinates, start, robustness, hessian, threads);
  }

  /// The same but for the coordinates.
  ///
  /// @param value the coordinates
  /// @return the settings
  public FitSettings withCoordinates(CoordinateKind value) {
    return new FitSettings(plan, lookAheadMs, solver, value, start, robustness, hessian, threads);
  }

  /// The same but for the start.
  ///
  /// @param value the start
  /// @return the settings
  public FitSettings withStart(StartChoice value) {
    return new FitSettings(
        plan, lookAheadMs, solver, coordinates, value, robustness, hessian, threads);
  }

  /// The same but for the robustness.
  ///
  /// @param value the robustness
  /// @return the settings
  public FitSettings withRobustness(Robustness value) {
    return new FitSettings(plan, lookAheadMs, solver, coordinates, start, value, hessian, threads);
  }

  /// The same but for the Hessian.
  ///
  /// @param value the Hessian
  /// @return the settings
  public FitSettings withHessian(HessianSettings value) {
    return new FitSettings(
        plan, lookAheadMs, solver, coordinates, start, robustness, value, threads);
  }

  /// The same but for the threads, ≥ 1.
  ///
  /// @param value the threads, ≥ 1
  /// @return the settings
  public FitSettings withThreads(int value) {
    return new FitSettings(
        plan, lookAheadMs, solver, coordinates, start, robustness, hessian, value);
  }
}
