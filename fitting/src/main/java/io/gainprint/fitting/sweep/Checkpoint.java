package io.gainprint.fitting.sweep;

import io.gainprint.dsp.unit.Calibration;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Interpolation;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.profile.Provenance;
import io.gainprint.fitting.profile.Setting;
import io.gainprint.fitting.profile.SweepMark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The settings that are done, and the profile that they make. Safe for use by several threads.
final class Checkpoint {
  /// By mode and position, whatever the order in which they were done.
  static final Comparator<Controls> ORDER =
      Comparator.comparing(Controls::mode).thenComparingDouble(Controls::peakReduction);

  private final SweepSettings settings;
  private final Sweep.Keeper keeper;
  private final NavigableMap<Controls, Done> done = new TreeMap<>(ORDER);

  /// A setting that is done.
  ///
  /// @param setting what was found, with controls and mark
  /// @param sources the recordings it was found in
  record Done(Setting setting, List<Provenance.Source> sources) {
    String key() {
      return setting.sweep().orElseThrow().key();
    }
  }

  /// A checkpoint with what an earlier sweep has done.
  ///
  /// @param earlier its profile
  /// @param keeper told of every new profile
  Checkpoint(SweepSettings settings, Optional<Profile> earlier, Sweep.Keeper keeper) {
    this.settings = settings;
    this.keeper = keeper;
    earlier.ifPresent(this::take);
  }

  private void take(Profile profile) {
    List<Provenance.Source> sources = profile.provenance().recordings();
    int from = 0;
    for (Setting setting : profile.settings()) {
      Optional<SweepMark> mark = setting.sweep();
      if (setting.controls().isEmpty()
          || mark.isEmpty()
          || mark.get().takes() > sources.size() - from) {
        throw new IllegalArgumentException(
            "the profile was not made by a sweep: its settings do not say how they were fitted");
      }
      int to = from + mark.get().takes();
      done.put(setting.controls().get(), new Done(setting, sources.subList(from, to)));
      from = to;
    }
  }

  synchronized Optional<Done> find(Controls controls) {
    return Optional.ofNullable(done.get(controls));
  }

  synchronized void drop(Controls controls) {
    done.remove(controls);
  }

  /// Adds a setting and has the profile kept; the setting counts as done only then.
  ///
  /// @throws IOException if the profile cannot be kept
  synchronized void add(Done finished) throws IOException {
    done.put(finished.setting().controls().orElseThrow(), finished);
    keeper.keep(profile(Interpolation.LINEAR).orElseThrow());
  }

  /// Has the final profile kept.
  ///
  /// @throws IOException if it cannot be
  synchronized void finish(Interpolation interpolation) throws IOException {
    Optional<Profile> profile = profile(interpolation);
    if (profile.isPresent()) {
      keeper.keep(profile.get());
    }
  }

  synchronized List<Setting> settings() {
    return done.values().stream().map(Done::setting).toList();
  }

  synchronized Optional<Profile> profile(Interpolation interpolation) {
    if (done.isEmpty()) {
      return Optional.empty();
    }
    List<Provenance.Source> sources = new ArrayList<>();
    done.values().forEach(each -> sources.addAll(each.sources()));
    return Optional.of(
        new Profile(
            settings.unit(),
            settings.sampleRateHz(),
            settings.fit().lookAheadMs(),
            settings(),
            interpolation,
            Calibration.UNKNOWN,
            new Provenance(settings.version(), settings.solver(), settings.fit().plan(), sources)));
  }
}
