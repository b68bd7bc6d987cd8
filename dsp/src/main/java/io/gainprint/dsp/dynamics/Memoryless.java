package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;

/// A curve applied to every sample: a stage without a state, whose parameters are the curve's.
///
/// Its linearisation keeps input and output, and recomputes derivatives from them.
///
/// @param curve φ
public record Memoryless(Curve curve) implements DifferentiableProcessor {
  @Override
  public double[] parameters() {
    return curve.parameters();
  }

  @Override
  public Memoryless with(double[] parameters) {
    return new Memoryless(curve.with(parameters));
  }

  @Override
  public double[] restingState() {
    return new double[0];
  }

  @Override
  public void process(
      double[] input,
      int inputOffset,
      double[] output,
      int outputOffset,
      int frames,
      double[] state) {
    Lengths.requireState(state, 0);
    curve.values(input, inputOffset, output, outputOffset, frames);
  }

  @Override
  public Linearisation linearise(double[] input, double[] output, double[] state) {
    int frames = Lengths.requireSignal(this, input, output);
    process(input, 0, output, 0, frames, state);
    return new MemorylessLinearisation(curve, input, output);
  }
}
