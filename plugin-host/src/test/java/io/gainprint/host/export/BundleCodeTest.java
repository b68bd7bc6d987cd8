package io.gainprint.host.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.ControlMap;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Interpolation;
import io.gainprint.dsp.unit.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Bundles, compiled.
final class BundleCodeTest {
  private static final List<String> SANITISED =
      List.of(
          "-O1",
          "-g",
          "-fsanitize=address,undefined",
          "-fno-sanitize-recover=all",
          "-fno-omit-frame-pointer");

  @TempDir Path folder;

  @BeforeEach
  void findCompiler() {
    CProgram.assumeInstalled("gcc");
  }

  private static List<String> strict(List<String> more) {
    List<String> flags = new ArrayList<>(CProgram.STRICT);
    flags.addAll(more);
    return flags;
  }

  @ParameterizedTest
  @CsvSource({"gcc, LV2", "gcc, LADSPA", "gcc, C", "clang, LV2", "clang, LADSPA", "clang, C"})
  void compile_everyUnit_hasNoWarning(String compiler, ExportFormat format) throws Exception {
    CProgram.assumeInstalled(compiler);
    List<ExportedUnit> units =
        List.of(
            TestUnits.la2a(),
            TestUnits.compressor("five", 3.5),
            new ExportedUnit("one mode", UnitControls.of(oneMode()), 0),
            new ExportedUnit("no knob", UnitControls.of(noKnob()), 0));
    for (ExportedUnit unit : units) {
      PluginBundle bundle = PluginBundle.of(unit, format);
      Path place = folder.resolve(bundle.folderName());
      CProgram.write(bundle, place);
      for (String source : bundle.sources()) {
        List<String> words = new ArrayList<>(List.of(compiler));
        words.addAll(strict(List.of("-O3", "-Wpedantic", "-c", "-o", "/dev/null")));
        words.add(place.resolve(source).toString());
        CProgram.Run run = CProgram.run(words);
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).isEmpty();
      }
    }
  }

  private static ControlMap oneMode() {
    return ControlMap.of(
        TestUnits.unevenMap(Interpolation.LINEAR).measurements().subList(0, 5),
        Interpolation.MONOTONE);
  }

  /// Both modes at one position.
  private static ControlMap noKnob() {
    return ControlMap.of(
        Map.of(
            new Controls(Mode.COMPRESS, 50),
            TestUnits.PARAMETERS,
            new Controls(Mode.LIMIT, 50),
            new CompressorParameters(-30, 20, 1, 90, 3)));
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void settings_anyPosition_areThoseOfTheMap(Interpolation interpolation) throws Exception {
    ControlMap map = TestUnits.unevenMap(interpolation);
    CProgram.write(
        PluginBundle.of(new ExportedUnit("x", UnitControls.of(map), 0), ExportFormat.C), folder);
    Path program = CProgram.compile("gcc", "settings.c", folder, strict(List.of()));
    for (Mode mode : Mode.values()) {
      double first = mode == Mode.LIMIT ? 30 : 10;
      double last = mode == Mode.LIMIT ? 100 : 90;
      for (double position : new double[] {first, 33.25, 40, 49.5, 50, 50.25, 61.125, 75, last}) {
        assertSettings(program, mode, position, 0.5, map.at(new Controls(mode, position)));
      }
      assertSettings(program, mode, -7, 0.5, map.at(new Controls(mode, first))); // brought in
      assertSettings(program, mode, 1e9, 0.5, map.at(new Controls(mode, last)));
    }
  }

  private static void assertSettings(
      Path program, Mode mode, double position, double gainDb, CompressorParameters expected)
      throws Exception {
    CProgram.Run run =
        CProgram.run(
            List.of(
                program.toString(), "" + position, mode == Mode.LIMIT ? "1" : "0", "" + gainDb));
    assertThat(run.exitCode()).isZero();
    double[] actual =
        Arrays.stream(run.output().strip().split(" ", -1))
            .mapToDouble(Double::parseDouble)
            .toArray();
    String at = mode + " " + position;
    assertThat(actual[0]).as(at).isCloseTo(expected.thresholdDb(), within(1e-12));
    // The core takes ratios below 1 for 1.
    assertThat(Math.max(1, actual[1])).as(at).isCloseTo(expected.ratio(), within(1e-12 * 100));
    assertThat(actual[2]).as(at).isCloseTo(expected.attackMs(), within(1e-12 * 100));
    assertThat(actual[3]).as(at).isCloseTo(expected.releaseMs(), within(1e-12 * 1000));
    assertThat(actual[4]).as(at).isCloseTo(expected.makeUpDb() + gainDb, within(1e-12));
  }

  @Test
  void settings_fiveParameters_areTheFittedOnesToTheLastBit() throws Exception {
    CProgram.write(PluginBundle.of(TestUnits.compressor("x", 0), ExportFormat.C), folder);
    Path program = CProgram.compile("gcc", "settings.c", folder, strict(List.of()));

    String output = CProgram.run(List.of(program.toString())).output();

    CompressorParameters p = TestUnits.PARAMETERS;
    assertThat(Arrays.stream(output.strip().split(" ", -1)).map(Double::valueOf))
        .containsExactly(p.thresholdDb(), p.ratio(), p.attackMs(), p.releaseMs(), p.makeUpDb());
    // Not a number, above the range, below it.
    String others = CProgram.run(List.of(program.toString(), "nan", "1e30", "-5")).output();
    assertThat(Arrays.stream(others.strip().split(" ", -1)).map(Double::valueOf))
        .containsExactly(p.thresholdDb(), 20.0, 0.1, p.releaseMs(), p.makeUpDb());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 2", "5, 3"})
  void run_hostWithoutMercy_staysWithinMemoryAndRecovers(double lookAheadMs, int seed)
      throws Exception {
    ExportedUnit unit =
        lookAheadMs > 0
            ? TestUnits.compressor("x", lookAheadMs)
            : new ExportedUnit(
                "x", UnitControls.of(TestUnits.unevenMap(Interpolation.MONOTONE)), 0);
    CProgram.write(PluginBundle.of(unit, ExportFormat.LV2), folder);
    Path program = CProgram.compile("gcc", "fuzz.c", folder, strict(SANITISED));

    CProgram.Run run = CProgram.run(List.of(program.toString(), "30", "" + seed));

    assertThat(run.output()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "LV2, lv2-abi.c, /usr/include/lv2/core/lv2.h",
    "LADSPA, ladspa-abi.c, /usr/include/ladspa.h"
  })
  void declarations_havePublishedLayout(ExportFormat format, String source, Path header)
      throws Exception {
    assumeTrue(Files.exists(header), () -> header + " is not installed");
    CProgram.write(PluginBundle.of(TestUnits.la2a(), format), folder);
    // Assertions are of C11.
    CProgram.compile(
        "gcc", source, folder, List.of("-std=c11", "-Wall", "-Werror", "-shared", "-fPIC"));
  }

  @Test
  void make_buildsInstallsAndCleans() throws Exception {
    CProgram.assumeInstalled("make");
    for (ExportFormat format : ExportFormat.values()) {
      PluginBundle bundle = PluginBundle.of(TestUnits.compressor("My Unit", 1), format);
      Path place = folder.resolve("source").resolve(bundle.folderName());
      Path target = folder.resolve("installed" + bundle.format());
      CProgram.write(bundle, place);
      CProgram.Run run =
          CProgram.run(
              List.of(
                  "make",
                  "-s",
                  "-C",
                  place.toString(),
                  "CC=gcc",
                  "CFLAGS=-O1 -Werror",
                  "install",
                  "LV2_FOLDER=" + target,
                  "LADSPA_FOLDER=" + target,
                  "PREFIX=" + target));
      assertThat(run.exitCode()).as(run.output()).isZero();
      try (var files = Files.walk(target)) {
        List<String> names = files.map(file -> String.valueOf(file.getFileName())).toList();
        assertThat(names).containsAll(bundle.products());
      }
    }
  }
}
