package io.gainprint.recordings;

import io.gainprint.recordings.wave.StoredChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a sound file holds besides its samples and their description, to be copied to another file
/// of the same kind: the broadcast extension `bext`, `LIST`, `iXML`, `cue `, markers, whatever it
/// is called.
///
/// Chunks are copied byte for byte, on the side of the sound where they were, from the file they
/// stand in, which must still be open; a file may hold any amount. Not carried are those that
/// describe the samples (`fmt `, `fact`, `ds64`; `COMM`, `FVER`), room (`JUNK`, `PAD `, `FLLR`),
/// and those that list the levels of the old ones (`PEAK`, `levl`).
///
/// One thread at a time, the one that reads the file.
public final class CarriedChunks {
  /// Nothing to carry.
  public static final CarriedChunks NONE = new CarriedChunks(null, List.of(), List.of());

  private static final Set<String> OF_THE_SAMPLES =
      Set.of(
          "fmt ", "fact", "data", "ds64", "JUNK", "junk", "PAD ", "pad ", "FLLR", "PEAK", "levl",
          "COMM", "FVER", "SSND");

  /// Where the first chunk begins.
  private static final int FIRST = 12;

  /// More than any program writes: a file with more is damaged, and the rest is left.
  private static final int MOST_CHUNKS = 10_000;

  private final @Nullable Container container;
  private final List<StoredChunk> before;
  private final List<StoredChunk> after;

  private CarriedChunks(
      @Nullable Container container, List<StoredChunk> before, List<StoredChunk> after) {
    this.container = container;
    this.before = List.copyOf(before);
    this.after = List.copyOf(after);
  }

  /// The chunks of an open file, as far as they are whole.
  static CarriedChunks of(FileChannel file, SoundFileHeader header) throws IOException {
    Container container = header.container();
    List<StoredChunk> before = new ArrayList<>();
    List<StoredChunk> after = new ArrayList<>();
    long at = FIRST;
    for (int k = 0; k < MOST_CHUNKS; k++) {
      Optional<StoredChunk> found = chunkAt(file, container, at);
      if (found.isEmpty()) {
        break;
      }
      StoredChunk chunk = found.get();
      boolean isSound = chunk.start() <= header.dataStart() && isSound(chunk.name());
      // In an RF64, or in a file whose size was never filled in, the chunk does not say itself.
      long size = isSound ? header.dataStart() - chunk.start() + header.dataBytes() : chunk.size();
      long end = chunk.start() + size;
      if (end > file.size()) {
        break;
      }
      if (!OF_THE_SAMPLES.contains(chunk.name())) {
        (chunk.start() < header.dataStart() ? before : after).add(chunk);
      }
      at = end + (size & 1);
    }
    return new CarriedChunks(container, before, after);
  }

  private static boolean isSound(String name) {
    return name.equals("data") || name.equals("SSND");
  }

  private static Optional<StoredChunk> chunkAt(FileChannel file, Container container, long at)
      throws IOException {
    ByteBuffer head = ByteBuffer.allocate(8).order(container.order());
    if (file.read(head, at) < head.capacity()) {
      return Optional.empty();
    }
    String name = new String(head.array(), 0, 4, StandardCharsets.ISO_8859_1);
    // A name is four printable characters of ASCII; anything else is no chunk.
    if (!name.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      return Optional.empty();
    }
    return Optional.of(new StoredChunk(name, file, at + 8, head.getInt(4) & 0xFFFF_FFFFL));
  }

  /// Whether there is nothing to carry.
  ///
  /// @return true if there is no chunk
  public boolean isEmpty() {
    return before.isEmpty() && after.isEmpty();
  }

  /// What there is.
  ///
  /// @return the four characters of each chunk, in the order of the file
  public List<String> names() {
    List<String> names = new ArrayList<>();
    before.forEach(chunk -> names.add(chunk.name()));
    after.forEach(chunk -> names.add(chunk.name()));
    return names;
  }

  /// Whether a file of that kind can hold these chunks: names and byte order are those of the kind
  /// that they come from.
  boolean fit(Container target) {
    return isEmpty() || container == target;
  }

  List<StoredChunk> before() {
    return before;
  }

  List<StoredChunk> after() {
    return after;
  }
}
