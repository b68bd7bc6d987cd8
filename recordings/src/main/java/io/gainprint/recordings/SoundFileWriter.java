package io.gainprint.recordings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/// Writes WAV and AIFF files, in constant memory.
///
/// A file that fails half-way is left as it is: write through [OutputFile] to leave none.
///
/// Safe for use by many threads, each with its own file.
public final class SoundFileWriter {
  private SoundFileWriter() {}

  /// Writes all frames of a source to a file, replacing the file.
  ///
  /// PCM samples are rounded to the nearest step, ties to even, and held at full scale; a float
  /// sample is rounded to the nearest float.
  ///
  /// @param file the file, of the default file system; its name ends in `.wav`, `.aif` or `.aiff`,
  ///   which chooses the container
  /// @param format what to write; float only in WAV
  /// @param source asked for `format.channels()` channels until it ends
  /// @return how many frames were written, and how many samples did not fit
  /// @throws SoundFileException if the container cannot be told from the name, cannot hold the
  ///   encoding or is full
  /// @throws IOException if the file system fails, or whatever `source` throws
  public static WriteSummary write(Path file, SoundFormat format, FrameSource source)
      throws IOException {
    return write(file, format, source, Container.named(file).mostDataBytes());
  }

  /// Checks what [#write] would refuse before it begins.
  ///
  /// @param file the file; need not be there
  /// @param format what is to be written to it
  /// @throws SoundFileException if the container cannot be told from the name, or cannot hold the
  ///   encoding
  public static void check(Path file, SoundFormat format) throws SoundFileException {
    if (Container.named(file) == Container.AIFF
        && format.encoding() == SoundFormat.Encoding.FLOAT_32) {
      throw new SoundFileException(
          file,
          "cannot be written, AIFF is written as PCM only:"
              + " end its name in .wav or choose PCM of 16, 24 or 32 bits");
    }
  }

  /// Writes with another limit on the bytes of samples, so that tests need not fill a real one.
  static WriteSummary write(Path file, SoundFormat format, FrameSource source, long mostDataBytes)
      throws IOException {
    Container container = Container.named(file);
    check(file, format);
    AudioFormat.Encoding encoding =
        format.encoding() == SoundFormat.Encoding.FLOAT_32
            ? AudioFormat.Encoding.PCM_FLOAT
            : AudioFormat.Encoding.PCM_SIGNED;
    int bits = format.encoding().bits();
    int frameBytes = format.channels() * bits / Byte.SIZE;
    AudioFormat audioFormat =
        new AudioFormat(
            encoding,
            format.sampleRateHz(),
            bits,
            format.channels(),
            frameBytes,
            format.sampleRateHz(),
            container == Container.AIFF);
    EncodedFrames frames = new EncodedFrames(source, format, container.order(), mostDataBytes);
    try (AudioInputStream stream =
        new AudioInputStream(frames, audioFormat, AudioSystem.NOT_SPECIFIED)) {
      AudioSystem.write(stream, container.type(), file.toFile());
    } catch (EncodedFrames.TooManyException e) {
      throw new SoundFileException(
          file,
          ("cannot be written,"
                  + " its sound is longer than the %s (%d frames) that the file can hold: write it in parts")
              .formatted(container.limit(), mostDataBytes / frameBytes));
    } catch (EncodedFrames.SourceFailedException e) {
      throw e.failure();
    }
    padToEven(file, container);
    return frames.summary();
  }

  /// Adds the pad byte that both containers ask for after an odd number of bytes, and that
  /// javax.sound leaves out.
  private static void padToEven(Path file, Container container) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = channel.size();
      if (size % 2 == 0) {
        return;
      }
      channel.write(ByteBuffer.allocate(1), size);
      ByteBuffer containerSize = ByteBuffer.allocate(4).order(container.order());
      containerSize.putInt(0, (int) (size + 1 - 8));
      channel.write(containerSize, 4);
    }
  }
}
