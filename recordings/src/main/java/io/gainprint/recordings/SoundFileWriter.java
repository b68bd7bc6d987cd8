package io.gainprint.recordings;

import io.gainprint.recordings.riff.ExtraChunks;
import io.gainprint.recordings.riff.WaveForm;
import io.gainprint.recordings.riff.WaveFormat;
import io.gainprint.recordings.riff.WaveWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/// Writes WAV and AIFF files, in constant memory.
///
/// A WAV file that grows beyond 4 GiB becomes RF64. A source that may be that long, or does not say
/// ([FrameSource#mostFramesLeft]), gets a chunk `JUNK` of 28 bytes at the start of its file, whose
/// room RF64 needs; any other gets the plain header. WAV with more than two channels is in the
/// extensible form, and floating point has the `fact` chunk that it needs. AIFF ends at 2 GiB.
///
/// A file that fails half-way is left as it is: write through [OutputFile] to leave none.
///
/// Safe for use by many threads, each with its own file.
public final class SoundFileWriter {
  /// More than the header of an AIFF file takes, with the pad byte.
  private static final int AIFF_HEADER_BYTES = 64;

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
    return write(file, format, source, CarriedChunks.none());
  }

  /// Writes all frames of a source to a file, as [#write(Path, SoundFormat, FrameSource)] does, and
  /// the chunks of another file with them. AIFF holds none of them.
  ///
  /// A BW64 file, which the chunks `axml` and `chna` are for, becomes one again.
  ///
  /// @param file the file, of the default file system; its name ends in `.wav`, `.aif` or `.aiff`,
  ///   which chooses the container
  /// @param format what to write; float only in WAV
  /// @param source asked for `format.channels()` channels until it ends
  /// @param chunks the chunks; the reader that they are from must be open
  /// @return how many frames were written, and how many samples did not fit
  /// @throws SoundFileException if the container cannot be told from the name, cannot hold the
  ///   encoding or is full
  /// @throws IOException if the file system fails, or whatever `source` throws
  public static WriteSummary write(
      Path file, SoundFormat format, FrameSource source, CarriedChunks chunks) throws IOException {
    long mostBytes =
        switch (Container.named(file)) {
          case WAVE -> WaveWriter.MOST_RIFF_BYTES;
          case AIFF -> Integer.MAX_VALUE; // what javax.sound counts in
        };
    return write(file, format, source, chunks, mostBytes);
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

  /// Writes with another limit on a file with sizes of 32 bits, so that tests need not fill one.
  static WriteSummary write(
      Path file, SoundFormat format, FrameSource source, CarriedChunks chunks, long mostBytes)
      throws IOException {
    Container container = Container.named(file);
    check(file, format);
    try {
      return switch (container) {
        case WAVE -> writeWave(file, format, source, chunks.chunks(), mostBytes);
        case AIFF -> writeAiff(file, format, source, mostBytes);
      };
    } catch (EncodedFrames.SourceFailedException e) {
      throw e.failure();
    }
  }

  private static WriteSummary writeWave(
      Path file, SoundFormat format, FrameSource source, ExtraChunks extras, long mostBytes)
      throws IOException {
    int bits = format.encoding().bits();
    int frameBytes = format.channels() * bits / Byte.SIZE;
    WaveFormat waveFormat =
        new WaveFormat(
            format.encoding() == SoundFormat.Encoding.FLOAT_32 ? WaveFormat.FLOAT : WaveFormat.PCM,
            format.channels(),
            format.sampleRateHz(),
            frameBytes,
            bits,
            extras.speakers());
    long mostPlainBytes = mostBytes - WaveWriter.overheadBytes(waveFormat, extras);
    WaveWriter.Room room = room(extras, source.mostFramesLeft() > mostPlainBytes / frameBytes);
    long mostDataBytes = room == WaveWriter.Room.RIFF ? mostPlainBytes : Long.MAX_VALUE;
    EncodedFrames frames = new EncodedFrames(source, format, Container.WAVE.order(), mostDataBytes);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      new WaveWriter(channel, waveFormat, room, extras).write(frames, mostBytes);
    } catch (EncodedFrames.TooManyException e) {
      throw new IllegalStateException(
          "the frame source must have no more frames than it said: " + frames.summary().frames(),
          e);
    }
    return frames.summary();
  }

  private static WaveWriter.Room room(ExtraChunks extras, boolean mayBeLong) {
    if (extras.form() == WaveForm.BW64) {
      return WaveWriter.Room.BW64;
    }
    return mayBeLong ? WaveWriter.Room.RIFF_OR_RF64 : WaveWriter.Room.RIFF;
  }

  private static WriteSummary writeAiff(
      Path file, SoundFormat format, FrameSource source, long mostBytes) throws IOException {
    int bits = format.encoding().bits();
    int frameBytes = format.channels() * bits / Byte.SIZE;
    AudioFormat audioFormat =
        new AudioFormat(
            AudioFormat.Encoding.PCM_SIGNED,
            format.sampleRateHz(),
            bits,
            format.channels(),
            frameBytes,
            format.sampleRateHz(),
            true);
    long mostDataBytes = mostBytes - AIFF_HEADER_BYTES;
    EncodedFrames frames = new EncodedFrames(source, format, Container.AIFF.order(), mostDataBytes);
    try (AudioInputStream stream =
        new AudioInputStream(frames, audioFormat, AudioSystem.NOT_SPECIFIED)) {
      AudioSystem.write(stream, AudioFileFormat.Type.AIFF, file.toFile());
    } catch (EncodedFrames.TooManyException e) {
      throw new SoundFileException(
          file,
          ("cannot be written, its sound is longer than the 2 GiB (%d frames) that AIFF can hold:"
                  + " end its name in .wav, or write it in parts")
              .formatted(mostDataBytes / frameBytes));
    }
    padToEven(file);
    return frames.summary();
  }

  /// Adds the pad byte that AIFF asks for after an odd number of bytes, and that javax.sound leaves
  /// out.
  private static void padToEven(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = channel.size();
      if (size % 2 == 0) {
        return;
      }
      channel.write(ByteBuffer.allocate(1), size);
      ByteBuffer containerSize = ByteBuffer.allocate(4).putInt(0, (int) (size + 1 - 8));
      channel.write(containerSize, 4);
    }
  }
}
