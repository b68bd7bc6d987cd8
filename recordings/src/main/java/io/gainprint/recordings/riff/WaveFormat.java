package io.gainprint.recordings.riff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.UnsupportedAudioFileException;

/// What a `fmt ` chunk says.
///
/// @param tag how samples are coded; in the extensible form, the tag that the sub-format begins
///   with
/// @param channels samples per frame, 1 to 65535
/// @param rateHz frames per second, 1 to 2³² − 1
/// @param frameBytes the size of a frame, bytes, ≥ 1
/// @param bits the size of a sample, ≥ 1; this and the last three are 0 to 65535 or 2³² − 1 where
///   `tag` is none that has an [#audioFormat]
/// @param speakers which loudspeaker each channel is for, as the bits of the extensible form; 0 for
///   none
public record WaveFormat(
    int tag, int channels, long rateHz, int frameBytes, int bits, int speakers) {
  /// Signed integers; unsigned ones of up to 8 bits.
  public static final int PCM = 1;

  /// IEEE floating point.
  public static final int FLOAT = 3;

  private static final int A_LAW = 6;
  private static final int U_LAW = 7;

  /// The tag of the extensible form, whose sub-format holds the real one.
  private static final int EXTENSIBLE = 0xFFFE;

  /// The size of the plain chunk: tag, channels, rate, bytes per second, bytes per frame, bits.
  private static final int PLAIN_BYTES = 16;

  /// The same and the size of an extension, which all but PCM must state.
  private static final int SIZED_BYTES = 18;

  /// The same and the extension: valid bits, speakers and a GUID.
  static final int EXTENSIBLE_BYTES = 40;

  /// The content of `fact`, the number of frames, in 32 bits.
  private static final int FACT_BYTES = 4;

  /// What follows the tag in the GUID of a sub-format, as two numbers.
  private static final int GUID_MIDDLE = 0x0010_0000;

  private static final long GUID_END = 0x719B_3800_AA00_0080L;

  /// Reads a chunk.
  ///
  /// @param content up to the first 40 bytes of it, zeros where it is shorter
  /// @param size how long it is, bytes
  /// @throws UnsupportedAudioFileException if it makes no sense
  static WaveFormat of(byte[] content, long size) throws UnsupportedAudioFileException {
    ByteBuffer fields = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int tag = fields.getShort(0) & 0xffff;
    boolean extensible = tag == EXTENSIBLE && size >= EXTENSIBLE_BYTES;
    WaveFormat format =
        new WaveFormat(
            extensible ? fields.getShort(24) & 0xffff : tag,
            fields.getShort(2) & 0xffff,
            fields.getInt(4) & 0xFFFF_FFFFL,
            fields.getShort(12) & 0xffff,
            fields.getShort(14) & 0xffff,
            extensible ? fields.getInt(20) : 0);
    // The sizes of formats that are not read may be anything.
    boolean senseless =
        format.channels == 0 || format.rateHz == 0 || format.frameBytes == 0 || format.bits == 0;
    if (size < PLAIN_BYTES || (senseless && format.encoding().isPresent())) {
      throw new UnsupportedAudioFileException(
          "has a damaged header, no format and sound are found in it");
    }
    return format;
  }

  /// The format as javax.sound has it.
  ///
  /// @return it; empty for a tag that has no encoding there
  public Optional<AudioFormat> audioFormat() {
    return encoding()
        .map(encoding ->
            new AudioFormat(encoding, rateHz, bits, channels, frameBytes, rateHz, false));
  }

  private Optional<AudioFormat.Encoding> encoding() {
    return switch (tag) {
      case PCM ->
          Optional.of(
              bits <= 8 ? AudioFormat.Encoding.PCM_UNSIGNED : AudioFormat.Encoding.PCM_SIGNED);
      case FLOAT -> Optional.of(AudioFormat.Encoding.PCM_FLOAT);
      case A_LAW -> Optional.of(AudioFormat.Encoding.ALAW);
      case U_LAW -> Optional.of(AudioFormat.Encoding.ULAW);
      default -> Optional.empty();
    };
  }

  /// Whether the chunk is written in the extensible form, which more than two channels ask for. One
  /// or two do without, speakers or not: some programs read the plain form only.
  private boolean isExtensible() {
    return channels > 2;
  }

  /// How much [#chunks] takes, bytes.
  int chunkBytes() {
    int format = isExtensible() ? EXTENSIBLE_BYTES : tag == PCM ? PLAIN_BYTES : SIZED_BYTES;
    int fact = tag == PCM ? 0 : Chunk.HEADER_BYTES + FACT_BYTES;
    return Chunk.HEADER_BYTES + format + fact;
  }

  /// The chunk, and for all but PCM the `fact` chunk that must follow.
  ///
  /// @param frames how many there are; what 32 bits cannot count is stated as their largest number
  ByteBuffer chunks(long frames) {
    ByteBuffer to = ByteBuffer.allocate(chunkBytes()).order(ByteOrder.LITTLE_ENDIAN);
    int size = isExtensible() ? EXTENSIBLE_BYTES : tag == PCM ? PLAIN_BYTES : SIZED_BYTES;
    Chunk.putId(to, "fmt ").putInt(size);
    to.putShort((short) (isExtensible() ? EXTENSIBLE : tag)).putShort((short) channels);
    to.putInt((int) rateHz).putInt((int) (rateHz * frameBytes));
    to.putShort((short) frameBytes).putShort((short) bits);
    if (isExtensible()) {
      to.putShort((short) (EXTENSIBLE_BYTES - SIZED_BYTES)).putShort((short) bits).putInt(speakers);
      to.putShort((short) tag).putShort((short) 0);
      to.putInt(GUID_MIDDLE).putLong(GUID_END);
    } else if (tag != PCM) {
      to.putShort((short) 0);
    }
    if (tag != PCM) {
      Chunk.putId(to, "fact").putInt(FACT_BYTES);
      to.putInt((int) Math.min(frames, Chunk.ELSEWHERE));
    }
    return to.flip();
  }
}
