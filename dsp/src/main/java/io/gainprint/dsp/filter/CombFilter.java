package io.gainprint.dsp.filter;

import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.Perturbation;
import java.util.Arrays;
import java.util.Objects;

/// A comb: the filter that hears itself, or its input, D samples ago, and nothing between.
///
/// ```
/// y[n] = b_0 x[n] + b_D x[n−D] − a_D y[n−D]
/// ```
///
/// Parameters: b_0; then b_D if it feeds forward; then a_D if it feeds back. What it does not have
/// is 0 and stays so. State, in transposed direct form II: s_1 … s_D, what is still to be added to
/// the next D outputs. A linearisation keeps input and output.
///
/// Its derivatives are those of D filters of first order, each of which has every D-th sample:
///
/// ```
/// y[n] = b_0 x[n] + s[n]          s[n+D] = b_D x[n] − a_D y[n]
/// ```
public final class CombFilter implements DifferentiableProcessor {
  private final int delay;
  private final boolean hasFeedForward;
  private final boolean hasFeedback;
  private final double b0;
  private final double bD;
  private final double aD;

  private CombFilter(int delay, boolean hasFeedForward, boolean hasFeedback, double[] taps) {
    if (delay < 1) {
      throw new IllegalArgumentException("delay must be >= 1 sample: " + delay);
    }
    this.delay = delay;
    this.hasFeedForward = hasFeedForward;
    this.hasFeedback = hasFeedback;
    b0 = finite("b_0", taps[0]);
    bD = finite("b_D", taps[1]);
    aD = finite("a_D", taps[2]);
  }

  private static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be a finite number: " + value);
    }
    return value;
  }

  /// A comb that adds its delayed input.
  ///
  /// @param delay D in samples, ≥ 1
  /// @param direct b_0, finite
  /// @param feedForward b_D, finite
  /// @return the comb, of two parameters
  /// @throws IllegalArgumentException naming an argument that is not allowed
  public static CombFilter feedForward(int delay, double direct, double feedForward) {
    return new CombFilter(delay, true, false, new double[] {direct, feedForward, 0});
  }

  /// A comb that adds its delayed output.
  ///
  /// @param delay D in samples, ≥ 1
  /// @param direct b_0, finite
  /// @param feedback a_D, finite, subtracted as all feedback is; stable within (−1, 1)
  /// @return the comb, of two parameters
  /// @throws IllegalArgumentException naming an argument that is not allowed
  public static CombFilter feedback(int delay, double direct, double feedback) {
    return new CombFilter(delay, false, true, new double[] {direct, 0, feedback});
  }

  /// A comb that does both.
  ///
  /// @param delay D in samples, ≥ 1
  /// @param direct b_0, finite
  /// @param feedForward b_D, finite
  /// @param feedback a_D, finite; stable within (−1, 1)
  /// @return the comb, of three parameters
  /// @throws IllegalArgumentException naming an argument that is not allowed
  public static CombFilter of(int delay, double direct, double feedForward, double feedback) {
    return new CombFilter(delay, true, true, new double[] {direct, feedForward, feedback});
  }

  /// A comb with notches at all multiples of a frequency, of a gain of 1 half way between.
  ///
  /// Notches are f/Q wide at −3 dB. With β = tan(π / (2 Q)):
  ///
  /// ```
  /// H(z) = (1 − z⁻ᴰ) / (1 + β) / (1 − (1 − β)/(1 + β) z⁻ᴰ)          D = fs / f
  /// ```
  ///
  /// Source: S. J. Orfanidis, Introduction to Signal Processing (Prentice Hall 1996), section 11.5;
  /// SciPy's name for this is `iircomb`, with `pass_zero` false.
  ///
  /// @param frequencyHz f in Hz, fs divided by a whole number of 2 or more
  /// @param q Q, > 1
  /// @param sampleRateHz fs in Hz, > 0
  /// @return the comb
  /// @throws IllegalArgumentException naming an argument that is not allowed
  public static CombFilter notch(double frequencyHz, double q, double sampleRateHz) {
    return designed(frequencyHz, q, sampleRateHz, 1, 0);
  }

  /// A comb with peaks of a gain of 1 at all multiples of a frequency, and zeros half way between;
  /// as [#notch], with 1 + z⁻ᴰ above and β for the 1 before it.
  ///
  /// @param frequencyHz f in Hz, fs divided by a whole number of 2 or more
  /// @param q Q, > 1
  /// @param sampleRateHz fs in Hz, > 0
  /// @return the comb
  /// @throws IllegalArgumentException naming an argument that is not allowed
  public static CombFilter peak(double frequencyHz, double q, double sampleRateHz) {
    return designed(frequencyHz, q, sampleRateHz, 0, 1);
  }

  /// Orfanidis's equation 11.5.1, with G0 the gain half way between multiples and G that at them.
  private static CombFilter designed(
      double frequencyHz, double q, double sampleRateHz, double between, double at) {
    if (!(sampleRateHz > 0 && sampleRateHz < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("sampleRateHz must be greater than 0: " + sampleRateHz);
    }
    long delay = Math.round(sampleRateHz / frequencyHz);
    // Rounding of fs/f, as SciPy allows it.
    if (!(delay >= 2
        && delay <= Integer.MAX_VALUE
        && Math.abs(frequencyHz - sampleRateHz / delay) <= 1e-14 * sampleRateHz)) {
      throw new IllegalArgumentException(
          "frequencyHz must be sampleRateHz, %s, divided by a whole number >= 2: %s"
              .formatted(sampleRateHz, frequencyHz));
    }
    if (!(q > 1)) {
      throw new IllegalArgumentException("q must be greater than 1: " + q);
    }
    double beta = Math.tan(Math.PI / (2 * q));
    return of(
        Math.toIntExact(delay),
        (between + at * beta) / (1 + beta),
        -(between - at * beta) / (1 + beta),
        -(1 - beta) / (1 + beta));
  }

  /// The delay.
  ///
  /// @return D in samples
  public int delay() {
    return delay;
  }

  /// The same filter in direct form.
  ///
  /// @return coefficients of order D, all but three of them 0 and 1
  public FilterCoefficients coefficients() {
    double[] b = new double[delay + 1];
    double[] a = new double[delay + 1];
    b[0] = b0;
    b[delay] = bD;
    a[0] = 1;
    a[delay] = aD;
    return new FilterCoefficients(b, a);
  }

  private int parameterCount() {
    return 1 + (hasFeedForward ? 1 : 0) + (hasFeedback ? 1 : 0);
  }

  /// The three taps of a vector of parameters.
  private double[] taps(double[] parameters) {
    Lengths.require("parameters", parameters, parameterCount());
    return new double[] {
      parameters[0],
      hasFeedForward ? parameters[1] : 0,
      hasFeedback ? parameters[parameters.length - 1] : 0
    };
  }

  /// Adds to the parameters that there are.
  private void addTaps(double[] taps, double[] parameters) {
    parameters[0] += taps[0];
    if (hasFeedForward) {
      parameters[1] += taps[1];
    }
    if (hasFeedback) {
      parameters[parameters.length - 1] += taps[2];
    }
  }

  @Override
  public double[] parameters() {
    double[] parameters = new double[parameterCount()];
    addTaps(new double[] {b0, bD, aD}, parameters);
    return parameters;
  }

  @Override
  public CombFilter with(double[] parameters) {
    return new CombFilter(delay, hasFeedForward, hasFeedback, taps(parameters));
  }

  @Override
  public double[] restingState() {
    return new double[delay];
  }

  @Override
  public void process(
      double[] input,
      int inputOffset,
      double[] output,
      int outputOffset,
      int frames,
      double[] state) {
    Lengths.requireState(state, delay);
    Objects.checkFromIndexSize(inputOffset, frames, input.length);
    Objects.checkFromIndexSize(outputOffset, frames, output.length);
    double b = b0;
    double c = bD;
    double a = aD;
    int k = 0;
    for (int n = 0; n < frames; n++) {
      double x = input[inputOffset + n];
      double y = b * x + state[k];
      state[k] = c * x - a * y;
      output[outputOffset + n] = y;
      k = k + 1 == delay ? 0 : k + 1;
    }
    rotate(state, k);
  }

  /// Brings element k to the front.
  private static void rotate(double[] state, int k) {
    if (k > 0) {
      double[] front = Arrays.copyOf(state, k);
      System.arraycopy(state, k, state, 0, state.length - k);
      System.arraycopy(front, 0, state, state.length - k, k);
    }
  }

  @Override
  public Linearisation linearise(double[] input, double[] output, double[] state) {
    int frames = Lengths.requireSignal(this, input, output);
    process(input, 0, output, 0, frames, state);
    return new AtInput(input, output);
  }

  private final class AtInput implements Linearisation {
    private final double[] x;
    private final double[] y;

    AtInput(double[] x, double[] y) {
      this.x = x;
      this.y = y;
    }

    @Override
    public void tangents(
        double[] inputTangent,
        double[] parameterTangent,
        double[] outputTangent,
        double[] stateTangent) {
      require(inputTangent, outputTangent, stateTangent);
      double[] dot = taps(parameterTangent);
      int k = 0;
      for (int n = 0; n < x.length; n++) {
        double u = inputTangent[n];
        double v = b0 * u + dot[0] * x[n] + stateTangent[k];
        stateTangent[k] = bD * u - aD * v + dot[1] * x[n] - dot[2] * y[n];
        outputTangent[n] = v;
        k = k + 1 == delay ? 0 : k + 1;
      }
      rotate(stateTangent, k);
    }

    /// Where the state of sample n is while the last samples' is at the end.
    private int slot(int n) {
      return n % delay;
    }

    /// Turns a cotangent of the state after, so that sample n finds it at its slot.
    private void turnBack(double[] state) {
      rotate(state, (delay - x.length % delay) % delay);
    }

    /// ```
    /// w = ȳ[n] − a_D s̄[n+D]     x̄[n] = b_0 w + b_D s̄[n+D]     s̄[n] = w
    /// b̄_0 += w x[n]             b̄_D += s̄[n+D] x[n]            ā_D −= s̄[n+D] y[n]
    /// ```
    @Override
    public void adjoint(
        double[] outputCotangent,
        double[] inputCotangent,
        double[] parameterCotangent,
        double[] stateCotangent) {
      require(inputCotangent, outputCotangent, stateCotangent);
      Lengths.require("parameters", parameterCotangent, parameterCount());
      turnBack(stateCotangent);
      double[] sums = new double[3];
      for (int n = x.length - 1; n >= 0; n--) {
        int k = slot(n);
        double s = stateCotangent[k];
        double w = outputCotangent[n] - aD * s;
        inputCotangent[n] = b0 * w + bD * s;
        sums[0] += w * x[n];
        sums[1] += s * x[n];
        sums[2] -= s * y[n];
        stateCotangent[k] = w;
      }
      addTaps(sums, parameterCotangent);
    }

    @Override
    public void adjointTangents(
        Perturbation direction,
        double[] outputCotangent,
        double[] stateCotangent,
        double[] outputCotangentTangent,
        double[] stateCotangentTangent,
        Perturbation result) {
      require(result.input(), outputCotangent, stateCotangent);
      require(outputCotangentTangent, outputCotangentTangent, stateCotangentTangent);
      Lengths.require("parameters", result.parameters(), parameterCount());
      Lengths.requireState(result.state(), delay);
      double[] dot = taps(direction.parameters());
      double[] xDot = direction.input();
      double[] yDot = new double[y.length];
      tangents(xDot, direction.parameters(), yDot, direction.state().clone());
      double[] back = stateCotangent.clone();
      double[] moved = result.state();
      System.arraycopy(stateCotangentTangent, 0, moved, 0, delay);
      turnBack(back);
      turnBack(moved);
      double[] sums = new double[3];
      for (int n = x.length - 1; n >= 0; n--) {
        int k = slot(n);
        double s = back[k];
        double sDot = moved[k];
        double w = outputCotangent[n] - aD * s;
        double wDot = outputCotangentTangent[n] - aD * sDot - dot[2] * s;
        result.input()[n] = b0 * wDot + dot[0] * w + bD * sDot + dot[1] * s;
        sums[0] += wDot * x[n] + w * xDot[n];
        sums[1] += sDot * x[n] + s * xDot[n];
        sums[2] -= sDot * y[n] + s * yDot[n];
        back[k] = w;
        moved[k] = wDot;
      }
      addTaps(sums, result.parameters());
    }

    private void require(double[] input, double[] output, double[] state) {
      Lengths.require("input", input, x.length);
      Lengths.require("output", output, x.length);
      Lengths.requireState(state, delay);
    }
  }
}
