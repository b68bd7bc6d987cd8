package io.gainprint.recordings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/// What the header of a sound file says, checked against the file.
///
/// @param format what the samples are
/// @param decoder how to read one
/// @param container which gives the byte order
/// @param dataStart where the first frame begins, in bytes; 0 where samples are compressed
/// @param frames how many frames there are, ≥ 1
record SoundFileHeader(
    SoundFormat format, SampleDecoder decoder, Container container, long dataStart, long frames) {

  /// The container's name and size, and what kind it is.
  static final int PREAMBLE_BYTES = 12;

  /// Data sizes left by programs that wrote to a pipe and could not come back: those of SoX for
  /// AIFF and WAV, and the largest signed and unsigned ones.
  private static final long[] PLACEHOLDERS = {
    0x7F00_0000L, 0x7FFF_F000L, 0x7FFF_FFFFL, 0xFFFF_FFFFL
  };

  /// How far below its placeholder a size may lie: some programs leave room for the header, and
  /// sizes are counted in whole frames.
  private static final int PLACEHOLDER_SLACK_BYTES = 4096;

  /// Reads the header at the start of `channel`.
  ///
  /// @throws SoundFileException if this is no sound file, not one that is read here, or not a whole
  ///   one
  static SoundFileHeader read(Path file, FileChannel channel) throws IOException {
    ByteBuffer preamble = ByteBuffer.allocate(PREAMBLE_BYTES);
    channel.read(preamble, 0);
    String kind = kind(preamble);
    Container container = container(file, kind);
    AudioFormat found;
    long statedFrames;
    try {
      // Not closed: it is a view of the channel, which is the caller's.
      AudioInputStream stream = AudioSystem.getAudioInputStream(new HeaderStream(channel));
      found = stream.getFormat();
      statedFrames = stream.getFrameLength();
    } catch (UnsupportedAudioFileException | RuntimeException e) {
      // The readers of the JDK let the zeros and overflows of a damaged header out as what they
      // lead to.
      SoundFileException refusal = HeaderRefusal.of(file, channel, container);
      refusal.initCause(e);
      throw refusal;
    }
    SampleDecoder decoder =
        SampleDecoder.of(found)
            .orElseThrow(() -> HeaderRefusal.unreadEncoding(file, describe(found)));
    SoundFormat format = format(file, found, decoder);
    int frameBytes = format.channels() * decoder.bytes();
    long dataStart = channel.position();
    long framesThere = Math.max(0, channel.size() - dataStart) / frameBytes;
    // A pad byte at the end may be there or not. In 64 bits, sizes are filled in or 0.
    boolean sizeIsRight =
        !kind.startsWith("RF64")
            && !kind.startsWith("BW64")
            && Math.abs(statedSize(preamble, container) - channel.size()) <= 1;
    long frames = frames(file, statedFrames, framesThere, frameBytes, sizeIsRight);
    return new SoundFileHeader(format, decoder, container, dataStart, frames);
  }

  /// The first 12 characters of a file; NUL where it is shorter.
  static String kind(ByteBuffer preamble) {
    return StandardCharsets.ISO_8859_1.decode(preamble.clear()).toString();
  }

  private static Container container(Path file, String kind) throws SoundFileException {
    return switch (kind.substring(0, 4) + kind.substring(8)) {
      case "RIFFWAVE", "RF64WAVE", "BW64WAVE" -> Container.WAVE;
      case "FORMAIFF", "FORMAIFC" -> Container.AIFF;
      default -> throw HeaderRefusal.notReadHere(file, kind);
    };
  }

  /// The length of the sound as bytes.
  long dataBytes() {
    return frames * format.channels() * decoder.bytes();
  }

  /// The size that the container says the whole file has, bytes.
  private static long statedSize(ByteBuffer preamble, Container container) {
    return (preamble.order(container.order()).getInt(4) & 0xFFFF_FFFFL) + 8;
  }

  private static SoundFormat format(Path file, AudioFormat found, SampleDecoder decoder)
      throws SoundFileException {
    int rate = checkRate(file, found.getSampleRate());
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

  /// A sample rate as a whole number, Hz; refuses those that are not read.
  static int checkRate(Path file, float rateHz) throws SoundFileException {
    int rate = (int) rateHz;
    if (rate != rateHz || rate < SoundFormat.LOWEST_RATE_HZ || rate > SoundFormat.HIGHEST_RATE_HZ) {
      throw new SoundFileException(
          file,
          "has a sample rate of %s Hz, and 8000 to 192000 Hz are read: resample it"
              .formatted(plain(rateHz)));
    }
    return rate;
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
      throw new SoundFileException(
          file, "holds no sound, its header has 0 frames: record or export it again");
    }
    return frames;
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
