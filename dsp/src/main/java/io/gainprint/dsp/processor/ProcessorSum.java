package io.gainprint.dsp.processor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Stages side by side: each hears the same input, and their outputs are added. Itself a stage.
///
/// Its parameters and its state are those of the stages, one after the other. Its linearisation
/// keeps those of the stages, and with them the output of each.
public final class ProcessorSum implements DifferentiableProcessor {
  private static final int BLOCK = 1024;

  private final List<DifferentiableProcessor> stages;
  private final int[] parameterStarts; // of each stage, and their sum
  private final int[] stateStarts;

  /// A sum.
  ///
  /// @param stages one or more
  /// @throws IllegalArgumentException if there is none, or if they differ in their channels
  public ProcessorSum(List<? extends DifferentiableProcessor> stages) {
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("a sum needs at least 1 stage: 0");
    }
    this.stages = List.copyOf(stages);
    parameterStarts = new int[stages.size() + 1];
    stateStarts = new int[stages.size() + 1];
    for (int i = 0; i < stages.size(); i++) {
      DifferentiableProcessor stage = this.stages.get(i);
      requireChannels(i, "takes", stage.inputChannels(), inputChannels());
      requireChannels(i, "puts out", stage.outputChannels(), outputChannels());
      parameterStarts[i + 1] = parameterStarts[i] + stage.parameters().length;
      stateStarts[i + 1] = stateStarts[i] + stage.restingState().length;
    }
  }

  private static void requireChannels(int stage, String does, int channels, int first) {
    if (channels != first) {
      throw new IllegalArgumentException(
          "stage %d %s %d channels, the first one %d".formatted(stage, does, channels, first));
    }
  }

  @Override
  public int inputChannels() {
    return stages.getFirst().inputChannels();
  }

  @Override
  public int outputChannels() {
    return stages.getFirst().outputChannels();
  }

  @Override
  public double[] parameters() {
    return joined(stages.stream().map(DifferentiableProcessor::parameters).toList());
  }

  @Override
  public ProcessorSum with(double[] parameters) {
    double[][] parts = parameterParts(parameters);
    List<DifferentiableProcessor> moved = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      moved.add(stages.get(i).with(parts[i]));
    }
    return new ProcessorSum(moved);
  }

  @Override
  public double[] restingState() {
    return joined(stages.stream().map(DifferentiableProcessor::restingState).toList());
  }

  private static double[] joined(List<double[]> parts) {
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private double[][] parameterParts(double[] all) {
    Lengths.require("parameters", all, parameterStarts[stages.size()]);
    return ProcessorChain.parts(all, parameterStarts);
  }

  private double[][] stateParts(double[] all) {
    Lengths.requireState(all, stateStarts[stages.size()]);
    return ProcessorChain.parts(all, stateStarts);
  }

  @Override
  public void process(
      double[] input,
      int inputOffset,
      double[] output,
      int outputOffset,
      int frames,
      double[] state) {
    double[][] states = stateParts(state);
    double[] sum = new double[Math.min(frames, BLOCK) * outputChannels()];
    double[] part = new double[sum.length];
    for (int done = 0; done < frames; done += BLOCK) {
      int length = Math.min(BLOCK, frames - done);
      Arrays.fill(sum, 0);
      for (int i = 0; i < states.length; i++) {
        int from = inputOffset + done * inputChannels();
        stages.get(i).process(input, from, part, 0, length, states[i]);
        add(part, sum);
      }
      int to = outputOffset + done * outputChannels();
      System.arraycopy(sum, 0, output, to, length * outputChannels());
    }
    ProcessorChain.join(states, state);
  }

  @Override
  public Linearisation linearise(double[] input, double[] output, double[] state) {
    Lengths.requireSignal(this, input, output);
    double[][] states = stateParts(state);
    Linearisation[] at = new Linearisation[states.length];
    Arrays.fill(output, 0);
    for (int i = 0; i < at.length; i++) {
      double[] part = new double[output.length];
      at[i] = stages.get(i).linearise(input, part, states[i]);
      add(part, output);
    }
    ProcessorChain.join(states, state);
    return new AtInput(at);
  }

  private static void add(double[] part, double[] sum) {
    for (int n = 0; n < sum.length; n++) {
      sum[n] += part[n];
    }
  }

  /// Tangents add up as outputs do, and so do the cotangents of the input that all share.
  private final class AtInput implements Linearisation {
    private final Linearisation[] at;

    AtInput(Linearisation[] at) {
      this.at = at;
    }

    @Override
    public void tangents(
        double[] inputTangent,
        double[] parameterTangent,
        double[] outputTangent,
        double[] stateTangent) {
      double[][] parameters = parameterParts(parameterTangent);
      double[][] states = stateParts(stateTangent);
      Arrays.fill(outputTangent, 0);
      for (int i = 0; i < at.length; i++) {
        double[] part = new double[outputTangent.length];
        at[i].tangents(inputTangent, parameters[i], part, states[i]);
        add(part, outputTangent);
      }
      ProcessorChain.join(states, stateTangent);
    }

    @Override
    public void adjoint(
        double[] outputCotangent,
        double[] inputCotangent,
        double[] parameterCotangent,
        double[] stateCotangent) {
      double[][] parameters = parameterParts(parameterCotangent);
      double[][] states = stateParts(stateCotangent);
      Arrays.fill(inputCotangent, 0);
      for (int i = 0; i < at.length; i++) {
        double[] part = new double[inputCotangent.length];
        at[i].adjoint(outputCotangent, part, parameters[i], states[i]);
        add(part, inputCotangent);
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
      double[][] directions = parameterParts(direction.parameters());
      double[][] stateDirections = stateParts(direction.state());
      double[][] states = stateParts(stateCotangent);
      double[][] stateTangents = stateParts(stateCotangentTangent);
      double[][] parameters = parameterParts(result.parameters());
      double[][] before = stateParts(result.state());
      Arrays.fill(result.input(), 0);
      for (int i = 0; i < at.length; i++) {
        double[] part = new double[result.input().length];
        at[i].adjointTangents(
            new Perturbation(direction.input(), directions[i], stateDirections[i]),
            outputCotangent,
            states[i],
            outputCotangentTangent,
            stateTangents[i],
            new Perturbation(part, parameters[i], before[i]));
        add(part, result.input());
      }
      ProcessorChain.join(parameters, result.parameters());
      ProcessorChain.join(before, result.state());
    }
  }
}
