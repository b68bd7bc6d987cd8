package io.gainprint.dsp.measure;

import java.util.Arrays;

/// The mean power of the last so many steps. Steps that have not been yet count as silence.
final class PowerWindow {
  private final double[] powers; // in a ring
  private int next;
  private int filled;

  PowerWindow(int steps) {
    powers = new double[steps];
  }

  void add(double power) {
    powers[next] = power;
    next = (next + 1) % powers.length;
    filled = Math.min(filled + 1, powers.length);
  }

  /// Whether as many steps have been as it is long.
  boolean isFull() {
    return filled == powers.length;
  }

  /// Summed anew each time: a running sum would keep the rounding of what was loud once.
  double mean() {
    double sum = 0;
    for (double power : powers) {
      sum += power;
    }
    return sum / powers.length;
  }

  void reset() {
    Arrays.fill(powers, 0);
    next = 0;
    filled = 0;
  }
}
