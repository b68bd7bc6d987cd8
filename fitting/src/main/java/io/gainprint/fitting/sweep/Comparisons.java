package io.gainprint.fitting.sweep;

import io.gainprint.dsp.LookAhead;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.filter.PreEmphasis;
import io.gainprint.dsp.unit.ControlMap;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Interpolation;
import io.gainprint.dsp.unit.Measurement;
import io.gainprint.fitting.Cancellation;
import io.gainprint.fitting.CompressorObjective;
import io.gainprint.fitting.FitSettings;
import io.gainprint.fitting.profile.Setting;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The settings that lie between others of their mode, each to be left out in turn.
final class Comparisons {
  private final List<SettingRecordings> all;
  private final SweepSettings sweep;
  private final List<Setting> settings;
  private final Cancellation cancellation;

  /// @param all the recordings, by mode and position
  /// @param settings what was fitted to them, by mode and position; some may be missing
  Comparisons(
      List<SettingRecordings> all,
      SweepSettings sweep,
      List<Setting> settings,
      Cancellation cancellation) {
    this.all = all;
    this.sweep = sweep;
    this.settings = settings;
    this.cancellation = cancellation;
  }

  /// The recordings of all settings to leave out, in order.
  List<SettingRecordings> inner() {
    return all.stream().filter(one -> isInner(one.controls())).toList();
  }

  private boolean isInner(Controls controls) {
    List<Double> positions =
        settings.stream()
            .map(setting -> setting.controls().orElseThrow())
            .filter(other -> other.mode() == controls.mode())
            .map(Controls::peakReduction)
            .toList();
    int index = positions.indexOf(controls.peakReduction());
    return index > 0 && index < positions.size() - 1;
  }

  /// Leaves one setting out.
  ///
  /// @param threads to compute with
  /// @return the row, or in what way the recordings have become useless since they were fitted
  LeaveOneOut without(SettingRecordings one, int threads) {
    cancellation.throwIfRequested();
    SettingRecordings.Loaded loaded = one.load();
    if (loaded.takes().isEmpty()) {
      return new LeaveOneOut(List.of(), loaded.problems());
    }
    Setting own =
        settings.stream()
            .filter(setting -> setting.controls().equals(Optional.of(one.controls())))
            .findFirst()
            .orElseThrow();
    List<Measurement> others =
        settings.stream()
            .filter(setting -> !setting.equals(own))
            .flatMap(setting -> setting.measurement().stream())
            .toList();
    FitSettings fit = sweep.fit();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      CompressorObjective objective =
          new CompressorObjective(
              loaded.takes(),
              sweep.sampleRateHz(),
              fit.plan(),
              PreEmphasis.poleAt(sweep.sampleRateHz()),
              LookAhead.samples(fit.lookAheadMs(), sweep.sampleRateHz()),
              fit.hessian(),
              fit.coordinates(),
              executor,
              cancellation);
      LeaveOneOut.Row row =
          new LeaveOneOut.Row(
              one.controls(),
              esr(objective, own.parameters()),
              esr(objective, others, Interpolation.LINEAR, one.controls()),
              esr(objective, others, Interpolation.MONOTONE, one.controls()),
              esr(objective, others, Interpolation.SMOOTHING, one.controls()));
      return new LeaveOneOut(List.of(row), List.of());
    }
  }

  private double esr(
      CompressorObjective objective,
      List<Measurement> others,
      Interpolation interpolation,
      Controls at) {
    return esr(objective, ControlMap.of(others, interpolation).at(at));
  }

  private double esr(CompressorObjective objective, CompressorParameters parameters) {
    return objective.esr(parameters.at(sweep.sampleRateHz()));
  }
}
