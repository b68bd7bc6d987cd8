package io.gainprint.recordings;

import io.gainprint.recordings.riff.WaveHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.jspecify.annotations.Nullable;

/// What the header of a sound file says, checked against the file.
///
/// @param format what the samples are
/// @param decoder how to read one
/// @param order in which the bytes of a sample stand
/// @param storage where the frames are
/// @param frames how many frames there are, ≥ 1
record SoundFileHeader(
    SoundFormat format, SampleDecoder decoder, ByteOrder order, Storage storage, long frames) {

  /// The container's name and size, and what kind it is.
  private static final int PREAMBLE_BYTES = 12;

  /// Data sizes left by programs that wrote to a pipe and could not come back: those of SoX for
  /// AIFF and WAV, and the largest signed and unsigned ones.
  private static final long[] PLACEHOLDERS = {
    0x7F00_0000L, 0x7FFF_F000L, 0x7FFF_FFFFL, 0xFFFF_FFFFL
  };

  /// How far below its placeholder a size may lie: some programs leave room for the header, and
  /// sizes are counted in whole frames.
  private static final int PLACEHOLDER_SLACK_BYTES = 4096;

  /// Where the frames of a file are.
  sealed interface Storage {
    /// As they are, in a WAVE file.
    record Wave(WaveHeader header) implements Storage {}

    /// As they are, in an AIFF file.
    ///
    /// @param start where the first one begins, in bytes
    record Aiff(long start) implements Storage {}

    /// Coded.
    record Flac(FlacStreamInfo info) implements Storage {}
  }

  /// Reads the header at the start of `channel`.
  ///
  /// @throws SoundFileException if this is no sound file, not one that is read here, or not a whole
  ///   one
  static SoundFileHeader read(Path file, FileChannel channel) throws IOException {
    ByteBuffer preamble = ByteBuffer.allocate(PREAMBLE_BYTES);
    channel.read(preamble, 0);
    String text = StandardCharsets.ISO_8859_1.decode(preamble.clear()).toString();
    if (text.startsWith("fLaC")) {
      return readFlac(file, channel);
    }
    return switch (text.substring(0, 4) + text.substring(8)) {
      case "RIFFWAVE", "RF64WAVE", "BW64WAVE" -> readWave(file, channel);
      case "FORMAIFF", "FORMAIFC" -> readAiff(file, channel, preamble.getInt(4));
      default -> throw HeaderRefusal.notReadHere(file, text);
    };
  }

  private static SoundFileHeader readWave(Path file, FileChannel channel) throws IOException {
    WaveHeader header;
    try {
      header = WaveHeader.read(new HeaderStream(channel.position(0)));
    } catch (UnsupportedAudioFileException e) {
      throw because(e, HeaderRefusal.damaged(file, String.valueOf(e.getMessage())));
    }
    AudioFormat found =
        header
            .format()
            .audioFormat()
            .orElseThrow(() -> HeaderRefusal.unreadWave(file, header.format().tag()));
    // An unset size of 64 bits is a placeholder as one of 32 is.
    long dataBytes = header.data().size() < 0 ? 0xFFFF_FFFFL : header.data().size();
    long riffBytes = header.data().size() < 0 ? 0 : header.riffBytes();
    return checked(
        file,
        channel,
        found,
        ByteOrder.LITTLE_ENDIAN,
        new Storage.Wave(header),
        dataBytes / header.format().frameBytes(),
        riffBytes + 8);
  }

  private static SoundFileHeader readAiff(Path file, FileChannel channel, int formBytes)
      throws IOException {
    try {
      // Not closed: it is a view of the channel, which is the caller's.
      AudioInputStream stream =
          AudioSystem.getAudioInputStream(new HeaderStream(channel.position(0)));
      return checked(
          file,
          channel,
          stream.getFormat(),
          ByteOrder.BIG_ENDIAN,
          new Storage.Aiff(channel.position()),
          stream.getFrameLength(),
          (formBytes & 0xFFFF_FFFFL) + 8);
    } catch (UnsupportedAudioFileException | RuntimeException e) {
      // The readers of the JDK let the zeros and overflows of a damaged header out as what they
      // lead to.
      throw because(e, HeaderRefusal.ofAiff(file, channel));
    }
  }

  private static SoundFileHeader readFlac(Path file, FileChannel channel) throws IOException {
    FlacStreamInfo info = FlacStreamInfo.read(file, channel);
    int frameBytes = info.channels() * info.bits() / Byte.SIZE;
    AudioFormat found =
        new AudioFormat(
            AudioFormat.Encoding.PCM_SIGNED,
            info.rateHz(),
            info.bits(),
            info.channels(),
            frameBytes,
            info.rateHz(),
            false);
    SampleDecoder decoder = decoder(file, found);
    SoundFormat format = format(file, found, decoder);
    return new SoundFileHeader(
        format, decoder, ByteOrder.LITTLE_ENDIAN, new Storage.Flac(info), info.frames());
  }

  /// A header of frames that the file holds as they are.
  private static SoundFileHeader checked(
      Path file,
      FileChannel channel,
      AudioFormat found,
      ByteOrder order,
      Storage storage,
      long statedFrames,
      long statedBytes)
      throws IOException {
    SampleDecoder decoder = decoder(file, found);
    SoundFormat format = format(file, found, decoder);
    int frameBytes = format.channels() * decoder.bytes();
    long dataBytes = Math.max(0, channel.size() - start(storage));
    // A pad byte at the end may be there or not.
    boolean sizeIsRight = Math.abs(statedBytes - channel.size()) <= 1;
    long frames = frames(file, statedFrames, dataBytes / frameBytes, frameBytes, sizeIsRight);
    return new SoundFileHeader(format, decoder, order, storage, frames);
  }

  private static long start(Storage storage) {
    return switch (storage) {
      case Storage.Wave(WaveHeader header) -> header.data().start();
      case Storage.Aiff(long start) -> start;
      case Storage.Flac _ -> 0;
    };
  }

  /// How many bytes of a frame there are, as it is decoded.
  int frameBytes() {
    return format.channels() * decoder.bytes();
  }

  /// How many stored frames are there when the file has `fileBytes`.
  long framesWithin(long fileBytes) {
    return Math.max(0, fileBytes - start(storage)) / frameBytes();
  }

  /// Opens the frames of the file that this is the header of.
  FrameBytes open(Path file, FileChannel channel, @Nullable Sha256 hash) throws IOException {
    return switch (storage) {
      case Storage.Wave _, Storage.Aiff _ ->
          new StoredFrameBytes(file, channel, this, start(storage), hash);
      case Storage.Flac(FlacStreamInfo info) -> FlacFrameBytes.open(file, channel, info, hash);
    };
  }

  private static SoundFileException because(Exception cause, SoundFileException refusal) {
    refusal.initCause(cause);
    return refusal;
  }

  private static SampleDecoder decoder(Path file, AudioFormat found) throws SoundFileException {
    return SampleDecoder.of(found)
        .orElseThrow(() -> HeaderRefusal.unreadEncoding(file, describe(found)));
  }

  private static SoundFormat format(Path file, AudioFormat found, SampleDecoder decoder)
      throws SoundFileException {
    int rate = (int) found.getSampleRate();
    if (rate != found.getSampleRate()
        || rate < SoundFormat.LOWEST_RATE_HZ
        || rate > SoundFormat.HIGHEST_RATE_HZ) {
      throw new SoundFileException(
          file,
          "has a sample rate of %s Hz, and 8000 to 192000 Hz are read: resample it"
              .formatted(plain(found.getSampleRate())));
    }
    if (found.getChannels() > SoundFormat.MOST_CHANNELS) {
      throw new SoundFileException(
          file, "has %d channels, and up to 64 are read: split it".formatted(found.getChannels()));
    }
    if (found.getFrameSize() != found.getChannels() * decoder.bytes()) {
      throw new SoundFileException(
          file,
          "has a damaged header (%d channels of %s in frames of %d bytes): export it again"
              .formatted(found.getChannels(), describe(found), found.getFrameSize()));
    }
    return new SoundFormat(rate, found.getChannels(), decoder.encoding());
  }

  private static long frames(
      Path file, long stated, long there, int frameBytes, boolean sizeIsRight)
      throws SoundFileException {
    if (stated > there && !isPlaceholder(stated * frameBytes)) {
      throw truncated(file, there, stated);
    }
    // A size of 0 in a container whose own size is wrong too was never filled in.
    boolean open = stated > there || (stated <= 0 && !sizeIsRight);
    long frames = open ? there : stated;
    if (frames == 0) {
      throw noSound(file);
    }
    return frames;
  }

  private static SoundFileException noSound(Path file) {
    return new SoundFileException(
        file, "holds no sound, its header has 0 frames: record or export it again");
  }

  /// The refusal of a file that ends too early.
  static SoundFileException truncated(Path file, long framesThere, long framesStated) {
    return new SoundFileException(
        file,
        ("is cut short, it ends after %d of the %d frames that its header promises:"
                + " copy or export it again")
            .formatted(framesThere, framesStated));
  }

  private static boolean isPlaceholder(long bytes) {
    for (long placeholder : PLACEHOLDERS) {
      if (bytes <= placeholder && bytes > placeholder - PLACEHOLDER_SLACK_BYTES) {
        return true;
      }
    }
    return false;
  }

  private static String describe(AudioFormat format) {
    return format.getSampleSizeInBits() + "-bit " + format.getEncoding();
  }

  private static String plain(float rate) {
    return rate == (long) rate ? Long.toString((long) rate) : Float.toString(rate);
  }
}
