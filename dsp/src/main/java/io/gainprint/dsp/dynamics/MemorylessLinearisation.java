package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.Perturbation;

/// A curve at one input.
///
/// With v = (x, θ) and φ_i its derivative by variable i:
///
/// ```
/// ẏ    = Σ_i φ_i v̇_i
/// v̄_i  = φ_i ȳ
/// v̄̇_i  = φ_i ȳ̇ + Σ_j φ_ij v̇_j ȳ
/// ```
///
/// where those of parameters are summed over samples.
final class MemorylessLinearisation implements Linearisation {
  /// With 5 variables 20 signals of 128 doubles are 20 KB of a first-level cache of 32 KB.
  private static final int BLOCK = 128;

  private final Curve curve;
  private final double[] x;
  private final double[] y;
  private final int variables;

  MemorylessLinearisation(Curve curve, double[] x, double[] y) {
    this.curve = curve;
    this.x = x;
    this.y = y;
    variables = 1 + curve.parameters().length;
  }

  @Override
  public void tangents(
      double[] inputTangent,
      double[] parameterTangent,
      double[] outputTangent,
      double[] stateTangent) {
    require(inputTangent, parameterTangent, outputTangent, stateTangent);
    double[][] first = new double[variables][BLOCK];
    for (int done = 0; done < x.length; done += BLOCK) {
      int length = Math.min(BLOCK, x.length - done);
      curve.first(x, y, done, length, first);
      for (int n = 0; n < length; n++) {
        outputTangent[done + n] = first[0][n] * inputTangent[done + n];
      }
      for (int i = 1; i < variables; i++) {
        double direction = parameterTangent[i - 1];
        double[] row = first[i];
        for (int n = 0; n < length; n++) {
          outputTangent[done + n] += row[n] * direction;
        }
      }
    }
  }

  @Override
  public void adjoint(
      double[] outputCotangent,
      double[] inputCotangent,
      double[] parameterCotangent,
      double[] stateCotangent) {
    require(inputCotangent, parameterCotangent, outputCotangent, stateCotangent);
    double[][] first = new double[variables][BLOCK];
    for (int done = 0; done < x.length; done += BLOCK) {
      int length = Math.min(BLOCK, x.length - done);
      curve.first(x, y, done, length, first);
      for (int n = 0; n < length; n++) {
        inputCotangent[done + n] = first[0][n] * outputCotangent[done + n];
      }
      for (int i = 1; i < variables; i++) {
        parameterCotangent[i - 1] += dot(first[i], outputCotangent, done, length);
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
    require(direction.input(), direction.parameters(), outputCotangent, stateCotangent);
    require(result.input(), result.parameters(), outputCotangentTangent, stateCotangentTangent);
    double[][] first = new double[variables][BLOCK];
    double[][] second = new double[variables * (variables + 1) / 2][BLOCK];
    double[] moved = new double[BLOCK]; // Σ_j φ_ij v̇_j
    for (int done = 0; done < x.length; done += BLOCK) {
      int length = Math.min(BLOCK, x.length - done);
      curve.first(x, y, done, length, first);
      curve.second(x, y, done, length, second);
      for (int i = 0; i < variables; i++) {
        moved(i, second, direction, done, length, moved);
        if (i == 0) {
          for (int n = 0; n < length; n++) {
            result.input()[done + n] =
                first[0][n] * outputCotangentTangent[done + n]
                    + moved[n] * outputCotangent[done + n];
          }
        } else {
          result.parameters()[i - 1] +=
              dot(first[i], outputCotangentTangent, done, length)
                  + dot(moved, outputCotangent, done, length);
        }
      }
    }
  }

  private void moved(
      int i, double[][] second, Perturbation direction, int offset, int length, double[] moved) {
    double[] byInput = second[Derivatives.packed(i, 0)];
    double[] inputDirection = direction.input();
    for (int n = 0; n < length; n++) {
      moved[n] = byInput[n] * inputDirection[offset + n];
    }
    for (int j = 1; j < variables; j++) {
      double[] byParameter = second[Derivatives.packed(i, j)];
      double along = direction.parameters()[j - 1];
      for (int n = 0; n < length; n++) {
        moved[n] += byParameter[n] * along;
      }
    }
  }

  private static double dot(double[] row, double[] signal, int offset, int length) {
    double sum = 0;
    for (int n = 0; n < length; n++) {
      sum += row[n] * signal[offset + n];
    }
    return sum;
  }

  private void require(double[] input, double[] parameters, double[] output, double[] state) {
    Lengths.require("input", input, x.length);
    Lengths.require("parameters", parameters, variables - 1);
    Lengths.require("output", output, x.length);
    Lengths.requireState(state, 0);
  }
}
