package io.gainprint.recordings.riff;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.util.Map;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import javax.sound.sampled.spi.AudioFileReader;

/// Lets javax.sound read RF64 and BW64 files; RIFF ones it reads by itself.
///
/// Frames are counted in 64 bits by the stream ([AudioInputStream#getFrameLength]); where an
/// [AudioFileFormat] cannot count them in 32, it says that it does not know, and their duration
/// stands in its property `duration`, in microseconds.
public final class Rf64FileReader extends AudioFileReader {
  /// RF64, by EBU Tech 3306.
  public static final AudioFileFormat.Type RF64 = new AudioFileFormat.Type("RF64", "wav");

  /// BW64, by Recommendation ITU-R BS.2088.
  public static final AudioFileFormat.Type BW64 = new AudioFileFormat.Type("BW64", "wav");

  /// How far the first sample may be from the start of a stream that is to be put back there.
  private static final int MOST_HEADER_BYTES = 1 << 24;

  /// For the service loader.
  public Rf64FileReader() {}

  @Override
  public AudioFileFormat getAudioFileFormat(InputStream stream)
      throws UnsupportedAudioFileException, IOException {
    checkForm(stream);
    stream.mark(MOST_HEADER_BYTES);
    try {
      return fileFormat(WaveHeader.read(stream), Long.MAX_VALUE);
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
      checkForm(stream);
      return fileFormat(WaveHeader.read(stream), file.length());
    }
  }

  @Override
  public AudioInputStream getAudioInputStream(InputStream stream)
      throws UnsupportedAudioFileException, IOException {
    checkForm(stream);
    stream.mark(MOST_HEADER_BYTES);
    try {
      return sound(stream, Long.MAX_VALUE);
    } catch (UnsupportedAudioFileException e) {
      stream.reset();
      throw e;
    }
  }

  @Override
  public AudioInputStream getAudioInputStream(URL url)
      throws UnsupportedAudioFileException, IOException {
    return opened(new BufferedInputStream(url.openStream()), Long.MAX_VALUE);
  }

  @Override
  public AudioInputStream getAudioInputStream(File file)
      throws UnsupportedAudioFileException, IOException {
    return opened(new BufferedInputStream(Files.newInputStream(file.toPath())), file.length());
  }

  private static AudioInputStream opened(InputStream stream, long fileBytes)
      throws UnsupportedAudioFileException, IOException {
    try {
      checkForm(stream);
      return sound(stream, fileBytes);
    } catch (UnsupportedAudioFileException | IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /// Leaves the stream where it was.
  private static void checkForm(InputStream stream)
      throws UnsupportedAudioFileException, IOException {
    stream.mark(WaveHeader.PREAMBLE_BYTES);
    byte[] preamble = stream.readNBytes(WaveHeader.PREAMBLE_BYTES);
    stream.reset();
    if (!WaveForm.of(preamble).map(WaveForm::isLong).orElse(false)) {
      throw new UnsupportedAudioFileException("is neither RF64 nor BW64");
    }
  }

  private static AudioInputStream sound(InputStream stream, long fileBytes)
      throws UnsupportedAudioFileException, IOException {
    WaveHeader header = WaveHeader.read(stream);
    return new AudioInputStream(stream, audioFormat(header), frames(header, fileBytes));
  }

  private static AudioFormat audioFormat(WaveHeader header) throws UnsupportedAudioFileException {
    return header
        .format()
        .audioFormat()
        .orElseThrow(() -> new UnsupportedAudioFileException("is in an encoding that is not read"));
  }

  /// How many frames there are; those that the file has, where its header says more or nothing.
  private static long frames(WaveHeader header, long fileBytes) {
    long stated = header.data().size() >= 0 ? header.data().size() : Long.MAX_VALUE;
    long dataBytes = Math.min(stated, Math.max(0, fileBytes - header.data().start()));
    return dataBytes > Long.MAX_VALUE / 2
        ? AudioSystem.NOT_SPECIFIED
        : dataBytes / header.format().frameBytes();
  }

  private static AudioFileFormat fileFormat(WaveHeader header, long fileBytes)
      throws UnsupportedAudioFileException {
    AudioFormat format = audioFormat(header);
    long frames = frames(header, fileBytes);
    Map<String, Object> properties =
        frames < 0
            ? Map.of()
            : Map.of("duration", (long) (frames * 1e6 / header.format().rateHz()));
    return new AudioFileFormat(
        header.form() == WaveForm.BW64 ? BW64 : RF64,
        format,
        frames <= Integer.MAX_VALUE ? (int) frames : AudioSystem.NOT_SPECIFIED,
        properties);
  }
}
