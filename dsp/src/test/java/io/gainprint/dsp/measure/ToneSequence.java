package io.gainprint.dsp.measure;

import java.util.ArrayList;
import java.util.List;

/// A sine of 1 kHz whose level changes, as in the test signals of EBU Tech 3341 and 3342. Its phase
/// runs on through the changes.
final class ToneSequence {
  static final double RATE = 48_000;

  private record Part(double levelDb, double seconds) {}

  private final List<Part> parts = new ArrayList<>();

  /// Adds a part; −∞ dB is silence.
  ToneSequence then(double levelDb, double seconds) {
    parts.add(new Part(levelDb, seconds));
    return this;
  }

  double[] samples() {
    int length = 0;
    for (Part part : parts) {
      length += frames(part);
    }
    double[] x = new double[length];
    int n = 0;
    for (Part part : parts) {
      double level = Math.pow(10, part.levelDb / 20);
      for (int end = n + frames(part); n < end; n++) {
        x[n] = level * Math.sin(2 * Math.PI * 1000 / RATE * (n % 48)); // 48 samples per period
      }
    }
    return x;
  }

  private static int frames(Part part) {
    return (int) Math.round(part.seconds * RATE);
  }

  /// A stereo meter that has heard it in both channels.
  LoudnessMeter stereo() {
    LoudnessMeter meter = new LoudnessMeter(RATE, Channel.fronts(2));
    double[] x = samples();
    meter.add(new double[][] {x, x}, 0, x.length);
    return meter;
  }
}
