package io.gainprint.dsp.compressor.lanes;

import java.util.Arrays;

/// What is done with a block, one step after the other.
///
/// All steps run through one call, at which the compiler meets many of them and so compiles each on
/// its own. Kernels that were all inlined into one method would exceed the compiler's limits in the
/// midst of one of them, which would then keep its vectors on the heap and take ten times as long.
final class Steps {
  private Step[] steps = {};

  /// One kernel, or two.
  @FunctionalInterface
  interface Step {
    /// Works on a block whose first element is `at` in all that is kept, and 0 in all that is not.
    void run(int at, int rows);
  }

  /// Appends a step.
  void add(Step step) {
    steps = Arrays.copyOf(steps, steps.length + 1);
    steps[steps.length - 1] = step;
  }

  /// Runs all steps on a block.
  void run(int at, int rows) {
    for (Step step : steps) {
      step.run(at, rows);
    }
  }
}
