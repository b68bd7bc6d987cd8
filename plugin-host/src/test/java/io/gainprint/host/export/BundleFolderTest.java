package io.gainprint.host.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundleFolderTest {
  @TempDir Path place;

  private final PluginBundle bundle =
      PluginBundle.of(TestUnits.compressor("x", 0), ExportFormat.LV2);

  private Path folder() {
    return place.resolve("x.lv2");
  }

  private Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList().stream();
    }
  }

  @Test
  void write_newFolder_holdsTheBundleAndNothingIsLeftBeside() throws IOException {
    BundleFolder.write(bundle, folder(), false, null);

    for (var file : bundle.files().entrySet()) {
      assertThat(folder().resolve(file.getKey())).hasContent(file.getValue());
    }
    assertThat(names(place)).containsExactly("x.lv2");
  }

  @Test
  void write_existing_isRefusedUnlessForced() throws IOException {
    BundleFolder.write(bundle, folder(), false, null);
    Files.writeString(folder().resolve("plugin.so"), "as make leaves it");

    assertThatThrownBy(() -> BundleFolder.write(bundle, folder(), false, null))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("--force");
    BundleFolder.write(bundle, folder(), true, null);

    assertThat(folder().resolve("plugin.so")).doesNotExist();
    assertThat(names(place)).containsExactly("x.lv2");
  }

  @Test
  void write_somebodysFolder_isNeverReplaced() throws IOException {
    Files.createDirectory(folder());
    Path precious = Files.writeString(folder().resolve("README.txt"), "precious");

    assertThatThrownBy(() -> BundleFolder.write(bundle, folder(), true, null))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("not written by gainprint export");

    assertThat(precious).hasContent("precious");
    assertThat(names(place)).containsExactly("x.lv2");
  }

  @Test
  void write_foreignFileOrFolderOrLink_isNeverReplaced() throws IOException {
    BundleFolder.write(bundle, folder(), false, null);
    Path precious = Files.writeString(folder().resolve("notes.txt"), "precious");
    assertThatThrownBy(() -> BundleFolder.check(folder(), true)).hasMessageContaining("notes.txt");
    Files.delete(precious);
    Files.delete(folder().resolve("README.txt"));
    Files.createDirectory(folder().resolve("README.txt"));
    assertThatThrownBy(() -> BundleFolder.check(folder(), true)).hasMessageContaining("README.txt");
    Files.delete(folder().resolve("README.txt"));
    Path link = Files.createSymbolicLink(place.resolve("link"), folder());
    assertThatThrownBy(() -> BundleFolder.check(link, true)).hasMessageContaining("no folder");
  }

  @Test
  void write_failingCompiler_leavesTheOldBundle() throws IOException {
    BundleFolder.write(bundle, folder(), false, null);
    Path broken = place.resolve("broken-cc");
    Files.writeString(broken, "#!/bin/sh\necho 'no such luck' >&2\nexit 3\n");
    assertThat(broken.toFile().setExecutable(true)).isTrue();
    NativeCompiler compiler = NativeCompiler.of(Map.of("CC", broken.toString()));

    assertThatThrownBy(() -> BundleFolder.write(bundle, folder(), true, compiler))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("exit code 3")
        .hasMessageContaining("no such luck");

    assertThat(folder().resolve("lv2.c")).hasContent(bundle.files().get("lv2.c"));
    assertThat(names(place)).containsExactlyInAnyOrder("x.lv2", "broken-cc");
  }

  @Test
  void write_nowhere_isRefused() {
    assertThatThrownBy(() -> BundleFolder.write(bundle, place.resolve("none/x.lv2"), false, null))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("no folder to put it in");
  }

  @Test
  void compiler_missing_isSaid() {
    assertThatThrownBy(() -> NativeCompiler.of(Map.of("PATH", place.toString())))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("no C compiler (cc, gcc, clang)");
    assertThatThrownBy(() -> NativeCompiler.of(Map.of("CC", "nocc", "PATH", "/usr/bin")))
        .hasMessageContaining("no compiler nocc");
  }

  @Test
  void installFile_somebodysLibrary_isNeverReplaced() throws IOException {
    Path source = Files.writeString(place.resolve("new.so"), "gainprint export: ladspa 2");
    Path target = Files.writeString(place.resolve("x.so"), "somebody's");
    assertThatThrownBy(() -> BundleFolder.installFile(source, target, false))
        .hasMessageContaining("--force");
    assertThatThrownBy(() -> BundleFolder.installFile(source, target, true))
        .hasMessageContaining("no plugin of Gainprint");
    assertThat(target).hasContent("somebody's");

    Files.writeString(target, "gainprint export: ladspa 1");
    BundleFolder.installFile(source, target, true);

    assertThat(target).hasContent("gainprint export: ladspa 2");
    assertThat(names(place)).containsExactlyInAnyOrder("new.so", "x.so");
  }
}
