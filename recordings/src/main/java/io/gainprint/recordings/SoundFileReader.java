package io.gainprint.recordings;

import io.gainprint.recordings.riff.ExtraChunks;
import io.gainprint.recordings.riff.WaveHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Reads a WAV, RF64, BW64, AIFF or FLAC file from front to back, in constant memory.
///
/// It reads PCM of 8, 16, 24 and 32 bits and, in WAV, floating point of 32 bits; WAV in the plain
/// and the extensible form, in sizes of 32 and of 64 bits. A PCM sample of b bits is its integer
/// divided by 2^(b − 1), exactly. Samples of a float file are handed on as they are, NaN and
/// infinities included.
///
/// FLAC of 8, 16 and 24 bits in one or two channels is decoded by a provider of javax.sound, such
/// as the library javasound-flac. Its samples are checked against the MD5 in the file when the last
/// is read: a damaged file is refused then, if not before.
///
/// One thread at a time.
public final class SoundFileReader implements FrameSource, AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileChannel channel;
  private final SoundFileHeader header;
  private final int frameBytes;
  private final ByteBuffer buffer;
  private final FrameBytes bytes;
  private long position;

  private SoundFileReader(Path file, FileChannel channel, @Nullable Sha256 hash)
      throws IOException {
    this.channel = channel;
    header = SoundFileHeader.read(file, channel);
    frameBytes = header.frameBytes();
    buffer = ByteBuffer.allocate(BUFFER_BYTES / frameBytes * frameBytes).order(header.order());
    bytes = header.open(file, channel, hash);
  }

  /// Opens a file and checks its header against its size, so that a damaged or cut file is refused
  /// here.
  ///
  /// @param file the file, of the default file system
  /// @return a reader at the first frame
  /// @throws SoundFileException if the file is missing, empty, cut short, not a sound file or not
  ///   of a kind that is read; the message says which, and the fix
  /// @throws IOException if the file system fails
  public static SoundFileReader open(Path file) throws IOException {
    return open(file, null);
  }

  /// The same for a reader that hashes the file's bytes as they pass, for [#sha256].
  static SoundFileReader openHashing(Path file) throws IOException {
    return open(file, new Sha256());
  }

  private static SoundFileReader open(Path file, @Nullable Sha256 hash) throws IOException {
    checkReadable(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new SoundFileReader(file, channel, hash);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void checkReadable(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new SoundFileException(file, "does not exist: check its name and folder");
    }
    if (Files.isDirectory(file)) {
      throw new SoundFileException(file, "is a folder: name a sound file in it");
    }
    if (!Files.isReadable(file)) {
      throw new SoundFileException(file, "cannot be read: check its permissions");
    }
    if (!Files.isRegularFile(file)) {
      throw new SoundFileException(file, "is a pipe or device: save the sound to a file first");
    }
    if (Files.size(file) == 0) {
      throw new SoundFileException(file, "is empty (0 bytes): record or export it again");
    }
  }

  /// What the samples are.
  ///
  /// @return the format; for 8-bit files its encoding is `PCM_16`, which holds their samples
  ///   exactly
  public SoundFormat format() {
    return header.format();
  }

  /// How many frames the file has.
  ///
  /// @return the number that the header gives or, where it was written to a pipe and gives none,
  ///   that the file's size gives; ≥ 1
  public long frames() {
    return header.frames();
  }

  @Override
  public long mostFramesLeft() {
    return header.frames() - position;
  }

  /// What the file holds besides its samples: the chunks of a WAV, RF64 or BW64 file that say more
  /// than what those are.
  ///
  /// @return the chunks; they stay in the file, and can be written until this reader is closed
  /// @throws IOException if the file system fails
  public CarriedChunks chunks() throws IOException {
    return switch (header.storage()) {
      case SoundFileHeader.Storage.Wave(WaveHeader wave) ->
          CarriedChunks.of(ExtraChunks.of(channel, wave, header.frames() * frameBytes));
      case SoundFileHeader.Storage.Aiff _, SoundFileHeader.Storage.Flac _ -> CarriedChunks.none();
    };
  }

  /// Reads the next frames.
  ///
  /// @throws IllegalArgumentException if `planar` has another number of rows than the file has
  ///   channels, or `frames` is less than 1
  /// @throws SoundFileException if the file has become shorter since it was opened
  @Override
  public int read(double[][] planar, int frames) throws IOException {
    if (planar.length != header.format().channels()) {
      throw new IllegalArgumentException(
          "planar must have %d rows: %d".formatted(header.format().channels(), planar.length));
    }
    if (frames < 1) {
      throw new IllegalArgumentException("frames must be >= 1: " + frames);
    }
    int count = readFrames(frames);
    if (count > 0) {
      header.decoder().decode(buffer, planar, count);
    }
    return count;
  }

  /// Reads one channel of all frames that are left, rounded to floats.
  ///
  /// @param index which channel, from 0
  /// @param samples filled from 0; at least as long as there are frames
  /// @throws SoundFileException if the file has become shorter since it was opened
  void readAll(int index, float[] samples) throws IOException {
    int offset = 0;
    int count;
    while ((count = readFrames(Integer.MAX_VALUE)) > 0) {
      header.decoder().decode(buffer, index, header.format().channels(), samples, offset, count);
      offset += count;
    }
  }

  /// The hash of the whole file, for a reader that [hashes][#openHashing] and has read all frames;
  /// reads what lies behind them.
  ///
  /// @return the SHA-256, 64 lower-case hexadecimal digits
  String sha256() throws IOException {
    return bytes.sha256();
  }

  /// Fills the buffer with the next frames; returns how many, or -1 at the end.
  private int readFrames(int most) throws IOException {
    long left = header.frames() - position;
    if (left == 0) {
      return -1;
    }
    int count = (int) Math.min(left, Math.min(most, buffer.capacity() / frameBytes));
    bytes.fill(buffer.array(), count * frameBytes);
    position += count;
    return count;
  }

  /// Closes the file.
  @Override
  public void close() throws IOException {
    bytes.close();
    channel.close();
  }
}
