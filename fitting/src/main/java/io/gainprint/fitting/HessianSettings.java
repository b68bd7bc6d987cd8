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
public record HessianSettings(HessianAssembly assembly, boolean isVectorised, long memoryBytes) {

  /// The share of the heap that may be kept if nothing is said.
  private static final double SHARE = 0.25;

  /// Checks the memory.
  ///
  /// @throws IllegalArgumentException naming its limit and value
  public HessianSettings {
    if (memoryBytes <= 0) {
      throw new IllegalArgumentException("memory must be more than nothing: " + memoryBytes);
    }
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
    return new HessianSettings(assembly, true, (long) (SHARE * Runtime.getRuntime().maxMemory()));
  }
}
