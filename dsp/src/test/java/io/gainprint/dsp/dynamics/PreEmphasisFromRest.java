package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.filter.PreEmphasis;
import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.Perturbation;

/// The filter of a compressor's loss as a stage, for whole signals only: it begins at rest and has
/// no state to give.
record PreEmphasisFromRest(double pole) implements DifferentiableProcessor {
  @Override
  public double[] parameters() {
    return new double[0];
  }

  @Override
  public PreEmphasisFromRest with(double[] parameters) {
    return this;
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
    new PreEmphasis(pole).process(input, inputOffset, output, outputOffset, frames);
  }

  @Override
  public Linearisation linearise(double[] input, double[] output, double[] state) {
    process(input, 0, output, 0, input.length, state);
    return new Linearisation() {
      @Override
      public void tangents(
          double[] inputTangent,
          double[] parameterTangent,
          double[] outputTangent,
          double[] stateTangent) {
        process(inputTangent, 0, outputTangent, 0, inputTangent.length, stateTangent);
      }

      @Override
      public void adjoint(
          double[] outputCotangent,
          double[] inputCotangent,
          double[] parameterCotangent,
          double[] stateCotangent) {
        PreEmphasis.adjoint(pole, outputCotangent, inputCotangent);
      }

      @Override
      public void adjointTangents(
          Perturbation direction,
          double[] outputCotangent,
          double[] stateCotangent,
          double[] outputCotangentTangent,
          double[] stateCotangentTangent,
          Perturbation result) {
        PreEmphasis.adjoint(pole, outputCotangentTangent, result.input());
      }
    };
  }
}
