package io.gainprint.fitting;

import io.gainprint.dsp.compressor.CompressorLoss.Order;
import io.gainprint.dsp.compressor.lanes.HessianAssembly;
import io.gainprint.dsp.compressor.lanes.LaneLoss;

/// The losses that an objective and its excerpts share: for values, gradients and Hessians.
///
/// Those of the Hessian keep within their memory: they have as many lanes as the vector unit, or
/// one where so many windows at once would take too much, and there are as many of them at a time
/// as fit. Safe for use by several threads.
final class LossPools {
  private static final long MEGABYTE = 1 << 20;

  private final HessianSettings hessian;
  private final int mostRows;
  private final LossPool values;
  private final LossPool gradients;
  private final LossPool hessians;
  private final int lanes;
  private final int hessianLanes;
  private final long reservedBytes;

  /// Pools without losses yet.
  ///
  /// @param mostRows rows of the longest window, look-ahead included
  /// @throws IllegalArgumentException if one window takes more memory than the Hessian may have
  LossPools(double pole, HessianSettings hessian, int mostRows) {
    this.hessian = hessian;
    this.mostRows = mostRows;
    HessianAssembly assembly = hessian.assembly();
    long windowBytes = assembly.bytesPerSample() * mostRows;
    if (windowBytes > hessian.memoryBytes()) {
      throw new IllegalArgumentException(
          "%s keeps %d MB of a window, and may keep %d MB: allow more, or take %s"
              .formatted(
                  assembly,
                  Math.ceilDiv(windowBytes, MEGABYTE),
                  hessian.memoryBytes() / MEGABYTE,
                  HessianAssembly.BLOCK_ADJOINT));
    }
    values = streaming(pole, Order.VALUE);
    gradients = streaming(pole, Order.GRADIENT);
    lanes = LaneLoss.streaming(pole, Order.VALUE).lanes();
    boolean fitsAllLanes = lanes * windowBytes <= hessian.memoryBytes();
    hessianLanes = hessian.isVectorised() && fitsAllLanes ? lanes : 1;
    long atOnce =
        windowBytes == 0 ? Integer.MAX_VALUE : hessian.memoryBytes() / (hessianLanes * windowBytes);
    hessians =
        new LossPool(
            () -> assembly.newLoss(pole, mostRows, hessianLanes > 1),
            (int) Math.min(Integer.MAX_VALUE, atOnce));
    reservedBytes = assembly.isStreaming() ? 0 : hessian.memoryBytes();
  }

  /// The same with another pole, and no losses yet.
  LossPools withPole(double pole) {
    return new LossPools(pole, hessian, mostRows);
  }

  /// Whether its Hessians can have the curvature of switches.
  boolean knowsSwitches() {
    return hessian.assembly() == HessianAssembly.BLOCK_ADJOINT;
  }

  private static LossPool streaming(double pole, Order order) {
    return new LossPool(() -> LaneLoss.streaming(pole, order), Integer.MAX_VALUE);
  }

  /// Losses of the value alone, on [#lanes].
  LossPool values() {
    return values;
  }

  /// Losses with gradients, on [#lanes].
  LossPool gradients() {
    return gradients;
  }

  /// Losses with Hessians, on [#hessianLanes].
  LossPool hessians() {
    return hessians;
  }

  int lanes() {
    return lanes;
  }

  int hessianLanes() {
    return hessianLanes;
  }

  /// The heap that they may come to take and do not take yet.
  long reservedBytes() {
    return reservedBytes;
  }
}
