package io.gainprint.fitting.filter;

/// A complex number.
///
/// @param re real part
/// @param im imaginary part
record Complex(double re, double im) {
  /// Σ c_k exp(−ikω) by Horner's rule.
  ///
  /// @param c coefficients
  /// @param cos cos ω
  /// @param sin sin ω
  static Complex polynomial(double[] c, double cos, double sin) {
    double re = 0;
    double im = 0;
    for (int k = c.length - 1; k >= 0; k--) {
      double next = re * cos + im * sin + c[k];
      im = im * cos - re * sin;
      re = next;
    }
    return new Complex(re, im);
  }

  Complex minus(Complex other) {
    return new Complex(re - other.re, im - other.im);
  }

  Complex times(Complex other) {
    return new Complex(re * other.re - im * other.im, re * other.im + im * other.re);
  }

  Complex over(Complex other) {
    double square = other.re * other.re + other.im * other.im;
    return times(new Complex(other.re / square, -other.im / square));
  }

  double magnitude() {
    return Math.hypot(re, im);
  }

  double phase() {
    return Math.atan2(im, re);
  }
}
