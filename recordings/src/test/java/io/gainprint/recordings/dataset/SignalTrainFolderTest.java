package io.gainprint.recordings.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.recordings.PairFinding.Severity;
import io.gainprint.recordings.SoundFormat.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTrainFolderTest {
  @TempDir Path folder;

  private Path take(String name) throws IOException {
    return Takes.write(folder.resolve(name));
  }

  /// The folders and names of release 1.1, with several takes of one setting and both of its
  /// encodings.
  @Test
  void read_theReleasesFolders_findsEveryPair() throws IOException {
    Takes.write(folder.resolve("Train/input_138_.wav"), 44_100, Encoding.FLOAT_32);
    Takes.write(folder.resolve("Train/target_138_LA2A_2c__0__0.wav"), 44_100, Encoding.FLOAT_32);
    take("Train/input_158_.wav");
    take("Train/target_158_LA2A_3c__0__100.wav");
    take("Val/input_222_.wav");
    take("Val/target_222_LA2A_3c__0__100.wav");
    take("Test/input_235_.wav");
    take("Test/target_235_LA2A_3c__1__65.wav");
    Files.writeString(folder.resolve("README.txt"), "by hand");
    Files.writeString(folder.resolve(".DS_Store"), "");

    DataSet set = DataSet.read(folder);

    assertThat(set.problems()).isEmpty();
    assertThat(set.isWhole()).isTrue();
    assertThat(set.unit()).isEqualTo("LA2A");
    assertThat(set.entries())
        .containsExactly(
            entry("Test", 235, "3c__1__65", new Controls(Mode.LIMIT, 65)),
            entry("Train", 138, "2c__0__0", new Controls(Mode.COMPRESS, 0)),
            entry("Train", 158, "3c__0__100", new Controls(Mode.COMPRESS, 100)),
            entry("Val", 222, "3c__0__100", new Controls(Mode.COMPRESS, 100)));
  }

  private Entry entry(String part, int number, String setting, Controls controls) {
    String target = "target_%d_LA2A_%s".formatted(number, setting);
    return Entry.of(
        part + "/" + target,
        folder.resolve(part).resolve("input_%d_.wav".formatted(number)),
        folder.resolve(part).resolve(target + ".wav"),
        controls);
  }

  @Test
  void read_oneDryOfManyWets_isShared() throws IOException {
    Path dry = take("input_1_.wav");
    take("target_1_LA2A_3c__0__40.wav");
    take("target_1_LA2A_3c__0__45.wav");

    assertThat(DataSet.read(folder).entries())
        .hasSize(2)
        .allSatisfy(entry -> assertThat(entry.dry()).isEqualTo(dry));
  }

  @Test
  void read_halfFinishedFolder_namesEachFileAndKeepsTheRest() throws IOException {
    take("input_1_.wav");
    take("target_1_LA2A_3c__0__40.wav");
    Path noDry = take("target_2_LA2A_3c__0__45.wav");
    Path noWet = take("input_3_.wav");
    Path wrongName = take("target_1_LA2A_3c_0_50.wav");
    Path empty = Files.createFile(folder.resolve("target_1_LA2A_3c__0__55.wav"));
    Path unfinished = take(".target_1_LA2A_3c__0__60.wav.0a1b.part.wav");

    DataSet set = DataSet.read(folder);

    assertThat(set.entries()).extracting(Entry::id).containsExactly("target_1_LA2A_3c__0__40");
    assertThat(set.isWhole()).isFalse();
    assertProblem(set, Severity.ERROR, noDry, "has no dry recording input_2_.wav beside it");
    assertProblem(set, Severity.WARNING, noWet, "has no wet recording beside it");
    assertProblem(set, Severity.ERROR, wrongName, "rename it", "target_NUMBER_UNIT_VERSION");
    assertProblem(set, Severity.ERROR, empty, "is empty", "left out: target_1_LA2A_3c__0__55");
    assertProblem(set, Severity.WARNING, unfinished, "interrupted", "delete it");
    assertThat(set.problems()).hasSize(5);
  }

  private static void assertProblem(DataSet set, Severity severity, Path file, String... words) {
    assertThat(set.problems())
        .filteredOn(problem -> problem.file().equals(file))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.severity()).isEqualTo(severity);
          assertThat(problem.message()).startsWith(file.toString()).contains(words);
        });
  }

  @Test
  void read_twoRates_leavesOutTheRarer() throws IOException {
    take("input_1_.wav");
    take("target_1_LA2A_3c__0__40.wav");
    take("target_1_LA2A_3c__0__45.wav");
    Takes.write(folder.resolve("input_0_.wav"), 48_000, Encoding.PCM_24);
    Path odd = folder.resolve("target_0_LA2A_3c__0__35.wav");
    Takes.write(odd, 48_000, Encoding.PCM_24);

    DataSet set = DataSet.read(folder);

    assertThat(set.entries()).hasSize(2);
    assertProblem(set, Severity.ERROR, odd, "has 48000 Hz", "44100 Hz", "record it again");
  }

  @Test
  void read_dryAndWetOfTwoRates_leavesOutThePair() throws IOException {
    take("input_1_.wav");
    Path wet = folder.resolve("target_1_LA2A_3c__0__40.wav");
    Takes.write(wet, 48_000, Encoding.PCM_24);
    take("target_1_LA2A_3c__0__45.wav");

    DataSet set = DataSet.read(folder);

    assertThat(set.entries()).extracting(Entry::id).containsExactly("target_1_LA2A_3c__0__45");
    assertProblem(set, Severity.ERROR, wet, "48000 Hz", "input_1_.wav 44100 Hz", "resample");
  }

  @Test
  void read_twoUnits_leavesOutTheRarer() throws IOException {
    take("input_1_.wav");
    take("target_1_1176_a__0__40.wav");
    take("target_1_LA2A_3c__0__40.wav");
    take("target_1_LA2A_3c__0__45.wav");

    DataSet set = DataSet.read(folder);

    assertThat(set.unit()).isEqualTo("LA2A");
    assertThat(set.entries()).hasSize(2);
    assertThat(set.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("behind 1176", "behind LA2A"));
  }

  @Test
  void read_damagedDry_namesItOnceWithTheEntriesItTakesAlong() throws IOException {
    Path dry = Files.writeString(folder.resolve("input_1_.wav"), "no sound at all");
    for (int knob = 40; knob <= 60; knob += 5) {
      take("target_1_LA2A_3c__0__%d.wav".formatted(knob));
    }

    DataSet set = DataSet.read(folder);

    assertThat(set.entries()).isEmpty();
    assertProblem(set, Severity.ERROR, dry, "__40, ", "__50 and 2 more");
    assertThat(set.problems()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"notes.txt", "recordings/deeper/input_1_.wav"})
  void read_folderWithoutRecordings_isRefused(String only) throws IOException {
    take(only.replace("txt", "wav")).toFile().renameTo(folder.resolve(only).toFile());

    assertThatThrownBy(() -> DataSet.read(folder))
        .isInstanceOf(DataSetException.class)
        .hasMessageStartingWith(folder + " holds no recordings");
  }

  @Test
  void read_missingFolder_isRefused() {
    assertThatThrownBy(() -> DataSet.read(folder.resolve("none")))
        .isInstanceOf(DataSetException.class)
        .hasMessageContaining("none does not exist");
  }

  @ParameterizedTest
  @CsvSource({
    "input_158_.wav",
    "input_0_.wav",
    "target_158_LA2A_3c__0__100.wav",
    "target_158_LA2A_3c__1__0.wav",
    "target_1_LA-2A_demo__1__62.5.wav"
  })
  void name_isReadAsItIsWritten(String name) {
    assertThat(SignalTrainName.of(name).orElseThrow().fileName()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input_158.wav",
        "input__.wav",
        "input_-1_.wav",
        "input_1_.aiff",
        "input_9999999999_.wav",
        "target_158_LA2A_3c__2__100.wav",
        "target_158_LA2A_3c__0__101.wav",
        "target_158_LA2A_3c__0__.wav",
        "target_158_LA2A__0__100.wav",
        "target_158_3c__0__100.wav",
        "Target 158 LA2A 3c 0 100.wav",
        "target_158_LA2A_3c__0__100.wav.bak"
      })
  void name_thatIsNone_isNotRead(String name) {
    assertThat(SignalTrainName.of(name)).isEmpty();
  }

  @Test
  void wet_wordsThatCouldNotBeReadBack_areRefused() {
    Controls controls = new Controls(Mode.LIMIT, 50);
    for (List<String> words : List.of(List.of("LA_2A", "3c"), List.of("LA2A", ""))) {
      assertThatThrownBy(
              () -> new SignalTrainName.Wet(1, words.getFirst(), words.getLast(), controls))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
