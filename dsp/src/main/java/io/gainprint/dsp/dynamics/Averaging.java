package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;

/// A running average, `y[n] = (1 − α) y[n−1] + α x[n]`; its parameter is α, its state `y[n−1]`, at
/// rest 0.
///
/// For α = 1 it is x to the last bit. A state below 10⁻⁶⁰ is set to zero at the end of a block, so
/// that silence does not run on slow denormal numbers. The linearisation keeps input, output and
/// the state before.
///
/// @param coefficient α in (0, 1]
public record Averaging(double coefficient) implements DifferentiableProcessor {
  private static final double NOTHING = 1e-60; // for squares, an amplitude of −600 dBFS

  /// Checks the coefficient.
  ///
  /// @throws IllegalArgumentException if it is out of range
  public Averaging {
    Requirements.coefficient("averaging coefficient", coefficient);
  }

  @Override
  public double[] parameters() {
    return new double[] {coefficient};
  }

  @Override
  public Averaging with(double[] parameters) {
    Lengths.require("parameters", parameters, 1);
    return new Averaging(parameters[0]);
  }

  @Override
  public double[] restingState() {
    return new double[1];
  }

  @Override
  public void process(
      double[] input,
      int inputOffset,
      double[] output,
      int outputOffset,
      int frames,
      double[] state) {
    Lengths.requireState(state, 1);
    double alpha = coefficient;
    double y = state[0];
    for (int n = 0; n < frames; n++) {
      y = (1 - alpha) * y + alpha * input[inputOffset + n];
      output[outputOffset + n] = y;
    }
    state[0] = Math.abs(y) < NOTHING ? 0 : y;
  }

  @Override
  public Linearisation linearise(double[] input, double[] output, double[] state) {
    int frames = Lengths.requireSignal(this, input, output);
    Lengths.requireState(state, 1);
    double before = state[0];
    process(input, 0, output, 0, frames, state);
    return SmoothingLinearisation.ofAveraging(coefficient, input, output, before);
  }
}
