package io.gainprint.fitting.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.fitting.Cancellation;
import io.gainprint.fitting.StandardErrors;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.profile.ProfileException;
import io.gainprint.fitting.profile.ProfileJson;
import io.gainprint.fitting.profile.Setting;
import io.gainprint.fitting.profile.SweepMark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTest {
  private final List<Profile> kept = new ArrayList<>();
  private final List<SweepProgress> told = new ArrayList<>();

  private SweepResult sweep(SimulatedSet set, Optional<Profile> earlier) throws IOException {
    return Sweep.run(
        set.settings, SimulatedSet.how(2, 2), earlier, kept::add, told::add, new Cancellation());
  }

  private static SweepResult sweep(SimulatedSet set, SweepSettings how) throws IOException {
    return Sweep.run(set.settings, how, Optional.empty(), _ -> {}, _ -> {}, new Cancellation());
  }

  private static String text(SweepResult result) {
    return ProfileJson.write(result.profile().orElseThrow());
  }

  private static List<Controls> positions(Profile profile) {
    return profile.settings().stream().map(one -> one.controls().orElseThrow()).toList();
  }

  /// The same profile after a visit to the disk.
  private static Profile reread(Profile profile) throws ProfileException {
    return ProfileJson.read(
        ProfileJson.write(profile),
        warning -> {
          throw new AssertionError(warning);
        });
  }

  @Test
  void sweep_ofAKnownUnit_findsEverySettingAndKeepsEachAtOnce() throws IOException {
    SimulatedSet set = SimulatedSet.of(70, 60, 65);

    SweepResult result = sweep(set, Optional.empty());

    Profile profile = result.profile().orElseThrow();
    assertThat(positions(profile))
        .containsExactly(
            new Controls(Mode.COMPRESS, 60),
            new Controls(Mode.COMPRESS, 65),
            new Controls(Mode.COMPRESS, 70),
            new Controls(Mode.LIMIT, 60),
            new Controls(Mode.LIMIT, 65),
            new Controls(Mode.LIMIT, 70));
    assertThat(profile.provenance().recordings())
        .extracting("wet")
        .containsExactlyElementsOf(positions(profile).stream().map(c -> c + ".wav").toList());
    for (Setting setting : profile.settings()) {
      CompressorParameters truth = set.at(setting.controls().orElseThrow()).truth();
      // −60 dBFS of noise against sound of −40 to 0: six standard errors, and what windows that
      // begin at rest leave of their start after the warm-up, exp(−2.2 s / release).
      StandardErrors e = setting.standardErrors();
      assertThat(setting.parameters().thresholdDb())
          .isCloseTo(truth.thresholdDb(), within(6 * e.thresholdDb() + 0.01));
      assertThat(setting.parameters().releaseMs())
          .isCloseTo(truth.releaseMs(), within(6 * e.releaseMs() + 0.01 * truth.releaseMs()));
      assertThat(setting.parameters().attackMs())
          .isCloseTo(truth.attackMs(), within(6 * e.attackMs() + 0.01 * truth.attackMs()));
    }
    assertThat(profile.settings())
        .extracting(one -> one.sweep().orElseThrow().start())
        .containsExactly(
            SweepMark.Start.NEIGHBOUR,
            SweepMark.Start.NEIGHBOUR,
            SweepMark.Start.SEARCH,
            SweepMark.Start.NEIGHBOUR,
            SweepMark.Start.NEIGHBOUR,
            SweepMark.Start.SEARCH);
    assertThat(result.isWhole()).isTrue();

    // One profile after each setting, and the last with the interpolation.
    assertThat(kept)
        .extracting(each -> each.settings().size())
        .containsExactly(1, 2, 3, 4, 5, 6, 6);
    assertThat(kept.getLast()).isEqualTo(profile);
    assertThat(profile.interpolation()).isEqualTo(result.leaveOneOut().best());
    assertThat(told).extracting(SweepProgress::done).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(told.getLast().secondsLeft()).isZero();
    assertThat(told.getFirst().secondsLeft()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "2, 1", "7, 4"})
  void sweep_onAnyNumberOfThreads_givesTheSameProfile(int jobs, int threads) throws IOException {
    SimulatedSet set = SimulatedSet.of(90, 95);
    assertThat(text(sweep(set, SimulatedSet.how(jobs, threads))))
        .isEqualTo(text(sweep(set, SimulatedSet.how(2, 2))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void sweep_resumed_givesTheSameProfileAndRepeatsNothing(int done) throws IOException {
    SweepResult whole = sweep(SimulatedSet.of(80, 85, 90), Optional.empty());
    List<SettingOutcome> all = whole.outcomes();
    SimulatedSet set = SimulatedSet.of(80, 85, 90);

    SweepResult resumed = sweep(set, Optional.of(reread(kept.get(done - 1))));

    assertThat(text(resumed)).isEqualTo(text(whole));
    assertThat(resumed.outcomes()).hasSameSizeAs(all);
    assertThat(resumed.outcomes().stream().filter(SettingOutcome.Kept.class::isInstance))
        .extracting(SettingOutcome::controls)
        .containsExactlyElementsOf(positions(kept.get(done - 1)));
    // Loaded to be fitted, and the two inner ones to be compared.
    assertThat(set.loads()).isEqualTo(6 - done + 2);
    assertThat(resumed.leaveOneOut()).isEqualTo(whole.leaveOneOut());
  }

  @Test
  void sweep_cancelled_keepsWhatIsDoneAndNoMore() throws IOException {
    Cancellation cancellation = new Cancellation();
    SimulatedSet set = SimulatedSet.of(80, 85, 90);

    SweepResult result =
        Sweep.run(
            set.settings,
            SimulatedSet.how(1, 2),
            Optional.empty(),
            kept::add,
            progress -> {
              if (progress.done() == 2) {
                cancellation.request();
              }
            },
            cancellation);

    assertThat(result.isCancelled()).isTrue();
    assertThat(result.isWhole()).isFalse();
    assertThat(kept).hasSize(2);
    assertThat(result.profile()).contains(kept.getLast());
    assertThat(positions(kept.getLast()))
        .containsExactly(new Controls(Mode.COMPRESS, 85), new Controls(Mode.COMPRESS, 90));
    assertThat(set.loads()).isEqualTo(2);
  }

  @Test
  void sweep_withChangedRecordings_fitsThemAndWhatBeganThereAnew() throws IOException {
    Profile before = sweep(SimulatedSet.of(80, 85, 90), Optional.empty()).profile().orElseThrow();
    SimulatedSet changed = SimulatedSet.of(80, 85, 90);
    changed.replace(new SimulatedSet.One(new Controls(Mode.LIMIT, 85), 2));

    SweepResult result = sweep(changed, Optional.of(before));

    assertThat(result.outcomes().stream().filter(SettingOutcome.Fitted.class::isInstance))
        .extracting(SettingOutcome::controls)
        .containsExactly(new Controls(Mode.LIMIT, 80), new Controls(Mode.LIMIT, 85));
    // As from nothing; all that was there stays there until its turn comes.
    assertThat(text(result)).isEqualTo(text(sweep(changed, SimulatedSet.how(2, 2))));
  }

  @Test
  void sweep_withMoreRecordings_fitsThemAndWhatBeginsThere() throws IOException {
    Profile before = sweep(SimulatedSet.of(80, 90), Optional.empty()).profile().orElseThrow();
    SimulatedSet more = SimulatedSet.of(80, 90);
    more.settings.add(new SimulatedSet.One(new Controls(Mode.COMPRESS, 85), 1));

    SweepResult result = sweep(more, Optional.of(before));

    assertThat(result.outcomes().stream().filter(SettingOutcome.Kept.class::isInstance))
        .extracting(SettingOutcome::controls)
        .containsExactly(
            new Controls(Mode.COMPRESS, 90),
            new Controls(Mode.LIMIT, 80),
            new Controls(Mode.LIMIT, 90));
    assertThat(text(result)).isEqualTo(text(sweep(more, SimulatedSet.how(2, 2))));
  }

  @Test
  void sweep_byAnotherMethod_fitsAllAnew() throws IOException {
    SimulatedSet set = SimulatedSet.of(80);
    Profile before = sweep(set, Optional.empty()).profile().orElseThrow();
    SweepSettings how = SimulatedSet.how(2, 2);
    SweepSettings newer =
        new SweepSettings(how.unit(), how.sampleRateHz(), how.fit(), how.solver(), "0.2.0", 2);

    SweepResult result =
        Sweep.run(set.settings, newer, Optional.of(before), _ -> {}, _ -> {}, new Cancellation());

    assertThat(result.outcomes()).hasOnlyElementsOfType(SettingOutcome.Fitted.class);
    assertThat(result.profile().orElseThrow().provenance().gainprint()).isEqualTo("0.2.0");
  }

  @Test
  void sweep_withSettingsThatCannotBeFitted_namesThemAndGoesOn() throws IOException {
    SimulatedSet set = SimulatedSet.of(80, 85, 90);
    SimulatedSet.One missing = set.at(Mode.COMPRESS, 85);
    missing.isMissing = true;
    missing.problems.add("wet.wav: no such file");
    set.at(Mode.LIMIT, 90).isSilent = true;
    SimulatedSet.One half = set.at(Mode.LIMIT, 80);
    half.problems.add("second.wav has 48000 Hz");

    SweepResult result = sweep(set, Optional.empty());

    assertThat(result.isWhole()).isFalse();
    assertThat(result.outcomes().get(1))
        .isEqualTo(new SettingOutcome.Refused(missing.controls, List.of("wet.wav: no such file")));
    assertThat(result.outcomes().get(5))
        .isEqualTo(
            new SettingOutcome.Refused(
                new Controls(Mode.LIMIT, 90),
                List.of("the wet recording is silent after the warm-up")));
    assertThat(result.outcomes().get(3))
        .isInstanceOf(SettingOutcome.Fitted.class)
        .extracting(SettingOutcome::problems)
        .isEqualTo(List.of("second.wav has 48000 Hz"));
    Profile profile = result.profile().orElseThrow();
    assertThat(positions(profile))
        .containsExactly(
            new Controls(Mode.COMPRESS, 80),
            new Controls(Mode.COMPRESS, 90),
            new Controls(Mode.LIMIT, 80),
            new Controls(Mode.LIMIT, 85));
    assertThat(profile.settings().getFirst().sweep().orElseThrow().start())
        .isEqualTo(SweepMark.Start.NEIGHBOUR); // the one at 90

    // The next time they are named again, and nothing is fitted but what could not be.
    SweepResult again = sweep(set, Optional.of(profile));
    assertThat(again.outcomes().stream().filter(SettingOutcome.Fitted.class::isInstance)).isEmpty();
    assertThat(again.outcomes())
        .extracting(SettingOutcome::problems)
        .isEqualTo(result.outcomes().stream().map(SettingOutcome::problems).toList());
    assertThat(text(again)).isEqualTo(text(result));

    // Mended, it is as if nothing had been wrong.
    SweepResult mended = sweep(SimulatedSet.of(80, 85, 90), Optional.of(profile));
    assertThat(mended.isWhole()).isFalse(); // 80 has lost its second take, says the profile
  }

  @Test
  void sweep_whoseProfileCannotBeKept_ends() {
    SimulatedSet set = SimulatedSet.of(80, 85, 90);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() ->
            Sweep.run(
                set.settings,
                SimulatedSet.how(1, 1),
                Optional.empty(),
                _ -> {
                  throw new IOException("disk full");
                },
                _ -> {},
                new Cancellation()))
        .withMessage("disk full");
    assertThat(set.loads()).isEqualTo(1);
  }

  @Test
  void sweep_fromAProfileOfAnotherKind_throws() throws IOException {
    SimulatedSet set = SimulatedSet.of(80);
    Profile swept = sweep(set, Optional.empty()).profile().orElseThrow();
    List<Setting> bare =
        swept.settings().stream()
            .map(one ->
                new Setting(one.controls(), one.model(), one.esr(), one.iterations(), one.status()))
            .toList();
    Profile fitted = new Profile("LA-2A", 16_000, 0, bare, swept.provenance());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> sweep(set, Optional.of(fitted)))
        .withMessageStartingWith("the profile was not made by a sweep");
  }

  @Test
  void sweep_ofTwoEntriesForOnePosition_throwsNamingIt() {
    SimulatedSet set = SimulatedSet.of(80, 80);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sweep(set, Optional.empty()))
        .withMessage("a sweep needs one entry for each position; there are more for limit 80.0");
  }
}
