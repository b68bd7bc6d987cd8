package io.gainprint.recordings.dataset;

import io.gainprint.recordings.FrameSource;
import io.gainprint.recordings.SoundFileWriter;
import io.gainprint.recordings.SoundFormat;
import io.gainprint.recordings.SoundFormat.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Sound files of a few samples: a data set looks at headers only.
final class Takes {
  private Takes() {}

  static Path write(Path file) throws IOException {
    return write(file, 44_100, Encoding.PCM_24);
  }

  static Path write(Path file, int sampleRateHz, Encoding encoding) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    SoundFileWriter.write(
        file,
        new SoundFormat(sampleRateHz, 1, encoding),
        FrameSource.of(new float[] {0, 0.5f, -0.5f}));
    return file;
  }
}
