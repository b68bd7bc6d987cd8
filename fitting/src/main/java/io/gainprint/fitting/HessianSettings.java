package io.gainprint.fitting;

import io.gainprint.dsp.compressor.lanes.HessianAssembly;

/// How the Hessian is computed. All assemblies but the differences give the same one, up to
/// rounding.
///
/// @param assembly how it is put together
/// @param isVectorised whether on the vector unit, a window in each lane; where Java was started
///   without it, everything is computed in one lane
/// @param memoryBytes what assemblies may keep of the windows they work on at once, > 0: the fewer
///   windows fit, the fewer are computed at a time
/// @param switchingWidth width h of the estimate of the curvature that attack, release and
///   threshold add to a Hessian where samples change from one to another, in units of the
///   coordinates, such as 0.01; 0 to leave it out, as automatic differentiation does. Only the
///   block adjoint knows it. See [io.gainprint.dsp.compressor.SwitchingTerm]
public record HessianSettings(
    HessianAssembly assembly, boolean isVectorised, long memoryBytes, double switchingWidth) {

  /// The share of the heap that may be kept if nothing is said.
  private static final double SHARE = 0.25;

  /// Checks memory and width.
  ///
  /// @throws IllegalArgumentException naming its limit and value
  public HessianSettings {
    if (memoryBytes <= 0) {
      throw new IllegalArgumentException("memory must be more than nothing: " + memoryBytes);
    }
    if (!(switchingWidth >= 0 && switchingWidth < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("switching width must be 0 or more: " + switchingWidth);
    }
    if (switchingWidth > 0 && assembly != HessianAssembly.BLOCK_ADJOINT) {
      throw new IllegalArgumentException(
          "%s knows no switching term: take %s".formatted(assembly, HessianAssembly.BLOCK_ADJOINT));
    }
  }

  /// Settings without the curvature of switches.
  ///
  /// @param assembly how it is put together
  /// @param isVectorised whether on the vector unit
  /// @param memoryBytes what assemblies may keep, > 0
  public HessianSettings(HessianAssembly assembly, boolean isVectorised, long memoryBytes) {
    this(assembly, isVectorised, memoryBytes, 0);
  }

  /// The fastest assembly, and a quarter of the heap.
  ///
  /// @return the settings
  public static HessianSettings defaults() {
    return of(HessianAssembly.BLOCK_ADJOINT);
  }

  /// An assembly on the vector unit, and a quarter of the heap.
  ///
  /// @param assembly the assembly
  /// @return the settings
  public static HessianSettings of(HessianAssembly assembly) {
    return new HessianSettings(
        assembly, true, (long) (SHARE * Runtime.getRuntime().maxMemory()), 0);
  }

  /// The same with the curvature of switches.
  ///
  /// @param width h, ≥ 0
  /// @return the settings
  public HessianSettings withSwitching(double width) {
    return new HessianSettings(assembly, isVectorised, memoryBytes, width);
  }
}
