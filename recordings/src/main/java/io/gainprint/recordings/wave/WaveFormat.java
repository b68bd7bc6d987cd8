package io.gainprint.recordings.wave;

import java.nio.ByteBuffer;
import java.util.Optional;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;

/// What a chunk `fmt ` says, and what is written into one.
///
/// ```
/// tag 2 | channels 2 | frames a second 4 | bytes a second 4 | bytes a frame 2 | bits a sample 2
/// [ 22 2 | valid bits 2 | speakers 4 | sub-format 16, which begins with a tag ]      extensible form
/// ```
///
/// Source: Microsoft, Multimedia Programming Interface and Data Specifications 1.0 (1991), and its
/// `WAVEFORMATEXTENSIBLE`.
final class WaveFormat {
  /// Of the plain form, and the least that says what samples are.
  static final int PLAIN_BYTES = 16;

  static final int EXTENSIBLE_BYTES = 40;

  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int EXTENSIBLE = 0xFFFE;

  /// Where the sub-format stands in the extensible form.
  private static final int SUB_FORMAT = 24;

  private WaveFormat() {}

  /// What the content of a chunk says; empty for encodings other than PCM and floating point, and
  /// for numbers that contradict each other.
  static Optional<AudioFormat> read(ByteBuffer content) {
    if (content.limit() < PLAIN_BYTES) {
      return Optional.empty();
    }
    int tag = content.getShort(0) & 0xffff;
    if (tag == EXTENSIBLE) {
      if (content.limit() < EXTENSIBLE_BYTES) {
        return Optional.empty();
      }
      tag = content.getShort(SUB_FORMAT) & 0xffff;
    }
    int channels = content.getShort(2) & 0xffff;
    int rateHz = content.getInt(4);
    int frameBytes = content.getShort(12) & 0xffff;
    int bits = content.getShort(14) & 0xffff;
    if (channels == 0 || rateHz <= 0 || bits == 0 || frameBytes != channels * ((bits + 7) / 8)) {
      return Optional.empty();
    }
    return encoding(tag, bits)
        .map(encoding ->
            new AudioFormat(encoding, rateHz, bits, channels, frameBytes, rateHz, false));
  }

  private static Optional<Encoding> encoding(int tag, int bits) {
    return switch (tag) {
      case PCM -> Optional.of(bits <= 8 ? Encoding.PCM_UNSIGNED : Encoding.PCM_SIGNED);
      case FLOAT -> Optional.of(Encoding.PCM_FLOAT);
      default -> Optional.empty();
    };
  }

  /// Whether samples can be written as they are.
  static boolean canWrite(AudioFormat format) {
    int bits = format.getSampleSizeInBits();
    if (format.isBigEndian() && bits > Byte.SIZE) {
      return false;
    }
    Encoding encoding = format.getEncoding();
    boolean pcm =
        bits == 8
            ? encoding.equals(Encoding.PCM_UNSIGNED)
            : encoding.equals(Encoding.PCM_SIGNED) && (bits == 16 || bits == 24 || bits == 32);
    return pcm || (isFloat(format) && (bits == 32 || bits == 64));
  }

  static boolean isFloat(AudioFormat format) {
    return format.getEncoding().equals(Encoding.PCM_FLOAT);
  }

  /// The content of a chunk in the plain form; with the empty extension that every encoding but PCM
  /// is to have.
  static ByteBuffer written(AudioFormat format) {
    boolean isFloat = isFloat(format);
    int rateHz = Math.round(format.getSampleRate());
    ByteBuffer content = WaveChunk.buffer(isFloat ? PLAIN_BYTES + 2 : PLAIN_BYTES);
    content.putShort((short) (isFloat ? FLOAT : PCM)).putShort((short) format.getChannels());
    content.putInt(rateHz).putInt(rateHz * format.getFrameSize());
    content.putShort((short) format.getFrameSize());
    content.putShort((short) format.getSampleSizeInBits());
    return content.rewind();
  }
}
