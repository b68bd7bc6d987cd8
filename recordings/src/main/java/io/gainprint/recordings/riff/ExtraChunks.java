package io.gainprint.recordings.riff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The chunks of a WAVE file that say more than what its samples are, to be copied as they are.
///
/// They stay in their file until they are written, so their size costs no memory.
///
/// @param file where they are; null if there are none
/// @param form of that file
/// @param speakers which loudspeakers its channels are for, 0 for none
/// @param beforeFormat those before `fmt `, in their order
/// @param beforeData those between it and the samples
/// @param afterData those behind the samples
/// @param lost what cannot be copied, and why: one predicate each, such as "'cue ' is cut short"
public record ExtraChunks(
    @Nullable FileChannel file,
    WaveForm form,
    int speakers,
    List<Chunk> beforeFormat,
    List<Chunk> beforeData,
    List<Chunk> afterData,
    List<String> lost) {
  /// What describes the samples themselves: their form and number, room, and the peaks and
  /// envelopes of the old ones.
  private static final Set<String> OF_THE_SAMPLES =
      Set.of(
          "fmt ", "fact", "data", "ds64", "JUNK", "junk", "PAD ", "FLLR", "filr", "PEAK", "levl");

  /// More chunks than any file has behind its samples, so that a damaged file ends.
  private static final int MOST_CHUNKS = 4096;

  /// None.
  public static final ExtraChunks NONE =
      new ExtraChunks(null, WaveForm.RIFF, 0, List.of(), List.of(), List.of(), List.of());

  /// Fixes the lists.
  public ExtraChunks {
    beforeFormat = List.copyOf(beforeFormat);
    beforeData = List.copyOf(beforeData);
    afterData = List.copyOf(afterData);
    lost = List.copyOf(lost);
  }

  /// Finds the chunks of a file.
  ///
  /// @param file the file; to stay open until they are written
  /// @param header its header
  /// @param dataBytes how long the samples really are
  /// @return the chunks
  /// @throws IOException if reading fails
  public static ExtraChunks of(FileChannel file, WaveHeader header, long dataBytes)
      throws IOException {
    List<String> lost = new ArrayList<>();
    List<Chunk> beforeFormat = new ArrayList<>();
    List<Chunk> beforeData = new ArrayList<>();
    List<Chunk> to = beforeFormat;
    for (Chunk chunk : header.before()) {
      if (chunk.id().equals("fmt ")) {
        to = beforeData;
      } else if (isKept(chunk, file.size(), lost)) {
        to.add(chunk);
      }
    }
    List<Chunk> afterData = new ArrayList<>();
    long at = new Chunk("data", header.data().start(), dataBytes).next();
    ByteBuffer head = ByteBuffer.allocate(Chunk.HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (afterData.size() < MOST_CHUNKS
        && file.read(head.clear(), at) == Chunk.HEADER_BYTES
        && isIdentifier(Chunk.id(head.array(), 0))) {
      String id = Chunk.id(head.array(), 0);
      long size = header.sizes().of(id, head.getInt(4) & Chunk.ELSEWHERE);
      Chunk chunk = new Chunk(id, at + Chunk.HEADER_BYTES, Math.max(size, 0));
      if (size >= 0 && isKept(chunk, file.size(), lost)) {
        afterData.add(chunk);
      }
      at = chunk.next();
    }
    return new ExtraChunks(
        file, header.form(), header.format().speakers(), beforeFormat, beforeData, afterData, lost);
  }

  private static boolean isKept(Chunk chunk, long fileBytes, List<String> lost) {
    if (OF_THE_SAMPLES.contains(chunk.id())) {
      return false;
    }
    if (chunk.end() > fileBytes) {
      lost.add("'%s' is cut short".formatted(chunk.id()));
      return false;
    }
    if (chunk.size() > Chunk.LARGEST_BYTES) {
      lost.add("'%s' is longer than 4 GiB".formatted(chunk.id()));
      return false;
    }
    return true;
  }

  /// Identifiers are printable; what is not is no chunk.
  private static boolean isIdentifier(String id) {
    Predicate<Integer> printable = character -> character >= 0x20 && character < 0x7F;
    return id.chars().boxed().allMatch(printable);
  }

  /// The identifiers of all, in their order.
  ///
  /// @return for example `bext`, `LIST`
  public List<String> ids() {
    List<String> ids = new ArrayList<>();
    for (List<Chunk> part : List.of(beforeFormat, beforeData, afterData)) {
      part.forEach(chunk -> ids.add(chunk.id()));
    }
    return ids;
  }

  /// How much of a file they take.
  ///
  /// @return bytes, ≥ 0
  public long storedBytes() {
    long sum = 0;
    for (List<Chunk> part : List.of(beforeFormat, beforeData, afterData)) {
      for (Chunk chunk : part) {
        sum += chunk.storedBytes();
      }
    }
    return sum;
  }

  /// Writes some of the chunks.
  void copy(List<Chunk> part, FileChannel to) throws IOException {
    if (file == null) {
      return;
    }
    ByteBuffer header = ByteBuffer.allocate(Chunk.HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (Chunk chunk : part) {
      chunk.copy(file, header, to);
    }
  }
}
