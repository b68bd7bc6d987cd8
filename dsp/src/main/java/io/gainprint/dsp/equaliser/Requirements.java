package io.gainprint.dsp.equaliser;

import java.util.List;

/// What parameters must satisfy, said so that NaN fails too.
final class Requirements {
  private Requirements() {}

  static void count(List<String> names, double[] parameters) {
    if (parameters.length != names.size()) {
      throw new IllegalArgumentException(
          "parameters must be " + names.size() + ", " + names + ": " + parameters.length);
    }
  }

  static void finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be a finite number: " + value);
    }
  }

  static void positive(String name, double value) {
    finite(name, value);
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " must be greater than 0: " + value);
    }
  }

  /// That a value is between two limits, and neither of them.
  static void between(double low, double high, String name, double value) {
    if (!(value > low && value < high)) {
      throw new IllegalArgumentException(
          name + " must be between " + low + " and " + high + ": " + value);
    }
  }
}
