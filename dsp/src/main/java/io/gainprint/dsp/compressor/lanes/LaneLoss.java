package io.gainprint.dsp.compressor.lanes;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.VectorUnit;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorLoss.Order;
import io.gainprint.dsp.compressor.SwitchingTerm;

/// The loss of a compressor, see [io.gainprint.dsp.compressor.CompressorLoss], in several lanes at
/// once, each with a window of sound of its own.
///
/// ```
/// L(θ) = Σ w[n] r[n]²          r = P(y − t)          y = m g x
/// ```
///
/// The lanes know nothing of each other: what one returns does not depend on what lies in the
/// others, and on how many there are only by rounding. One instance serves any number of points and
/// windows, one after the other, and allocates nothing between them but the results. Not
/// thread-safe.
public interface LaneLoss {
  /// The fastest loss there is here, which adds rows in constant memory: on the vector unit if this
  /// Java was started with the module `jdk.incubator.vector`, else in one lane.
  ///
  /// @param pole pole ρ of the pre-emphasis filter, see
  ///   [io.gainprint.dsp.filter.PreEmphasis#poleAt]
  /// @param order what to compute
  /// @return a loss to [#begin]
  /// @throws IllegalArgumentException if the pole is out of range
  static LaneLoss streaming(double pole, Order order) {
    return VectorUnit.isPresent() ? new BlockAdjointLoss(pole, order) : new ScalarLoss(pole, order);
  }

  /// The number of windows computed at once.
  ///
  /// @return lanes, ≥ 1
  int lanes();

  /// Begins anew, at rest and with nothing summed.
  ///
  /// @param coefficients the point θ
  void begin(CompressorCoefficients coefficients);

  /// Begins anew, at rest and with nothing summed, and this time with the curvature of the switches
  /// in the Hessian. Losses that [#streaming] returns can do so.
  ///
  /// @param coefficients the point θ
  /// @param switching how that curvature is estimated at this point
  /// @throws UnsupportedOperationException if the order is not
  ///   [io.gainprint.dsp.compressor.CompressorLoss.Order#HESSIAN], or the Hessian is put together
  ///   in another way than [HessianAssembly#BLOCK_ADJOINT]
  default void begin(CompressorCoefficients coefficients, SwitchingTerm switching) {
    throw new UnsupportedOperationException(
        "only %s has the curvature of switches".formatted(HessianAssembly.BLOCK_ADJOINT));
  }

  /// Adds rows; the state of every lane carries over to the next call.
  ///
  /// @param signals what to read, with as many lanes; if its samples have weights, each multiplies
  ///   the one of its row
  /// @param from its first row
  /// @param rows how many, ≥ 0
  /// @param weights w of these rows, one for each lane, ≥ 0: 0 leaves them out of the sums but not
  ///   out of the recursions
  /// @throws IllegalArgumentException if the number of lanes differs
  /// @throws IndexOutOfBoundsException if there are not that many rows
  /// @throws UnsupportedOperationException if samples have weights, and the Hessian is put together
  ///   in another way than [HessianAssembly#BLOCK_ADJOINT]
  void accumulate(LaneSignals signals, int from, int rows, double[] weights);

  /// The loss of one lane.
  ///
  /// @param lane the lane
  /// @return Σ w r²
  double value(int lane);

  /// One element of the gradient of one lane.
  ///
  /// @param lane the lane
  /// @param i parameter, in the order of [CompressorCoefficients]
  /// @return ∂L/∂θ_i
  /// @throws IllegalStateException if the order is
  ///   [io.gainprint.dsp.compressor.CompressorLoss.Order#VALUE]
  double gradient(int lane, int i);

  /// Value and derivatives of one lane, with respect to the coefficients.
  ///
  /// @param lane the lane
  /// @return the derivatives; with a Hessian if the order is
  ///   [io.gainprint.dsp.compressor.CompressorLoss.Order#HESSIAN]
  /// @throws IllegalStateException if the order is
  ///   [io.gainprint.dsp.compressor.CompressorLoss.Order#VALUE]
  Derivatives derivatives(int lane);
}
