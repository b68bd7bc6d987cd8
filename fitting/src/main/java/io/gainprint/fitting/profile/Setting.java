package io.gainprint.fitting.profile;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Measurement;
import io.gainprint.dsp.unit.Measurement.Scatter;
import io.gainprint.fitting.StandardErrors;
import java.util.Optional;

/// One fitted setting of a unit.
///
/// @param controls where the unit's knob and switch stood, if that was told
/// @param model what sounds like it
/// @param esr error-to-signal ratio against the recording, ≥ 0
/// @param iterations Newton iterations it took, ≥ 0
/// @param status how the fit ended, in the words of [io.gainprint.fitting.solver.SolverStatus]
/// @param sweep how a sweep came to it; empty if it was fitted by itself
public record Setting(
    Optional<Controls> controls,
    Model model,
    double esr,
    int iterations,
    String status,
    Optional<SweepMark> sweep) {

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException naming the field, its limit and its value
  public Setting {
    if (!(esr >= 0)) {
      throw new IllegalArgumentException("esr must be 0 or more: " + esr);
    }
    if (iterations < 0) {
      throw new IllegalArgumentException("iterations must be 0 or more: " + iterations);
    }
  }

  /// A setting that was fitted by itself.
  ///
  /// @param controls where the unit's knob and switch stood, if that was told
  /// @param model what sounds like it
  /// @param esr error-to-signal ratio against the recording, ≥ 0
  /// @param iterations Newton iterations it took, ≥ 0
  /// @param status how the fit ended
  /// @throws IllegalArgumentException naming the field, its limit and its value
  public Setting(
      Optional<Controls> controls, Model model, double esr, int iterations, String status) {
    this(controls, model, esr, iterations, status, Optional.empty());
  }

  /// A setting of a compressor that was fitted by itself.
  ///
  /// @param controls where the unit's knob and switch stood, if that was told
  /// @param parameters the compressor that sounds like it
  /// @param standardErrors how sure the parameters are; NaN for one on a bound
  /// @param esr error-to-signal ratio against the recording, ≥ 0
  /// @param iterations Newton iterations it took, ≥ 0
  /// @param status how the fit ended
  /// @throws IllegalArgumentException naming the field, its limit and its value
  public Setting(
      Optional<Controls> controls,
      CompressorParameters parameters,
      StandardErrors standardErrors,
      double esr,
      int iterations,
      String status) {
    this(controls, new Model.Compressor(parameters, standardErrors), esr, iterations, status);
  }

  /// The compressor's parameters.
  ///
  /// @return the parameters
  /// @throws IllegalStateException if the model is no compressor
  public CompressorParameters parameters() {
    return compressor().parameters();
  }

  /// How sure the compressor's parameters are.
  ///
  /// @return standard errors; NaN for one on a bound
  /// @throws IllegalStateException if the model is no compressor
  public StandardErrors standardErrors() {
    return compressor().standardErrors();
  }

  private Model.Compressor compressor() {
    if (model instanceof Model.Compressor compressor) {
      return compressor;
    }
    throw new IllegalStateException("the model is no compressor: " + model.kind());
  }

  /// The setting as a position of a [io.gainprint.dsp.unit.ControlMap].
  ///
  /// @return the measurement; empty if its position is not known, and of filters
  public Optional<Measurement> measurement() {
    if (!(model instanceof Model.Compressor(var parameters, var e))) {
      return Optional.empty();
    }
    Scatter scatter =
        new Scatter(e.thresholdDb(), e.ratio(), e.attackMs(), e.releaseMs(), e.makeUpDb());
    return controls.map(position -> new Measurement(position, parameters, scatter));
  }
}
