package io.gainprint.recordings.riff;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.jspecify.annotations.Nullable;

/// A WAVE file up to its first sample.
///
/// Sizes are what the file says, in 64 bits where it says so; nothing is checked against its
/// length.
///
/// @param form how sizes are stated
/// @param riffBytes the size of the whole file less 8 bytes
/// @param format what the samples are
/// @param before the chunks before the samples in their order, `fmt ` among them
/// @param data the samples; its size is negative where the 64-bit one is unset
/// @param sizes where further chunks have theirs
public record WaveHeader(
    WaveForm form,
    long riffBytes,
    WaveFormat format,
    List<Chunk> before,
    Chunk data,
    ChunkSizes sizes) {
  /// The form, a size, and that it is WAVE.
  public static final int PREAMBLE_BYTES = 12;

  /// More chunks than any file has before its samples, so that a damaged file ends.
  private static final int MOST_CHUNKS = 4096;

  /// Fixes the list.
  public WaveHeader {
    before = List.copyOf(before);
  }

  /// Reads a file from its first byte to its first sample.
  ///
  /// @param in the file; not closed
  /// @return what its header says
  /// @throws UnsupportedAudioFileException if this is no WAVE file, or a damaged one; the message
  ///   is a predicate, such as "has no ds64 chunk"
  /// @throws IOException if reading fails
  public static WaveHeader read(InputStream in) throws IOException, UnsupportedAudioFileException {
    byte[] preamble = in.readNBytes(PREAMBLE_BYTES);
    WaveForm form =
        WaveForm.of(preamble)
            .orElseThrow(() -> new UnsupportedAudioFileException("is not a WAVE file"));
    try {
      return read(in, form, ByteBuffer.wrap(preamble).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
    } catch (EOFException e) {
      UnsupportedAudioFileException damage = damaged();
      damage.initCause(e);
      throw damage;
    }
  }

  private static WaveHeader read(InputStream in, WaveForm form, int statedBytes)
      throws IOException, UnsupportedAudioFileException {
    List<Chunk> before = new ArrayList<>();
    Ds64 ds64 = Ds64.NONE;
    @Nullable WaveFormat format = null;
    long at = PREAMBLE_BYTES;
    while (before.size() < MOST_CHUNKS) {
      Chunk chunk = next(in, at, ds64);
      if (form.isLong() && before.isEmpty() && !chunk.id().equals(Ds64.ID)) {
        throw new UnsupportedAudioFileException("has no ds64 chunk, which holds its sizes");
      }
      switch (chunk.id()) {
        case Ds64.ID -> {
          if (form.isLong() && before.isEmpty()) {
            ds64 = Ds64.read(in, chunk.size());
          } else {
            in.skipNBytes(chunk.next() - chunk.start());
          }
        }
        case "fmt " -> {
          int known = (int) Math.min(chunk.size(), WaveFormat.EXTENSIBLE_BYTES);
          byte[] content = in.readNBytes(known);
          format = WaveFormat.of(Arrays.copyOf(content, WaveFormat.EXTENSIBLE_BYTES), chunk.size());
          in.skipNBytes(chunk.next() - chunk.start() - content.length);
        }
        case "data" -> {
          if (format == null) {
            throw damaged();
          }
          long riffBytes = form.isLong() ? ds64.riffBytes() : statedBytes & Chunk.ELSEWHERE;
          return new WaveHeader(form, riffBytes, format, before, chunk, ds64::size);
        }
        default -> {
          if (chunk.size() < 0) {
            throw new UnsupportedAudioFileException(
                "has a damaged header, the size of its '%s' chunk is nowhere"
                    .formatted(chunk.id()));
          }
          in.skipNBytes(chunk.next() - chunk.start());
        }
      }
      before.add(chunk);
      at = chunk.next();
    }
    throw damaged();
  }

  private static Chunk next(InputStream in, long at, Ds64 ds64) throws IOException {
    byte[] header = in.readNBytes(Chunk.HEADER_BYTES);
    if (header.length < Chunk.HEADER_BYTES) {
      throw new EOFException();
    }
    long stated =
        ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & Chunk.ELSEWHERE;
    String id = Chunk.id(header, 0);
    return new Chunk(id, at + Chunk.HEADER_BYTES, ds64.size(id, stated));
  }

  private static UnsupportedAudioFileException damaged() {
    return new UnsupportedAudioFileException(
        "has a damaged header, no format and sound are found in it");
  }

  /// How long a chunk is.
  @FunctionalInterface
  public interface ChunkSizes {
    /// The size of a chunk.
    ///
    /// @param id its identifier
    /// @param stated what its header states, 0 to 2³² − 1
    /// @return the size, bytes; negative if it is not to be had
    long of(String id, long stated);
  }
}
