package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.Perturbation;

/// The one-pole smoother at one input.
///
/// With `e[n] = x[n] − y[n−1]` and the coefficient c of each sample, `y[n] = y[n−1] + c e[n]`:
///
/// ```
/// ẏ[n] = (1 − c) ẏ[n−1] + c ẋ[n] + ċ e[n]
/// λ[n] = ȳ[n] + μ[n+1]           x̄[n] = c λ[n]     c̄ += λ[n] e[n]     μ[n] = (1 − c) λ[n]
/// ```
///
/// where c̄ goes to the coefficient of the branch, and μ is the cotangent of the state. Along a
/// direction these move by
///
/// ```
/// λ̇[n] = ȳ̇[n] + μ̇[n+1]     x̄̇ = ċλ + cλ̇     c̄̇ += λ̇ e + λ (ẋ[n] − ẏ[n−1])     μ̇ = (1 − c) λ̇ − ċλ
/// ```
final class SmoothingLinearisation implements Linearisation {
  private final double attack;
  private final double release;
  private final double sign; // 0 if no sample attacks
  private final int releaseAt; // index of its parameter
  private final double[] x;
  private final double[] y;
  private final double before;

  private SmoothingLinearisation(
      double attack,
      double release,
      double sign,
      int releaseAt,
      double[] x,
      double[] y,
      double before) {
    this.attack = attack;
    this.release = release;
    this.sign = sign;
    this.releaseAt = releaseAt;
    this.x = x;
    this.y = y;
    this.before = before;
  }

  static SmoothingLinearisation ofAveraging(
      double coefficient, double[] x, double[] y, double before) {
    return new SmoothingLinearisation(coefficient, coefficient, 0, 0, x, y, before);
  }

  static SmoothingLinearisation ofAttackRelease(
      double attack, double release, double sign, double[] x, double[] y, double before) {
    return new SmoothingLinearisation(attack, release, sign, 1, x, y, before);
  }

  @Override
  public void tangents(
      double[] inputTangent,
      double[] parameterTangent,
      double[] outputTangent,
      double[] stateTangent) {
    require(inputTangent, parameterTangent, outputTangent, stateTangent);
    double attackDot = parameterTangent[0];
    double releaseDot = parameterTangent[releaseAt];
    double previous = before;
    double yDot = stateTangent[0];
    for (int n = 0; n < x.length; n++) {
      double e = x[n] - previous;
      boolean attacks = sign * e > 0;
      double c = attacks ? attack : release;
      double cDot = attacks ? attackDot : releaseDot;
      yDot = (1 - c) * yDot + c * inputTangent[n] + cDot * e;
      outputTangent[n] = yDot;
      previous = y[n];
    }
    stateTangent[0] = yDot;
  }

  @Override
  public void adjoint(
      double[] outputCotangent,
      double[] inputCotangent,
      double[] parameterCotangent,
      double[] stateCotangent) {
    require(inputCotangent, parameterCotangent, outputCotangent, stateCotangent);
    double attackBar = 0;
    double releaseBar = 0;
    double mu = stateCotangent[0];
    for (int n = x.length - 1; n >= 0; n--) {
      double e = x[n] - (n == 0 ? before : y[n - 1]);
      boolean attacks = sign * e > 0;
      double c = attacks ? attack : release;
      double lambda = outputCotangent[n] + mu;
      inputCotangent[n] = c * lambda;
      if (attacks) {
        attackBar += lambda * e;
      } else {
        releaseBar += lambda * e;
      }
      mu = (1 - c) * lambda;
    }
    parameterCotangent[0] += attackBar;
    parameterCotangent[releaseAt] += releaseBar;
    stateCotangent[0] = mu;
  }

  @Override
  public void adjointTangents(
      Perturbation direction,
      double[] outputCotangent,
      double[] stateCotangent,
      double[] outputCotangentTangent,
      double[] stateCotangentTangent,
      Perturbation result) {
    require(result.input(), result.parameters(), outputCotangentTangent, stateCotangentTangent);
    Lengths.require("output cotangent", outputCotangent, x.length);
    Lengths.requireState(stateCotangent, 1);
    Lengths.requireState(result.state(), 1);
    double[] xDot = direction.input();
    double[] yDot = new double[x.length];
    tangents(xDot, direction.parameters(), yDot, direction.state().clone());

    double attackDot = direction.parameters()[0];
    double releaseDot = direction.parameters()[releaseAt];
    double[] xBarDot = result.input();
    double attackBarDot = 0;
    double releaseBarDot = 0;
    double mu = stateCotangent[0];
    double muDot = stateCotangentTangent[0];
    for (int n = x.length - 1; n >= 0; n--) {
      double e = x[n] - (n == 0 ? before : y[n - 1]);
      double eDot = xDot[n] - (n == 0 ? direction.state()[0] : yDot[n - 1]);
      boolean attacks = sign * e > 0;
      double c = attacks ? attack : release;
      double cDot = attacks ? attackDot : releaseDot;
      double lambda = outputCotangent[n] + mu;
      double lambdaDot = outputCotangentTangent[n] + muDot;
      xBarDot[n] = cDot * lambda + c * lambdaDot;
      double cBarDot = lambdaDot * e + lambda * eDot;
      if (attacks) {
        attackBarDot += cBarDot;
      } else {
        releaseBarDot += cBarDot;
      }
      mu = (1 - c) * lambda;
      muDot = (1 - c) * lambdaDot - cDot * lambda;
    }
    result.parameters()[0] += attackBarDot;
    result.parameters()[releaseAt] += releaseBarDot;
    result.state()[0] = muDot;
  }

  private void require(double[] input, double[] parameters, double[] output, double[] state) {
    Lengths.require("input", input, x.length);
    Lengths.require("parameters", parameters, releaseAt + 1);
    Lengths.require("output", output, x.length);
    Lengths.requireState(state, 1);
  }
}
