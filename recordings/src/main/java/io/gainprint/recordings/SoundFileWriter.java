package io.gainprint.recordings;

import io.gainprint.recordings.wave.StoredChunk;
import io.gainprint.recordings.wave.TooLongException;
import io.gainprint.recordings.wave.WaveLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/// Writes WAV and AIFF files, in constant memory.
///
/// A WAV that passes 4 GiB becomes an RF64. Only a source that tells its
/// [length][FrameSource#length], and that it is short enough, makes a WAV without room for that:
/// the same bytes as ever.
///
/// A file that fails half-way is left as it is: write through [OutputFile] to leave none.
///
/// Safe for use by many threads, each with its own file.
public final class SoundFileWriter {
  /// javax.sound counts what it writes to an AIFF in a signed int; more than its header takes, with
  /// the pad byte, is kept free.
  private static final long MOST_AIFF_BYTES = Integer.MAX_VALUE - 64;

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
    return write(file, format, source, CarriedChunks.NONE);
  }

  /// Writes all frames of a source, and chunks of another file around them.
  ///
  /// @param file the file, as in [#write(Path, SoundFormat, FrameSource)]
  /// @param format what to write; float only in WAV
  /// @param source asked for `format.channels()` channels until it ends
  /// @param carried what else to write, where it [fits][#holds]; in AIFF it all comes after the
  ///   sound
  /// @return how many frames were written, and how many samples did not fit
  /// @throws SoundFileException if the container cannot be told from the name, cannot hold the
  ///   encoding or is full
  /// @throws IOException if the file system fails, or whatever `source` throws
  public static WriteSummary write(
      Path file, SoundFormat format, FrameSource source, CarriedChunks carried) throws IOException {
    check(file, format);
    CarriedChunks chunks = holds(file, carried) ? carried : CarriedChunks.NONE;
    return switch (Container.named(file)) {
      case WAVE -> writeWave(file, format, source, chunks, WaveLayout.MOST_RIFF_BYTES);
      case AIFF -> writeAiff(file, format, source, chunks, MOST_AIFF_BYTES);
    };
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

  /// Whether a file can hold chunks, which are those of a WAV or those of an AIFF.
  ///
  /// @param file the file; need not be there
  /// @param carried the chunks
  /// @return true if they would be written, also where there are none
  /// @throws SoundFileException if the container cannot be told from the name
  public static boolean holds(Path file, CarriedChunks carried) throws SoundFileException {
    return carried.fit(Container.named(file));
  }

  /// Writes with another limit on what is still a plain WAV, so that tests need not fill a real
  /// one.
  static WriteSummary writeWave(
      Path file, SoundFormat format, FrameSource source, CarriedChunks carried, long mostRiffBytes)
      throws IOException {
    AudioFormat samples = audioFormat(format, Container.WAVE);
    WaveLayout plain =
        new WaveLayout(samples, false, carried.before(), carried.after(), mostRiffBytes);
    long room = mostRiffBytes - plain.overheadBytes() - 1; // for a pad byte
    boolean isShort = source.length().orElse(Long.MAX_VALUE) <= room / samples.getFrameSize();
    WaveLayout layout =
        isShort
            ? plain
            : new WaveLayout(samples, true, carried.before(), carried.after(), mostRiffBytes);
    EncodedFrames frames =
        new EncodedFrames(source, format, Container.WAVE.order(), Long.MAX_VALUE);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      layout.write(channel, frames);
    } catch (TooLongException e) {
      throw new SoundFileException(
          file,
          "cannot be written, there are more than the %d frames that were announced"
              .formatted(e.mostBytes() / samples.getFrameSize()));
    } catch (EncodedFrames.SourceFailedException e) {
      throw e.failure();
    }
    return frames.summary();
  }

  /// Writes with another limit on the bytes of samples.
  static WriteSummary writeAiff(
      Path file, SoundFormat format, FrameSource source, CarriedChunks carried, long mostDataBytes)
      throws IOException {
    AudioFormat samples = audioFormat(format, Container.AIFF);
    EncodedFrames frames = new EncodedFrames(source, format, Container.AIFF.order(), mostDataBytes);
    try (AudioInputStream stream =
        new AudioInputStream(frames, samples, AudioSystem.NOT_SPECIFIED)) {
      AudioSystem.write(stream, AudioFileFormat.Type.AIFF, file.toFile());
    } catch (EncodedFrames.TooManyException e) {
      throw new SoundFileException(
          file,
          ("cannot be written, its sound is longer than the 2 GiB (%d frames) that the file can"
                  + " hold: end its name in .wav, or write it in parts")
              .formatted(mostDataBytes / samples.getFrameSize()));
    } catch (EncodedFrames.SourceFailedException e) {
      throw e.failure();
    }
    appendToForm(file, carried);
    return frames.summary();
  }

  private static AudioFormat audioFormat(SoundFormat format, Container container) {
    AudioFormat.Encoding encoding =
        format.encoding() == SoundFormat.Encoding.FLOAT_32
            ? AudioFormat.Encoding.PCM_FLOAT
            : AudioFormat.Encoding.PCM_SIGNED;
    int bits = format.encoding().bits();
    return new AudioFormat(
        encoding,
        format.sampleRateHz(),
        bits,
        format.channels(),
        format.channels() * bits / Byte.SIZE,
        format.sampleRateHz(),
        container == Container.AIFF);
  }

  /// Adds the pad byte that AIFF asks for after an odd number of bytes, and that javax.sound leaves
  /// out; then the chunks, which may come in any order.
  private static void appendToForm(Path file, CarriedChunks carried) throws IOException {
    try (FileChannel form =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      form.position(form.size());
      padToEven(form);
      List<StoredChunk> chunks = new ArrayList<>(carried.before());
      chunks.addAll(carried.after());
      for (StoredChunk chunk : chunks) {
        ByteBuffer header = ByteBuffer.allocate(8);
        header.put(chunk.name().getBytes(StandardCharsets.ISO_8859_1));
        form.write(header.putInt((int) chunk.size()).flip());
        chunk.copyTo(form);
        padToEven(form);
      }
      form.write(ByteBuffer.allocate(4).putInt((int) (form.size() - 8)).flip(), 4);
    }
  }

  private static void padToEven(FileChannel file) throws IOException {
    if (file.position() % 2 != 0) {
      file.write(ByteBuffer.allocate(1));
    }
  }
}
