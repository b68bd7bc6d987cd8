package io.gainprint.recordings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.gainprint.recordings.OutputFile.Overwrite;
import io.gainprint.recordings.OutputRefusedException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void write_newFile_isThereWithWhatTheContentYields(Overwrite overwrite) throws IOException {
    Path target = folder.resolve("out.wav");
    int yielded =
        OutputFile.write(
            target,
            overwrite,
            part -> {
              assertThat(target).doesNotExist();
              Files.writeString(part, "new");
              return 7;
            });
    assertThat(yielded).isEqualTo(7);
    assertOnlyFile(target, "new");
  }

  @Test
  void write_newFile_isFilledHiddenBesideTheTargetWithItsExtension() throws IOException {
    Path part = OutputFile.write(folder.resolve("out.take.wav"), Overwrite.REFUSE, path -> path);
    assertThat(part.getParent()).isEqualTo(folder);
    assertThat(part.getFileName().toString()).startsWith(".out.take.wav.").endsWith(".part.wav");
  }

  @Test
  void write_existingFileAndReplace_isReplaced() throws IOException {
    Path target = Files.writeString(folder.resolve("out.wav"), "a longer old one");
    OutputFile.write(target, Overwrite.REPLACE, part -> Files.writeString(part, "new"));
    assertOnlyFile(target, "new");
  }

  @Test
  void write_existingFileAndRefuse_isRefusedBeforeTheContent() throws IOException {
    Path target = Files.writeString(folder.resolve("out.wav"), "old");
    assertRefused(target, Overwrite.REFUSE, Reason.EXISTS, "exists already");
    assertOnlyFile(target, "old");
  }

  @Test
  void write_fileThatAppearsMeanwhileAndRefuse_isKept() throws IOException {
    Path target = folder.resolve("out.wav");
    assertThatExceptionOfType(OutputRefusedException.class)
        .isThrownBy(() ->
            OutputFile.write(
                target,
                Overwrite.REFUSE,
                part -> {
                  Files.writeString(part, "new");
                  return Files.writeString(target, "other");
                }))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.EXISTS));
    assertOnlyFile(target, "other");
  }

  @Test
  void write_failingContent_leavesTheOldFileAndNoOther() throws IOException {
    Path target = Files.writeString(folder.resolve("out.wav"), "old");
    IOException failure = new IOException("disk full");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() ->
            OutputFile.write(
                target,
                Overwrite.REPLACE,
                part -> {
                  Files.writeString(part, "half");
                  throw failure;
                }))
        .isSameAs(failure);
    assertOnlyFile(target, "old");
  }

  @Test
  void write_symbolicLinkAndReplace_replacesTheFileAndKeepsTheLink() throws IOException {
    Path file = Files.writeString(folder.resolve("real.wav"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.wav"), file);
    OutputFile.write(link, Overwrite.REPLACE, part -> Files.writeString(part, "new"));
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void write_newFile_hasThePermissionsOfAnyNewFile() throws IOException {
    Path target = folder.resolve("out.wav");
    OutputFile.write(target, Overwrite.REFUSE, part -> part);
    Path ordinary = Files.createFile(folder.resolve("ordinary.wav"));
    assertThat(Files.getPosixFilePermissions(target))
        .isEqualTo(Files.getPosixFilePermissions(ordinary));
  }

  @Test
  void write_missingFolder_isRefused() {
    assertRefused(
        folder.resolve("none").resolve("out.wav"),
        Overwrite.REPLACE,
        Reason.FOLDER_MISSING,
        "folder that does not exist");
  }

  @Test
  void write_folderOrNoName_isRefused() {
    assertRefused(folder, Overwrite.REPLACE, Reason.NOT_A_FILE, "is not a file");
    Path root = folder.getRoot();
    assertRefused(root, Overwrite.REFUSE, Reason.NOT_A_FILE, "is not a file");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void write_device_isRefusedRatherThanReplaced() {
    assertRefused(Path.of("/dev/null"), Overwrite.REPLACE, Reason.NOT_A_FILE, "is not a file");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void write_folderNotWritable_isRefused() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(closed), "permissions do not bind root");
    assertRefused(
        closed.resolve("out.wav"),
        Overwrite.REPLACE,
        Reason.FOLDER_NOT_WRITABLE,
        "cannot be written to");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT0.2S"})
  @DisabledOnOs(OS.WINDOWS) // there, a process cannot be asked to stop
  @Timeout(60)
  void write_virtualMachineToldToStop_leavesTheOldFileAndNoOther(String grace) throws Exception {
    assertThat(stopped(Endless.class, grace)).isEmpty();
    assertOnlyFile(folder.resolve("out.wav"), "old");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @Timeout(60)
  void write_virtualMachineToldToStop_letsContentEndInItsTime() throws Exception {
    assertThat(stopped(Finishing.class, "PT30S")).isEmpty();
    assertOnlyFile(folder.resolve("out.wav"), "finished");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @Timeout(60)
  void write_virtualMachineStoppingAlready_refusesToBegin() throws Exception {
    assertThat(stopped(Late.class, "PT30S")).startsWith("java.util.concurrent.CancellationExc");
    assertOnlyFile(folder.resolve("out.wav"), "old");
  }

  /// Runs a program in a process of its own on a file that is there, and tells it to stop half-way.
  ///
  /// @return what it said after that
  private String stopped(Class<?> program, String grace) throws Exception {
    Path target = Files.writeString(folder.resolve("out.wav"), "old");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                codeOf(OutputFile.class) + System.getProperty("path.separator") + codeOf(program),
                program.getName(),
                target.toString(),
                grace)
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = process.inputReader(UTF_8)) {
      assertThat(output.readLine()).isEqualTo("half-way");
      process.toHandle().destroy(); // unlike its own, leaves the streams open
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      return output.lines().collect(Collectors.joining());
    } finally {
      process.destroyForcibly();
    }
  }

  /// Writes a file without end, and says so.
  static final class Endless {
    private Endless() {}

    static void main(String[] arguments) throws IOException {
      OutputFile.write(
          Path.of(arguments[0]),
          Overwrite.REPLACE,
          Duration.parse(arguments[1]),
          part -> {
            Files.writeString(part, "half");
            System.out.println("half-way");
            new Semaphore(0).acquireUninterruptibly();
            return part;
          });
    }
  }

  /// Writes a file, the second half after the virtual machine was told to stop.
  static final class Finishing {
    private Finishing() {}

    static void main(String[] arguments) throws IOException {
      Semaphore told = new Semaphore(0);
      Runtime.getRuntime().addShutdownHook(new Thread(told::release));
      OutputFile.write(
          Path.of(arguments[0]),
          Overwrite.REPLACE,
          Duration.parse(arguments[1]),
          part -> {
            Files.writeString(part, "half");
            System.out.println("half-way");
            told.acquireUninterruptibly();
            return Files.writeString(part, "finished");
          });
    }
  }

  /// Begins a file after the virtual machine was told to stop, and says what comes of it.
  static final class Late {
    private Late() {}

    static void main(String[] arguments) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> write(arguments)));
      System.out.println("half-way");
      new Semaphore(0).acquireUninterruptibly();
    }

    private static void write(String[] arguments) {
      try {
        OutputFile.write(
            Path.of(arguments[0]),
            Overwrite.REPLACE,
            Duration.parse(arguments[1]),
            part -> Files.writeString(part, "late"));
      } catch (IOException | IllegalStateException e) {
        System.out.println(e);
      }
    }
  }

  @Test
  void checkNotInput_sameFileByAnyName_isRefused() throws IOException {
    Path input = Files.writeString(folder.resolve("in.wav"), "in");
    Path other = Files.writeString(folder.resolve("other.wav"), "in");
    Path symbolic = Files.createSymbolicLink(folder.resolve("symbolic.wav"), input);
    Path hard = Files.createLink(folder.resolve("hard.wav"), input);
    Path roundabout = folder.resolve("..").resolve(folder.getFileName()).resolve("in.wav");
    for (Path output : List.of(input, symbolic, hard, roundabout)) {
      assertThatExceptionOfType(OutputRefusedException.class)
          .isThrownBy(() -> OutputFile.checkNotInput(output, other, input))
          .withMessageStartingWith(output + " is one of the inputs")
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.IS_AN_INPUT));
    }
  }

  @Test
  void checkNotInput_otherOrMissingFiles_passes() throws IOException {
    Path input = Files.writeString(folder.resolve("in.wav"), "same content");
    Path output = Files.writeString(folder.resolve("out.wav"), "same content");
    OutputFile.checkNotInput(output, input, folder.resolve("missing.wav"));
    OutputFile.checkNotInput(folder.resolve("new.wav"), input);
    assertThat(filesIn(folder)).containsExactlyInAnyOrder(input, output);
  }

  private static void assertRefused(
      Path target, Overwrite overwrite, Reason reason, String message) {
    assertThatExceptionOfType(OutputRefusedException.class)
        .isThrownBy(() ->
            OutputFile.write(
                target,
                overwrite,
                part -> {
                  throw new AssertionError("the content was asked for " + part);
                }))
        .withMessageStartingWith(target + " ")
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private void assertOnlyFile(Path target, String content) throws IOException {
    assertThat(target).hasContent(content);
    assertThat(filesIn(folder)).containsExactly(target);
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static Path codeOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
