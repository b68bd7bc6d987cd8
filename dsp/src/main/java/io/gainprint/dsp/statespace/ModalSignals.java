package io.gainprint.dsp.statespace;

import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.Perturbation;

/// Modes at one input: the adjoint of each is the same mode, conjugated and run backwards.
///
/// ```
/// m̄[n] = conj(p) m̄[n+1] + c ȳ[n]      x̄[n] = d ȳ[n] + Σ r m̄[n+1]      c = 1, or 2 for a pair
/// p̄ = Σ conj(m[n]) m̄[n+1]             r̄ = Σ x[n] m̄[n+1]               d̄ = Σ x[n] ȳ[n]
/// ```
///
/// with products of complex numbers as vectors in the plane, and their tangents by the product
/// rule; [the package][io.gainprint.dsp.statespace] has it for all linear systems.
final class ModalSignals implements Linearisation {
  private final int reals;
  private final int pairs;
  private final Modes modes;
  private final double[] input;
  private final double[] states;
  private final int size;

  /// Signals of a run.
  ///
  /// @param reals how many real poles
  /// @param pairs how many pairs
  /// @param modes what was run
  /// @param input x
  /// @param states m before each frame
  ModalSignals(int reals, int pairs, Modes modes, double[] input, double[] states) {
    this.reals = reals;
    this.pairs = pairs;
    this.modes = modes;
    this.input = input;
    this.states = states;
    size = modes.states();
  }

  @Override
  public void tangents(
      double[] inputTangent,
      double[] parameterTangent,
      double[] outputTangent,
      double[] stateTangent) {
    require(inputTangent, parameterTangent, outputTangent, stateTangent);
    Modes moved = modes(parameterTangent);
    for (int n = 0; n < input.length; n++) {
      outputTangent[n] = modes.output(inputTangent[n], stateTangent) + moved.direct() * input[n];
      modes.advance(inputTangent[n], stateTangent);
      moved.addNext(input[n], states, n * size, stateTangent);
    }
  }

  @Override
  public void adjoint(
      double[] outputCotangent,
      double[] inputCotangent,
      double[] parameterCotangent,
      double[] stateCotangent) {
    require(inputCotangent, parameterCotangent, outputCotangent, stateCotangent);
    Modes gradient = modes(parameterCotangent);
    double[] bar = stateCotangent;
    for (int n = input.length - 1; n >= 0; n--) {
      double yBar = outputCotangent[n];
      inputCotangent[n] = modes.direct() * yBar + modes.pulledInput(bar);
      gradient.addGradient(input[n], states, n * size, bar);
      gradient.addDirect(input[n] * yBar);
      modes.pull(bar);
      modes.addOutput(yBar, bar);
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
    require(direction.input(), direction.parameters(), outputCotangent, stateCotangent);
    require(result.input(), result.parameters(), outputCotangentTangent, stateCotangentTangent);
    Lengths.requireState(direction.state(), size);
    Lengths.requireState(result.state(), size);
    Modes moved = modes(direction.parameters());
    Modes gradient = modes(result.parameters());
    double[] xTangent = direction.input();
    double[] stateTangents = stateTangents(xTangent, moved, direction.state().clone());
    double[] bar = stateCotangent.clone();
    double[] barTangent = result.state();
    System.arraycopy(stateCotangentTangent, 0, barTangent, 0, size);
    double[] source = new double[size];
    for (int n = input.length - 1; n >= 0; n--) {
      double yBar = outputCotangent[n];
      double yBarTangent = outputCotangentTangent[n];
      result.input()[n] =
          modes.direct() * yBarTangent
              + moved.direct() * yBar
              + modes.pulledInput(barTangent)
              + moved.pulledInput(bar);
      gradient.addGradient(input[n], states, n * size, barTangent);
      gradient.addGradient(xTangent[n], stateTangents, n * size, bar);
      gradient.addDirect(input[n] * yBarTangent);
      gradient.addDirect(xTangent[n] * yBar);
      System.arraycopy(bar, 0, source, 0, size);
      moved.pull(source);
      modes.pull(barTangent);
      for (int k = 0; k < size; k++) {
        barTangent[k] += source[k];
      }
      modes.addOutput(yBarTangent, barTangent);
      modes.pull(bar);
      modes.addOutput(yBar, bar);
    }
  }

  /// ṁ before each frame.
  private double[] stateTangents(double[] inputTangent, Modes moved, double[] stateTangent) {
    double[] before = new double[states.length];
    for (int n = 0; n < input.length; n++) {
      System.arraycopy(stateTangent, 0, before, n * size, size);
      modes.advance(inputTangent[n], stateTangent);
      moved.addNext(input[n], states, n * size, stateTangent);
    }
    return before;
  }

  private Modes modes(double[] parameters) {
    return new Modes(reals, pairs, parameters);
  }

  private void require(double[] input, double[] parameters, double[] output, double[] state) {
    Lengths.require("input", input, this.input.length);
    Lengths.require("parameters", parameters, 2 * reals + 4 * pairs + 1);
    Lengths.require("output", output, this.input.length);
    Lengths.requireState(state, size);
  }
}
