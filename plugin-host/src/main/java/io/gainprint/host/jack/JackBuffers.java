package io.gainprint.host.jack;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/// The samples of one block on their way between the buffers of ports and the client: floats there,
/// doubles here. Used by the audio thread; everything is allocated at construction.
@SuppressWarnings("restricted") // the foreign function API
final class JackBuffers {
  /// All memory, so that the address of a buffer, which may be another one in each block, is an
  /// offset and nothing need be allocated to get there.
  private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private final int blockFrames;
  private final float[] floats;
  private final double[][] input;
  private final double[][] output;

  JackBuffers(int blockFrames, int inputChannels, int outputChannels) {
    this.blockFrames = blockFrames;
    floats = new float[blockFrames];
    input = new double[inputChannels][blockFrames];
    output = new double[outputChannels][blockFrames];
  }

  int blockFrames() {
    return blockFrames;
  }

  double[][] input() {
    return input;
  }

  double[][] output() {
    return output;
  }

  /// Reads the buffers of ports.
  ///
  /// @param frames at most the block size
  void read(long[] ports, int frames) throws Throwable {
    for (int c = 0; c < ports.length; c++) {
      MemorySegment.copy(MEMORY, JAVA_FLOAT, Jack.portBuffer(ports[c], frames), floats, 0, frames);
      double[] samples = input[c];
      for (int n = 0; n < frames; n++) {
        samples[n] = floats[n];
      }
    }
  }

  /// Writes the buffers of ports. What is not a finite float is written as 0.
  ///
  /// @param frames at most the block size
  void write(long[] ports, int frames) throws Throwable {
    for (int c = 0; c < ports.length; c++) {
      double[] samples = output[c];
      for (int n = 0; n < frames; n++) {
        float y = (float) samples[n];
        floats[n] = Math.abs(y) <= Float.MAX_VALUE ? y : 0;
      }
      MemorySegment.copy(floats, 0, MEMORY, JAVA_FLOAT, Jack.portBuffer(ports[c], frames), frames);
    }
  }

  /// Writes silence to the buffers of ports, however many frames they have.
  static void silence(long[] ports, int frames) throws Throwable {
    for (long port : ports) {
      long address = Jack.portBuffer(port, frames);
      for (int n = 0; n < frames; n++) {
        MEMORY.set(JAVA_FLOAT, address + (long) Float.BYTES * n, 0);
      }
    }
  }
}
