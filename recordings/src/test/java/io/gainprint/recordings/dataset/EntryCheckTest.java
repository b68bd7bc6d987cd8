package io.gainprint.recordings.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.dsp.unit.PublishedUnits;
import io.gainprint.recordings.FrameSource;
import io.gainprint.recordings.SoundFileWriter;
import io.gainprint.recordings.SoundFormat;
import io.gainprint.recordings.programme.DryProgramme;
import io.gainprint.recordings.unit.FittedUnit;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryCheckTest {
  private static final int RATE_HZ = 22_050;
  private static final Controls CONTROLS = new Controls(Mode.COMPRESS, 60);

  @TempDir Path folder;

  private float[] wet;

  @BeforeEach
  void record() throws IOException {
    float[] dry = DryProgramme.render(RATE_HZ, 3, 1);
    wet = new FittedUnit("LA-2A", PublishedUnits.la2a(), 0).render(dry, CONTROLS, RATE_HZ, 1);
    write("dry.wav", dry);
    write("wet.wav", wet);
  }

  private Path write(String name, float[] samples) throws IOException {
    Path file = folder.resolve(name);
    SoundFileWriter.write(
        file, new SoundFormat(RATE_HZ, 1, SoundFormat.Encoding.PCM_24), FrameSource.of(samples));
    return file;
  }

  private Entry entry(String wetName) {
    return Entry.of(wetName, folder.resolve("dry.wav"), folder.resolve(wetName), CONTROLS);
  }

  private static Entry aligned(Entry entry, KnownAlignment alignment) {
    return new Entry(
        entry.id(),
        entry.dry(),
        entry.wet(),
        entry.controls(),
        Optional.of(alignment),
        Optional.empty(),
        Optional.empty());
  }

  private static List<EntryCheck> check(Entry... entries) {
    List<EntryCheck> checks = new ArrayList<>();
    EntryCheck.each(List.of(entries), checks::add);
    return checks;
  }

  private float[] late(int samples, float gain) {
    float[] late = new float[wet.length];
    for (int n = samples; n < late.length; n++) {
      late[n] = gain * wet[n - samples];
    }
    return late;
  }

  @Test
  void each_soundPair_findsNothing() {
    EntryCheck check = check(entry("wet.wav")).getFirst();

    assertThat(check.isUsable()).isTrue();
    assertThat(check.errors()).isEmpty();
    assertThat(check.warnings()).isEmpty();
  }

  /// The defects of the SignalTrain recordings: some targets are late, some upside down.
  @Test
  void each_lateAndInvertedPairs_areNamedAndTheRestGoesOn() throws IOException {
    write("late.wav", late(33, 1));
    write("inverted.wav", late(0, -1));

    List<EntryCheck> checks =
        check(entry("late.wav"), entry("inverted.wav"), entry("none.wav"), entry("wet.wav"));

    assertThat(checks).extracting(EntryCheck::isUsable).containsExactly(true, true, false, true);
    assertThat(checks.get(0).warnings().getFirst()).contains("33 samples", "late", "put in line");
    assertThat(checks.get(1).warnings().getFirst()).contains("upside down");
    assertThat(checks.get(3).warnings()).isEmpty();
    assertThat(checks.get(2).errors().getFirst()).contains("none.wav does not exist");
  }

  @Test
  void each_knownAlignment_isNoError() throws IOException {
    write("late.wav", late(33, -1));

    assertThat(
            check(aligned(entry("late.wav"), new KnownAlignment(33.2, true))).getFirst().errors())
        .isEmpty();
    assertThat(
            check(aligned(entry("late.wav"), new KnownAlignment(33.2, false))).getFirst().errors())
        .singleElement()
        .asString()
        .contains("inverted polarity");
    assertThat(check(aligned(entry("late.wav"), new KnownAlignment(20, true))).getFirst().errors())
        .singleElement()
        .asString()
        .contains("13 samples");
  }

  @Test
  void each_fileCutShortAfterItsHeaderWasRead_isAnErrorOfItsEntry() throws IOException {
    Path cut = write("cut.wav", wet);
    try (RandomAccessFile file = new RandomAccessFile(cut.toFile(), "rw")) {
      file.setLength(1000);
    }

    assertThat(check(entry("cut.wav"), entry("wet.wav")))
        .extracting(EntryCheck::isUsable)
        .containsExactly(false, true);
  }
}
