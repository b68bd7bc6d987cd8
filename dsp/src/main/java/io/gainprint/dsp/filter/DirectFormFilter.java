package io.gainprint.dsp.filter;

import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.Parallel;
import io.gainprint.dsp.processor.Perturbation;
import io.gainprint.dsp.recurrence.FixedTaps;
import java.util.Arrays;
import java.util.Objects;

/// A filter B(z)/A(z) of any orders in any direct form, with derivatives by everything.
///
/// ```
/// y[n] = Σ b_k x[n−k] − Σ a_k y[n−k]          k = 0 … M, and 1 … N
/// ```
///
/// Parameters: b_0 … b_M, a_1 … a_N. State: see [FilterStructure]. A linearisation keeps the arrays
/// of input and output where zeros come first (DF1, TDF2) and nothing else; else it keeps one more
/// signal, that between poles and zeros. Everything runs in blocks that a cache holds, on the
/// vector unit where there is one.
///
/// Unstable filters run like any other, to infinity and from there to NaN. A sound that fades below
/// 10⁻³⁰⁷ goes on as denormal numbers, as exactly as those can be; [DirectForm] is the filter for
/// an audio thread, which cuts them off and allocates nothing.
///
/// Source: C.-Y. Yu and G. Fazekas, arXiv 2511.14390.
public final class DirectFormFilter implements DifferentiableProcessor {
  private final FixedTaps b;
  private final FixedTaps a;
  private final Form form;
  private final Parallel threads;

  /// A filter, from coefficients that are divided by `feedback[0]` first.
  ///
  /// @param structure how it is put together
  /// @param feedForward `b[0]` … `b[M]`, finite, one or more
  /// @param feedback `a[0]` … `a[N]`, finite, one or more, the first of them not 0
  /// @throws IllegalArgumentException naming a coefficient that is not allowed
  public DirectFormFilter(FilterStructure structure, double[] feedForward, double[] feedback) {
    this(
        structure,
        new FixedTaps(normalised("feedForward", feedForward, feedback, 0), 0),
        new FixedTaps(normalised("feedback", feedback, feedback, 1), 1),
        Parallel.NONE);
  }

  private DirectFormFilter(FilterStructure structure, FixedTaps b, FixedTaps a, Parallel threads) {
    this.b = b;
    this.a = a;
    form = new Form(structure, b, a);
    this.threads = threads;
  }

  /// The same filter, whose `process`, `linearise` and `adjoint` take several threads for a long
  /// signal: a blocked scan, in parts of 16 384 samples or more. What it returns is equal but for
  /// rounding, and for free responses below [PreEmphasis#INAUDIBLE], which are left out. A filter
  /// that rings throughout a part gains nothing.
  ///
  /// @param threads to run on
  /// @return the filter
  public DirectFormFilter on(Parallel threads) {
    return new DirectFormFilter(structure(), b, a, threads);
  }

  /// A filter.
  ///
  /// @param structure how it is put together
  /// @param coefficients b and a, which give M = N
  /// @return the filter
  public static DirectFormFilter of(FilterStructure structure, FilterCoefficients coefficients) {
    return new DirectFormFilter(structure, coefficients.feedForward(), coefficients.feedback());
  }

  /// A filter without poles, y = B x: a finite impulse response.
  ///
  /// @param feedForward `b[0]` … `b[M]`, finite, one or more
  /// @return the filter, whose state is `x[−1]` … `x[−M]`
  public static DirectFormFilter allZero(double[] feedForward) {
    return new DirectFormFilter(FilterStructure.DF2, feedForward, new double[] {1});
  }

  /// A filter without zeros, y = x/A, whose only parameters are a_1 … a_N and b_0 = 1.
  ///
  /// @param feedback `a[0]` … `a[N]`, the first of them 1
  /// @return the filter, whose state is `y[−1]` … `y[−N]`
  /// @throws IllegalArgumentException naming a coefficient that is not allowed
  public static DirectFormFilter allPole(double[] feedback) {
    return new DirectFormFilter(FilterStructure.DF2, new double[] {1}, feedback);
  }

  private static double[] normalised(String name, double[] values, double[] feedback, int from) {
    requireCoefficients(name, values);
    requireCoefficients("feedback", feedback);
    if (feedback[0] == 0) {
      throw new IllegalArgumentException("feedback[0] must not be 0: " + feedback[0]);
    }
    double[] normalised = Arrays.copyOfRange(values, from, values.length);
    for (int k = 0; k < normalised.length; k++) {
      normalised[k] /= feedback[0];
    }
    return normalised;
  }

  private static void requireCoefficients(String name, double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException(name + " must hold at least 1 value: 0");
    }
    for (int k = 0; k < values.length; k++) {
      if (!Double.isFinite(values[k])) {
        throw new IllegalArgumentException(
            "%s[%d] must be a finite number: %s".formatted(name, k, values[k]));
      }
    }
  }

  /// How it is put together.
  ///
  /// @return the structure
  public FilterStructure structure() {
    return form.structure();
  }

  /// The feed-forward coefficients.
  ///
  /// @return a copy of b_0 … b_M
  public double[] feedForward() {
    return b.values();
  }

  /// The feedback coefficients.
  ///
  /// @return a copy of 1, a_1 … a_N
  public double[] feedback() {
    double[] values = new double[a.lastDelay() + 1];
    values[0] = 1;
    System.arraycopy(a.values(), 0, values, 1, a.lastDelay());
    return values;
  }

  @Override
  public double[] parameters() {
    int m = b.lastDelay() + 1;
    double[] parameters = Arrays.copyOf(b.values(), m + a.lastDelay());
    System.arraycopy(a.values(), 0, parameters, m, a.lastDelay());
    return parameters;
  }

  @Override
  public DirectFormFilter with(double[] parameters) {
    Lengths.require("parameters", parameters, parameterCount());
    double[] feedback = feedback();
    int m = b.lastDelay() + 1;
    System.arraycopy(parameters, m, feedback, 1, a.lastDelay());
    return new DirectFormFilter(structure(), Arrays.copyOf(parameters, m), feedback).on(threads);
  }

  private int parameterCount() {
    return b.lastDelay() + 1 + a.lastDelay();
  }

  @Override
  public double[] restingState() {
    return new double[form.stateSize()];
  }

  private void requireState(double[] state) {
    Lengths.requireState(state, form.stateSize());
  }

  @Override
  public void process(
      double[] input,
      int inputOffset,
      double[] output,
      int outputOffset,
      int frames,
      double[] state) {
    requireState(state);
    Objects.checkFromIndexSize(inputOffset, frames, input.length);
    Objects.checkFromIndexSize(outputOffset, frames, output.length);
    parts().run(input, inputOffset, output, outputOffset, frames, state, null);
  }

  private FormParts parts() {
    return new FormParts(form, threads);
  }

  @Override
  public Linearisation linearise(double[] input, double[] output, double[] state) {
    Lengths.requireSignal(this, input, output);
    requireState(state);
    return new AtInput(parts().linearise(input, output, state));
  }

  /// The taps of a vector in the space of the parameters.
  private FixedTaps numerator(double[] parameters) {
    return new FixedTaps(Arrays.copyOf(parameters, b.lastDelay() + 1), 0);
  }

  private FixedTaps denominator(double[] parameters) {
    return new FixedTaps(Arrays.copyOfRange(parameters, b.lastDelay() + 1, parameters.length), 1);
  }

  private FormSignals.Gradients gradients(double[] parameters) {
    return new FormSignals.Gradients(parameters, 0, b.lastDelay() + 1);
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
      signals.tangents(
          inputTangent,
          numerator(parameterTangent),
          denominator(parameterTangent),
          outputTangent,
          stateTangent);
    }

    @Override
    public void adjoint(
        double[] outputCotangent,
        double[] inputCotangent,
        double[] parameterCotangent,
        double[] stateCotangent) {
      require(inputCotangent, parameterCotangent, outputCotangent, stateCotangent);
      parts()
          .adjoint(
              signals,
              outputCotangent,
              inputCotangent,
              gradients(parameterCotangent),
              stateCotangent);
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
      FixedTaps bTangent = numerator(direction.parameters());
      FixedTaps aTangent = denominator(direction.parameters());
      FormSignals moved =
          signals.tangents(
              direction.input(),
              bTangent,
              aTangent,
              new double[signals.length()],
              direction.state().clone());
      System.arraycopy(stateCotangentTangent, 0, result.state(), 0, stateCotangent.length);
      signals.adjointTangents(
          moved,
          bTangent,
          aTangent,
          outputCotangent,
          stateCotangent.clone(),
          outputCotangentTangent,
          result.state(),
          result.input(),
          gradients(result.parameters()));
    }

    private void require(double[] input, double[] parameters, double[] output, double[] state) {
      Lengths.require("input", input, signals.length());
      Lengths.require("parameters", parameters, parameterCount());
      Lengths.require("output", output, signals.length());
      requireState(state);
    }
  }
}
