package io.gainprint.recordings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// WAVE files byte by byte, right and wrong ones, made without the code under test.
///
/// @param tag the format tag: 1 PCM, 3 float
/// @param extensible whether the tag stands in a sub-format GUID
/// @param channels samples per frame
/// @param rateHz frames per second
/// @param bits bits per sample
record WaveBytes(int tag, boolean extensible, int channels, int rateHz, int bits) {
  static final int PCM = 1;
  static final int FLOAT = 3;

  /// What follows the first two bytes of a sub-format GUID.
  private static final byte[] GUID_TAIL = {
    0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71
  };

  static WaveBytes plain(int tag, int channels, int rateHz, int bits) {
    return new WaveBytes(tag, false, channels, rateHz, bits);
  }

  WaveBytes asExtensible() {
    return new WaveBytes(tag, true, channels, rateHz, bits);
  }

  /// A whole file with right sizes.
  byte[] file(byte... data) {
    return file(headerLength() - 8 + data.length, data.length, data);
  }

  /// A file whose header states given sizes.
  byte[] file(long statedRiffSize, long statedDataSize, byte... data) {
    ByteBuffer bytes =
        ByteBuffer.allocate(headerLength() + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(ascii("RIFF")).putInt((int) statedRiffSize).put(ascii("WAVE"));
    bytes.put(ascii("fmt ")).putInt(extensible ? 40 : 16);
    bytes.putShort((short) (extensible ? 0xFFFE : tag)).putShort((short) channels).putInt(rateHz);
    bytes.putInt(rateHz * frameBytes()).putShort((short) frameBytes()).putShort((short) bits);
    if (extensible) {
      bytes.putShort((short) 22).putShort((short) bits).putInt(0);
      bytes.putShort((short) tag).put(GUID_TAIL);
    }
    bytes.put(ascii("data")).putInt((int) statedDataSize).put(data);
    return bytes.array();
  }

  /// Writes a whole file with right sizes.
  Path write(Path file, byte... data) throws IOException {
    return Files.write(file, file(data));
  }

  int headerLength() {
    return extensible ? 68 : 44;
  }

  int frameBytes() {
    return channels * bits / 8;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
