package io.gainprint.dsp;

import jdk.incubator.vector.DoubleVector;

/// Whether programs may use the processor's vector unit: the Java platform opens it with a module
/// that must be asked for, `--add-modules=jdk.incubator.vector`.
public final class VectorUnit {
  private static final String MODULE = "jdk.incubator.vector";

  private static final int LEAST_LANES = 4;

  private VectorUnit() {}

  /// Whether the module is there, and a vector holds at least four doubles. With two, which leave
  /// vectors of two floats, the compiler keeps vectors on the heap on some machines, and plain code
  /// is far faster.
  ///
  /// @return true if what is vectorised can run
  public static boolean isPresent() {
    return ModuleLayer.boot().findModule(MODULE).isPresent() && Doubles.LANES >= LEAST_LANES;
  }

  /// Of its own, so that it is not loaded without the module.
  private static final class Doubles {
    static final int LANES = DoubleVector.SPECIES_PREFERRED.length();
  }
}
