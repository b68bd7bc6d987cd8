package io.gainprint.recordings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/// A whole mono recording in memory.
///
/// Its samples are floats, full scale 1, which hold PCM of up to 24 bits and 32-bit float exactly;
/// 32-bit PCM and mixes of channels are rounded to the nearest float. It takes 4 bytes a sample.
///
/// Safe for use by many threads as long as none writes to the samples.
public final class Recording {
  private static final int BLOCK_FRAMES = 8192;

  /// The most elements that an array holds on every virtual machine.
  private static final int MOST_SAMPLES = Integer.MAX_VALUE - 8;

  private final String name;
  private final float[] samples;
  private final int sampleRateHz;
  private final String sha256;

  private Recording(String name, float[] samples, int sampleRateHz, String sha256) {
    this.name = name;
    this.samples = samples;
    this.sampleRateHz = sampleRateHz;
    this.sha256 = sha256;
  }

  /// Reads a sound file.
  ///
  /// @param file the file, as [SoundFileReader] reads it
  /// @param choice the channel to take
  /// @return the recording, named as the file without its folder
  /// @throws SoundFileException if the file cannot be read, has no such channel, or is too long for
  ///   one array
  /// @throws IOException if the file system fails
  public static Recording read(Path file, ChannelChoice choice) throws IOException {
    try (SoundFileReader reader = SoundFileReader.openHashing(file)) {
      checkChannel(file, choice, reader.format().channels());
      if (reader.frames() > MOST_SAMPLES) {
        throw new SoundFileException(
            file,
            "is too long to hold in memory, it has %d frames and %d can be held: cut it into parts"
                .formatted(reader.frames(), MOST_SAMPLES));
      }
      float[] samples = new float[(int) reader.frames()];
      switch (choice) {
        case ChannelChoice.Only(int index) -> reader.readAll(index, samples);
        case ChannelChoice.MixDown() when reader.format().channels() == 1 ->
            reader.readAll(0, samples);
        case ChannelChoice.MixDown() -> mixDown(reader, samples);
      }
      return new Recording(
          String.valueOf(file.getFileName()),
          samples,
          reader.format().sampleRateHz(),
          reader.sha256());
    }
  }

  /// A recording of given samples.
  ///
  /// @param name what messages call it
  /// @param samples the samples, full scale 1; copied
  /// @param sampleRateHz samples per second, 8000 to 192000
  /// @return the recording
  /// @throws IllegalArgumentException if there are no samples, or the rate is out of range
  public static Recording of(String name, float[] samples, int sampleRateHz) {
    Objects.requireNonNull(name, "name");
    if (samples.length == 0) {
      throw new IllegalArgumentException("samples must not be empty");
    }
    if (sampleRateHz < SoundFormat.LOWEST_RATE_HZ || sampleRateHz > SoundFormat.HIGHEST_RATE_HZ) {
      throw new IllegalArgumentException("sampleRateHz must be 8000 to 192000: " + sampleRateHz);
    }
    return new Recording(name, samples.clone(), sampleRateHz, sha256(samples));
  }

  /// What messages call this recording.
  ///
  /// @return the file's name, or the given one
  public String name() {
    return name;
  }

  /// Samples per second.
  ///
  /// @return the rate, Hz
  public int sampleRateHz() {
    return sampleRateHz;
  }

  /// How many samples there are.
  ///
  /// @return the length, ≥ 1
  public int length() {
    return samples.length;
  }

  /// The samples, full scale 1.
  ///
  /// @return the array itself, since a copy would double the memory of a long recording: do not
  ///   write to it
  public float[] samples() {
    return samples;
  }

  /// Where the samples come from.
  ///
  /// @return the SHA-256 of the file's bytes or, for given samples, of their bits in little-endian
  ///   order; 64 lower-case hexadecimal digits
  public String sha256() {
    return sha256;
  }

  /// The samples from `from` to `to`, exclusive, under the same name and provenance; this recording
  /// if that is all.
  Recording part(int from, int to) {
    if (from >= to) {
      throw new IllegalArgumentException(
          "%s has %d samples: none are left without the first %d"
              .formatted(name, samples.length, from));
    }
    if (from == 0 && to == samples.length) {
      return this;
    }
    return new Recording(name, Arrays.copyOfRange(samples, from, to), sampleRateHz, sha256);
  }

  /// Other samples under the same name and provenance.
  Recording with(float[] others) {
    if (others.length == 0) {
      throw new IllegalArgumentException(name + " would have no samples left");
    }
    return new Recording(name, others, sampleRateHz, sha256);
  }

  private static void checkChannel(Path file, ChannelChoice choice, int channels)
      throws SoundFileException {
    if (choice instanceof ChannelChoice.Only(int index) && index >= channels) {
      throw new SoundFileException(
          file,
          channels == 1
              ? "has one channel, number 1, and no number %d: choose 1".formatted(index + 1)
              : "has %d channels and no number %d: choose one of 1 to %d"
                  .formatted(channels, index + 1, channels));
    }
  }

  private static void mixDown(SoundFileReader reader, float[] samples) throws IOException {
    double[][] planar = new double[reader.format().channels()][BLOCK_FRAMES];
    int length = 0;
    int count;
    while ((count = reader.read(planar, BLOCK_FRAMES)) > 0) {
      mix(planar, samples, length, count);
      length += count;
    }
  }

  private static void mix(double[][] planar, float[] samples, int offset, int count) {
    for (int n = 0; n < count; n++) {
      double sum = 0;
      for (double[] channel : planar) {
        sum += channel[n];
      }
      samples[offset + n] = (float) (sum / planar.length);
    }
  }

  private static String sha256(float[] samples) {
    Sha256 hash = new Sha256();
    ByteBuffer block =
        ByteBuffer.allocate(Float.BYTES * BLOCK_FRAMES).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < samples.length; from += BLOCK_FRAMES) {
      int count = Math.min(BLOCK_FRAMES, samples.length - from);
      block.asFloatBuffer().put(samples, from, count);
      hash.update(block.array(), 0, count * Float.BYTES);
    }
    return hash.finish();
  }
}
