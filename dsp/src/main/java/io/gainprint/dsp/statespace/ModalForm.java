package io.gainprint.dsp.statespace;

import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;
import java.util.Objects;

/// A filter as a sum of independent modes, its poles, with derivatives by poles and residues.
///
/// ```
/// H(z) = d + Σ r_k / (z − p_k) + Σ [R_k / (z − P_k) + conj R_k / (z − conj P_k)]
///
/// real pole     m[n+1] = p m[n] + r x[n]
/// pair          M[n+1] = P M[n] + R x[n]          M = g + ih,  P = σ + iω,  R = ρ + iι
/// output        y[n]   = d x[n] + Σ m[n] + Σ 2 g[n]
/// ```
///
/// A frame costs two products per real pole and six per pair, and no mode waits for another.
///
/// Parameters: (p, r) of each real pole, (σ, ω, ρ, ι) of each pair, then d. State: m of each real
/// pole, then (g, h) of each pair. A linearisation keeps the array of the input and the state
/// before each frame, as many signals as there are states. Real poles stay real and pairs stay
/// pairs wherever parameters are moved; a pair whose ω is 0 is a real pole twice, in parallel.
///
/// [Diagonalisation] finds the modes of a [StateSpace], as far as it has them.
public final class ModalForm implements DifferentiableProcessor {
  private final int realPoles;
  private final int pairs;
  private final double[] parameters;
  private final Modes modes;

  private ModalForm(int realPoles, int pairs, double[] parameters) {
    for (int i = 0; i < parameters.length; i++) {
      if (!Double.isFinite(parameters[i])) {
        throw new IllegalArgumentException(
            "parameters[%d] must be a finite number: %s".formatted(i, parameters[i]));
      }
    }
    this.realPoles = realPoles;
    this.pairs = pairs;
    this.parameters = parameters;
    modes = new Modes(realPoles, pairs, parameters);
  }

  /// Modes of given poles.
  ///
  /// @param realPoles how many real poles there are, ≥ 0
  /// @param pairs how many pairs of complex poles there are, ≥ 0
  /// @param parameters (p, r) of each real pole, (σ, ω, ρ, ι) of each pair, d; all finite
  /// @return the filter
  /// @throws IllegalArgumentException naming what is not allowed
  public static ModalForm of(int realPoles, int pairs, double[] parameters) {
    if (realPoles < 0) {
      throw new IllegalArgumentException("realPoles must be at least 0: " + realPoles);
    }
    if (pairs < 0) {
      throw new IllegalArgumentException("pairs must be at least 0: " + pairs);
    }
    Lengths.require("parameters", parameters, 2 * realPoles + 4 * pairs + 1);
    return new ModalForm(realPoles, pairs, parameters.clone());
  }

  /// How many real poles there are.
  ///
  /// @return 0 or more
  public int realPoles() {
    return realPoles;
  }

  /// How many pairs of complex poles there are.
  ///
  /// @return 0 or more
  public int pairs() {
    return pairs;
  }

  /// The same filter with its matrices: the poles on the diagonal of A, pairs as 2 × 2 rotations,
  /// and the same state.
  ///
  /// @return a system of as many states
  public StateSpace stateSpace() {
    int n = modes.states();
    double[][] a = new double[n][n];
    double[][] b = new double[n][1];
    double[][] c = new double[1][n];
    for (int k = 0; k < realPoles; k++) {
      a[k][k] = parameters[2 * k];
      b[k][0] = parameters[2 * k + 1];
      c[0][k] = 1;
    }
    for (int k = 0; k < pairs; k++) {
      int g = realPoles + 2 * k;
      int i = 2 * realPoles + 4 * k;
      a[g][g] = parameters[i];
      a[g][g + 1] = -parameters[i + 1];
      a[g + 1][g] = parameters[i + 1];
      a[g + 1][g + 1] = parameters[i];
      b[g][0] = parameters[i + 2];
      b[g + 1][0] = parameters[i + 3];
      c[0][g] = 2;
    }
    return StateSpace.of(a, b, c, new double[][] {{modes.direct()}});
  }

  @Override
  public double[] parameters() {
    return parameters.clone();
  }

  @Override
  public ModalForm with(double[] parameters) {
    return of(realPoles, pairs, parameters);
  }

  @Override
  public double[] restingState() {
    return new double[modes.states()];
  }

  @Override
  public void process(
      double[] input,
      int inputOffset,
      double[] output,
      int outputOffset,
      int frames,
      double[] state) {
    Lengths.requireState(state, modes.states());
    Objects.checkFromIndexSize(inputOffset, frames, input.length);
    Objects.checkFromIndexSize(outputOffset, frames, output.length);
    Modes modes = this.modes;
    for (int n = 0; n < frames; n++) {
      double x = input[inputOffset + n];
      output[outputOffset + n] = modes.output(x, state);
      modes.advance(x, state);
    }
  }

  @Override
  public Linearisation linearise(double[] input, double[] output, double[] state) {
    int frames = Lengths.requireSignal(this, input, output);
    int size = modes.states();
    Lengths.requireState(state, size);
    double[] before = new double[Math.multiplyExact(frames, size)];
    for (int n = 0; n < frames; n++) {
      System.arraycopy(state, 0, before, n * size, size);
      output[n] = modes.output(input[n], state);
      modes.advance(input[n], state);
    }
    return new ModalSignals(realPoles, pairs, modes, input, before);
  }
}
