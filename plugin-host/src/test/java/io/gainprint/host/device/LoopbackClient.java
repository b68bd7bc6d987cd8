package io.gainprint.host.device;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Plays noise whose samples are whole multiples of a step, once it is told to, and keeps what it
/// hears from then on.
@SuppressWarnings("NonAtomicVolatileUpdate") // one writer
public final class LoopbackClient implements AudioClient {
  private final double[][] played;
  private final double[][] heard;
  private volatile int playedFrames;
  private volatile int heardFrames;
  private volatile boolean plays;
  private volatile int prepared;
  private volatile StreamFormat format;

  /// For some channels and frames.
  ///
  /// @param step of the samples, a power of two
  public LoopbackClient(int inputChannels, int outputChannels, int frames, double step) {
    played = new double[outputChannels][frames];
    heard = new double[inputChannels][frames];
    format = new StreamFormat(0, 0, 0, 0, 0, 0, "");
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
    for (double[] channel : played) {
      for (int n = 0; n < frames; n++) {
        channel[n] = Math.rint(random.nextDouble(-0.99, 0.99) / step) * step;
      }
    }
  }

  @Override
  public void prepare(StreamFormat streamFormat) {
    format = streamFormat;
    prepared++;
  }

  /// The noise begins with the next block.
  public void play() {
    plays = true;
  }

  @Override
  public void process(double[][] input, double[][] output, int frames) {
    if (!plays) {
      for (double[] channel : output) {
        Arrays.fill(channel, 0, frames, 0);
      }
      return;
    }
    for (int c = 0; c < input.length; c++) {
      int room = Math.min(frames, heard[c].length - heardFrames);
      System.arraycopy(input[c], 0, heard[c], heardFrames, room);
    }
    for (int c = 0; c < output.length; c++) {
      int rest = Math.min(frames, played[c].length - playedFrames);
      System.arraycopy(played[c], playedFrames, output[c], 0, rest);
      Arrays.fill(output[c], rest, frames, 0);
    }
    heardFrames += heard.length == 0 ? 0 : Math.min(frames, heard[0].length - heardFrames);
    playedFrames += played.length == 0 ? 0 : Math.min(frames, played[0].length - playedFrames);
  }

  /// Whether everything was played and its length heard.
  ///
  /// @return whether there is nothing left to do
  public boolean isDone() {
    return (heard.length == 0 || heardFrames == heard[0].length)
        && (played.length == 0 || playedFrames == played[0].length);
  }

  /// Frames heard so far.
  ///
  /// @return their number
  public int heardFrames() {
    return heardFrames;
  }

  /// How often it was prepared.
  ///
  /// @return the number of calls
  public int prepared() {
    return prepared;
  }

  /// What it was prepared for last.
  ///
  /// @return the format
  public StreamFormat format() {
    return format;
  }

  /// How many frames late a channel was heard.
  ///
  /// @return the first place where the first 64 samples of noise are found; −1 if they are not
  public int delay(int channel) {
    for (int d = 0; d + 64 <= heardFrames; d++) {
      if (Arrays.equals(heard[channel], d, d + 64, played[channel], 0, 64)) {
        return d;
      }
    }
    return -1;
  }

  /// Frames of a channel that were not heard as they were played.
  ///
  /// @param delay frames between the two
  /// @return their number among all that were heard
  public int different(int channel, int delay) {
    int different = 0;
    for (int n = delay; n < heardFrames; n++) {
      different += heard[channel][n] == played[channel][n - delay] ? 0 : 1;
    }
    return different;
  }
}
