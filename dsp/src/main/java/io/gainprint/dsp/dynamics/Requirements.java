package io.gainprint.dsp.dynamics;

/// What settings must satisfy, said so that NaN fails too.
final class Requirements {
  private Requirements() {}

  static void finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be a finite number: " + value);
    }
  }

  static void atLeast(double limit, String name, double value) {
    if (!(value >= limit && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be >= " + limit + " and finite: " + value);
    }
  }

  /// Of compressors.
  static void ratioAbove(String name, double value) {
    atLeast(1, name, value);
  }

  /// Of expanders.
  static void ratioBelow(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be in (0, 1]: " + value);
    }
  }

  static void coefficient(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be in (0, 1]: " + value);
    }
  }
}
