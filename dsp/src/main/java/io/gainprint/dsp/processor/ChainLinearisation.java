package io.gainprint.dsp.processor;

/// A chain at one input: the chain rule, forwards and backwards.
final class ChainLinearisation implements Linearisation {
  private final ProcessorChain chain;
  private final Linearisation[] stages;
  private final int frames;

  ChainLinearisation(ProcessorChain chain, Linearisation[] stages, int frames) {
    this.chain = chain;
    this.stages = stages;
    this.frames = frames;
  }

  @Override
  public void tangents(
      double[] inputTangent,
      double[] parameterTangent,
      double[] outputTangent,
      double[] stateTangent) {
    double[][] parameters = chain.parameterParts(parameterTangent);
    double[][] states = chain.stateParts(stateTangent);
    double[] from = inputTangent;
    for (int i = 0; i < stages.length; i++) {
      double[] to = i == stages.length - 1 ? outputTangent : chain.between(i, frames);
      stages[i].tangents(from, parameters[i], to, states[i]);
      from = to;
    }
    ProcessorChain.join(states, stateTangent);
  }

  @Override
  public void adjoint(
      double[] outputCotangent,
      double[] inputCotangent,
      double[] parameterCotangent,
      double[] stateCotangent) {
    double[][] parameters = chain.parameterParts(parameterCotangent);
    double[][] states = chain.stateParts(stateCotangent);
    double[] from = outputCotangent;
    for (int i = stages.length - 1; i >= 0; i--) {
      double[] to = i == 0 ? inputCotangent : new double[chain.inputLength(i, frames)];
      stages[i].adjoint(from, to, parameters[i], states[i]);
      from = to;
    }
    ProcessorChain.join(parameters, parameterCotangent);
    ProcessorChain.join(states, stateCotangent);
  }

  @Override
  public void adjointTangents(
      Perturbation direction,
      double[] outputCotangent,
      double[] stateCotangent,
      double[] outputCotangentTangent,
      double[] stateCotangentTangent,
      Perturbation result) {
    Perturbation[] directions = directions(direction);
    double[][] states = chain.stateParts(stateCotangent);
    double[][] stateTangents = chain.stateParts(stateCotangentTangent);
    double[][] parameters = chain.parameterParts(result.parameters());
    double[][] before = new double[stages.length][];
    double[] cotangent = outputCotangent;
    double[] tangent = outputCotangentTangent;
    for (int i = stages.length - 1; i >= 0; i--) {
      double[] next = i == 0 ? result.input() : new double[chain.inputLength(i, frames)];
      before[i] = new double[states[i].length];
      stages[i].adjointTangents(
          directions[i],
          cotangent,
          states[i],
          tangent,
          stateTangents[i],
          new Perturbation(next, parameters[i], before[i]));
      tangent = next;
      if (i > 0) {
        double[] input = new double[next.length];
        stages[i].adjoint(cotangent, input, new double[parameters[i].length], states[i]);
        cotangent = input;
      }
    }
    ProcessorChain.join(parameters, result.parameters());
    ProcessorChain.join(before, result.state());
  }

  /// What a direction is at the input of each stage.
  private Perturbation[] directions(Perturbation direction) {
    double[][] parameters = chain.parameterParts(direction.parameters());
    double[][] states = chain.stateParts(direction.state());
    Perturbation[] directions = new Perturbation[stages.length];
    double[] from = direction.input();
    for (int i = 0; i < stages.length; i++) {
      directions[i] = new Perturbation(from, parameters[i], states[i]);
      if (i < stages.length - 1) {
        double[] to = chain.between(i, frames);
        stages[i].tangents(from, parameters[i], to, states[i].clone());
        from = to;
      }
    }
    return directions;
  }
}
