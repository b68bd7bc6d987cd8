package io.gainprint.recordings;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.jspecify.annotations.Nullable;

/// The samples of a FLAC file, decoded by a provider of javax.sound.
///
/// The provider neither says how many frames there are nor notices damage that leaves the stream
/// readable: the one stands in the header, the other shows in the checksum of all samples, which is
/// compared before the last of them are handed on.
final class FlacBytes implements SampleBytes {
  /// What the provider decodes.
  private static final int MOST_CHANNELS = 2;

  private static final int BLOCK_BYTES = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final @Nullable Sha256 hash;
  private final InputStream stored;
  private final AudioInputStream decoded;
  private final Optional<String> expectedMd5;
  private final MessageDigest md5 = newMd5();
  private final SoundFileHeader header;
  private long left;

  /// Samples of an open file; it is closed with them.
  FlacBytes(Path file, FileChannel channel, @Nullable Sha256 hash) throws IOException {
    FlacHeader stream = FlacHeader.read(file, channel);
    AudioFormat format = format(file, stream);
    this.file = file;
    this.channel = channel;
    this.hash = hash;
    expectedMd5 = stream.md5();
    long frames = stream.frames();
    if (frames == 0) {
      frames = count(file, channel, format);
    }
    channel.position(0);
    stored = new HashedStream(Channels.newInputStream(channel), hash);
    decoded = decode(file, stored, format);
    header =
        new SoundFileHeader(
            new SoundFormat(stream.sampleRateHz(), stream.channels(), decoder(format).encoding()),
            decoder(format),
            Container.WAVE, // the byte order that was asked for
            0,
            frames);
    left = header.dataBytes();
  }

  private static AudioFormat format(Path file, FlacHeader stream) throws SoundFileException {
    int bits = stream.bits();
    if (bits != 8 && bits != 16 && bits != 24) {
      throw new SoundFileException(
          file,
          "is FLAC of %d bits, and 8, 16 and 24 bits are read: convert it to WAV".formatted(bits));
    }
    if (stream.channels() > MOST_CHANNELS) {
      throw new SoundFileException(
          file,
          "is FLAC of %d channels, and 1 or 2 are read: convert it to WAV"
              .formatted(stream.channels()));
    }
    SoundFileHeader.checkRate(file, stream.sampleRateHz());
    int frameBytes = stream.channels() * bits / Byte.SIZE;
    return new AudioFormat(
        AudioFormat.Encoding.PCM_SIGNED,
        stream.sampleRateHz(),
        bits,
        stream.channels(),
        frameBytes,
        stream.sampleRateHz(),
        false);
  }

  private static SampleDecoder decoder(AudioFormat format) {
    return SampleDecoder.of(format).orElseThrow();
  }

  private static AudioInputStream decode(Path file, InputStream stored, AudioFormat format)
      throws IOException {
    try {
      AudioInputStream compressed =
          AudioSystem.getAudioInputStream(new BufferedInputStream(stored, BLOCK_BYTES));
      return AudioSystem.getAudioInputStream(format, compressed);
    } catch (UnsupportedAudioFileException | RuntimeException e) {
      throw damaged(file, e);
    }
  }

  /// How many frames a file has whose header does not say it.
  private static long count(Path file, FileChannel channel, AudioFormat format) throws IOException {
    channel.position(0);
    // Not closed: the channel is needed again.
    AudioInputStream sound = decode(file, Channels.newInputStream(channel), format);
    byte[] block = new byte[BLOCK_BYTES];
    long bytes = 0;
    int count;
    while ((count = decodedBytes(file, sound, block, 0, block.length)) > 0) {
      bytes += count;
    }
    if (bytes < format.getFrameSize()) {
      throw new SoundFileException(
          file, "holds no sound, it has 0 frames: record or export it again");
    }
    return bytes / format.getFrameSize();
  }

  private static int decodedBytes(
      Path file, AudioInputStream sound, byte[] to, int offset, int length) throws IOException {
    try {
      return sound.read(to, offset, length);
    } catch (IOException | RuntimeException e) {
      throw damaged(file, e);
    }
  }

  private static SoundFileException damaged(Path file, @Nullable Exception cause) {
    SoundFileException damaged =
        new SoundFileException(
            file,
            "is damaged or cut short, its sound cannot be decoded: copy it or encode it again");
    damaged.initCause(cause);
    return damaged;
  }

  @Override
  public SoundFileHeader header() {
    return header;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = decodedBytes(file, decoded, to, offset, (int) Math.min(left, length));
    if (count <= 0) {
      throw damaged(file, null);
    }
    md5.update(to, offset, count);
    left -= count;
    if (left == 0) {
      checkMd5();
    }
    return count;
  }

  private void checkMd5() throws SoundFileException {
    String found = HexFormat.of().formatHex(md5.digest());
    if (expectedMd5.isPresent() && !expectedMd5.get().equals(found)) {
      throw new SoundFileException(
          file,
          "is damaged, its sound does not have the checksum in its header:"
              + " copy it or encode it again");
    }
  }

  @Override
  public CarriedChunks chunks() {
    return CarriedChunks.NONE;
  }

  @Override
  public @Nullable String finishHash() throws IOException {
    if (hash == null) {
      return null;
    }
    stored.transferTo(OutputStream.nullOutputStream()); // hashed as it passes
    return hash.finish();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has MD5", e);
    }
  }
}
