package io.gainprint.recordings.riff;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.spi.AudioFileWriter;

/// Lets javax.sound write RF64 and BW64 files of any length: little-endian PCM and float.
///
/// Only to files, since the sizes at the start are known at the end.
public final class Rf64FileWriter extends AudioFileWriter {
  /// For the service loader.
  public Rf64FileWriter() {}

  @Override
  public AudioFileFormat.Type[] getAudioFileTypes() {
    return new AudioFileFormat.Type[] {Rf64FileReader.RF64, Rf64FileReader.BW64};
  }

  @Override
  public AudioFileFormat.Type[] getAudioFileTypes(AudioInputStream stream) {
    return isWritten(stream.getFormat()) ? getAudioFileTypes() : new AudioFileFormat.Type[0];
  }

  private static boolean isWritten(AudioFormat format) {
    int bits = format.getSampleSizeInBits();
    boolean whole =
        bits > 0
            && bits % Byte.SIZE == 0
            && format.getFrameSize() == format.getChannels() * (bits / Byte.SIZE);
    AudioFormat.Encoding encoding = format.getEncoding();
    if (encoding.equals(AudioFormat.Encoding.PCM_UNSIGNED)) {
      return whole && bits == Byte.SIZE;
    }
    boolean signed = encoding.equals(AudioFormat.Encoding.PCM_SIGNED) && bits > Byte.SIZE;
    return whole
        && !format.isBigEndian()
        && (signed || encoding.equals(AudioFormat.Encoding.PCM_FLOAT));
  }

  /// Refuses: see the class.
  ///
  /// @throws IllegalArgumentException if the type is not one of those here, or the format not
  ///   written
  /// @throws IOException in any other case
  @Override
  public int write(AudioInputStream stream, AudioFileFormat.Type fileType, OutputStream out)
      throws IOException {
    checkWritten(stream, fileType);
    throw new IOException(fileType + " is written to files only, not to streams");
  }

  /// Writes a file.
  ///
  /// @return its size, bytes; for more than an int counts, the largest int
  /// @throws IllegalArgumentException if the type is not one of those here, or the format not
  ///   written
  @Override
  public int write(AudioInputStream stream, AudioFileFormat.Type fileType, File out)
      throws IOException {
    checkWritten(stream, fileType);
    AudioFormat from = stream.getFormat();
    WaveFormat format =
        new WaveFormat(
            from.getEncoding().equals(AudioFormat.Encoding.PCM_FLOAT)
                ? WaveFormat.FLOAT
                : WaveFormat.PCM,
            from.getChannels(),
            (long) from.getSampleRate(),
            from.getFrameSize(),
            from.getSampleSizeInBits(),
            0);
    WaveWriter.Room room =
        fileType.equals(Rf64FileReader.BW64) ? WaveWriter.Room.BW64 : WaveWriter.Room.RF64;
    try (FileChannel channel =
        FileChannel.open(out.toPath(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      new WaveWriter(channel, format, room, ExtraChunks.NONE)
          .write(stream, WaveWriter.MOST_RIFF_BYTES);
      return (int) Math.min(channel.size(), Integer.MAX_VALUE);
    }
  }

  private void checkWritten(AudioInputStream stream, AudioFileFormat.Type fileType) {
    if (!isFileTypeSupported(fileType, stream)) {
      throw new IllegalArgumentException(
          "%s of %s is not written here".formatted(fileType, stream.getFormat()));
    }
  }
}
