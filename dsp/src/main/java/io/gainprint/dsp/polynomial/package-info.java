/// Real polynomials, their roots, and partial fractions of their quotients.
///
/// Coefficients rise: `c[0] + c[1] x + … + c[n] xⁿ`. The coefficients of a filter, in order of
/// delay, are such a polynomial in x = z⁻¹. What SciPy and NumPy write in falling powers of z is
/// the [reversed][io.gainprint.dsp.polynomial.Polynomial#reversed] one, so that
///
/// ```
/// zeros and poles of a filter in z      roots of the reversed polynomial
/// ```
package io.gainprint.dsp.polynomial;
