package io.gainprint.dsp.unit;

/// A knot of a piecewise cubic, and the piece that begins there: with d = x − position,
///
/// ```
/// c(x) = value + slope d + quadratic d² + cubic d³          position ≤ x < next position
/// ```
///
/// A value of −∞, the logarithm of 0, makes c(x) = −∞ between the knots beside it.
///
/// @param position x of the knot
/// @param value c there, finite or −∞
/// @param slope first coefficient; 0 at the last knot
/// @param quadratic second coefficient; 0 at the last knot
/// @param cubic third coefficient; 0 at the last knot
public record CurvePoint(
    double position, double value, double slope, double quadratic, double cubic) {}
