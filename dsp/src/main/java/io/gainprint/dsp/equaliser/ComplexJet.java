package io.gainprint.dsp.equaliser;

/// A complex number with its first and second derivatives with respect to real variables.
///
/// Both parts have the range of variables that [Jet] asks for.
record ComplexJet(Jet re, Jet im) {

  /// See [Jet#among].
  ComplexJet among(int count, int by) {
    return new ComplexJet(re.among(count, by), im.among(count, by));
  }

  ComplexJet plus(ComplexJet other) {
    return new ComplexJet(re.plus(other.re), im.plus(other.im));
  }

  ComplexJet minus(ComplexJet other) {
    return new ComplexJet(re.minus(other.re), im.minus(other.im));
  }

  ComplexJet times(double factor) {
    return new ComplexJet(re.times(factor), im.times(factor));
  }

  ComplexJet times(Jet factor) {
    return new ComplexJet(re.times(factor), im.times(factor));
  }

  ComplexJet times(ComplexJet other) {
    return new ComplexJet(
        re.times(other.re).minus(im.times(other.im)), re.times(other.im).plus(im.times(other.re)));
  }

  ComplexJet reciprocal() {
    Jet scale = square().reciprocal();
    return new ComplexJet(re.times(scale), im.times(scale).times(-1));
  }

  /// The root in the right half plane: with z = x + iy and r its magnitude, √((r + x)/2) is its
  /// real part and ±√((r − x)/2) its imaginary one. The larger of the two is computed so, and the
  /// other from 2 re im = y.
  ComplexJet sqrt() {
    Jet r = square().sqrt();
    if (re.value() >= 0) {
      Jet real = r.plus(re).times(0.5).sqrt();
      return new ComplexJet(real, im.times(real.times(2).reciprocal()));
    }
    Jet imaginary = r.minus(re).times(0.5).sqrt().times(im.value() < 0 ? -1 : 1);
    return new ComplexJet(im.times(imaginary.times(2).reciprocal()), imaginary);
  }

  /// The logarithm whose imaginary part is in `[−π, π]`; not finite at 0.
  ComplexJet log() {
    boolean isFlat = Math.abs(re.value()) >= Math.abs(im.value());
    Jet angle =
        isFlat
            ? im.times(re.reciprocal()).atan()
            : re.times(im.reciprocal()).atan().times(-1); // another branch, whose slopes are equal
    Jet argument = angle.plus(StrictMath.atan2(im.value(), re.value()) - angle.value());
    return new ComplexJet(square().log().times(0.5), argument);
  }

  /// The square of its magnitude.
  Jet square() {
    return re.times(re).plus(im.times(im));
  }
}
