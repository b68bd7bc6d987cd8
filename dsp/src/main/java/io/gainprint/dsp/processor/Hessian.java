package io.gainprint.dsp.processor;

import io.gainprint.dsp.Derivatives;

/// Second derivatives of a loss Σ ℓ(`y[n]`) of a stage's output by its parameters and its state.
public final class Hessian {
  private Hessian() {}

  /// Value, gradient, Gauss-Newton matrix and Hessian, column by column: one tangent and one
  /// adjoint of it for each variable, so that it is for small numbers of them. Takes memory for a
  /// few signals.
  ///
  /// ```
  /// H v = d/dε ∇L(θ + ε v) = Jᵀ ℓ″ J v + (dJ/dv)ᵀ ℓ′
  /// ```
  ///
  /// The Gauss-Newton matrix is the first of the two terms.
  ///
  /// @param stage the stage
  /// @param input x
  /// @param state z before the signal; not modified
  /// @param loss ℓ with its derivatives
  /// @return derivatives by θ and z, P + S variables in that order
  /// @throws IllegalArgumentException if a length does not fit
  public static Derivatives of(
      DifferentiableProcessor stage, double[] input, double[] state, SampleLoss loss) {
    double[] output = new double[input.length / stage.inputChannels() * stage.outputChannels()];
    Linearisation at = stage.linearise(input, output, state.clone());
    int frames = input.length / stage.inputChannels();
    double value = 0;
    double[] first = new double[output.length];
    for (int n = 0; n < output.length; n++) {
      value += loss.value(output[n], n);
      first[n] = loss.first(output[n], n);
    }
    Perturbation gradient = Perturbation.zero(stage, frames);
    at.adjoint(first, gradient.input(), gradient.parameters(), gradient.state());
    int p = gradient.parameters().length;
    int size = p + gradient.state().length;
    double[][] tangents = new double[size][];
    double[] gaussNewton = new double[size * (size + 1) / 2];
    double[] hessian = new double[gaussNewton.length];
    for (int i = 0; i < size; i++) {
      Perturbation direction = unit(stage, frames, i);
      double[] tangent = new double[output.length];
      at.tangents(direction.input(), direction.parameters(), tangent, direction.state().clone());
      tangents[i] = tangent;
      double[] moved = new double[output.length];
      for (int n = 0; n < moved.length; n++) {
        moved[n] = loss.second(output[n], n) * tangent[n];
      }
      Perturbation column = Perturbation.zero(stage, frames);
      double[] none = new double[state.length];
      at.adjointTangents(direction, first, none, moved, none, column);
      for (int j = 0; j <= i; j++) {
        int ij = Derivatives.packed(i, j);
        hessian[ij] = j < p ? column.parameters()[j] : column.state()[j - p];
        gaussNewton[ij] = dot(moved, tangents[j]);
      }
    }
    double[] both = new double[size];
    System.arraycopy(gradient.parameters(), 0, both, 0, p);
    System.arraycopy(gradient.state(), 0, both, p, size - p);
    return Derivatives.of(value, both, gaussNewton, hessian);
  }

  private static Perturbation unit(DifferentiableProcessor stage, int frames, int variable) {
    Perturbation direction = Perturbation.zero(stage, frames);
    int p = direction.parameters().length;
    if (variable < p) {
      direction.parameters()[variable] = 1;
    } else {
      direction.state()[variable - p] = 1;
    }
    return direction;
  }

  private static double dot(double[] u, double[] v) {
    double sum = 0;
    for (int n = 0; n < u.length; n++) {
      sum += u[n] * v[n];
    }
    return sum;
  }

  /// A loss that is a sum over samples.
  public interface SampleLoss {
    /// The loss of one sample.
    ///
    /// @param y the sample
    /// @param n its index
    /// @return ℓ(y)
    double value(double y, int n);

    /// Its first derivative.
    ///
    /// @param y the sample
    /// @param n its index
    /// @return ℓ′(y)
    double first(double y, int n);

    /// Its second derivative.
    ///
    /// @param y the sample
    /// @param n its index
    /// @return ℓ″(y)
    double second(double y, int n);

    /// Half the energy of the difference to a target, ½ (y − t)².
    ///
    /// @param target t, as long as the output
    /// @return the loss
    static SampleLoss halfSquaredError(double[] target) {
      return new SampleLoss() {
        @Override
        public double value(double y, int n) {
          return 0.5 * first(y, n) * first(y, n);
        }

        @Override
        public double first(double y, int n) {
          return y - target[n];
        }

        @Override
        public double second(double y, int n) {
          return 1;
        }
      };
    }
  }
}
