package io.gainprint.cli;

import io.gainprint.recordings.FrameSource;
import io.gainprint.recordings.SoundFileReader;
import io.gainprint.recordings.SoundFileWriter;
import io.gainprint.recordings.SoundFormat;
import io.gainprint.recordings.SoundFormat.Encoding;
import java.io.IOException;
import java.nio.file.Path;

/// Sound files for tests.
final class SoundFiles {
  private SoundFiles() {}

  /// Reads all channels of a short file.
  static double[][] read(Path file) throws IOException {
    try (SoundFileReader reader = SoundFileReader.open(file)) {
      int frames = Math.toIntExact(reader.frames());
      double[][] planar = new double[reader.format().channels()][frames];
      double[][] block = new double[planar.length][1000];
      for (int done = 0; done < frames; ) {
        int read = reader.read(block, Math.min(1000, frames - done));
        for (int channel = 0; channel < planar.length; channel++) {
          System.arraycopy(block[channel], 0, planar[channel], done, read);
        }
        done += read;
      }
      return planar;
    }
  }

  static void write(Path file, int sampleRateHz, Encoding encoding, double[]... planar)
      throws IOException {
    SoundFileWriter.write(
        file,
        new SoundFormat(sampleRateHz, planar.length, encoding),
        new FrameSource() {
          private int position;

          @Override
          public long mostFramesLeft() {
            return (long) planar[0].length - position;
          }

          @Override
          public int read(double[][] block, int frames) {
            int read = Math.min(frames, planar[0].length - position);
            if (read <= 0) {
              return -1;
            }
            for (int channel = 0; channel < planar.length; channel++) {
              System.arraycopy(planar[channel], position, block[channel], 0, read);
            }
            position += read;
            return read;
          }
        });
  }

  /// Writes a mono file with silence before it.
  static void shift(Path from, Path to, int samples) throws IOException {
    double[] sound = read(from)[0];
    double[] late = new double[sound.length + samples];
    System.arraycopy(sound, 0, late, samples, sound.length);
    write(to, 44100, Encoding.PCM_24, late);
  }
}
