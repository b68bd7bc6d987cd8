package io.gainprint.dsp.processor;

import java.util.Arrays;

/// A stage some of whose parameters are one and the same, such as the attack that both smoothers of
/// a limiter have.
///
/// Its parameters are θ with `inner[i] = θ[source[i]]`, so that derivatives by one of them are
/// sums. Signals, state and what is kept are those of the stage within.
public final class SharedParameters implements DifferentiableProcessor {
  private final DifferentiableProcessor stage;
  private final int[] source;
  private final double[] parameters;

  /// A stage with fewer parameters.
  ///
  /// @param stage the stage within, whose parameters have equal values where they are shared
  /// @param source for each parameter of that stage which of the fewer it is; copied. From 0, and
  ///   every number up to the largest appears
  /// @throws IllegalArgumentException if a number is missing, if there are not as many as
  ///   parameters, or if values that are shared differ
  public SharedParameters(DifferentiableProcessor stage, int[] source) {
    this.stage = stage;
    this.source = source.clone();
    double[] inner = stage.parameters();
    if (source.length != inner.length) {
      throw new IllegalArgumentException(
          "source must hold %d indices: %d".formatted(inner.length, source.length));
    }
    int count = Arrays.stream(source).max().orElse(-1) + 1;
    if (Arrays.stream(source).filter(i -> i >= 0).distinct().count() != count
        || Arrays.stream(source).anyMatch(i -> i < 0)) {
      throw new IllegalArgumentException(
          "source must have every index from 0 to %d: %s"
              .formatted(count - 1, Arrays.toString(source)));
    }
    parameters = new double[count];
    boolean[] isSet = new boolean[count];
    for (int i = 0; i < inner.length; i++) {
      if (isSet[source[i]] && parameters[source[i]] != inner[i]) {
        throw new IllegalArgumentException(
            "parameter %d is shared and must be %s: %s"
                .formatted(i, parameters[source[i]], inner[i]));
      }
      parameters[source[i]] = inner[i];
      isSet[source[i]] = true;
    }
  }

  @Override
  public int inputChannels() {
    return stage.inputChannels();
  }

  @Override
  public int outputChannels() {
    return stage.outputChannels();
  }

  @Override
  public double[] parameters() {
    return parameters.clone();
  }

  @Override
  public SharedParameters with(double[] parameters) {
    return new SharedParameters(stage.with(spread(parameters)), source);
  }

  @Override
  public double[] restingState() {
    return stage.restingState();
  }

  @Override
  public void process(
      double[] input,
      int inputOffset,
      double[] output,
      int outputOffset,
      int frames,
      double[] state) {
    stage.process(input, inputOffset, output, outputOffset, frames, state);
  }

  @Override
  public Linearisation linearise(double[] input, double[] output, double[] state) {
    return new AtInput(stage.linearise(input, output, state));
  }

  private double[] spread(double[] few) {
    Lengths.require("parameters", few, parameters.length);
    double[] inner = new double[source.length];
    for (int i = 0; i < inner.length; i++) {
      inner[i] = few[source[i]];
    }
    return inner;
  }

  private void gather(double[] inner, double[] few) {
    for (int i = 0; i < inner.length; i++) {
      few[source[i]] += inner[i];
    }
  }

  /// Nothing but sums, so that second derivatives are those of the stage within.
  private final class AtInput implements Linearisation {
    private final Linearisation at;

    AtInput(Linearisation at) {
      this.at = at;
    }

    @Override
    public void tangents(
        double[] inputTangent,
        double[] parameterTangent,
        double[] outputTangent,
        double[] stateTangent) {
      at.tangents(inputTangent, spread(parameterTangent), outputTangent, stateTangent);
    }

    @Override
    public void adjoint(
        double[] outputCotangent,
        double[] inputCotangent,
        double[] parameterCotangent,
        double[] stateCotangent) {
      Lengths.require("parameters", parameterCotangent, parameters.length);
      double[] inner = new double[source.length];
      at.adjoint(outputCotangent, inputCotangent, inner, stateCotangent);
      gather(inner, parameterCotangent);
    }

    @Override
    public void adjointTangents(
        Perturbation direction,
        double[] outputCotangent,
        double[] stateCotangent,
        double[] outputCotangentTangent,
        double[] stateCotangentTangent,
        Perturbation result) {
      Lengths.require("parameters", result.parameters(), parameters.length);
      double[] inner = new double[source.length];
      at.adjointTangents(
          new Perturbation(direction.input(), spread(direction.parameters()), direction.state()),
          outputCotangent,
          stateCotangent,
          outputCotangentTangent,
          stateCotangentTangent,
          new Perturbation(result.input(), inner, result.state()));
      gather(inner, result.parameters());
    }
  }
}
