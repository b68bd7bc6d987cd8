package io.gainprint.recordings;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import javax.sound.sampled.AudioFormat;

/// One stored form of a sample, from interleaved bytes to planar doubles, or floats of one channel.
///
/// A PCM sample of b bits is its integer divided by 2^(b − 1), exactly. The byte order is that of
/// the buffer.
enum SampleDecoder {
  UNSIGNED_8(8, SoundFormat.Encoding.PCM_16),
  SIGNED_8(8, SoundFormat.Encoding.PCM_16),
  SIGNED_16(16, SoundFormat.Encoding.PCM_16),
  SIGNED_24(24, SoundFormat.Encoding.PCM_24),
  SIGNED_32(32, SoundFormat.Encoding.PCM_32),
  FLOAT_32(32, SoundFormat.Encoding.FLOAT_32);

  private final int bits;

  /// The encoding that holds these samples exactly.
  private final SoundFormat.Encoding encoding;

  SampleDecoder(int bits, SoundFormat.Encoding encoding) {
    this.bits = bits;
    this.encoding = encoding;
  }

  /// The decoder for what javax.sound found in a header; empty for what is not read here.
  static Optional<SampleDecoder> of(AudioFormat format) {
    AudioFormat.Encoding encoding = format.getEncoding();
    int bits = format.getSampleSizeInBits();
    for (SampleDecoder decoder : values()) {
      if (decoder.bits == bits && decoder.javaEncoding().equals(encoding)) {
        return Optional.of(decoder);
      }
    }
    return Optional.empty();
  }

  int bytes() {
    return bits / Byte.SIZE;
  }

  SoundFormat.Encoding encoding() {
    return encoding;
  }

  private AudioFormat.Encoding javaEncoding() {
    return switch (this) {
      case UNSIGNED_8 -> AudioFormat.Encoding.PCM_UNSIGNED;
      case SIGNED_8, SIGNED_16, SIGNED_24, SIGNED_32 -> AudioFormat.Encoding.PCM_SIGNED;
      case FLOAT_32 -> AudioFormat.Encoding.PCM_FLOAT;
    };
  }

  /// Fills `planar[channel][0 … frames − 1]` from the interleaved frames at the start of `bytes`.
  void decode(ByteBuffer bytes, double[][] planar, int frames) {
    int sampleBytes = bytes();
    int stride = planar.length * sampleBytes;
    for (int channel = 0; channel < planar.length; channel++) {
      double[] to = planar[channel];
      int at = channel * sampleBytes;
      switch (this) {
        case UNSIGNED_8 -> {
          for (int n = 0; n < frames; n++, at += stride) {
            to[n] = ((bytes.get(at) & 0xff) - 0x80) * 0x1p-7;
          }
        }
        case SIGNED_8 -> {
          for (int n = 0; n < frames; n++, at += stride) {
            to[n] = bytes.get(at) * 0x1p-7;
          }
        }
        case SIGNED_16 -> {
          for (int n = 0; n < frames; n++, at += stride) {
            to[n] = bytes.getShort(at) * 0x1p-15;
          }
        }
        case SIGNED_24 -> {
          int low = bytes.order() == ByteOrder.LITTLE_ENDIAN ? 0 : 2;
          int high = 2 - low;
          for (int n = 0; n < frames; n++, at += stride) {
            int value =
                bytes.get(at + high) << 16
                    | (bytes.get(at + 1) & 0xff) << 8
                    | (bytes.get(at + low) & 0xff);
            to[n] = value * 0x1p-23;
          }
        }
        case SIGNED_32 -> {
          for (int n = 0; n < frames; n++, at += stride) {
            to[n] = bytes.getInt(at) * 0x1p-31;
          }
        }
        case FLOAT_32 -> {
          for (int n = 0; n < frames; n++, at += stride) {
            to[n] = bytes.getFloat(at);
          }
        }
      }
    }
  }

  /// Fills `to[offset … offset + frames − 1]` with one of the `channels` of the interleaved frames
  /// that `bytes` begins with: what the other method gives, rounded to the nearest float. Only PCM
  /// of 32 bits needs the rounding.
  void decode(ByteBuffer bytes, int channel, int channels, float[] to, int offset, int frames) {
    int stride = channels * bytes();
    int at = channel * bytes();
    int end = offset + frames;
    switch (this) {
      case UNSIGNED_8 -> {
        for (int n = offset; n < end; n++, at += stride) {
          to[n] = ((bytes.get(at) & 0xff) - 0x80) * 0x1p-7f;
        }
      }
      case SIGNED_8 -> {
        for (int n = offset; n < end; n++, at += stride) {
          to[n] = bytes.get(at) * 0x1p-7f;
        }
      }
      case SIGNED_16 -> {
        for (int n = offset; n < end; n++, at += stride) {
          to[n] = bytes.getShort(at) * 0x1p-15f;
        }
      }
      case SIGNED_24 -> {
        int low = bytes.order() == ByteOrder.LITTLE_ENDIAN ? 0 : 2;
        int high = 2 - low;
        for (int n = offset; n < end; n++, at += stride) {
          int value =
              bytes.get(at + high) << 16
                  | (bytes.get(at + 1) & 0xff) << 8
                  | (bytes.get(at + low) & 0xff);
          to[n] = value * 0x1p-23f;
        }
      }
      case SIGNED_32 -> {
        for (int n = offset; n < end; n++, at += stride) {
          to[n] = bytes.getInt(at) * 0x1p-31f;
        }
      }
      case FLOAT_32 -> {
        if (channels == 1) {
          bytes.asFloatBuffer().get(to, offset, frames);
          return;
        }
        for (int n = offset; n < end; n++, at += stride) {
          to[n] = bytes.getFloat(at);
        }
      }
    }
  }
}
