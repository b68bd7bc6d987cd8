package io.gainprint.host.export;

import java.math.BigDecimal;

/// Numbers as other languages write them.
final class Numbers {
  /// Below this, a logarithm is that of a time of 0; C has no literal for −∞.
  private static final String NO_TIME = "-1e300";

  private Numbers() {}

  /// A decimal without an exponent, of a number that a float holds: for Turtle, and people.
  static String plain(double value) {
    String text = new BigDecimal(Float.toString((float) value)).toPlainString();
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /// The same with a point, which makes it a decimal.
  static String decimal(double value) {
    String text = plain(value);
    return text.indexOf('.') < 0 ? text + ".0" : text;
  }

  /// A double of C, to the last bit.
  static String c(double value) {
    return value == Double.NEGATIVE_INFINITY ? NO_TIME : Double.toString(value);
  }
}
