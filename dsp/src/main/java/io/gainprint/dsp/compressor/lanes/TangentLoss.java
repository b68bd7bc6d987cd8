package io.gainprint.dsp.compressor.lanes;

/// Value, gradient and Gauss-Newton matrix by forward differentiation; streams.
final class TangentLoss extends KernelLoss {
  private final Tangents tangents = new Tangents(this);

  TangentLoss(LaneKernels kernels, double pole) {
    super(kernels, pole, STREAM);
    tangents.addTo(forward);
    tangents.addGradientTo(forward);
    tangents.addGaussNewtonTo(forward);
    tangents.addCarryTo(forward);
  }

  @Override
  void beginForward() {
    tangents.begin();
  }

  @Override
  void sweep(int rows) {}

  @Override
  boolean hasHessian() {
    return false;
  }
}
