package io.gainprint.host.javasound;

import io.gainprint.host.device.DeviceException;
import io.gainprint.host.device.StreamRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;
import org.jspecify.annotations.Nullable;

/// The lines of a stream, open, and what was negotiated for them.
///
/// @param input empty without channels to capture
/// @param output empty without channels to play
/// @param sampleRateHz the rate of both
/// @param blockFrames frames per block
record Lines(
    Optional<Opened<TargetDataLine>> input,
    Optional<Opened<SourceDataLine>> output,
    double sampleRateHz,
    int blockFrames) {
  /// Rates to try where none is asked for, and to tell of where one is refused.
  private static final double[] RATES_HZ = {48_000, 44_100, 96_000, 88_200, 192_000, 32_000};

  /// Frames per block where nothing is asked for.
  private static final int BLOCK_FRAMES = 256;

  /// Blocks that the playback buffer holds, and the capture buffer. The latter costs no latency, as
  /// blocks are taken out of it as they come.
  private static final int PLAYED_BLOCKS = 4;

  private static final int CAPTURED_BLOCKS = 8;

  /// A line, and how its samples are encoded.
  record Opened<L extends DataLine>(L line, String mixer, Encoding encoding) {
    int bytesPerFrame() {
      return line.getFormat().getFrameSize();
    }

    int bufferFrames() {
      return line.getBufferSize() / bytesPerFrame();
    }

    @Override
    public String toString() {
      return "'%s' %s, buffer of %d frames".formatted(mixer, encoding, bufferFrames());
    }
  }

  /// Opens what is wanted.
  ///
  /// @param encodings those to try, the first that works is taken
  static Lines open(StreamRequest request, List<Encoding> encodings) throws DeviceException {
    int frames = request.blockFrames().orElse(BLOCK_FRAMES);
    double[] rates =
        request.sampleRateHz().isPresent()
            ? new double[] {request.sampleRateHz().getAsDouble()}
            : RATES_HZ;
    Optional<Wanted> input =
        request.inputChannels() == 0
            ? Optional.empty()
            : Optional.of(
                new Wanted(
                    Mixers.mixer(request.input(), true),
                    request.inputChannels(),
                    frames * CAPTURED_BLOCKS));
    Optional<Wanted> output =
        request.outputChannels() == 0
            ? Optional.empty()
            : Optional.of(
                new Wanted(
                    Mixers.mixer(request.output(), false),
                    request.outputChannels(),
                    frames * PLAYED_BLOCKS));
    DeviceException refusal = new DeviceException("no rate to try");
    for (double rate : rates) {
      try {
        return open(input, output, encodings, rate, frames);
      } catch (DeviceException e) {
        refusal = e;
      }
    }
    throw refusal;
  }

  private static Lines open(
      Optional<Wanted> input,
      Optional<Wanted> output,
      List<Encoding> encodings,
      double rateHz,
      int frames)
      throws DeviceException {
    Opened<TargetDataLine> captured = null;
    try {
      if (input.isPresent()) {
        captured = input.get().open(TargetDataLine.class, encodings, rateHz);
      }
      Opened<SourceDataLine> played = null;
      if (output.isPresent()) {
        played = output.get().open(SourceDataLine.class, encodings, rateHz);
      }
      return new Lines(Optional.ofNullable(captured), Optional.ofNullable(played), rateHz, frames);
    } catch (DeviceException e) {
      if (captured != null) {
        captured.line().close();
      }
      throw e;
    }
  }

  /// Frees the devices. What was not played yet is not played.
  void close() {
    input.ifPresent(Lines::close);
    output.ifPresent(Lines::close);
  }

  private static void close(Opened<?> opened) {
    DataLine line = opened.line();
    line.stop();
    line.flush();
    line.close();
  }

  /// A line to open.
  ///
  /// @param bufferFrames how large its buffer is to be; the system may choose otherwise
  private record Wanted(Mixer mixer, int channels, int bufferFrames) {

    <L extends DataLine> Opened<L> open(Class<L> type, List<Encoding> encodings, double rateHz)
        throws DeviceException {
      Exception refusal = null;
      for (Encoding encoding : encodings) {
        try {
          return tryOpen(type, encoding, rateHz);
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
          refusal = e;
        }
      }
      throw refused(type, encodings, rateHz, refusal);
    }

    private <L extends DataLine> Opened<L> tryOpen(Class<L> type, Encoding encoding, double rateHz)
        throws LineUnavailableException {
      AudioFormat format = encoding.format(rateHz, channels);
      L line = type.cast(mixer.getLine(new DataLine.Info(type, format)));
      int bytes = bufferFrames * format.getFrameSize();
      switch (line) {
        case TargetDataLine target -> target.open(format, bytes);
        case SourceDataLine source -> source.open(format, bytes);
        default -> throw new IllegalArgumentException("not a line to read or write");
      }
      return new Opened<>(line, mixer.getMixerInfo().getName(), encoding);
    }

    /// Says at which other rates the device opens; if it opens at none, the rate is not the reason.
    private <L extends DataLine> DeviceException refused(
        Class<L> type, List<Encoding> encodings, double rateHz, @Nullable Exception refusal) {
      List<String> others =
          Arrays.stream(RATES_HZ)
              .filter(rate -> rate != rateHz && opens(type, encodings, rate))
              .mapToObj("%.0f"::formatted)
              .toList();
      String what =
          "'%s' cannot be opened to %s %d channels of %s at %.0f Hz"
              .formatted(
                  mixer.getMixerInfo().getName(),
                  type == TargetDataLine.class ? "capture" : "play",
                  channels,
                  Encoding.words(encodings),
                  rateHz);
      String why =
          others.isEmpty()
              ? ": it is in use by another program, gone, or has not so many channels (%s)"
                  .formatted(refusal == null ? "no reason given" : refusal.getMessage())
              : ", but at %s Hz: ask for such a rate".formatted(String.join(", ", others));
      return refusal == null
          ? new DeviceException(what + why)
          : new DeviceException(what + why, refusal);
    }

    private <L extends DataLine> boolean opens(
        Class<L> type, List<Encoding> encodings, double rateHz) {
      for (Encoding encoding : encodings) {
        try {
          tryOpen(type, encoding, rateHz).line().close();
          return true;
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException _) {
          // The next encoding.
        }
      }
      return false;
    }
  }
}
