package io.gainprint.host.export;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Folders of bundles, which are there whole or not at all.
///
/// A bundle is made in a hidden folder beside its own, which is then moved into place. A file
/// `.gainprint` in each lists its files. Only a folder with that list, and with nothing in it that
/// the list leaves out, is ever replaced.
public final class BundleFolder {
  private static final String LIST = ".gainprint";
  private static final String FIRST_LINE = "gainprint export";

  private BundleFolder() {}

  /// Checks what [#write] would refuse before it begins.
  ///
  /// @param folder the folder to be written
  /// @param isReplacing whether a bundle of ours that is there may be replaced
  /// @throws ExportException if the folder could not be written
  /// @throws IOException if the file system fails
  public static void check(Path folder, boolean isReplacing) throws IOException {
    Path parent = folder.toAbsolutePath().normalize().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new ExportException("there is no folder to put it in: " + folder);
    }
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!isReplacing) {
      throw new ExportException(folder + " exists; --force replaces a bundle");
    }
    String foreign = foreign(folder);
    if (foreign != null) {
      throw new ExportException("%s is not replaced: %s".formatted(folder, foreign));
    }
  }

  /// Writes a bundle.
  ///
  /// @param bundle its files
  /// @param folder the folder to be written
  /// @param isReplacing whether a bundle of ours that is there may be replaced
  /// @param compiler compiles it; nothing is compiled if left out
  /// @throws ExportException if the folder could not be written, or the compiler reports an error
  /// @throws IOException if the file system fails; the folder is then as it was
  public static void write(
      PluginBundle bundle, Path folder, boolean isReplacing, @Nullable NativeCompiler compiler)
      throws IOException {
    check(folder, isReplacing);
    Path target = folder.toAbsolutePath().normalize();
    Path part = hidden(target, "part");
    Thread deleteAtExit = new Thread(() -> deleteQuietly(part), "delete " + part);
    Runtime.getRuntime().addShutdownHook(deleteAtExit);
    try {
      Files.createDirectory(part);
      for (var file : bundle.files().entrySet()) {
        Files.writeString(part.resolve(file.getKey()), file.getValue());
      }
      if (compiler != null) {
        compiler.compile(bundle, part);
      }
      Set<String> names = new TreeSet<>(bundle.files().keySet());
      names.addAll(bundle.products());
      Files.writeString(part.resolve(LIST), FIRST_LINE + "\n" + String.join("\n", names) + "\n");
      moveIntoPlace(part, target, isReplacing);
    } finally {
      deleteQuietly(part);
      removeHook(deleteAtExit);
    }
  }

  private static void moveIntoPlace(Path part, Path target, boolean isReplacing)
      throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(part, target);
      return;
    }
    check(target, isReplacing); // it may have come, or got other files, meanwhile
    Path old = hidden(target, "old");
    Files.move(target, old);
    try {
      Files.move(part, target);
    } catch (IOException e) {
      Files.move(old, target);
      throw e;
    }
    delete(old);
  }

  /// Checks what [#installFile] would refuse before it begins.
  ///
  /// @param target where the file goes
  /// @param isReplacing whether a library of ours that is there may be replaced
  /// @throws ExportException if another file is in the way
  /// @throws IOException if the file system fails
  public static void checkFile(Path target, boolean isReplacing) throws IOException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      if (!isReplacing) {
        throw new ExportException(target + " exists; --force replaces a plugin of Gainprint");
      }
      if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
          || indexOf(Files.readAllBytes(target), LadspaPorts.MAKER_BYTES) < 0) {
        throw new ExportException(target + " is not replaced: it is no plugin of Gainprint");
      }
    }
  }

  /// Writes a single file into a folder that others share.
  ///
  /// @param source the file
  /// @param target where it goes; its folder is made if missing
  /// @param isReplacing whether a library of ours that is there may be replaced
  /// @throws ExportException if another file is in the way
  /// @throws IOException if the file system fails
  public static void installFile(Path source, Path target, boolean isReplacing) throws IOException {
    Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    checkFile(target, isReplacing);
    Path part = hidden(target.toAbsolutePath(), "part");
    try {
      Files.copy(source, part);
      if (isReplacing) {
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.move(part, target);
      }
    } catch (FileAlreadyExistsException e) {
      ExportException refusal = new ExportException(target + " exists");
      refusal.initCause(e);
      throw refusal;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static int indexOf(byte[] in, byte[] what) {
    for (int i = 0; i + what.length <= in.length; i++) {
      int k = 0;
      while (k < what.length && in[i + k] == what[k]) {
        k++;
      }
      if (k == what.length) {
        return i;
      }
    }
    return -1;
  }

  /// Why a folder is not ours to replace; null if it is.
  private static @Nullable String foreign(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return "it is no folder";
    }
    Path list = folder.resolve(LIST);
    if (!Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
      return "it was not written by gainprint export";
    }
    List<String> lines = Files.readAllLines(list);
    if (lines.isEmpty() || !lines.getFirst().equals(FIRST_LINE)) {
      return "it was not written by gainprint export";
    }
    Set<String> known = lines.stream().skip(1).collect(Collectors.toSet());
    known.add(LIST);
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        String name = String.valueOf(entry.getFileName());
        if (!known.contains(name) || Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          return "it holds " + name + ", which gainprint export did not write";
        }
      }
    }
    return null;
  }

  private static Path hidden(Path target, String ending) {
    return target.resolveSibling(
        ".%s.%s.%s".formatted(target.getFileName(), UUID.randomUUID(), ending));
  }

  /// Deletes a folder that holds only files.
  ///
  /// @param folder the folder; nothing happens if it is not there
  /// @throws IOException if the file system fails
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        Files.delete(entry);
      }
    }
    Files.delete(folder);
  }

  private static void deleteQuietly(Path folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      // Nothing more can be done about it; the folder's name says what it is.
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The virtual machine is stopping, and the hook is at work.
    }
  }
}
