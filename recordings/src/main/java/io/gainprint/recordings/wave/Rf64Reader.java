package io.gainprint.recordings.wave;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import javax.sound.sampled.spi.AudioFileReader;
import org.jspecify.annotations.Nullable;

/// Reads the headers of RF64 and BW64 files for javax.sound: PCM and floating point.
///
/// The length of a stream is that of `ds64`, whatever the file holds; not specified, if it was not
/// filled in. Plain WAVE files are left to the provider of the JDK.
///
/// Safe for use by many threads.
public final class Rf64Reader extends AudioFileReader {
  private static final int PREAMBLE_BYTES = 12;

  /// How far a stream is read before its mark is given up: room for a programme's description, and
  /// for a caller's buffer to keep.
  private static final int MOST_HEADER_BYTES = 1 << 20;

  /// For the service loader.
  public Rf64Reader() {}

  /// What a header says.
  ///
  /// @param type RF64 or BW64
  /// @param format what the samples are
  /// @param frames how many there are by `ds64`, or [AudioSystem#NOT_SPECIFIED]
  private record Header(AudioFileFormat.Type type, AudioFormat format, long frames) {}

  @Override
  public AudioFileFormat getAudioFileFormat(InputStream stream)
      throws UnsupportedAudioFileException, IOException {
    stream.mark(MOST_HEADER_BYTES);
    try {
      Header header = read(stream);
      // The interface counts in an int.
      int frames =
          header.frames() > Integer.MAX_VALUE ? AudioSystem.NOT_SPECIFIED : (int) header.frames();
      return new AudioFileFormat(header.type(), header.format(), frames);
    } finally {
      stream.reset();
    }
  }

  @Override
  public AudioFileFormat getAudioFileFormat(URL url)
      throws UnsupportedAudioFileException, IOException {
    try (InputStream stream = new BufferedInputStream(url.openStream())) {
      return getAudioFileFormat(stream);
    }
  }

  @Override
  public AudioFileFormat getAudioFileFormat(File file)
      throws UnsupportedAudioFileException, IOException {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file.toPath()))) {
      return getAudioFileFormat(stream);
    }
  }

  @Override
  public AudioInputStream getAudioInputStream(InputStream stream)
      throws UnsupportedAudioFileException, IOException {
    stream.mark(MOST_HEADER_BYTES);
    Header header;
    try {
      header = read(stream);
    } catch (UnsupportedAudioFileException e) {
      stream.reset();
      throw e;
    }
    return new AudioInputStream(stream, header.format(), header.frames());
  }

  @Override
  public AudioInputStream getAudioInputStream(URL url)
      throws UnsupportedAudioFileException, IOException {
    return ofWhole(new BufferedInputStream(url.openStream()));
  }

  @Override
  public AudioInputStream getAudioInputStream(File file)
      throws UnsupportedAudioFileException, IOException {
    return ofWhole(new BufferedInputStream(Files.newInputStream(file.toPath())));
  }

  private AudioInputStream ofWhole(InputStream stream)
      throws UnsupportedAudioFileException, IOException {
    try {
      return getAudioInputStream(stream);
    } catch (UnsupportedAudioFileException | IOException e) {
      stream.close();
      throw e;
    }
  }

  /// Reads up to the first sample.
  private static Header read(InputStream stream) throws UnsupportedAudioFileException, IOException {
    ByteBuffer preamble = ByteBuffer.wrap(stream.readNBytes(PREAMBLE_BYTES));
    if (preamble.limit() < PREAMBLE_BYTES) {
      throw new UnsupportedAudioFileException("shorter than the header of any sound file");
    }
    String magic = WaveChunk.name(preamble);
    preamble.position(8);
    AudioFileFormat.Type type =
        switch (magic) {
          case WaveChunk.RF64 -> Rf64Writer.RF64;
          case WaveChunk.BW64 -> Rf64Writer.BW64;
          default -> throw new UnsupportedAudioFileException("not an RF64 or BW64 file: " + magic);
        };
    if (!WaveChunk.name(preamble).equals(WaveChunk.WAVE)) {
      throw new UnsupportedAudioFileException(magic + " without WAVE");
    }
    try {
      return chunks(stream, type);
    } catch (EOFException e) {
      UnsupportedAudioFileException noSound =
          new UnsupportedAudioFileException(magic + " that ends before its sound");
      noSound.initCause(e);
      throw noSound;
    }
  }

  private static Header chunks(InputStream stream, AudioFileFormat.Type type)
      throws UnsupportedAudioFileException, IOException {
    @Nullable Long dataBytes = null;
    @Nullable AudioFormat format = null;
    while (true) {
      ByteBuffer chunk = content(stream, WaveChunk.HEADER_BYTES);
      String name = WaveChunk.name(chunk);
      long size = chunk.getInt() & 0xFFFF_FFFFL;
      switch (name) {
        case WaveChunk.DS64 -> {
          dataBytes = dataBytes(stream, size);
        }
        case WaveChunk.FORMAT -> {
          format = format(stream, size);
        }
        case WaveChunk.DATA -> {
          if (dataBytes == null || format == null) {
            throw new UnsupportedAudioFileException(type + " without ds64 or fmt before its data");
          }
          long bytes = size == WaveChunk.IN_DS64 ? dataBytes : size;
          return new Header(
              type, format, bytes < 0 ? AudioSystem.NOT_SPECIFIED : bytes / format.getFrameSize());
        }
        default -> stream.skipNBytes(WaveChunk.padded(size));
      }
    }
  }

  /// The length of the sound; negative if it was never filled in.
  private static long dataBytes(InputStream stream, long size)
      throws UnsupportedAudioFileException, IOException {
    if (size < WaveChunk.DS64_BYTES) {
      throw new UnsupportedAudioFileException("ds64 of %d bytes".formatted(size));
    }
    long dataBytes = content(stream, WaveChunk.DS64_BYTES).getLong(8);
    stream.skipNBytes(WaveChunk.padded(size) - WaveChunk.DS64_BYTES);
    return dataBytes;
  }

  private static AudioFormat format(InputStream stream, long size)
      throws UnsupportedAudioFileException, IOException {
    int length = (int) Math.min(size, WaveFormat.EXTENSIBLE_BYTES);
    AudioFormat format =
        WaveFormat.read(content(stream, length))
            .orElseThrow(() -> new UnsupportedAudioFileException("neither PCM nor floating point"));
    stream.skipNBytes(WaveChunk.padded(size) - length);
    return format;
  }

  private static ByteBuffer content(InputStream stream, int length) throws IOException {
    byte[] content = stream.readNBytes(length);
    if (content.length < length) {
      throw new EOFException();
    }
    return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }
}
