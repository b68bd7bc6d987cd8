package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.Perturbation;

/// A signal multiplied by a gain that is computed from it, `y[n] = g[n] x[n]` with g = G(x).
///
/// Parameters and state are those of the stage G, which takes c channels and puts out either as
/// many, or one gain for all of them. The linearisation keeps that of G, the gains and the input.
///
/// ```
/// ẏ  = ġ x + g ẋ
/// ḡ  = Σ x ȳ             x̄  = g ȳ + Gᵀ ḡ
/// ḡ̇  = Σ (ẋ ȳ + x ȳ̇)     x̄̇  = ġ ȳ + g ȳ̇ + (d/dε of Gᵀ ḡ)
/// ```
///
/// where sums are over the channels that a gain is for.
public final class SideChain implements DifferentiableProcessor {
  private static final int BLOCK = 1024;

  private final DifferentiableProcessor gain;
  private final int channels;
  private final int gains; // per frame

  /// A signal path with its side chain.
  ///
  /// @param gain G, from the signal to its gain
  /// @throws IllegalArgumentException if it has neither one channel out nor as many as in
  public SideChain(DifferentiableProcessor gain) {
    this.gain = gain;
    channels = gain.inputChannels();
    gains = gain.outputChannels();
    if (gains != 1 && gains != channels) {
      throw new IllegalArgumentException(
          "the gain must have 1 channel or %d: %d".formatted(channels, gains));
    }
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
    return gain.parameters();
  }

  @Override
  public SideChain with(double[] parameters) {
    return new SideChain(gain.with(parameters));
  }

  @Override
  public double[] restingState() {
    return gain.restingState();
  }

  @Override
  public void process(
      double[] input,
      int inputOffset,
      double[] output,
      int outputOffset,
      int frames,
      double[] state) {
    double[] g = new double[Math.min(frames, BLOCK) * gains];
    if (frames == 0) {
      gain.process(input, inputOffset, g, 0, 0, state); // checks the state
    }
    for (int done = 0; done < frames; done += BLOCK) {
      int part = Math.min(BLOCK, frames - done);
      int from = inputOffset + done * channels;
      gain.process(input, from, g, 0, part, state);
      multiply(g, part * gains, input, from, output, outputOffset + done * channels);
    }
  }

  @Override
  public Linearisation linearise(double[] input, double[] output, double[] state) {
    int frames = Lengths.requireSignal(this, input, output);
    double[] g = new double[frames * gains];
    Linearisation at = gain.linearise(input, g, state);
    multiply(g, g.length, input, 0, output, 0);
    return new AtInput(at, g, input);
  }

  private void multiply(double[] g, int length, double[] x, int xOffset, double[] y, int yOffset) {
    int each = channels / gains; // samples in a row with one gain
    int at = 0;
    for (int m = 0; m < length; m++) {
      for (int i = 0; i < each; i++, at++) {
        y[yOffset + at] = g[m] * x[xOffset + at];
      }
    }
  }

  private final class AtInput implements Linearisation {
    private final Linearisation at;
    private final double[] g;
    private final double[] x;
    private final int each = channels / gains;

    AtInput(Linearisation at, double[] g, double[] x) {
      this.at = at;
      this.g = g;
      this.x = x;
    }

    @Override
    public void tangents(
        double[] inputTangent,
        double[] parameterTangent,
        double[] outputTangent,
        double[] stateTangent) {
      requireSignal("output tangent", outputTangent);
      double[] gDot = new double[g.length];
      at.tangents(inputTangent, parameterTangent, gDot, stateTangent);
      int n = 0;
      for (int m = 0; m < g.length; m++) {
        for (int i = 0; i < each; i++, n++) {
          outputTangent[n] = gDot[m] * x[n] + g[m] * inputTangent[n];
        }
      }
    }

    @Override
    public void adjoint(
        double[] outputCotangent,
        double[] inputCotangent,
        double[] parameterCotangent,
        double[] stateCotangent) {
      requireSignal("output cotangent", outputCotangent);
      double[] gBar = new double[g.length];
      int n = 0;
      for (int m = 0; m < g.length; m++) {
        for (int i = 0; i < each; i++, n++) {
          gBar[m] += x[n] * outputCotangent[n];
        }
      }
      at.adjoint(gBar, inputCotangent, parameterCotangent, stateCotangent);
      n = 0;
      for (int m = 0; m < g.length; m++) {
        for (int i = 0; i < each; i++, n++) {
          inputCotangent[n] += g[m] * outputCotangent[n];
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
      requireSignal("output cotangent", outputCotangent);
      requireSignal("tangent of the output cotangent", outputCotangentTangent);
      double[] xDot = direction.input();
      double[] gDot = new double[g.length];
      at.tangents(xDot, direction.parameters(), gDot, direction.state().clone());
      double[] gBar = new double[g.length];
      double[] gBarDot = new double[g.length];
      int n = 0;
      for (int m = 0; m < g.length; m++) {
        for (int i = 0; i < each; i++, n++) {
          gBar[m] += x[n] * outputCotangent[n];
          gBarDot[m] += xDot[n] * outputCotangent[n] + x[n] * outputCotangentTangent[n];
        }
      }
      at.adjointTangents(direction, gBar, stateCotangent, gBarDot, stateCotangentTangent, result);
      double[] xBarDot = result.input();
      n = 0;
      for (int m = 0; m < g.length; m++) {
        for (int i = 0; i < each; i++, n++) {
          xBarDot[n] += gDot[m] * outputCotangent[n] + g[m] * outputCotangentTangent[n];
        }
      }
    }

    private void requireSignal(String name, double[] signal) {
      Lengths.require(name, signal, x.length);
    }
  }
}
