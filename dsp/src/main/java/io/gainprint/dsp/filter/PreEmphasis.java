package io.gainprint.dsp.filter;

/// The high-pass that both sound and target pass before they are compared, so that bass does not
/// decide a fit alone.
///
/// ```
/// P(z) = (1 − z⁻¹) / (1 − ρ z⁻¹)          z[n] = ρ z[n−1] + y[n] − y[n−1]
/// ```
///
/// with ρ = 0.995 at 44.1 kHz (a corner of 35 Hz) and the same corner at every other rate.
/// Streaming: blocks of any size compose, up to a state below 10⁻³⁰ that is set to zero at the end
/// of a block so that silence does not run on slow denormal numbers. Not thread-safe; allocates
/// nothing after construction.
///
/// Source: the published trainer of arXiv 2509.10706.
public final class PreEmphasis {
  /// −600 dBFS: nothing a loss in double precision could see.
  public static final double INAUDIBLE = 1e-30;

  private final double rho;
  private double lastInput;
  private double lastOutput;

  /// A filter at rest.
  ///
  /// @param pole ρ in `[0, 1)`
  /// @throws IllegalArgumentException if the pole is outside that range
  public PreEmphasis(double pole) {
    if (!(pole >= 0 && pole < 1)) {
      throw new IllegalArgumentException("pole must be in [0, 1): " + pole);
    }
    this.rho = pole;
  }

  /// The pole that puts the corner where 0.995 puts it at 44.1 kHz, ρ = 0.995^(44100 / fs).
  ///
  /// @param sampleRateHz sample rate in Hz, > 0
  /// @return ρ
  public static double poleAt(double sampleRateHz) {
    return Math.pow(0.995, 44100 / sampleRateHz);
  }

  /// Filters a block and keeps the state for the next one.
  ///
  /// @param in input
  /// @param inOffset its first sample
  /// @param out written; may be `in` if the offsets are equal
  /// @param outOffset first sample written
  /// @param length samples, ≥ 0
  public void process(double[] in, int inOffset, double[] out, int outOffset, int length) {
    double y1 = lastInput;
    double z = lastOutput;
    for (int n = 0; n < length; n++) {
      double y = in[inOffset + n];
      z = rho * z + (y - y1);
      y1 = y;
      out[outOffset + n] = z;
    }
    lastInput = y1;
    lastOutput = Math.abs(z) < INAUDIBLE ? 0 : z;
  }

  /// Forgets the past.
  public void reset() {
    lastInput = 0;
    lastOutput = 0;
  }

  /// The adjoint of filtering a whole signal from rest: the same recursion, run backwards.
  ///
  /// ```
  /// μ[n] = z̄[n] + ρ μ[n+1]          ȳ[n] = μ[n] − μ[n+1]          μ[N] = 0
  /// ```
  ///
  /// @param pole ρ of the filter
  /// @param outputCotangent z̄, the derivative of something with respect to the output
  /// @param inputCotangent written: ȳ, its derivative with respect to the input; may be the same
  ///   array
  /// @throws IllegalArgumentException if the lengths differ
  public static void adjoint(double pole, double[] outputCotangent, double[] inputCotangent) {
    if (outputCotangent.length != inputCotangent.length) {
      throw new IllegalArgumentException(
          "lengths differ: " + outputCotangent.length + " and " + inputCotangent.length);
    }
    double mu = 0;
    for (int n = outputCotangent.length - 1; n >= 0; n--) {
      double next = mu;
      mu = outputCotangent[n] + pole * next;
      inputCotangent[n] = mu - next;
    }
  }
}
