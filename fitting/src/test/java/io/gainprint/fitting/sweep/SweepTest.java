package io.gainprint.fitting.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.dsp.unit.PublishedUnits;
import io.gainprint.fitting.Cancellation;
import io.gainprint.fitting.FitSettings;
import io.gainprint.fitting.SimulatedPair;
import io.gainprint.fitting.Take;
import io.gainprint.fitting.WindowPlan;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.profile.ProfileException;
import io.gainprint.fitting.profile.ProfileJson;
import io.gainprint.fitting.profile.Provenance;
import io.gainprint.fitting.profile.Setting;
import io.gainprint.fitting.profile.SweepMark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SweepTest {
  private static final int RATE_HZ = 8000;

  private static List<Rendered> unit;
  private static Swept whole;

  /// Everything that a sweep gave.
  ///
  /// @param kept the profiles that were handed on, in order
  private record Swept(SweepResult result, List<Profile> kept) {
    String json() {
      return ProfileJson.write(result.profile().orElseThrow());
    }
  }

  /// The published LA-2A at one position, 9 s through it, with a noise floor of −80 dBFS.
  private record Rendered(Controls controls, SimulatedPair pair, String identity)
      implements SettingRecordings {
    static Rendered of(Mode mode, double peakReduction) {
      Controls controls = new Controls(mode, peakReduction);
      CompressorParameters truth = PublishedUnits.la2a().at(controls);
      return new Rendered(
          controls, new SimulatedPair(truth, RATE_HZ, 9, 1e-4, 11), controls.toString());
    }

    Rendered changed() {
      return new Rendered(controls, pair, identity + ", another take");
    }

    @Override
    public int takes() {
      return 1;
    }

    @Override
    public Loaded load() {
      return new Loaded(
          List.of(Take.of("take", pair.dry, pair.wet)),
          List.of(new Provenance.Source("dry", "wet", "0", "1", pair.dry.length, 0, "mean")),
          List.of());
    }
  }

  /// Recordings that cannot be used.
  private record Broken(Controls controls) implements SettingRecordings {
    @Override
    public int takes() {
      return 1;
    }

    @Override
    public String identity() {
      return "broken";
    }

    @Override
    public Loaded load() {
      return new Loaded(List.of(), List.of(), List.of("wet.wav is silent: record it again"));
    }
  }

  @BeforeAll
  static void sweepAll() throws IOException {
    unit =
        Stream.of(55, 60, 65, 70)
            .flatMap(knob -> Stream.of(Mode.values()).map(mode -> Rendered.of(mode, (double) knob)))
            .toList();
    whole = sweep(unit, 1, 2, Optional.empty());
  }

  private static Swept sweep(
      List<? extends SettingRecordings> all, int jobs, int threads, Optional<Profile> earlier)
      throws IOException {
    List<Profile> kept = Collections.synchronizedList(new ArrayList<>());
    SweepResult result =
        Sweep.run(all, settings(jobs, threads), earlier, kept::add, _ -> {}, new Cancellation());
    return new Swept(result, kept);
  }

  private static SweepSettings settings(int jobs, int threads) {
    FitSettings fit = FitSettings.defaults().withPlan(new WindowPlan(4, 1)).withThreads(threads);
    return new SweepSettings("LA-2A", RATE_HZ, fit, "solver", "1.0", jobs);
  }

  @Test
  void run_findsEverySettingInTheOrderOfTheKnob() {
    List<Setting> settings = whole.result().profile().orElseThrow().settings();
    assertThat(settings.stream().map(setting -> setting.controls().orElseThrow()))
        .isEqualTo(unit.stream().map(Rendered::controls).sorted(Checkpoint.ORDER).toList());
    for (Setting setting : settings) {
      CompressorParameters truth = PublishedUnits.la2a().at(setting.controls().orElseThrow());
      // Ten standard errors or so of the noise.
      assertThat(setting.parameters().thresholdDb()).isCloseTo(truth.thresholdDb(), within(0.05));
      assertThat(setting.parameters().releaseMs() / truth.releaseMs()).isCloseTo(1, within(0.02));
      assertThat(setting.status()).isEqualTo("converged");
    }
    assertThat(whole.result().isWhole()).isTrue();
  }

  @Test
  void run_startsFromTheUsualStartsOncePerModeAndElseFromTheNeighbour() {
    assertThat(
            whole.result().profile().orElseThrow().settings().stream()
                .map(setting -> setting.sweep().orElseThrow().start()))
        .containsExactly(
            SweepMark.Start.NEIGHBOUR,
            SweepMark.Start.NEIGHBOUR,
            SweepMark.Start.NEIGHBOUR,
            SweepMark.Start.SEARCH,
            SweepMark.Start.NEIGHBOUR,
            SweepMark.Start.NEIGHBOUR,
            SweepMark.Start.NEIGHBOUR,
            SweepMark.Start.SEARCH);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "2, 3", "9, 8"})
  void run_onAnyNumberOfThreads_isTheSameToTheLastBit(int jobs, int threads) throws IOException {
    assertThat(sweep(unit.reversed(), jobs, threads, Optional.empty()).json())
        .isEqualTo(whole.json());
  }

  @Test
  void run_fromAnythingThatWasKept_goesOnToTheSameProfile() throws IOException {
    assertThat(whole.kept()).hasSize(unit.size() + 1); // each setting, and the end
    for (Profile kept : whole.kept()) {
      // Through its text, as it comes from a file.
      Profile read = read(ProfileJson.write(kept));
      Swept resumed = sweep(unit, 2, 2, Optional.of(read));
      assertThat(resumed.json()).isEqualTo(whole.json());
      assertThat(
              resumed.result().outcomes().stream()
                  .filter(outcome -> outcome instanceof SettingOutcome.Kept))
          .as("not fitted again")
          .hasSize(kept.settings().size());
    }
  }

  private static Profile read(String json) {
    try {
      return ProfileJson.read(
          json,
          warning -> {
            throw new AssertionError(warning);
          });
    } catch (ProfileException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void run_changedRecordings_areFittedAnewWithAllThatBeganThere() throws IOException {
    List<Rendered> changed =
        unit.stream()
            .map(one -> one.controls().equals(new Controls(Mode.LIMIT, 65)) ? one.changed() : one)
            .toList();
    Swept again = sweep(changed, 1, 2, whole.result().profile());
    List<Controls> fitted =
        again.result().outcomes().stream()
            .filter(outcome -> outcome instanceof SettingOutcome.Fitted)
            .map(SettingOutcome::controls)
            .toList();
    assertThat(fitted)
        .containsExactly(
            new Controls(Mode.LIMIT, 55),
            new Controls(Mode.LIMIT, 60),
            new Controls(Mode.LIMIT, 65));
    assertThat(again.json()).isEqualTo(sweep(changed, 2, 1, Optional.empty()).json());
  }

  @Test
  void run_anotherMethod_fitsEverythingAnew() throws IOException {
    SweepSettings other =
        new SweepSettings("LA-2A", RATE_HZ, settings(1, 2).fit(), "solver", "2.0", 1);
    SweepResult result =
        Sweep.run(unit, other, whole.result().profile(), _ -> {}, _ -> {}, new Cancellation());
    assertThat(result.outcomes())
        .hasSize(unit.size())
        .allMatch(outcome -> outcome instanceof SettingOutcome.Fitted);
  }

  @Test
  void run_recordingsThatCannotBeUsed_areNamedAndPassedOver() throws IOException {
    List<SettingRecordings> some = new ArrayList<>();
    for (Rendered one : unit) {
      boolean isBroken = one.controls().equals(new Controls(Mode.COMPRESS, 65));
      some.add(isBroken ? new Broken(one.controls()) : one);
    }
    Swept swept = sweep(some, 2, 2, Optional.empty());
    assertThat(swept.result().isWhole()).isFalse();
    assertThat(swept.result().profile().orElseThrow().settings()).hasSize(unit.size() - 1);
    assertThat(swept.result().outcomes())
        .filteredOn(outcome -> !outcome.problems().isEmpty())
        .singleElement()
        .isEqualTo(
            new SettingOutcome.Refused(
                new Controls(Mode.COMPRESS, 65), List.of("wet.wav is silent: record it again")));
    // The one below begins at the one above.
    assertThat(
            swept.result().profile().orElseThrow().settings().get(1).sweep().orElseThrow().start())
        .isEqualTo(SweepMark.Start.NEIGHBOUR);
  }

  @Test
  void run_cancelled_hasWhatWasKeptUntilThen() throws IOException {
    Cancellation cancellation = new Cancellation();
    List<Profile> kept = new ArrayList<>();
    SweepResult result =
        Sweep.run(
            unit,
            settings(1, 2),
            Optional.empty(),
            profile -> {
              kept.add(profile);
              if (kept.size() == 3) {
                cancellation.request();
              }
            },
            _ -> {},
            cancellation);
    assertThat(result.isCancelled()).isTrue();
    assertThat(result.isWhole()).isFalse();
    assertThat(kept).hasSize(3);
    assertThat(ProfileJson.write(result.profile().orElseThrow()))
        .isEqualTo(ProfileJson.write(kept.getLast()));
    assertThat(sweep(unit, 1, 2, result.profile()).json()).isEqualTo(whole.json());
  }

  @Test
  void leaveOneOut_isOfInnerSettingsAndNoBetterThanTheirFits() {
    List<LeaveOneOut.Row> rows = whole.result().leaveOneOut().rows();
    assertThat(rows.stream().map(LeaveOneOut.Row::controls))
        .containsExactly(
            new Controls(Mode.COMPRESS, 60),
            new Controls(Mode.COMPRESS, 65),
            new Controls(Mode.LIMIT, 60),
            new Controls(Mode.LIMIT, 65));
    assertThat(rows)
        .allSatisfy(row ->
            assertThat(List.of(row.linearEsr(), row.monotoneEsr(), row.smoothingEsr()))
                .allMatch(esr -> esr > row.fittedEsr()));
    assertThat(whole.result().profile().orElseThrow().interpolation())
        .isEqualTo(whole.result().leaveOneOut().best());
  }

  @Test
  void run_twoSettingsOfOnePosition_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sweep(List.of(unit.getFirst(), unit.getFirst()), 1, 1, Optional.empty()))
        .withMessageContaining("one entry for each position")
        .withMessageContaining("compress 55");
  }

  @Test
  void run_keeperThatFails_endsTheSweep() {
    IOException full = new IOException("the disk is full");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() ->
            Sweep.run(
                unit,
                settings(2, 2),
                Optional.empty(),
                _ -> {
                  throw full;
                },
                _ -> {},
                new Cancellation()))
        .isSameAs(full);
  }
}
