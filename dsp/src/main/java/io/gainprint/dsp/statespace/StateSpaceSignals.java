package io.gainprint.dsp.statespace;

import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.Perturbation;
import java.util.Arrays;

/// A system at one input: `u[n] = (s[n], x[n])` for each frame, and the products that derivatives
/// are made of; see [the package][io.gainprint.dsp.statespace].
final class StateSpaceSignals implements Linearisation {
  private final SystemMatrix m;
  private final double[] input;
  private final double[] states;
  private final int n;
  private final int p;
  private final int q;
  private final int frames;

  /// Signals of a run.
  ///
  /// @param system what was run
  /// @param matrix its M
  /// @param input x
  /// @param states s before each frame
  StateSpaceSignals(StateSpace system, SystemMatrix matrix, double[] input, double[] states) {
    this.m = matrix;
    this.input = input;
    this.states = states;
    n = system.states();
    p = system.inputChannels();
    q = system.outputChannels();
    frames = input.length / p;
  }

  @Override
  public void tangents(
      double[] inputTangent,
      double[] parameterTangent,
      double[] outputTangent,
      double[] stateTangent) {
    require(inputTangent, parameterTangent, outputTangent, stateTangent);
    run(inputTangent, matrix(parameterTangent), outputTangent, stateTangent, new double[0]);
  }

  /// `v̇[n] = M u̇[n] + Ṁ u[n]`; fills ṡ before each frame into an array that is not empty.
  private void run(
      double[] inputTangent,
      SystemMatrix mTangent,
      double[] outputTangent,
      double[] stateTangent,
      double[] stateTangents) {
    double[] u = new double[n + p];
    double[] uTangent = new double[n + p];
    double[] vTangent = new double[n + q];
    System.arraycopy(stateTangent, 0, uTangent, 0, n);
    for (int frame = 0; frame < frames; frame++) {
      load(states, input, frame, u);
      System.arraycopy(inputTangent, frame * p, uTangent, n, p);
      if (stateTangents.length > 0) {
        System.arraycopy(uTangent, 0, stateTangents, frame * n, n);
      }
      m.multiply(uTangent, vTangent);
      mTangent.addProduct(u, vTangent);
      System.arraycopy(vTangent, n, outputTangent, frame * q, q);
      System.arraycopy(vTangent, 0, uTangent, 0, n);
    }
    System.arraycopy(uTangent, 0, stateTangent, 0, n);
  }

  @Override
  public void adjoint(
      double[] outputCotangent,
      double[] inputCotangent,
      double[] parameterCotangent,
      double[] stateCotangent) {
    require(inputCotangent, parameterCotangent, outputCotangent, stateCotangent);
    SystemMatrix gradient = SystemMatrix.zero(n, p, q);
    double[] u = new double[n + p];
    double[] uBar = new double[n + p];
    double[] vBar = new double[n + q];
    System.arraycopy(stateCotangent, 0, vBar, 0, n);
    for (int frame = frames - 1; frame >= 0; frame--) {
      load(states, input, frame, u);
      System.arraycopy(outputCotangent, frame * q, vBar, n, q);
      gradient.addOuterProduct(vBar, u);
      pull(m, vBar, uBar);
      System.arraycopy(uBar, n, inputCotangent, frame * p, p);
      System.arraycopy(uBar, 0, vBar, 0, n);
    }
    System.arraycopy(vBar, 0, stateCotangent, 0, n);
    gradient.addTo(parameterCotangent);
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
    Lengths.requireState(direction.state(), n);
    Lengths.requireState(result.state(), n);
    SystemMatrix mTangent = matrix(direction.parameters());
    double[] stateTangents = new double[frames * n];
    run(
        direction.input(),
        mTangent,
        new double[frames * q],
        direction.state().clone(),
        stateTangents);

    SystemMatrix gradient = SystemMatrix.zero(n, p, q);
    double[] u = new double[n + p];
    double[] uTangent = new double[n + p];
    double[] uBar = new double[n + p];
    double[] uBarTangent = new double[n + p];
    double[] vBar = new double[n + q];
    double[] vBarTangent = new double[n + q];
    System.arraycopy(stateCotangent, 0, vBar, 0, n);
    System.arraycopy(stateCotangentTangent, 0, vBarTangent, 0, n);
    for (int frame = frames - 1; frame >= 0; frame--) {
      load(states, input, frame, u);
      load(stateTangents, direction.input(), frame, uTangent);
      System.arraycopy(outputCotangent, frame * q, vBar, n, q);
      System.arraycopy(outputCotangentTangent, frame * q, vBarTangent, n, q);
      gradient.addOuterProduct(vBarTangent, u);
      gradient.addOuterProduct(vBar, uTangent);
      pull(m, vBarTangent, uBarTangent);
      mTangent.addTransposedProduct(vBar, uBarTangent);
      pull(m, vBar, uBar);
      System.arraycopy(uBarTangent, n, result.input(), frame * p, p);
      System.arraycopy(uBarTangent, 0, vBarTangent, 0, n);
      System.arraycopy(uBar, 0, vBar, 0, n);
    }
    System.arraycopy(vBarTangent, 0, result.state(), 0, n);
    gradient.addTo(result.parameters());
  }

  /// u = (s, x) of one frame.
  private void load(double[] states, double[] input, int frame, double[] u) {
    System.arraycopy(states, frame * n, u, 0, n);
    System.arraycopy(input, frame * p, u, n, p);
  }

  /// ū = Mᵀ v̄.
  private static void pull(SystemMatrix m, double[] vBar, double[] uBar) {
    Arrays.fill(uBar, 0);
    m.addTransposedProduct(vBar, uBar);
  }

  private SystemMatrix matrix(double[] parameters) {
    return SystemMatrix.of(n, p, q, parameters);
  }

  private void require(double[] input, double[] parameters, double[] output, double[] state) {
    Lengths.require("input", input, this.input.length);
    Lengths.require("parameters", parameters, (n + p) * (n + q));
    Lengths.require("output", output, frames * q);
    Lengths.requireState(state, n);
  }
}
