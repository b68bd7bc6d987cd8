package io.gainprint.fitting.linear;

import io.gainprint.dsp.Derivatives;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/// An immutable point or direction in the space a solver searches.
public final class Vector {
  private final double[] values;

  private Vector(double[] values) {
    this.values = values;
  }

  /// A vector of given values, which are copied.
  ///
  /// @param values the values
  /// @return the vector
  public static Vector of(double... values) {
    return new Vector(values.clone());
  }

  /// A vector computed by element.
  ///
  /// @param dimension number of elements
  /// @param element value of element i
  /// @return the vector
  public static Vector of(int dimension, IntToDoubleFunction element) {
    double[] values = new double[dimension];
    Arrays.setAll(values, element);
    return new Vector(values);
  }

  /// The vector of zeros.
  ///
  /// @param dimension number of elements
  /// @return 0
  public static Vector zero(int dimension) {
    return new Vector(new double[dimension]);
  }

  /// The gradient.
  ///
  /// @param d derivatives
  /// @return g
  public static Vector gradient(Derivatives d) {
    return of(d.dimension(), d::gradient);
  }

  /// The number of elements.
  ///
  /// @return n
  public int dimension() {
    return values.length;
  }

  /// One element.
  ///
  /// @param i index, 0 to n − 1
  /// @return its value
  public double at(int i) {
    return values[i];
  }

  /// This vector moved along a direction.
  ///
  /// @param factor how far
  /// @param direction where to, of the same dimension
  /// @return this + factor · direction
  public Vector plus(double factor, Vector direction) {
    return of(values.length, i -> values[i] + factor * direction.values[i]);
  }

  /// This vector times a number.
  ///
  /// @param factor the number
  /// @return factor · this
  public Vector times(double factor) {
    return of(values.length, i -> factor * values[i]);
  }

  /// The inner product.
  ///
  /// @param other of the same dimension
  /// @return Σ this · other
  public double dot(Vector other) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * other.values[i];
    }
    return sum;
  }

  /// The largest magnitude of an element.
  ///
  /// @return ‖·‖∞; NaN if an element is NaN
  public double maxNorm() {
    double max = 0;
    for (double v : values) {
      max = Math.max(max, Math.abs(v));
    }
    return max;
  }

  /// The Euclidean norm.
  ///
  /// @return ‖·‖₂
  public double norm() {
    return Math.sqrt(dot(this));
  }

  /// The elements of some indices.
  ///
  /// @param indices which ones, in the order of the result
  /// @return the shorter vector
  public Vector select(int... indices) {
    int[] chosen = indices.clone();
    return of(chosen.length, i -> values[chosen[i]]);
  }

  /// The elements.
  ///
  /// @return a copy
  public double[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vector v && Arrays.equals(values, v.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
