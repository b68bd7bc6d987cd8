package io.gainprint.host.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Names that try to be code.
final class QuotingTest {
  @TempDir Path folder;

  static Stream<String> nastyNames() {
    return Stream.of(
        "\"; int system(const char *); //",
        "x\\",
        "x\\\"",
        "line\nnext\r\n#error injected",
        "*/ #error injected /*",
        "/* not closed",
        "??/\" ??= ??)",
        "%s%n %d",
        "\" . <urn:x> a <urn:y> . #",
        "\"\"\" ' '''",
        "> <urn:x",
        "$(rm -rf x) `x` ${x}",
        "Grüße 音 \uD83D\uDE00 \u202Etxt.exe",
        "half \uD83D pair",
        "tab\tnul\0bell\7del\u007f\u2028",
        "../../etc/passwd",
        "..",
        "",
        "   ",
        "x".repeat(5000));
  }

  @ParameterizedTest
  @MethodSource("nastyNames")
  void files_nastyName_saysTheNameAndNothingElse(String name) throws Exception {
    CProgram.assumeInstalled("gcc");
    PluginBundle bundle = PluginBundle.of(TestUnits.compressor(name, 1), ExportFormat.LADSPA);
    assertThat(bundle.folderName()).matches("[a-z][a-z0-9_]{0,47}-ladspa");
    CProgram.write(bundle, folder);
    Path source = folder.resolve("name.c");
    Files.writeString(
        source,
        """
        #include "ladspa.c"
        #include <stdio.h>
        int main(void) {
          const ladspa_plugin *plugin = ladspa_descriptor(0);
          fputs(plugin->name, stdout);
          return ladspa_descriptor(2) != NULL;
        }
        """,
        StandardCharsets.UTF_8);
    Path program = folder.resolve("name");
    CProgram.Run compiled =
        CProgram.run(
            List.of(
                "gcc",
                "-std=c99",
                "-trigraphs",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-O0",
                "-o",
                program.toString(),
                source.toString(),
                "-lm"));
    assertThat(compiled.exitCode()).as(compiled.output()).isZero();

    CProgram.Run run = CProgram.run(List.of(program.toString()));

    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).isEqualTo(Quoting.line(name));
  }

  /// As many statements as for a harmless name, and no error.
  @ParameterizedTest
  @MethodSource("nastyNames")
  void turtle_nastyName_addsNoStatement(String name) throws Exception {
    CProgram.assumeInstalled("sordi");
    for (String file : List.of("manifest.ttl", "plugin.ttl", "presets.ttl")) {
      List<String> statements = statements(name, file);
      assertThat(statements).hasSameSizeAs(statements("harmless", file));
      assertThat(statements).allMatch(statement -> statement.matches("(<urn:gainprint:|_:).*"));
    }
  }

  private List<String> statements(String name, String file) throws Exception {
    PluginBundle bundle = PluginBundle.of(TestUnits.compressor(name, 1), ExportFormat.LV2);
    CProgram.write(bundle, folder);
    CProgram.Run run =
        CProgram.run(List.of("sordi", "-o", "ntriples", folder.resolve(file).toString()));
    assertThat(run.exitCode()).as(run.output()).isZero();
    return run.output().lines().toList();
  }

  @ParameterizedTest
  @CsvSource({
    "LA-2A, la_2a",
    "'  Été 3!', ete_3",
    "2A3 Leveller, unit_2a3_leveller",
    "音, unit",
    "__a__b__, a_b"
  })
  void slug_name_isASymbol(String name, String slug) {
    assertThat(Quoting.slug(name)).isEqualTo(slug);
  }

  @Test
  void uri_otherNameOrPorts_isAnother() {
    String uri = uri(TestUnits.compressor("A b", 0));

    assertThat(uri(TestUnits.compressor("A b", 0))).isEqualTo(uri);
    assertThat(uri(TestUnits.compressor("A-b", 0))).isNotEqualTo(uri); // of the same slug
    assertThat(uri(TestUnits.compressor("A b", 2))).isNotEqualTo(uri); // with a latency port
    assertThat(uri(new ExportedUnit("A b", TestUnits.la2a().controls(), 0))).isNotEqualTo(uri);
  }

  private static String uri(ExportedUnit unit) {
    return PluginBundle.of(unit, ExportFormat.LV2).uris().getFirst();
  }
}
