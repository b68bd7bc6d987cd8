package io.gainprint.dsp.compressor;

/// What settings must satisfy, said so that NaN fails too.
final class Requirements {
  private Requirements() {}

  static void finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be a finite number: " + value);
    }
  }

  static void atLeast(double limit, String name, double value) {
    finite(name, value);
    if (value < limit) {
      throw new IllegalArgumentException(name + " must be at least " + limit + ": " + value);
    }
  }

  static void coefficient(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be in (0, 1]: " + value);
    }
  }
}
