package io.gainprint.recordings;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.jspecify.annotations.Nullable;

/// Frames that a provider of javax.sound decodes from FLAC.
///
/// Providers pass over damage, so what they give is held against the number of frames and the MD5
/// that the encoder left in the file. There is damage on which a decoder never ends: it works on a
/// thread of its own, and is given up when nothing comes for long.
final class FlacFrameBytes implements FrameBytes {
  private static final int BUFFER_BYTES = 1 << 16;

  /// A block takes some milliseconds.
  private static final long PATIENCE_SECONDS = 10;

  private final Path file;
  private final FlacStreamInfo info;
  private final InputStream raw;
  private final AudioInputStream frames;
  private final @Nullable Sha256 hash;
  private final MessageDigest md5 = md5();
  private final ExecutorService decoder =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("FLAC decoder").factory());
  private final int frameBytes;
  private long decodedBytes;

  private FlacFrameBytes(
      Path file,
      FlacStreamInfo info,
      InputStream raw,
      AudioInputStream frames,
      @Nullable Sha256 hash) {
    this.file = file;
    this.info = info;
    this.raw = raw;
    this.frames = frames;
    this.hash = hash;
    frameBytes = frames.getFormat().getFrameSize();
  }

  /// Opens a file at its first frame.
  ///
  /// @throws SoundFileException if no provider decodes it
  static FlacFrameBytes open(
      Path file, FileChannel channel, FlacStreamInfo info, @Nullable Sha256 hash)
      throws IOException {
    channel.position(0);
    InputStream bytes = Channels.newInputStream(channel);
    InputStream raw = new BufferedInputStream(hash == null ? bytes : new Hashed(bytes, hash));
    try {
      // Neither is closed: they are views of the channel, which is the caller's.
      AudioInputStream coded = AudioSystem.getAudioInputStream(raw);
      AudioInputStream frames = AudioSystem.getAudioInputStream(pcm(info), coded);
      return new FlacFrameBytes(file, info, raw, frames, hash);
    } catch (UnsupportedAudioFileException e) {
      throw because(
          e,
          new SoundFileException(
              file,
              "is a FLAC file, and no provider of javax.sound that is there reads it:"
                  + " put javasound-flac on the module path, or convert it to WAV"));
    } catch (IllegalArgumentException e) {
      throw because(
          e,
          new SoundFileException(
              file,
              "holds %d channels of %d bits in FLAC, which are not decoded: convert it to WAV"
                  .formatted(info.channels(), info.bits())));
    } catch (IOException | RuntimeException e) {
      throw because(e, FlacStreamInfo.damaged(file, "its metadata cannot be read"));
    }
  }

  private static AudioFormat pcm(FlacStreamInfo info) {
    return new AudioFormat(
        AudioFormat.Encoding.PCM_SIGNED,
        info.rateHz(),
        info.bits(),
        info.channels(),
        info.channels() * info.bits() / Byte.SIZE,
        info.rateHz(),
        false);
  }

  private static <T extends IOException> T because(Exception cause, T refusal) {
    refusal.initCause(cause);
    return refusal;
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has MD5", e);
    }
  }

  @Override
  public void fill(byte[] to, int length) throws IOException {
    int filled = 0;
    while (filled < length) {
      int count = decode(to, filled, length - filled);
      if (count <= 0) {
        throw FlacStreamInfo.damaged(
            file,
            "it ends after %d of %d frames"
                .formatted((decodedBytes + filled) / frameBytes, info.frames()));
      }
      filled += count;
    }
    md5.update(to, 0, length);
    decodedBytes += length;
    if (decodedBytes == info.frames() * frameBytes && !info.md5().isEmpty()) {
      checkMd5();
    }
  }

  private void checkMd5() throws SoundFileException {
    if (!HexFormat.of().formatHex(md5.digest()).equals(info.md5())) {
      throw FlacStreamInfo.damaged(file, "its samples are not those that were encoded");
    }
  }

  private int decode(byte[] to, int offset, int length) throws IOException {
    try {
      return decoder
          .submit(() -> frames.read(to, offset, length))
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // Decoders let what damage leads to out as it is.
      throw because(
          e,
          FlacStreamInfo.damaged(
              file, "it cannot be decoded after frame %d".formatted(decodedBytes / frameBytes)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw because(e, new InterruptedIOException("interrupted while reading " + file));
    }
  }

  @Override
  public String sha256() throws IOException {
    Objects.requireNonNull(hash, "hash");
    raw.transferTo(OutputStream.nullOutputStream());
    return hash.finish();
  }

  /// Leaves the channel to its owner; a decoder that does not end is left behind.
  @Override
  public void close() {
    decoder.shutdown();
  }

  /// Bytes that are hashed as they pass, each once: what rewinds a stream lies above.
  private static final class Hashed extends FilterInputStream {
    private final Sha256 hash;

    Hashed(InputStream in, Sha256 hash) {
      super(in);
      this.hash = hash;
    }

    @Override
    public int read() throws IOException {
      byte[] single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int count = super.read(to, offset, length);
      if (count > 0) {
        hash.update(to, offset, count);
      }
      return count;
    }

    @Override
    public long skip(long bytes) throws IOException {
      byte[] passed = new byte[Math.clamp(bytes, 0, BUFFER_BYTES)];
      return Math.max(0, read(passed, 0, passed.length));
    }
  }
}
