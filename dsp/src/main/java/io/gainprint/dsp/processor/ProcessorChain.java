package io.gainprint.dsp.processor;

import java.util.Arrays;
import java.util.List;

/// Stages one after the other: itself a stage.
///
/// Its parameters and its state are those of the stages, one after the other. Its linearisation
/// keeps those of the stages, and with them the signals between.
public final class ProcessorChain implements DifferentiableProcessor {
  private static final int BLOCK = 1024;

  private final List<DifferentiableProcessor> stages;
  private final int[] parameterStarts; // of each stage, and their sum
  private final int[] stateStarts;
  private final int widest; // most channels between two stages

  /// A chain.
  ///
  /// @param stages one or more, in the order in which the signal passes
  /// @throws IllegalArgumentException if there is none, or if one has other channels than the one
  ///   before it puts out
  public ProcessorChain(List<? extends DifferentiableProcessor> stages) {
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("a chain needs at least 1 stage: 0");
    }
    this.stages = List.copyOf(stages);
    parameterStarts = new int[stages.size() + 1];
    stateStarts = new int[stages.size() + 1];
    int channels = this.stages.getFirst().inputChannels();
    int most = 1;
    for (int i = 0; i < stages.size(); i++) {
      DifferentiableProcessor stage = this.stages.get(i);
      if (stage.inputChannels() != channels) {
        throw new IllegalArgumentException(
            "stage %d takes %d channels: %d".formatted(i, stage.inputChannels(), channels));
      }
      channels = stage.outputChannels();
      most = Math.max(most, channels);
      parameterStarts[i + 1] = parameterStarts[i] + stage.parameters().length;
      stateStarts[i + 1] = stateStarts[i] + stage.restingState().length;
    }
    widest = most;
  }

  @Override
  public int inputChannels() {
    return stages.getFirst().inputChannels();
  }

  @Override
  public int outputChannels() {
    return stages.getLast().outputChannels();
  }

  @Override
  public double[] parameters() {
    double[] all = new double[parameterStarts[stages.size()]];
    for (int i = 0; i < stages.size(); i++) {
      put(stages.get(i).parameters(), all, parameterStarts[i]);
    }
    return all;
  }

  @Override
  public ProcessorChain with(double[] parameters) {
    Lengths.require("parameters", parameters, parameterStarts[stages.size()]);
    DifferentiableProcessor[] moved = new DifferentiableProcessor[stages.size()];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = stages.get(i).with(part(parameters, parameterStarts, i));
    }
    return new ProcessorChain(List.of(moved));
  }

  @Override
  public double[] restingState() {
    double[] all = new double[stateStarts[stages.size()]];
    for (int i = 0; i < stages.size(); i++) {
      put(stages.get(i).restingState(), all, stateStarts[i]);
    }
    return all;
  }

  @Override
  public void process(
      double[] input,
      int inputOffset,
      double[] output,
      int outputOffset,
      int frames,
      double[] state) {
    Lengths.requireState(state, stateStarts[stages.size()]);
    double[][] states = parts(state, stateStarts);
    double[] even = new double[Math.min(frames, BLOCK) * widest];
    double[] odd = new double[even.length];
    for (int done = 0; done < frames; done += BLOCK) {
      int part = Math.min(BLOCK, frames - done);
      double[] from = input;
      int at = inputOffset + done * inputChannels();
      for (int i = 0; i < stages.size(); i++) {
        boolean isLast = i == stages.size() - 1;
        double[] to = isLast ? output : i % 2 == 0 ? even : odd;
        int toOffset = isLast ? outputOffset + done * outputChannels() : 0;
        stages.get(i).process(from, at, to, toOffset, part, states[i]);
        from = to;
        at = toOffset;
      }
    }
    join(states, state);
  }

  @Override
  public Linearisation linearise(double[] input, double[] output, double[] state) {
    int frames = Lengths.requireSignal(this, input, output);
    Lengths.requireState(state, stateStarts[stages.size()]);
    double[][] states = parts(state, stateStarts);
    Linearisation[] at = new Linearisation[stages.size()];
    double[] from = input;
    for (int i = 0; i < at.length; i++) {
      double[] to = i == at.length - 1 ? output : between(i, frames);
      at[i] = stages.get(i).linearise(from, to, states[i]);
      from = to;
    }
    join(states, state);
    return new ChainLinearisation(this, at, frames);
  }

  int size() {
    return stages.size();
  }

  int inputLength(int stage, int frames) {
    return frames * stages.get(stage).inputChannels();
  }

  /// A signal that a stage may write.
  double[] between(int stage, int frames) {
    return new double[frames * stages.get(stage).outputChannels()];
  }

  double[][] parameterParts(double[] all) {
    Lengths.require("parameters", all, parameterStarts[stages.size()]);
    return parts(all, parameterStarts);
  }

  double[][] stateParts(double[] all) {
    Lengths.requireState(all, stateStarts[stages.size()]);
    return parts(all, stateStarts);
  }

  static double[][] parts(double[] all, int[] starts) {
    double[][] parts = new double[starts.length - 1][];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = part(all, starts, i);
    }
    return parts;
  }

  private static double[] part(double[] all, int[] starts, int i) {
    return Arrays.copyOfRange(all, starts[i], starts[i + 1]);
  }

  static void join(double[][] parts, double[] all) {
    int at = 0;
    for (double[] part : parts) {
      put(part, all, at);
      at += part.length;
    }
  }

  private static void put(double[] part, double[] all, int at) {
    System.arraycopy(part, 0, all, at, part.length);
  }
}
