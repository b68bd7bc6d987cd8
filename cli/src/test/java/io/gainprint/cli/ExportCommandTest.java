package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExportCommandTest {
  @TempDir Path folder;

  private Path profile(String text) throws IOException {
    return Files.writeString(folder.resolve("unit.gainprint.json"), text);
  }

  private Path target() {
    return folder.resolve("out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lv2", "ladspa", "c"})
  void export_publishedUnit_writesSourceMakefileAndReadme(String format) {
    Invocation invocation =
        Invocation.of("export", "--unit=la2a", "--format", format, "-o", target());

    assertThat(invocation.exitCode()).isZero();
    assertThat(invocation.err()).isEmpty();
    assertThat(target().resolve("Makefile")).exists();
    assertThat(target().resolve("README.txt")).content().contains("LA-2A", "peak_reduction");
    assertThat(target().resolve("constants.h")).content().contains("#define GAINPRINT_MODES 2");
  }

  @Test
  void export_profileOfOneSetting_hasItsFiveParameters() throws IOException {
    String text = ProfileTexts.TWO_SETTINGS;
    int second = text.indexOf(",\n    { \"controls\": { \"peakReduction\": 60");
    String one = text.substring(0, second) + text.substring(text.indexOf(" ],", second));

    assertThat(Invocation.of("export", "--profile", profile(one), "-o", target()).exitCode())
        .isZero();

    assertThat(target().resolve("plugin.ttl"))
        .content()
        .contains("\"threshold\"", "lv2:default -20.0 ", "lv2:default 100.0 ")
        .doesNotContain("peak_reduction");
  }

  @Test
  void export_nameAndInterpolationAndLevels_areUsed() throws IOException {
    String known = "\"calibration\": { \"inputLevelDbu\": 10 }, \"settings\"";
    Path profile = profile(ProfileTexts.TWO_SETTINGS.replace("\"settings\"", known));

    Invocation invocation =
        Invocation.of(
            "export", "-p", profile, "--name=Other", "--input-level-dbu=4", "-o", target());

    assertThat(invocation.exitCode()).as(invocation.err()).isZero();
    assertThat(target().resolve("constants.h")).content().contains("\"Other\"", "{50.0, -14.0, ");
  }

  @Test
  void export_json_saysWhatWasWritten() {
    Invocation invocation = Invocation.of("export", "--unit=la2a", "-o", target(), "--json");

    assertThat(invocation.out())
        .contains("\"format\" : \"lv2\"", "\"built\" : false", target().toString(), ":stereo\"");
  }

  @Test
  void export_existing_needsForceAndNeverTakesAnothersFolder() throws IOException {
    Object[] args = {"export", "--unit=la2a", "-o", target()};
    assertThat(Invocation.of(args).exitCode()).isZero();
    assertThat(Invocation.of(args).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(Invocation.of("export", "--unit=la2a", "-o", target(), "--force").exitCode())
        .isZero();

    Files.writeString(target().resolve("mine.txt"), "mine");
    Invocation refused = Invocation.of("export", "--unit=la2a", "-o", target(), "--force");

    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("mine.txt").hasLineCount(1);
    assertThat(target().resolve("mine.txt")).hasContent("mine");
  }

  @Test
  void export_badUsage_isOneLine() throws IOException {
    List<Invocation> refused =
        List.of(
            Invocation.of("export", "--unit=1176", "-o", target()),
            Invocation.of("export", "--unit=la2a", "--format=c", "--install"),
            Invocation.of("export", "--unit=la2a", "--input-level-dbu=4", "-o", target()),
            Invocation.of("export", "--unit=la2a", "-o", folder.resolve("none/out")),
            Invocation.of(
                "export",
                "-o",
                target(),
                "-p",
                profile(ProfileTexts.TWO_SETTINGS.replace("\"ratio\": 8", "\"ratio\": 1e9"))));
    for (Invocation invocation : refused) {
      assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(ExitCode.USAGE);
      assertThat(invocation.err()).hasLineCount(1);
    }
    assertThat(target()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lv2", "ladspa"})
  void install_format_goesToTheUsersFolder(String format) throws Exception {
    NativeTool.assumeInstalled("cc");
    Process process =
        Invocation.process(
                List.of("-Duser.home=" + folder),
                "export",
                "--unit=la2a",
                "--install",
                "--format",
                format)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();

    Path installed =
        folder.resolve(format.equals("lv2") ? ".lv2/la_2a.lv2/plugin.so" : ".ladspa/la_2a.so");
    assertThat(installed).exists();
  }
}
