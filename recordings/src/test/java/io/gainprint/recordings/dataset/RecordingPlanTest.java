package io.gainprint.recordings.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.ControlMap;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.dsp.unit.PublishedUnits;
import io.gainprint.recordings.ChannelChoice;
import io.gainprint.recordings.OutputFile.Overwrite;
import io.gainprint.recordings.OutputRefusedException;
import io.gainprint.recordings.Recording;
import io.gainprint.recordings.dataset.RecordingPlan.Names;
import io.gainprint.recordings.unit.FittedUnit;
import io.gainprint.recordings.unit.UnitModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordingPlanTest {
  private static final int RATE_HZ = 22_050;
  private static final Controls AT_60 = new Controls(Mode.COMPRESS, 60);
  private static final Controls AT_62 = new Controls(Mode.LIMIT, 62.5);
  private static final UnitModel NOISELESS = new FittedUnit("LA-2A", PublishedUnits.la2a(), 0);

  @TempDir Path folder;

  private static RecordingPlan plan(UnitModel unit, Names names, Controls... positions) {
    return new RecordingPlan(unit, List.of(positions), RATE_HZ, 1, 7, names);
  }

  private static Map<String, byte[]> contents(Path folder) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }

  @Test
  void record_manifest_isReadBackAsItWasMade() throws IOException {
    List<Path> written = new ArrayList<>();

    DataSet made =
        plan(NOISELESS, Names.MANIFEST, AT_60, AT_62)
            .record(folder, Overwrite.REFUSE, 2, written::add);

    assertThat(contents(folder))
        .containsOnlyKeys("dry.wav", "compress-60.wav", "limit-62.5.wav", "recordings.json");
    assertThat(written).hasSize(4).endsWith(folder.resolve("recordings.json"));
    assertThat(made.problems()).isEmpty();
    assertThat(DataSet.read(folder)).isEqualTo(made);
  }

  @Test
  void record_signalTrainNames_areReadBackAsTheyWereMade() throws IOException {
    DataSet made =
        plan(FittedUnit.la2a(), Names.SIGNALTRAIN, AT_60, AT_62)
            .record(folder, Overwrite.REFUSE, 1, _ -> {});

    assertThat(contents(folder))
        .containsOnlyKeys(
            "input_1_.wav", "target_1_LA-2A_1__0__60.wav", "target_1_LA-2A_1__1__62.5.wav");
    assertThat(DataSet.read(folder).problems()).isEmpty();
    assertThat(DataSet.read(folder).entries()).isEqualTo(made.entries());
  }

  /// The wet file is what the unit makes of the dry file, not of the programme before rounding.
  @Test
  void record_wet_isTheUnitsOutputForTheDryFile() throws IOException {
    DataSet made =
        plan(NOISELESS, Names.MANIFEST, AT_60).record(folder, Overwrite.REFUSE, 1, _ -> {});

    Entry entry = made.entries().getFirst();
    float[] dry = Recording.read(entry.dry(), new ChannelChoice.MixDown()).samples();
    float[] wet = Recording.read(entry.wet(), new ChannelChoice.MixDown()).samples();
    float[] expected = NOISELESS.render(dry, AT_60, RATE_HZ, 0);
    assertThat(wet).hasSize(RATE_HZ);
    for (int n = 0; n < wet.length; n++) {
      assertThat(wet[n]).isEqualTo((float) (Math.rint(expected[n] * 0x1p23) * 0x1p-23));
    }
  }

  @ParameterizedTest
  @EnumSource(Names.class)
  void record_isTheSameForAnyNumberOfThreads(Names names, @TempDir Path other) throws IOException {
    RecordingPlan plan = plan(FittedUnit.la2a(), names, AT_60, AT_62, new Controls(Mode.LIMIT, 90));

    plan.record(folder, Overwrite.REFUSE, 1, _ -> {});
    plan.record(other, Overwrite.REFUSE, 3, _ -> {});

    assertThat(contents(other)).usingRecursiveComparison().isEqualTo(contents(folder));
  }

  @Test
  void record_aPosition_hasTheSameNoiseWhicheverOthersAreMade(@TempDir Path other)
      throws IOException {
    plan(FittedUnit.la2a(), Names.MANIFEST, AT_60, AT_62)
        .record(folder, Overwrite.REFUSE, 1, _ -> {});
    plan(FittedUnit.la2a(), Names.MANIFEST, AT_62).record(other, Overwrite.REFUSE, 1, _ -> {});

    assertThat(other.resolve("limit-62.5.wav"))
        .hasSameBinaryContentAs(folder.resolve("limit-62.5.wav"));
  }

  @ParameterizedTest
  @EnumSource(Names.class)
  void record_whereAFileIs_writesNothing(Names names) throws IOException {
    RecordingPlan plan = plan(NOISELESS, names, AT_60, AT_62);
    plan.record(folder, Overwrite.REFUSE, 1, _ -> {});
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (!file.getFileName().toString().contains("62.5")) {
          Files.delete(file); // what is checked last alone is there
        }
      }
    }
    Map<String, byte[]> before = contents(folder);

    assertThatThrownBy(() -> plan.record(folder, Overwrite.REFUSE, 1, _ -> {}))
        .isInstanceOf(OutputRefusedException.class)
        .hasMessageContaining("62.5.wav exists already");

    assertThat(contents(folder)).usingRecursiveComparison().isEqualTo(before);
    plan.record(folder, Overwrite.REPLACE, 1, _ -> {});
    assertThat(DataSet.read(folder).entries()).hasSize(2);
  }

  @Test
  void record_positionThatTheUnitHasNot_writesNothing() {
    RecordingPlan plan = plan(NOISELESS, Names.MANIFEST, AT_60, new Controls(Mode.LIMIT, 20));

    assertThatThrownBy(() -> plan.record(folder, Overwrite.REFUSE, 1, _ -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("peak reduction 20.0 is outside");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void record_outputBeyondFullScale_isAWarning() throws IOException {
    // The programme peaks at −1 dBFS.
    UnitModel loud =
        new FittedUnit(
            "loud", ControlMap.of(Map.of(AT_60, new CompressorParameters(0, 1, 1, 100, 6))), 0);

    DataSet made = plan(loud, Names.MANIFEST, AT_60).record(folder, Overwrite.REFUSE, 1, _ -> {});

    assertThat(made.isWhole()).isTrue();
    assertThat(made.problems())
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.message())
                .contains("compress-60.wav is clipped", "turn the unit's gain down"));
  }

  @Test
  void record_fileSystemThatFails_isThatFailure() throws IOException {
    Files.createDirectory(folder.resolve("limit-62.5.wav"));

    assertThatThrownBy(() ->
            plan(NOISELESS, Names.MANIFEST, AT_60, AT_62)
                .record(folder, Overwrite.REPLACE, 2, _ -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("limit-62.5.wav is not a file");
  }

  @Test
  void plan_withoutPositionsOrWithOneTwice_isRefused() {
    assertThatThrownBy(() -> plan(NOISELESS, Names.MANIFEST))
        .hasMessageContaining("must not be empty");
    assertThatThrownBy(() -> plan(NOISELESS, Names.MANIFEST, AT_60, AT_60))
        .hasMessageContaining("must differ");
  }
}
