package io.gainprint.dsp.filter;

import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.Perturbation;
import io.gainprint.dsp.recurrence.VaryingTaps;
import java.util.Arrays;
import java.util.Objects;

/// A filter in direct form whose coefficients are signals: each frame of its input is a sample and
/// the coefficients that hold for it.
///
/// ```
/// frame n:  x[n], b_0[n] … b_M[n], a_1[n] … a_N[n]
/// ```
///
/// So derivatives by the coefficients are derivatives by the input, blocks compose, and a stage
/// that puts out coefficients can come before. What a coefficient of sample n multiplies is what
/// the structure has at its hands then, see [the package][io.gainprint.dsp.filter]: the four
/// structures sound different here. There are no parameters; state: see [FilterStructure]. A
/// linearisation keeps the array of its input and one or two signals.
public final class VaryingFilter implements DifferentiableProcessor {
  private final FilterStructure structure;
  private final int zeros;
  private final int poles;

  /// A filter.
  ///
  /// @param structure how it is put together
  /// @param zeros M ≥ 0
  /// @param poles N ≥ 0
  /// @throws IllegalArgumentException if an order is negative
  public VaryingFilter(FilterStructure structure, int zeros, int poles) {
    if (zeros < 0 || poles < 0) {
      throw new IllegalArgumentException(
          "orders must not be negative: %d and %d".formatted(zeros, poles));
    }
    this.structure = structure;
    this.zeros = zeros;
    this.poles = poles;
  }

  /// Frames from a signal and its coefficients.
  ///
  /// @param x the signal
  /// @param feedForward a row `b_0[n]` … `b_M[n]` for each sample
  /// @param feedback a row `a_1[n]` … `a_N[n]` for each sample
  /// @return an input
  /// @throws IllegalArgumentException if the rows are not as many as the samples, or of another
  ///   length than the orders say
  public double[] frames(double[] x, double[][] feedForward, double[][] feedback) {
    if (feedForward.length != x.length || feedback.length != x.length) {
      throw new IllegalArgumentException(
          "there must be a row of coefficients for each of %d samples: %d and %d"
              .formatted(x.length, feedForward.length, feedback.length));
    }
    int stride = inputChannels();
    double[] frames = new double[x.length * stride];
    for (int n = 0; n < x.length; n++) {
      Lengths.require("feedForward[" + n + "]", feedForward[n], zeros + 1);
      Lengths.require("feedback[" + n + "]", feedback[n], poles);
      frames[n * stride] = x[n];
      System.arraycopy(feedForward[n], 0, frames, n * stride + 1, zeros + 1);
      System.arraycopy(feedback[n], 0, frames, n * stride + 2 + zeros, poles);
    }
    return frames;
  }

  @Override
  public int inputChannels() {
    return 2 + zeros + poles;
  }

  @Override
  public double[] parameters() {
    return new double[0];
  }

  @Override
  public VaryingFilter with(double[] parameters) {
    Lengths.require("parameters", parameters, 0);
    return this;
  }

  @Override
  public double[] restingState() {
    return new double[structure.stateSize(zeros, poles)];
  }

  private void requireState(double[] state) {
    Lengths.requireState(state, structure.stateSize(zeros, poles));
  }

  /// {@inheritDoc}
  ///
  /// @throws IllegalArgumentException also if a coefficient is not a finite number
  @Override
  public void process(
      double[] input,
      int inputOffset,
      double[] output,
      int outputOffset,
      int frames,
      double[] state) {
    requireState(state);
    int stride = inputChannels();
    Objects.checkFromIndexSize(inputOffset, frames * stride, input.length);
    Objects.checkFromIndexSize(outputOffset, frames, output.length);
    requireCoefficients(input, inputOffset, frames);
    double[] x = new double[Math.min(frames, FormBlock.SAMPLES)];
    for (int from = 0; from < frames; from += x.length) {
      int part = Math.min(x.length, frames - from);
      int at = inputOffset + from * stride;
      copySamples(input, at, x, part);
      Form form = form(input, at, part);
      FormSignals.run(form, x, 0, output, outputOffset + from, part, state, null);
    }
  }

  @Override
  public Linearisation linearise(double[] input, double[] output, double[] state) {
    int frames = Lengths.requireSignal(this, input, output);
    requireState(state);
    requireCoefficients(input, 0, frames);
    double[] x = samples(input);
    return new AtInput(FormSignals.of(form(input, 0, frames), x, output, state));
  }

  private void requireCoefficients(double[] input, int at, int frames) {
    int stride = inputChannels();
    for (int n = 0; n < frames; n++) {
      for (int i = 1; i < stride; i++) {
        double value = input[at + n * stride + i];
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(
              "coefficient %s of frame %d must be a finite number: %s"
                  .formatted(i <= zeros + 1 ? "b" + (i - 1) : "a" + (i - 1 - zeros), n, value));
        }
      }
    }
  }

  private Form form(double[] frames, int at, int rows) {
    return new Form(structure, numerator(frames, at, rows), denominator(frames, at, rows));
  }

  private VaryingTaps numerator(double[] frames, int at, int rows) {
    return new VaryingTaps(frames, at + 1, inputChannels(), rows, 0, zeros);
  }

  private VaryingTaps denominator(double[] frames, int at, int rows) {
    return new VaryingTaps(frames, at + 2 + zeros, inputChannels(), rows, 1, poles);
  }

  private double[] samples(double[] frames) {
    double[] x = new double[frames.length / inputChannels()];
    copySamples(frames, 0, x, x.length);
    return x;
  }

  private void copySamples(double[] frames, int at, double[] x, int count) {
    int stride = inputChannels();
    for (int n = 0; n < count; n++) {
      x[n] = frames[at + n * stride];
    }
  }

  private void putSamples(double[] x, double[] frames) {
    int stride = inputChannels();
    for (int n = 0; n < x.length; n++) {
      frames[n * stride] = x[n];
    }
  }

  /// Gradients of coefficients go where the coefficients are in a frame.
  private FormSignals.Gradients gradients(double[] frames) {
    Arrays.fill(frames, 0);
    return new FormSignals.Gradients(frames, 1, 2 + zeros);
  }

  private final class AtInput implements Linearisation {
    private final FormSignals signals;

    AtInput(FormSignals signals) {
      this.signals = signals;
    }

    @Override
    public void tangents(
        double[] inputTangent,
        double[] parameterTangent,
        double[] outputTangent,
        double[] stateTangent) {
      require(inputTangent, parameterTangent, outputTangent, stateTangent);
      tangents(inputTangent, outputTangent, stateTangent);
    }

    private FormSignals tangents(double[] input, double[] output, double[] state) {
      int rows = signals.length();
      return signals.tangents(
          samples(input), numerator(input, 0, rows), denominator(input, 0, rows), output, state);
    }

    @Override
    public void adjoint(
        double[] outputCotangent,
        double[] inputCotangent,
        double[] parameterCotangent,
        double[] stateCotangent) {
      require(inputCotangent, parameterCotangent, outputCotangent, stateCotangent);
      double[] x = new double[signals.length()];
      signals.adjoint(outputCotangent, x, gradients(inputCotangent), stateCotangent);
      putSamples(x, inputCotangent);
    }

    @Override
    public void adjointTangents(
        Perturbation direction,
        double[] outputCotangent,
        double[] stateCotangent,
        double[] outputCotangentTangent,
        double[] stateCotangentTangent,
        Perturbation result) {
      require(direction.input(), direction.parameters(), outputCotangent, stateCotangent);
      require(result.input(), result.parameters(), outputCotangentTangent, stateCotangentTangent);
      requireState(direction.state());
      requireState(result.state());
      int rows = signals.length();
      double[] moved = direction.input();
      FormSignals along = tangents(moved, new double[rows], direction.state().clone());
      System.arraycopy(stateCotangentTangent, 0, result.state(), 0, stateCotangent.length);
      double[] x = new double[rows];
      signals.adjointTangents(
          along,
          numerator(moved, 0, rows),
          denominator(moved, 0, rows),
          outputCotangent,
          stateCotangent.clone(),
          outputCotangentTangent,
          result.state(),
          x,
          gradients(result.input()));
      putSamples(x, result.input());
    }

    private void require(double[] input, double[] parameters, double[] output, double[] state) {
      Lengths.require("input", input, signals.length() * inputChannels());
      Lengths.require("parameters", parameters, 0);
      Lengths.require("output", output, signals.length());
      requireState(state);
    }
  }
}
