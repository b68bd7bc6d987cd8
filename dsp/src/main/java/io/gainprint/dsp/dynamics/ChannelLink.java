package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.Perturbation;
import java.util.Arrays;

/// The levels of c channels made one, frame by frame; it has neither parameters nor a state.
///
/// [Linking#MAXIMUM] and [Linking#MEAN] put out one channel, [Linking#INDEPENDENT] puts out what
/// goes in. The derivative of the maximum is 1 by the largest and 0 by the others; among equals the
/// first channel is the largest. All three are linear between such changes, so that second
/// derivatives are 0. The linearisation keeps the input.
///
/// @param channels c ≥ 1
/// @param linking how
public record ChannelLink(int channels, Linking linking) implements DifferentiableProcessor {
  /// Checks the number of channels.
  ///
  /// @throws IllegalArgumentException if there is none
  public ChannelLink {
    if (channels < 1) {
      throw new IllegalArgumentException("channels must be >= 1: " + channels);
    }
  }

  @Override
  public int inputChannels() {
    return channels;
  }

  @Override
  public int outputChannels() {
    return linking == Linking.INDEPENDENT ? channels : 1;
  }

  @Override
  public double[] parameters() {
    return new double[0];
  }

  @Override
  public ChannelLink with(double[] parameters) {
    Lengths.require("parameters", parameters, 0);
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
    Lengths.requireState(state, 0);
    switch (linking) {
      case INDEPENDENT ->
          System.arraycopy(input, inputOffset, output, outputOffset, frames * channels);
      case MEAN -> {
        for (int n = 0; n < frames; n++) {
          double sum = 0;
          for (int i = 0; i < channels; i++) {
            sum += input[inputOffset + n * channels + i];
          }
          output[outputOffset + n] = sum / channels;
        }
      }
      case MAXIMUM -> {
        for (int n = 0; n < frames; n++) {
          double largest = input[inputOffset + n * channels];
          for (int i = 1; i < channels; i++) {
            largest = Math.max(largest, input[inputOffset + n * channels + i]);
          }
          output[outputOffset + n] = largest;
        }
      }
    }
  }

  @Override
  public Linearisation linearise(double[] input, double[] output, double[] state) {
    int frames = Lengths.requireSignal(this, input, output);
    process(input, 0, output, 0, frames, state);
    return new AtInput(input);
  }

  /// Linear, so that the tangents of the adjoint are the adjoint of the tangents.
  private final class AtInput implements Linearisation {
    private final double[] x;

    AtInput(double[] x) {
      this.x = x;
    }

    @Override
    public void tangents(
        double[] inputTangent,
        double[] parameterTangent,
        double[] outputTangent,
        double[] stateTangent) {
      require(inputTangent, parameterTangent, outputTangent, stateTangent);
      if (linking == Linking.MAXIMUM) {
        for (int n = 0; n < outputTangent.length; n++) {
          outputTangent[n] = inputTangent[largest(n)];
        }
      } else {
        process(inputTangent, 0, outputTangent, 0, x.length / channels, stateTangent);
      }
    }

    @Override
    public void adjoint(
        double[] outputCotangent,
        double[] inputCotangent,
        double[] parameterCotangent,
        double[] stateCotangent) {
      require(inputCotangent, parameterCotangent, outputCotangent, stateCotangent);
      switch (linking) {
        case INDEPENDENT -> System.arraycopy(outputCotangent, 0, inputCotangent, 0, x.length);
        case MEAN -> {
          for (int n = 0; n < x.length; n++) {
            inputCotangent[n] = outputCotangent[n / channels] / channels;
          }
        }
        case MAXIMUM -> {
          Arrays.fill(inputCotangent, 0);
          for (int n = 0; n < outputCotangent.length; n++) {
            inputCotangent[largest(n)] = outputCotangent[n];
          }
        }
      }
    }

    @Override
    public void adjointTangents(
        Perturbation direction,
        double[] outputCotangent,
        double[] stateCotangent,
        double[] outputCotangentTangent,
        double[] stateCotangentTangent,
        Perturbation result) {
      require(direction.input(), direction.parameters(), outputCotangent, stateCotangentTangent);
      adjoint(outputCotangentTangent, result.input(), result.parameters(), stateCotangent);
    }

    /// Index of the largest sample of a frame.
    private int largest(int frame) {
      int at = frame * channels;
      for (int i = at + 1; i < (frame + 1) * channels; i++) {
        if (x[i] > x[at]) {
          at = i;
        }
      }
      return at;
    }

    private void require(double[] input, double[] parameters, double[] output, double[] state) {
      Lengths.require("input", input, x.length);
      Lengths.require("parameters", parameters, 0);
      Lengths.require("output", output, x.length / channels * outputChannels());
      Lengths.requireState(state, 0);
    }
  }
}
