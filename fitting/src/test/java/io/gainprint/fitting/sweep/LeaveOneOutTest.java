package io.gainprint.fitting.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.ControlMap;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Interpolation;
import io.gainprint.dsp.unit.Measurement;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.fitting.Cancellation;
import io.gainprint.fitting.CompressorObjective;
import io.gainprint.fitting.SimulatedPair;
import io.gainprint.fitting.WindowPlan;
import io.gainprint.fitting.profile.Profile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class LeaveOneOutTest {
  private static LeaveOneOut.Row row(double linear, double monotone, double smoothing) {
    return new LeaveOneOut.Row(new Controls(Mode.LIMIT, 50), 0.01, linear, monotone, smoothing);
  }

  @Test
  void best_isTheInterpolationOfLeastMeanError() {
    assertThat(new LeaveOneOut(List.of(row(0.1, 0.3, 0.3), row(0.3, 0, 0.05)), List.of()).best())
        .isEqualTo(Interpolation.MONOTONE);
    assertThat(new LeaveOneOut(List.of(row(0.1, 0.3, 0.05)), List.of()).best())
        .isEqualTo(Interpolation.SMOOTHING);
  }

  @Test
  void best_ofEquals_andOfNone_isLinear() {
    assertThat(new LeaveOneOut(List.of(row(0.1, 0.1, 0.1)), List.of()).best())
        .isEqualTo(Interpolation.LINEAR);
    assertThat(LeaveOneOut.NONE.best()).isEqualTo(Interpolation.LINEAR);
  }

  /// The errors of a sweep against the same worked out by hand.
  @Test
  void rows_areTheErrorsOfTheInterpolatedParameters() throws IOException {
    SimulatedSet set = SimulatedSet.of(75, 80, 85, 90);

    SweepResult result =
        Sweep.run(
            set.settings,
            SimulatedSet.how(2, 2),
            Optional.empty(),
            _ -> {},
            _ -> {},
            new Cancellation());

    List<LeaveOneOut.Row> rows = result.leaveOneOut().rows();
    assertThat(rows)
        .extracting(LeaveOneOut.Row::controls)
        .containsExactly(
            new Controls(Mode.COMPRESS, 80),
            new Controls(Mode.COMPRESS, 85),
            new Controls(Mode.LIMIT, 80),
            new Controls(Mode.LIMIT, 85));
    Profile profile = result.profile().orElseThrow();
    for (LeaveOneOut.Row row : rows) {
      List<Measurement> others =
          profile.settings().stream()
              .flatMap(setting -> setting.measurement().stream())
              .filter(other -> !other.controls().equals(row.controls()))
              .toList();
      for (Interpolation interpolation : Interpolation.values()) {
        CompressorParameters told = ControlMap.of(others, interpolation).at(row.controls());
        double expected = esr(set.at(row.controls()), told);
        assertThat(row.esr(interpolation)).isCloseTo(expected, within(1e-12)); // sums by threads
        assertThat(row.esr(interpolation)).isGreaterThan(row.fittedEsr()); // the best there is
      }
      assertThat(row.fittedEsr())
          .isCloseTo(
              profile.settings().stream()
                  .filter(setting -> setting.controls().equals(Optional.of(row.controls())))
                  .findFirst()
                  .orElseThrow()
                  .esr(),
              within(1e-15)); // of ESRs of 1e-4
    }
    // Neighbours 10 apart: the whole published table is told to 1 % by straight lines.
    assertThat(result.leaveOneOut().meanEsr(Interpolation.LINEAR).orElseThrow())
        .isLessThan(0.02)
        .isGreaterThan(result.leaveOneOut().meanFittedEsr().orElseThrow());
  }

  private static double esr(SimulatedSet.One one, CompressorParameters parameters) {
    SimulatedPair pair = new SimulatedPair(one.truth(), SimulatedSet.RATE_HZ, 6, 1e-3, one.seed);
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      return new CompressorObjective(
              pair.dry, pair.wet, SimulatedSet.RATE_HZ, new WindowPlan(3, 1), 0, executor)
          .esr(parameters.at(SimulatedSet.RATE_HZ));
    }
  }
}
