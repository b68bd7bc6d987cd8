package io.gainprint.recordings;

import io.gainprint.recordings.OutputRefusedException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Writes files that are there whole or not at all.
///
/// The content goes to a hidden file in the target's folder, which is then moved onto the target.
/// When the content fails, or the virtual machine is told to stop, the hidden file is deleted and
/// the target stays as it was; content that is given time may end well before that. Only a killed
/// virtual machine or a power cut leaves a hidden file behind, named `.name.….part.ext`.
///
/// Safe for use by many threads.
public final class OutputFile {
  private OutputFile() {}

  /// What to do with a file that is there.
  public enum Overwrite {
    /// Refuse the output.
    REFUSE,
    /// Put the new file in its place.
    REPLACE
  }

  /// What a file is filled with.
  ///
  /// @param <T> what filling it yields
  @FunctionalInterface
  public interface Content<T> {
    /// Fills a file.
    ///
    /// @param file an empty file with the file-name extension of the target
    /// @return what the caller of [#write] gets
    /// @throws IOException if it fails; the file is then deleted
    T writeTo(Path file) throws IOException;
  }

  /// Writes a file; a symbolic link is followed, and stays.
  ///
  /// @param <T> what the content yields
  /// @param target the file
  /// @param overwrite what to do if it is there
  /// @param content fills the file; not called if the output is refused
  /// @return what the content yields
  /// @throws OutputRefusedException if the target is there and not to be replaced, is not a file,
  ///   or is in a folder that is missing or cannot be written to
  /// @throws CancellationException if the virtual machine is stopping already
  /// @throws IOException if the file system fails, or whatever `content` throws
  public static <T> T write(Path target, Overwrite overwrite, Content<T> content)
      throws IOException {
    return write(target, overwrite, Duration.ZERO, content);
  }

  /// Writes a file as [#write(Path, Overwrite, Content)] does, and while the virtual machine is
  /// stopping gives it some time to be finished. That holds the virtual machine up until then; to
  /// make the content come to its end is the caller's part.
  ///
  /// @param <T> what the content yields
  /// @param target the file
  /// @param overwrite what to do if it is there
  /// @param grace how long after the virtual machine was told to stop the file is given up, ≥ 0
  /// @param content fills the file, without creating it anew; not called if the output is refused
  /// @return what the content yields
  /// @throws OutputRefusedException if the target is there and not to be replaced, is not a file,
  ///   or is in a folder that is missing or cannot be written to
  /// @throws CancellationException if the virtual machine is stopping already
  /// @throws IOException if the file system fails, or whatever `content` throws
  public static <T> T write(Path target, Overwrite overwrite, Duration grace, Content<T> content)
      throws IOException {
    check(target, overwrite);
    Path file = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    try (PartFile part = PartFile.beside(file, grace)) {
      T result = content.writeTo(part.path());
      switch (overwrite) {
        case REFUSE -> moveOntoNothing(part.path(), target, file);
        case REPLACE -> moveOnto(part.path(), file);
      }
      return result;
    }
  }

  /// Checks that an output is none of the inputs, by whatever names and links they go.
  ///
  /// @param output the file to be written
  /// @param inputs the files to be read; missing ones are passed over
  /// @throws OutputRefusedException if it is one of them
  /// @throws IOException if the file system fails
  public static void checkNotInput(Path output, Path... inputs) throws IOException {
    if (Files.notExists(output)) {
      return;
    }
    for (Path input : inputs) {
      if (Files.exists(input) && Files.isSameFile(output, input)) {
        throw new OutputRefusedException(output, Reason.IS_AN_INPUT);
      }
    }
  }

  /// Checks what [#write] would refuse before it begins.
  ///
  /// @param target the file
  /// @param overwrite what to do if it is there
  /// @throws OutputRefusedException if the target is there and not to be replaced, is not a file,
  ///   or is in a folder that is missing
  public static void check(Path target, Overwrite overwrite) throws OutputRefusedException {
    if (target.getFileName() == null || (Files.exists(target) && !Files.isRegularFile(target))) {
      throw new OutputRefusedException(target, Reason.NOT_A_FILE);
    }
    if (overwrite == Overwrite.REFUSE && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new OutputRefusedException(target, Reason.EXISTS);
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new OutputRefusedException(target, Reason.FOLDER_MISSING);
    }
  }

  private static void moveOntoNothing(Path part, Path target, Path file) throws IOException {
    try {
      Files.move(part, file);
    } catch (FileAlreadyExistsException e) {
      // It has come to be there while the content was written.
      OutputRefusedException refusal = new OutputRefusedException(target, Reason.EXISTS);
      refusal.initCause(e);
      throw refusal;
    }
  }

  private static void moveOnto(Path part, Path file) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// A hidden file that is deleted when it is closed, or some time after the virtual machine was
  /// told to stop, unless it has been moved away.
  private static final class PartFile implements Closeable {
    private final Path path;
    private final Duration grace;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread deleteAtExit;

    private PartFile(Path path, Duration grace) {
      this.path = path;
      this.grace = grace;
      deleteAtExit = new Thread(this::deleteAfterGrace, "delete " + path.getFileName());
    }

    /// Makes an empty file; with the permissions of any new file, where a temporary one would be
    /// its owner's only.
    static PartFile beside(Path file, Duration grace) throws IOException {
      String name = String.valueOf(file.getFileName());
      int dot = name.lastIndexOf('.');
      String extension = dot > 0 ? name.substring(dot) : "";
      String partName = "." + name + "." + UUID.randomUUID() + ".part" + extension;
      PartFile part = new PartFile(file.resolveSibling(partName), grace);
      try {
        Runtime.getRuntime().addShutdownHook(part.deleteAtExit);
      } catch (IllegalStateException e) {
        CancellationException stopping =
            new CancellationException("the virtual machine is stopping: " + file);
        stopping.initCause(e);
        throw stopping;
      }
      try {
        Files.createFile(part.path);
      } catch (AccessDeniedException e) {
        part.close();
        OutputRefusedException refusal =
            new OutputRefusedException(file, Reason.FOLDER_NOT_WRITABLE);
        refusal.initCause(e);
        throw refusal;
      } catch (FileSystemException e) {
        part.close();
        throw new FileSystemException(file.toString(), null, e.getReason());
      } catch (IOException e) {
        part.close();
        throw e;
      }
      return part;
    }

    Path path() {
      return path;
    }

    @Override
    public void close() throws IOException {
      try {
        Runtime.getRuntime().removeShutdownHook(deleteAtExit);
      } catch (IllegalStateException e) {
        // The virtual machine is stopping, and the hook is at work.
      }
      try {
        Files.deleteIfExists(path);
      } finally {
        closed.countDown();
      }
    }

    private void deleteAfterGrace() {
      try {
        closed.await(grace.toNanos(), TimeUnit.NANOSECONDS);
        Files.deleteIfExists(path);
      } catch (IOException | InterruptedException e) {
        // Nobody is left to tell; the file's name says what it is. Nor does anybody interrupt.
      }
    }
  }
}
