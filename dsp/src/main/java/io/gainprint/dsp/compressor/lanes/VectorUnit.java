package io.gainprint.dsp.compressor.lanes;

/// Whether this Java was started with the module of vectors, `jdk.incubator.vector`.
final class VectorUnit {
  private static final boolean IS_PRESENT =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  private VectorUnit() {}

  /// Without it no class that mentions a vector may be loaded.
  static boolean isPresent() {
    return IS_PRESENT;
  }
}
