package io.gainprint.recordings.wave;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.spi.AudioFileWriter;

/// Writes RF64 files for javax.sound: what is short enough for a plain WAVE becomes one, with room
/// for growing.
///
/// Writes to files only: the sizes in front of the sound are known when all of it has passed. BW64
/// is read, and not written.
///
/// Safe for use by many threads, each with its own file.
public final class Rf64Writer extends AudioFileWriter {
  /// RF64: a WAVE that may be longer than 4 GiB.
  public static final AudioFileFormat.Type RF64 = new AudioFileFormat.Type("RF64", "wav");

  /// BW64, the successor of RF64.
  public static final AudioFileFormat.Type BW64 = new AudioFileFormat.Type("BW64", "wav");

  /// For the service loader.
  public Rf64Writer() {}

  @Override
  public AudioFileFormat.Type[] getAudioFileTypes() {
    return new AudioFileFormat.Type[] {RF64};
  }

  @Override
  public AudioFileFormat.Type[] getAudioFileTypes(AudioInputStream stream) {
    return WaveFormat.canWrite(stream.getFormat())
        ? getAudioFileTypes()
        : new AudioFileFormat.Type[0];
  }

  /// Refuses: the sizes would have to be known before the sound.
  ///
  /// @throws IllegalArgumentException always, once the arguments are not null
  @Override
  public int write(AudioInputStream stream, AudioFileFormat.Type type, OutputStream out) {
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(out, "out");
    throw new IllegalArgumentException(
        "%s is written to files, not to streams".formatted(Objects.requireNonNull(type, "type")));
  }

  @Override
  public int write(AudioInputStream stream, AudioFileFormat.Type type, File file)
      throws IOException {
    AudioFormat format = stream.getFormat();
    if (!type.equals(RF64) || !WaveFormat.canWrite(format)) {
      throw new IllegalArgumentException("cannot write %s as %s".formatted(format, type));
    }
    long bytes = write(file, new WaveLayout(format, true, List.of(), List.of()), stream);
    return (int) Math.min(Integer.MAX_VALUE, bytes); // all that the interface can say
  }

  private static long write(File file, WaveLayout layout, InputStream sound) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file.toPath(),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      return layout.write(channel, sound);
    }
  }
}
