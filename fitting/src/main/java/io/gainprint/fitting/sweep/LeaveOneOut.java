package io.gainprint.fitting.sweep;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Interpolation;
import java.util.List;
import java.util.OptionalDouble;

/// How well the settings of a unit tell each other: each that lies between others of its mode is
/// left out in turn, its parameters are interpolated from all others of the mode, and the error of
/// these against its recordings is compared with that of its own fit.
///
/// @param rows one per setting that was left out, by mode and position
/// @param problems settings that could not be compared, a sentence each
public record LeaveOneOut(List<Row> rows, List<String> problems) {
  /// Nothing was left out.
  public static final LeaveOneOut NONE = new LeaveOneOut(List.of(), List.of());

  /// Copies the lists.
  public LeaveOneOut {
    rows = List.copyOf(rows);
    problems = List.copyOf(problems);
  }

  /// One setting.
  ///
  /// @param controls the position that was left out
  /// @param fittedEsr error of its own fit over all windows, every sample weighed the same
  /// @param linearEsr error of the parameters by [linear][Interpolation#LINEAR] interpolation
  /// @param monotoneEsr error of those by [monotone][Interpolation#MONOTONE] interpolation
  /// @param smoothingEsr error of those by [smoothing][Interpolation#SMOOTHING]
  public record Row(
      Controls controls,
      double fittedEsr,
      double linearEsr,
      double monotoneEsr,
      double smoothingEsr) {

    /// The error of an interpolation.
    ///
    /// @param interpolation which
    /// @return error-to-signal ratio
    public double esr(Interpolation interpolation) {
      return switch (interpolation) {
        case LINEAR -> linearEsr;
        case MONOTONE -> monotoneEsr;
        case SMOOTHING -> smoothingEsr;
      };
    }
  }

  /// The mean error of the settings' own fits.
  ///
  /// @return ESR; empty if nothing was left out
  public OptionalDouble meanFittedEsr() {
    return rows.stream().mapToDouble(Row::fittedEsr).average();
  }

  /// The mean error of an interpolation.
  ///
  /// @param interpolation which
  /// @return ESR; empty if nothing was left out
  public OptionalDouble meanEsr(Interpolation interpolation) {
    return rows.stream().mapToDouble(row -> row.esr(interpolation)).average();
  }

  /// The interpolation of the least mean error.
  ///
  /// @return the best; of equal ones, and of none, the one that comes first, which is linear
  public Interpolation best() {
    Interpolation best = Interpolation.LINEAR;
    for (Interpolation interpolation : Interpolation.values()) {
      if (meanEsr(interpolation).orElse(0) < meanEsr(best).orElse(0)) {
        best = interpolation;
      }
    }
    return best;
  }
}
