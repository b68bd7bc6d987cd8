package io.gainprint.dsp.processor;

/// A stage at one input, parameters and state: products with its Jacobian J and with the derivative
/// of that, see [the package][io.gainprint.dsp.processor].
///
/// Signals have the length of the signal at which the stage was linearised. Arrays that are written
/// must not be aliases of arrays that are read. Immutable; safe to share between threads that use
/// arrays of their own.
public interface Linearisation {
  /// The product of J with a vector (JVP): how the output moves with what goes in.
  ///
  /// @param inputTangent ẋ
  /// @param parameterTangent θ̇, P values
  /// @param outputTangent written: ẏ
  /// @param stateTangent ż of the state before; becomes ż′, that of the state after
  /// @throws IllegalArgumentException if a length does not fit
  void tangents(
      double[] inputTangent,
      double[] parameterTangent,
      double[] outputTangent,
      double[] stateTangent);

  /// The product of Jᵀ with a vector (VJP): the gradient of anything, from its derivatives by what
  /// comes out.
  ///
  /// @param outputCotangent ȳ
  /// @param inputCotangent written: x̄
  /// @param parameterCotangent θ̄, P values that are added to, so that blocks and signals sum
  /// @param stateCotangent z̄′ of the state after; becomes z̄, that of the state before
  /// @throws IllegalArgumentException if a length does not fit
  void adjoint(
      double[] outputCotangent,
      double[] inputCotangent,
      double[] parameterCotangent,
      double[] stateCotangent);

  /// How [#adjoint] moves with what goes in and with its own arguments: the derivative in ε at 0 of
  /// the adjoint at the point moved by ε times a direction, for cotangents moved by ε times theirs.
  ///
  /// With ȳ the gradient of a loss L(y), and ȳ̇ the Hessian of L times the output's tangent along
  /// the direction, this is the Hessian of L(f(…)) times the direction; see [Hessian].
  ///
  /// @param direction ẋ, θ̇ and ż
  /// @param outputCotangent ȳ
  /// @param stateCotangent z̄′ of the state after; not modified
  /// @param outputCotangentTangent ȳ̇
  /// @param stateCotangentTangent the tangent of z̄′; not modified
  /// @param result written: the tangents of x̄ and z̄; that of θ̄ is added to
  /// @throws IllegalArgumentException if a length does not fit
  void adjointTangents(
      Perturbation direction,
      double[] outputCotangent,
      double[] stateCotangent,
      double[] outputCotangentTangent,
      double[] stateCotangentTangent,
      Perturbation result);
}
