package io.gainprint.dsp.compressor.lanes;

import io.gainprint.dsp.VectorUnit;
import io.gainprint.dsp.compressor.CompressorLoss.Order;
import java.util.Arrays;
import java.util.stream.Collectors;

/// How the Hessian of the compressor's loss is put together.
///
/// All but the differences give the same exact matrix, the Gauss-Newton matrix and the gradient, up
/// to rounding; they differ in time and memory.
public enum HessianAssembly {
  /// One pass that joins tangents with the adjoint of one block at a time; streams. It is made for
  /// the vector unit: without it, the scalar reference takes its place,
  /// [io.gainprint.dsp.compressor.CompressorLoss].
  BLOCK_ADJOINT("block-adjoint", 0),

  /// All second-order sensitivities run forward; streams.
  FORWARD_OVER_FORWARD("forward-over-forward", 0),

  /// The reverse-mode gradient, differentiated along one parameter after the other.
  FORWARD_OVER_REVERSE("forward-over-reverse", ForwardOverReverse.DOUBLES),

  /// The forward-mode gradient, differentiated in reverse.
  REVERSE_OVER_FORWARD("reverse-over-forward", ReverseOverForward.DOUBLES),

  /// The reverse-mode gradient, differentiated in reverse; the published trainer's default.
  REVERSE_OVER_REVERSE("reverse-over-reverse", ReverseOverReverse.DOUBLES),

  /// Tangents and one adjoint of a whole window, with everything shared that occurs twice.
  TANGENTS_AND_ADJOINT("tangents-and-adjoint", TangentsAndAdjoint.DOUBLES),

  /// Central differences of the exact gradient at ten points; streams. Not exact: some 1e-9 off,
  /// and more where a sample changes branch between the points.
  CENTRAL_DIFFERENCES("central-differences", 0);

  private final String word;
  private final int doublesPerSample;

  HessianAssembly(String word, int doublesPerSample) {
    this.word = word;
    this.doublesPerSample = doublesPerSample;
  }

  /// The assembly of a name.
  ///
  /// @param word what [#toString] gives
  /// @return the assembly
  /// @throws IllegalArgumentException listing the names, if there is none of this one
  public static HessianAssembly named(String word) {
    for (HessianAssembly assembly : values()) {
      if (assembly.word.equals(word)) {
        return assembly;
      }
    }
    throw new IllegalArgumentException(
        "Hessian assembly must be one of %s: %s"
            .formatted(
                Arrays.stream(values())
                    .map(HessianAssembly::toString)
                    .collect(Collectors.joining(", ")),
                word));
  }

  /// The name, in words joined by hyphens.
  ///
  /// @return such as `forward-over-forward`
  @Override
  public String toString() {
    return word;
  }

  /// What it keeps of each sample of a window until the window is over.
  ///
  /// @return bytes; 0 if it streams
  public long bytesPerSample() {
    return (long) doublesPerSample * Double.BYTES;
  }

  /// Whether its memory does not depend on the length of what it is fed with.
  ///
  /// @return true if it keeps nothing
  public boolean isStreaming() {
    return doublesPerSample == 0;
  }

  /// A loss at rest with a Hessian of this assembly.
  ///
  /// @param pole pole ρ of the pre-emphasis filter, in `[0, 1)`
  /// @param rows most samples of a lane between two calls of [LaneLoss#begin], ≥ 0; one that
  ///   streams takes any number. Feeding more is an [IllegalStateException]
  /// @param vectorised whether to use the vector unit, with as many lanes as it has; else there is
  ///   one
  /// @return the loss
  /// @throws IllegalArgumentException if the pole is out of range, or rows are negative or more
  ///   than an array holds
  /// @throws IllegalStateException if the vector unit is asked for and [VectorUnit#isPresent] says
  ///   no
  public LaneLoss newLoss(double pole, int rows, boolean vectorised) {
    if (rows < 0) {
      throw new IllegalArgumentException("rows must not be negative: " + rows);
    }
    LaneKernels kernels = kernels(vectorised);
    return switch (this) {
      case BLOCK_ADJOINT ->
          vectorised
              ? new BlockAdjointLoss(pole, Order.HESSIAN)
              : new ScalarLoss(pole, Order.HESSIAN);
      case FORWARD_OVER_FORWARD -> new ForwardOverForward(kernels, pole);
      case FORWARD_OVER_REVERSE -> new ForwardOverReverse(kernels, pole, rows);
      case REVERSE_OVER_FORWARD -> new ReverseOverForward(kernels, pole, rows);
      case REVERSE_OVER_REVERSE -> new ReverseOverReverse(kernels, pole, rows);
      case TANGENTS_AND_ADJOINT -> new TangentsAndAdjoint(kernels, pole, rows);
      case CENTRAL_DIFFERENCES -> new CentralDifferences(() -> new TangentLoss(kernels, pole));
    };
  }

  /// Only here is the class loaded that needs the module.
  private static LaneKernels kernels(boolean vectorised) {
    if (!vectorised) {
      return new PlainKernels();
    }
    if (!VectorUnit.isPresent()) {
      throw new IllegalStateException(
          "the vector unit needs Java's option --add-modules=jdk.incubator.vector");
    }
    return new VectorKernels();
  }
}
