package io.gainprint.host.plugin;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Sound in single precision, one row per channel. Mutable; one thread at a time.
final class Planar {
  private final float[][] rows;
  private final int frames;

  Planar(int channels, int frames) {
    this.rows = new float[channels][frames];
    this.frames = frames;
  }

  /// The samples of a channel, not copied.
  float[] row(int channel) {
    return rows[channel];
  }

  int channels() {
    return rows.length;
  }

  int frames() {
    return frames;
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeInt(rows.length);
    out.writeInt(frames);
    byte[] bytes = new byte[Math.multiplyExact(frames, Float.BYTES)];
    for (float[] row : rows) {
      ByteBuffer.wrap(bytes).asFloatBuffer().put(row);
      out.write(bytes);
    }
  }

  static Planar readFrom(DataInputStream in) throws IOException {
    Planar sound = new Planar(in.readInt(), in.readInt());
    byte[] bytes = new byte[Math.multiplyExact(sound.frames, Float.BYTES)];
    for (float[] row : sound.rows) {
      in.readFully(bytes);
      ByteBuffer.wrap(bytes).asFloatBuffer().get(row);
    }
    return sound;
  }
}
