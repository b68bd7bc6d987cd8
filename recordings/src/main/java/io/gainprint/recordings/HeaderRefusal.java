package io.gainprint.recordings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Says why a file is not read: javax.sound only says that it is not.
final class HeaderRefusal {
  private static final String CONVERT =
      ": convert it to a WAV or AIFF of 16, 24 or 32-bit PCM, to a FLAC, or to a WAV of 32-bit float";

  /// The beginnings of files that people take for sound files, or that are.
  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature(0, "riff", "a Wave64 file"),
          new Signature(0, "RIFX", "a big-endian RIFX file"),
          new Signature(0, "OggS", "an Ogg file"),
          new Signature(0, "ID3", "an MP3 file"),
          new Signature(0, "\u00FF\u00FB", "an MP3 file"),
          new Signature(0, ".snd", "an AU file"),
          new Signature(0, "caff", "a CAF file"),
          new Signature(0, "MThd", "a MIDI file"),
          new Signature(4, "ftyp", "an MPEG-4 file"));

  /// The plain `COMM` chunk is longer.
  private static final int SHORTEST_FORMAT_BYTES = 16;

  private HeaderRefusal() {}

  /// The refusal of a file that is neither WAVE nor AIFF, from its first 12 bytes.
  static SoundFileException notReadHere(Path file, String beginning) {
    for (Signature signature : SIGNATURES) {
      if (beginning.startsWith(signature.magic(), signature.offset())) {
        return new SoundFileException(
            file, "is " + signature.kind() + ", which is not read" + CONVERT);
      }
    }
    return new SoundFileException(
        file,
        "is not a sound file, it begins as neither WAV, AIFF nor FLAC: check that it is the right one");
  }

  /// The refusal of a file whose samples are in an encoding that is not read.
  static SoundFileException unreadEncoding(Path file, String encoding) {
    return new SoundFileException(
        file, "holds " + encoding + " samples, which are not read" + CONVERT);
  }

  /// The refusal of a WAVE file whose samples are coded as a tag says.
  static SoundFileException unreadWave(Path file, int tag) {
    return unreadEncoding(file, waveFormat(tag));
  }

  /// The refusal of a file with a header that makes no sense; `how` is a predicate.
  static SoundFileException damaged(Path file, String how) {
    return new SoundFileException(file, how + ": copy or export it again");
  }

  /// The refusal of an AIFF file that javax.sound refuses, with the encoding if that is why.
  static SoundFileException ofAiff(Path file, FileChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(32);
    if (readFormat(channel, head)) {
      String compression = new String(head.array(), 18, 4, StandardCharsets.ISO_8859_1);
      if (!compression.isBlank() && !compression.equals("NONE")) {
        return unreadEncoding(file, "AIFF-C '" + compression + "'");
      }
    }
    return damaged(file, "has a damaged header, no format and sound are found in it");
  }

  private static String waveFormat(int tag) {
    return switch (tag) {
      case 0x02 -> "Microsoft ADPCM";
      case 0x11 -> "IMA ADPCM";
      case 0x31 -> "GSM 6.10";
      case 0x55 -> "MP3";
      default -> "WAVE format 0x%04X".formatted(tag);
    };
  }

  /// Fills `head` with the start of the `COMM` chunk, with zeros where that is shorter; false if
  /// there is none, or it is too short to say how samples are stored.
  private static boolean readFormat(FileChannel channel, ByteBuffer head) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(8);
    long at = 12;
    while (channel.read(chunk.clear(), at) == chunk.capacity()) {
      long size = chunk.getInt(4) & 0xFFFF_FFFFL;
      if ("COMM".equals(new String(chunk.array(), 0, 4, StandardCharsets.ISO_8859_1))) {
        int length = channel.read(head.limit((int) Math.min(size, head.capacity())), at + 8);
        head.clear();
        return length >= SHORTEST_FORMAT_BYTES;
      }
      at += 8 + size + (size & 1);
    }
    return false;
  }

  /// How a kind of file begins.
  ///
  /// @param offset where the magic stands, in bytes
  /// @param magic its characters, one byte each
  /// @param kind what such a file is called
  private record Signature(int offset, String magic, String kind) {}
}
