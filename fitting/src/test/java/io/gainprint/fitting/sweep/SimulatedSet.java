package io.gainprint.fitting.sweep;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.dsp.unit.PublishedUnits;
import io.gainprint.fitting.FitSettings;
import io.gainprint.fitting.SimulatedPair;
import io.gainprint.fitting.Take;
import io.gainprint.fitting.WindowPlan;
import io.gainprint.fitting.profile.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Settings of the published LA-2A in memory, and how often each was loaded.
final class SimulatedSet {
  static final double RATE_HZ = 16_000;

  /// Short windows, so that there are several.
  private static final WindowPlan PLAN = new WindowPlan(3, 1);

  final List<One> settings = new ArrayList<>();

  /// Settings at these positions in both modes, in an order that is not theirs.
  static SimulatedSet of(double... positions) {
    SimulatedSet set = new SimulatedSet();
    for (double position : positions) {
      set.settings.add(new One(new Controls(Mode.LIMIT, position), 1));
      set.settings.add(new One(new Controls(Mode.COMPRESS, position), 1));
    }
    return set;
  }

  static SweepSettings how(int jobs, int threads) {
    return new SweepSettings(
        "LA-2A",
        (int) RATE_HZ,
        FitSettings.defaults().withPlan(PLAN).withThreads(threads),
        "newton",
        "0.1.0",
        jobs);
  }

  One at(Controls controls) {
    return at(controls.mode(), controls.peakReduction());
  }

  One at(Mode mode, double position) {
    return settings.stream()
        .filter(one -> one.controls.equals(new Controls(mode, position)))
        .findFirst()
        .orElseThrow();
  }

  void replace(One by) {
    settings.replaceAll(one -> one.controls.equals(by.controls) ? by : one);
  }

  int loads() {
    return settings.stream().mapToInt(one -> one.loads.get()).sum();
  }

  /// One setting.
  static final class One implements SettingRecordings {
    final Controls controls;
    final long seed;
    final List<String> problems = new ArrayList<>();
    final AtomicInteger loads = new AtomicInteger();
    boolean isSilent;
    boolean isMissing;

    /// @param seed of the programme and the noise: other recordings of the same
    One(Controls controls, long seed) {
      this.controls = controls;
      this.seed = seed;
    }

    CompressorParameters truth() {
      return PublishedUnits.la2a().at(controls);
    }

    @Override
    public Controls controls() {
      return controls;
    }

    @Override
    public int takes() {
      return 1 + (isMissing ? 0 : problems.size());
    }

    @Override
    public String identity() {
      return "seed " + seed + isSilent;
    }

    @Override
    public Loaded load() {
      loads.incrementAndGet();
      if (isMissing) {
        return new Loaded(List.of(), List.of(), problems);
      }
      SimulatedPair pair = new SimulatedPair(truth(), RATE_HZ, 6, 1e-3, seed);
      String name = controls + ".wav";
      return new Loaded(
          List.of(Take.of(name, pair.dry, isSilent ? new float[pair.wet.length] : pair.wet)),
          List.of(
              new Provenance.Source(
                  "dry.wav", name, "d" + seed, "w" + seed, pair.dry.length, 0, "mean")),
          problems);
    }
  }
}
