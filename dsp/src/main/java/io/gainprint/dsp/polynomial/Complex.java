package io.gainprint.dsp.polynomial;

/// A complex number.
///
/// @param real real part
/// @param imaginary imaginary part
public record Complex(double real, double imaginary) {
  /// The number 0.
  public static final Complex ZERO = new Complex(0, 0);

  /// The number 1.
  public static final Complex ONE = new Complex(1, 0);

  /// A real number.
  ///
  /// @param real its value
  /// @return the number
  public static Complex of(double real) {
    return new Complex(real, 0);
  }

  /// Whether the imaginary part is 0.
  ///
  /// @return true if so
  public boolean isReal() {
    return imaginary == 0;
  }

  /// The distance from 0.
  ///
  /// @return `|z|`, without overflow
  public double magnitude() {
    return Math.hypot(real, imaginary);
  }

  /// The mirror image in the real axis.
  ///
  /// @return z̄; the number itself if it is real
  public Complex conjugate() {
    return isReal() ? this : new Complex(real, -imaginary);
  }

  /// The sum.
  ///
  /// @param other w
  /// @return z + w
  public Complex plus(Complex other) {
    return new Complex(real + other.real, imaginary + other.imaginary);
  }

  /// The difference.
  ///
  /// @param other w
  /// @return z − w
  public Complex minus(Complex other) {
    return new Complex(real - other.real, imaginary - other.imaginary);
  }

  /// The product.
  ///
  /// @param other w
  /// @return z w
  public Complex times(Complex other) {
    return new Complex(
        real * other.real - imaginary * other.imaginary,
        real * other.imaginary + imaginary * other.real);
  }

  /// The product with a real number.
  ///
  /// @param factor r
  /// @return r z
  public Complex times(double factor) {
    return new Complex(factor * real, factor * imaginary);
  }

  /// The quotient.
  ///
  /// Divides by the larger part of the divisor first, so that squares do not overflow.
  ///
  /// Source: R. L. Smith, "Algorithm 116: complex division", Comm. ACM 5 (1962), 435.
  ///
  /// @param other w
  /// @return z / w; not finite if w is 0
  public Complex over(Complex other) {
    if (Math.abs(other.real) >= Math.abs(other.imaginary)) {
      double ratio = other.imaginary / other.real;
      double scale = other.real + other.imaginary * ratio;
      return new Complex((real + imaginary * ratio) / scale, (imaginary - real * ratio) / scale);
    }
    double ratio = other.real / other.imaginary;
    double scale = other.real * ratio + other.imaginary;
    return new Complex((real * ratio + imaginary) / scale, (imaginary * ratio - real) / scale);
  }
}
