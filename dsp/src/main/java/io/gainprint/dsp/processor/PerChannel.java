package io.gainprint.dsp.processor;

import java.util.Arrays;

/// A stage of one channel, run on each of several with the same parameters.
///
/// Its state is that of the first channel, then that of the second, and so on. Its linearisation
/// keeps input and output of each channel by itself, as copies.
public final class PerChannel implements DifferentiableProcessor {
  private static final int BLOCK = 1024;

  private final DifferentiableProcessor stage;
  private final int channels;

  /// A stage of several channels.
  ///
  /// @param stage what each passes; has one channel
  /// @param channels how many, ≥ 1
  /// @throws IllegalArgumentException if the stage has more channels, or there are none
  public PerChannel(DifferentiableProcessor stage, int channels) {
    if (stage.inputChannels() != 1 || stage.outputChannels() != 1) {
      throw new IllegalArgumentException(
          "the stage must have 1 channel: %d in, %d out"
              .formatted(stage.inputChannels(), stage.outputChannels()));
    }
    if (channels < 1) {
      throw new IllegalArgumentException("channels must be >= 1: " + channels);
    }
    this.stage = stage;
    this.channels = channels;
  }

  @Override
  public int inputChannels() {
    return channels;
  }

  @Override
  public int outputChannels() {
    return channels;
  }

  @Override
  public double[] parameters() {
    return stage.parameters();
  }

  @Override
  public PerChannel with(double[] parameters) {
    return new PerChannel(stage.with(parameters), channels);
  }

  @Override
  public double[] restingState() {
    double[] one = stage.restingState();
    double[] all = new double[channels * one.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = one[i % one.length];
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
    double[][] states = split(state);
    double[] x = new double[Math.min(frames, BLOCK)];
    double[] y = new double[x.length];
    for (int done = 0; done < frames; done += BLOCK) {
      int part = Math.min(BLOCK, frames - done);
      for (int channel = 0; channel < channels; channel++) {
        take(input, inputOffset + done * channels + channel, x, part);
        stage.process(x, 0, y, 0, part, states[channel]);
        put(y, output, outputOffset + done * channels + channel, part);
      }
    }
    ProcessorChain.join(states, state);
  }

  @Override
  public Linearisation linearise(double[] input, double[] output, double[] state) {
    int frames = Lengths.requireSignal(this, input, output);
    double[][] states = split(state);
    Linearisation[] at = new Linearisation[channels];
    for (int channel = 0; channel < channels; channel++) {
      double[] y = new double[frames];
      at[channel] = stage.linearise(channel(channel, input), y, states[channel]);
      put(y, output, channel, frames);
    }
    ProcessorChain.join(states, state);
    return new AtInput(at, frames);
  }

  private double[][] split(double[] state) {
    int size = stage.restingState().length;
    Lengths.requireState(state, channels * size);
    double[][] states = new double[channels][];
    for (int channel = 0; channel < channels; channel++) {
      states[channel] = Arrays.copyOfRange(state, channel * size, (channel + 1) * size);
    }
    return states;
  }

  private double[] channel(int channel, double[] frames) {
    double[] one = new double[frames.length / channels];
    take(frames, channel, one, one.length);
    return one;
  }

  private void take(double[] frames, int offset, double[] one, int length) {
    for (int n = 0; n < length; n++) {
      one[n] = frames[offset + n * channels];
    }
  }

  private void put(double[] one, double[] frames, int offset, int length) {
    for (int n = 0; n < length; n++) {
      frames[offset + n * channels] = one[n];
    }
  }

  private final class AtInput implements Linearisation {
    private final Linearisation[] at;
    private final int frames;

    AtInput(Linearisation[] at, int frames) {
      this.at = at;
      this.frames = frames;
    }

    @Override
    public void tangents(
        double[] inputTangent,
        double[] parameterTangent,
        double[] outputTangent,
        double[] stateTangent) {
      requireSignal("input tangent", inputTangent);
      requireSignal("output tangent", outputTangent);
      double[][] states = split(stateTangent);
      double[] y = new double[frames];
      for (int i = 0; i < channels; i++) {
        at[i].tangents(channel(i, inputTangent), parameterTangent, y, states[i]);
        put(y, outputTangent, i, frames);
      }
      ProcessorChain.join(states, stateTangent);
    }

    @Override
    public void adjoint(
        double[] outputCotangent,
        double[] inputCotangent,
        double[] parameterCotangent,
        double[] stateCotangent) {
      requireSignal("output cotangent", outputCotangent);
      requireSignal("input cotangent", inputCotangent);
      double[][] states = split(stateCotangent);
      double[] x = new double[frames];
      for (int i = 0; i < channels; i++) {
        at[i].adjoint(channel(i, outputCotangent), x, parameterCotangent, states[i]);
        put(x, inputCotangent, i, frames);
      }
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
      requireSignal("direction", direction.input());
      requireSignal("output cotangent", outputCotangent);
      requireSignal("tangent of the output cotangent", outputCotangentTangent);
      requireSignal("result", result.input());
      double[][] directions = split(direction.state());
      double[][] states = split(stateCotangent);
      double[][] stateTangents = split(stateCotangentTangent);
      double[][] results = split(result.state());
      double[] x = new double[frames];
      for (int i = 0; i < channels; i++) {
        at[i].adjointTangents(
            new Perturbation(channel(i, direction.input()), direction.parameters(), directions[i]),
            channel(i, outputCotangent),
            states[i],
            channel(i, outputCotangentTangent),
            stateTangents[i],
            new Perturbation(x, result.parameters(), results[i]));
        put(x, result.input(), i, frames);
      }
      ProcessorChain.join(results, result.state());
    }

    private void requireSignal(String name, double[] signal) {
      Lengths.require(name, signal, frames * channels);
    }
  }
}
