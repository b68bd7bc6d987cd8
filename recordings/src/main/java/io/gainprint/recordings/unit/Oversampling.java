package io.gainprint.recordings.unit;

import io.gainprint.dsp.filter.DelayLine;

/// A higher sample rate for what is not linear, by a power of two, and the way back.
///
/// The first stage passes up to 0.45 and stops from 0.55 of the outer rate; the later ones have a
/// wider gap to do it in, and are short.
final class Oversampling {
  private static final int FIRST_K = 32;
  private static final int SECOND_K = 6;
  private static final int LATER_K = 4;

  private final HalfBand[] stages;
  private final double[][] rising; // what leaves each stage on the way up
  private final DelayLine padding;
  private final int latency;

  /// @param rate how many samples there are to one of the outer rate, at least; the factor is the
  ///   smallest power of two from 2 on that is as large
  /// @param block the longest block, samples of the outer rate
  Oversampling(double rate, int block) {
    int count = 1;
    while ((1 << count) < rate) {
      count++;
    }
    stages = new HalfBand[count];
    rising = new double[count][];
    int fine = 0; // latency in samples of the inner rate
    for (int s = 0; s < count; s++) {
      int k = s == 0 ? FIRST_K : s == 1 ? SECOND_K : LATER_K;
      stages[s] = new HalfBand(k, block << s);
      rising[s] = new double[block << (s + 1)];
      fine += stages[s].latency() << (count - s);
    }
    int factor = 1 << count;
    latency = Math.ceilDiv(fine, factor);
    padding = new DelayLine(latency * factor - fine);
  }

  int factor() {
    return 1 << stages.length;
  }

  /// How late the way up and down is, samples of the outer rate.
  int latency() {
    return latency;
  }

  /// Raises the rate of a block.
  ///
  /// @return factor · length samples, to be changed in place and given to [#down]
  double[] up(double[] in, int length) {
    double[] from = in;
    for (int s = 0; s < stages.length; s++) {
      stages[s].up(from, rising[s], length << s);
      from = rising[s];
    }
    return from;
  }

  /// Lowers the rate of a block.
  ///
  /// @param fine factor · length samples; used up
  void down(double[] fine, double[] out, int length) {
    int all = factor() * length;
    padding.process(fine, 0, fine, 0, all);
    for (int s = stages.length - 1; s > 0; s--) {
      stages[s].down(fine, fine, length << s);
    }
    stages[0].down(fine, out, length);
  }

  void reset() {
    for (HalfBand stage : stages) {
      stage.reset();
    }
    padding.reset();
  }
}
