package io.gainprint.dsp.compressor.lanes;

/// Whether programs may use the processor's vector unit: the Java platform opens it with a module
/// that must be asked for, `--add-modules=jdk.incubator.vector`.
public final class VectorUnit {
  private static final String MODULE = "jdk.incubator.vector";

  private VectorUnit() {}

  /// Whether the module is there.
  ///
  /// @return true if what is vectorised can run
  public static boolean isPresent() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }
}
