package io.gainprint.regression;

import static io.gainprint.regression.SampleSet.AT_60;
import static io.gainprint.regression.SampleSet.AT_80;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.recordings.ChannelChoice;
import io.gainprint.recordings.FrameSource;
import io.gainprint.recordings.Recording;
import io.gainprint.recordings.SoundFileWriter;
import io.gainprint.recordings.SoundFormat;
import io.gainprint.recordings.dataset.DataSet;
import io.gainprint.recordings.dataset.Expectation;
import io.gainprint.regression.Outcome.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegressionCaseTest {
  @TempDir Path folder;

  private SampleSet set;

  @BeforeEach
  void writeSet() throws IOException {
    set = SampleSet.in(folder);
  }

  private static Measurement measured(RegressionCase regressionCase) {
    Outcome outcome = regressionCase.verify();
    assertThat(outcome).as(() -> outcome.failures().toString()).isInstanceOf(Measured.class);
    return ((Measured) outcome).measurement();
  }

  @Test
  void verify_theProfileOfTheRecordings_passes() {
    for (Controls controls : List.of(AT_60, AT_80)) {
      assertThat(set.at(controls).verify().failures()).isEmpty();
    }
  }

  @Test
  void verify_oneDecibelTooLoud_failsInBothMeasures() throws IOException {
    set.spoil("loud.gainprint.json", AT_60, 1);

    Outcome outcome = set.at(AT_60, "loud.gainprint.json").verify();

    // (10^(1/20) − 1)² = 1.4889 %.
    assertThat(outcome.failures())
        .containsExactly(
            "ESR is 1.489 %, expected at most 1.000e-08 %",
            "level is +1.0000 dB off, expected at most 0.0001 dB");
    assertThat(outcome.passed()).isFalse();
  }

  @Test
  void verify_asManyDecibelsAsAreAllowed_passes() throws IOException {
    set.spoil("loud.gainprint.json", AT_60, 1);
    Expectation lenient =
        new Expectation(set.file("loud.gainprint.json"), 0.0149, 1.001, Optional.empty());
    RegressionCase loud =
        set.regressionCase("loud", "compress-60.wav", Optional.of(AT_60), lenient);

    assertThat(loud.verify().failures()).isEmpty();
  }

  @Test
  void verify_anotherHash_failsAlthoughTheBoundsAreKept() {
    RegressionCase good = set.at(AT_60);
    String hash = measured(good).outputSha256();
    Expectation e = good.expectation();
    String other = (hash.charAt(0) == '0' ? "1" : "0") + hash.substring(1);

    RegressionCase pinned =
        set.regressionCase(
            "pinned",
            "compress-60.wav",
            Optional.of(AT_60),
            new Expectation(
                e.profile(), e.esrAtMost(), e.levelDifferenceDbAtMost(), Optional.of(other)));

    assertThat(pinned.verify().failures())
        .containsExactly("output has SHA-256 %s, expected %s".formatted(hash, other));
  }

  /// The hash is that of a 24-bit file's samples, as the project itself writes it.
  @Test
  void measurement_hash_isThatOfTheSamplesInA24BitFile() throws Exception {
    RegressionCase good = set.at(AT_80);
    Recording output = good.render();
    Path file = set.file("output.wav");
    set.write("output.wav", output.samples());

    byte[] bytes = Files.readAllBytes(file);
    byte[] samples = Arrays.copyOfRange(bytes, 44, 44 + 3 * output.length()); // after the header
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(samples));

    assertThat(measured(good).outputSha256()).isEqualTo(hash);
  }

  @Test
  void expecting_whatWasMeasured_passesAndLittleElseDoes() throws IOException {
    set.spoil("loud.gainprint.json", AT_60, 0.5);
    RegressionCase loud = set.at(AT_60, "loud.gainprint.json");
    Measurement measurement = measured(loud);

    RegressionCase renewed = loud.expecting(measurement);

    assertThat(renewed.entry().expectation()).contains(renewed.expectation());
    assertThat(renewed.verify().failures()).isEmpty();
    // 2 % and rounding up to two digits.
    assertThat(renewed.expectation().esrAtMost())
        .isBetween(measurement.esr(), measurement.esr() * 1.13);
    assertThat(renewed.expectation().levelDifferenceDbAtMost()).isEqualTo(0.52, within(1e-12));
    assertThat(renewed.expectation().outputSha256()).contains(measurement.outputSha256());
  }

  @Test
  void render_lookAhead_leavesTheOutputInTime() throws IOException {
    set.write("ahead.gainprint.json", 5, AT_60);
    Recording dry = Recording.read(set.file("dry.wav"), new ChannelChoice.MixDown());

    Recording output = set.at(AT_60, "ahead.gainprint.json").render();

    assertThat(output.length()).isEqualTo(dry.length());
    assertThat(output.sampleRateHz()).isEqualTo(dry.sampleRateHz());
    assertThat(output.name()).isEqualTo("compress-60");
    // The gain is positive: every sample has the sign of the dry one, which a shift would not
    // leave.
    for (int n = 0; n < dry.length(); n++) {
      assertThat(Math.signum(output.samples()[n])).isEqualTo(Math.signum(dry.samples()[n]));
    }
    // With the gain ahead, it is no longer the unit's output.
    assertThat(measured(set.at(AT_60, "ahead.gainprint.json")).esr()).isGreaterThan(1e-4);
  }

  @Test
  void render_betweenTwoSettings_interpolates() throws IOException {
    set.write("two.gainprint.json", 0, AT_60, new Controls(Mode.COMPRESS, 70));
    RegressionCase between =
        set.regressionCase(
            "65",
            "compress-60.wav",
            Optional.of(new Controls(Mode.COMPRESS, 65)),
            new Expectation(set.file("two.gainprint.json"), 1, 20, Optional.empty()));

    assertThat(between.verify().passed()).isTrue();
    assertThat(measured(between).outputSha256())
        .isNotEqualTo(measured(set.at(AT_60)).outputSha256());
  }

  @Test
  void verify_filterProfile_filters() throws IOException {
    // y[n] = 0.5 x[n], so 20 log10 0.5 = −6.0206 dB against the dry sound, of which the error is 25
    // %.
    set.writeFilter("half.gainprint.json", List.of(0.5, 0.0), List.of(1.0, 0.0));
    float[] dry = Recording.read(set.file("dry.wav"), new ChannelChoice.MixDown()).samples();
    float[] wet = dry.clone();
    for (int n = 0; n < wet.length; n++) {
      wet[n] = 0.9f * wet[n];
    }
    set.write("wet.wav", wet);
    RegressionCase half =
        set.regressionCase(
            "half",
            "wet.wav",
            Optional.empty(),
            new Expectation(set.file("half.gainprint.json"), 1, 20, Optional.empty()));

    // (0.5/0.9 − 1)² and 20 log10(0.5/0.9).
    assertThat(measured(half).esr()).isEqualTo(0.197531, within(1e-5));
    assertThat(measured(half).levelDifferenceDb()).isEqualTo(-5.10545, within(1e-4));
  }

  private void assertUnusable(RegressionCase regressionCase, String... words) {
    Outcome outcome = regressionCase.verify();
    assertThat(outcome).isInstanceOf(Outcome.Unusable.class);
    assertThat(outcome.failures()).singleElement().asString().contains(words);
  }

  @Test
  void verify_whatCannotBeCompared_saysWhy() throws IOException {
    assertUnusable(set.at(AT_60, "none.gainprint.json"), "none.gainprint.json does not exist");
    Files.writeString(set.file("text.gainprint.json"), "{ \"schema\": 1 }");
    assertUnusable(set.at(AT_60, "text.gainprint.json"), "text.gainprint.json", "model is missing");
    assertUnusable(set.at(AT_60, "dry.wav"), "dry.wav is not a profile");
    assertUnusable(
        set.regressionCase("two", "compress-60.wav", Optional.empty(), set.at(AT_60).expectation()),
        "la2a.gainprint.json holds several settings: give the entry the controls");
    assertUnusable(
        set.regressionCase(
            "far",
            "compress-60.wav",
            Optional.of(new Controls(Mode.COMPRESS, 90)),
            set.at(AT_60).expectation()),
        "peak reduction 90.0 is outside what was measured");
    set.write("limit-80.wav", new float[2 * SampleSet.RATE_HZ]);
    assertUnusable(set.at(AT_80), "limit-80.wav is silent");
  }

  @Test
  void verify_recordingsOfOneSecond_areTooShort() throws IOException {
    for (String name : List.of("dry.wav", "compress-60.wav")) {
      Recording whole = Recording.read(set.file(name), new ChannelChoice.MixDown());
      set.write(name, Arrays.copyOf(whole.samples(), SampleSet.RATE_HZ));
    }

    assertUnusable(set.at(AT_60), "longer than 1 s");
  }

  @Test
  void verify_directFormAtAnotherRate_isRefused() throws IOException {
    Recording dry = Recording.read(set.file("dry.wav"), new ChannelChoice.MixDown());
    Recording wet = Recording.read(set.file("compress-60.wav"), new ChannelChoice.MixDown());
    set.writeFilter("half.gainprint.json", List.of(0.5, 0.0), List.of(1.0, 0.0));
    SoundFormat at48 = new SoundFormat(48_000, 1, SoundFormat.Encoding.PCM_24);
    SoundFileWriter.write(set.file("dry.wav"), at48, FrameSource.of(dry.samples()));
    SoundFileWriter.write(set.file("compress-60.wav"), at48, FrameSource.of(wet.samples()));

    assertUnusable(set.at(AT_60, "half.gainprint.json"), "44100 Hz: 48000 Hz");
  }

  @Test
  void cases_areTheEntriesWithAnExpectation() throws IOException {
    set.writeManifest(set.at(AT_80), set.at(AT_60));
    String manifest = Files.readString(set.file("recordings.json"));
    Files.writeString(
        set.file("recordings.json"),
        manifest.replace(
            "\"entries\" : [",
            "\"entries\" : [ { \"id\": \"plain\", \"dry\": \"dry.wav\", \"wet\": \"limit-80.wav\" },"));

    assertThat(RegressionCase.of(DataSet.read(folder)))
        .containsExactly(set.at(AT_80), set.at(AT_60));
  }

  @Test
  void table_showsExpectedAndGot() throws IOException {
    set.spoil("loud.gainprint.json", AT_60, 1);

    String table =
        OutcomeTable.of(
            List.of(
                set.at(AT_80).verify(),
                set.at(AT_60, "loud.gainprint.json").verify(),
                set.at(AT_60, "none.gainprint.json").verify()));

    assertThat(table.lines())
        .hasSize(7)
        .satisfiesExactly(
            header -> assertThat(header).startsWith("case ").contains("ESR %", "at most"),
            good -> assertThat(good).startsWith("limit-80 ").endsWith(" ok"),
            bad -> assertThat(bad).contains(" 1.489 ", " 1.000e-08 ", "+1.0000").endsWith("FAILED"),
            esr -> assertThat(esr).startsWith("  ESR is"),
            level -> assertThat(level).startsWith("  level is"),
            missing -> assertThat(missing).contains(" - ").endsWith("FAILED"),
            why -> assertThat(why).contains("none.gainprint.json"));
  }
}
