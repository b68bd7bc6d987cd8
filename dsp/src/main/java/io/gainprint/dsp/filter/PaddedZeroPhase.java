package io.gainprint.dsp.filter;

import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.Perturbation;

/// Padding, both runs, and cutting off what was added.
final class PaddedZeroPhase implements ZeroPhaseFilter {
  private final DifferentiableProcessor stage;
  private final SteadyState steady;
  private final EdgePadding padding;
  private final int samples;

  PaddedZeroPhase(DirectFormFilter filter, EdgePadding padding, int samples) {
    this(filter, SteadyState.of(filter), padding, samples);
  }

  PaddedZeroPhase(SectionCascade cascade, EdgePadding padding, int samples) {
    this(cascade, SteadyState.of(cascade), padding, samples);
  }

  private PaddedZeroPhase(
      DifferentiableProcessor stage, SteadyState steady, EdgePadding padding, int samples) {
    if (samples < 0 || (padding == EdgePadding.NONE && samples > 0)) {
      throw new IllegalArgumentException(
          "samples must be %s for padding %s: %d"
              .formatted(padding == EdgePadding.NONE ? "0" : ">= 0", padding, samples));
    }
    this.stage = stage;
    this.steady = steady;
    this.padding = padding;
    this.samples = samples;
  }

  @Override
  public double[] parameters() {
    return stage.parameters();
  }

  @Override
  public PaddedZeroPhase with(double[] parameters) {
    return stage instanceof SectionCascade cascade
        ? new PaddedZeroPhase(cascade.with(parameters), padding, samples)
        : new PaddedZeroPhase(((DirectFormFilter) stage).with(parameters), padding, samples);
  }

  @Override
  public Linearisation linearise(double[] input, double[] output) {
    ZeroPhaseFilter.requireSignal(input, output, samples);
    double[] extended = padding.extended(input, samples);
    double[] filtered = new double[extended.length];
    ForwardBackward at = new ForwardBackward(stage, steady, extended, filtered);
    System.arraycopy(filtered, samples, output, 0, output.length);
    return new AtInput(at, input.length);
  }

  private final class AtInput implements Linearisation {
    private final ForwardBackward at;
    private final int length;

    AtInput(ForwardBackward at, int length) {
      this.at = at;
      this.length = length;
    }

    private double[] padded(double[] u) {
      double[] padded = new double[length + 2 * samples];
      System.arraycopy(u, 0, padded, samples, length);
      return padded;
    }

    @Override
    public void tangents(
        double[] inputTangent,
        double[] parameterTangent,
        double[] outputTangent,
        double[] stateTangent) {
      require(inputTangent, parameterTangent, outputTangent, stateTangent);
      double[] y = new double[length + 2 * samples];
      at.tangents(padding.extended(inputTangent, samples), parameterTangent, y);
      System.arraycopy(y, samples, outputTangent, 0, length);
    }

    @Override
    public void adjoint(
        double[] outputCotangent,
        double[] inputCotangent,
        double[] parameterCotangent,
        double[] stateCotangent) {
      require(inputCotangent, parameterCotangent, outputCotangent, stateCotangent);
      double[] x = new double[length + 2 * samples];
      at.adjoint(padded(outputCotangent), x, parameterCotangent);
      padding.adjoint(x, samples, inputCotangent);
    }

    @Override
    public void adjointTangents(
        Perturbation direction,
        double[] outputCotangent,
        double[] stateCotangent,
        double[] outputCotangentTangent,
        double[] stateCotangentTangent,
        Perturbation result) {
      require(direction.input(), direction.parameters(), outputCotangent, direction.state());
      require(result.input(), result.parameters(), outputCotangentTangent, result.state());
      double[] x = new double[length + 2 * samples];
      at.adjointTangents(
          padding.extended(direction.input(), samples),
          direction.parameters(),
          padded(outputCotangent),
          padded(outputCotangentTangent),
          x,
          result.parameters());
      padding.adjoint(x, samples, result.input());
    }

    private void require(double[] input, double[] parameters, double[] output, double[] state) {
      Lengths.require("input", input, length);
      Lengths.require("parameters", parameters, stage.parameters().length);
      Lengths.require("output", output, length);
      Lengths.requireState(state, 0);
    }
  }
}
