package io.gainprint.dsp.filter;

import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.Perturbation;

/// Both runs from rest, in both orders, and what the best states before them add.
///
/// ```
/// y = y_fb + W u          u = argmin ‖M u − δ‖          δ = y_bf − y_fb
/// ```
///
/// y_fb is the signal run forwards then backwards and y_bf that run backwards then forwards, both
/// from rest. u holds the states before the forward and before the backward run; W and M, of
/// [EdgeResponses], are what they add to y_fb, and to its difference from y_bf.
///
/// The adjoint of least squares, with r = δ − M u the residual and q = (MᵀM)⁻¹ ū:
///
/// ```
/// δ̄ = M q          M̄ = r qᵀ − (M q) uᵀ
/// ```
final class GustafssonZeroPhase implements ZeroPhaseFilter {
  private final DirectFormFilter filter;
  private final int responseSamples;

  GustafssonZeroPhase(DirectFormFilter filter, int responseSamples) {
    int order = filter.restingState().length;
    if (responseSamples <= order) {
      throw new IllegalArgumentException(
          "responseSamples must be > the order, %d: %d".formatted(order, responseSamples));
    }
    this.filter = filter;
    this.responseSamples = responseSamples;
  }

  @Override
  public double[] parameters() {
    return filter.parameters();
  }

  @Override
  public GustafssonZeroPhase with(double[] parameters) {
    return new GustafssonZeroPhase(filter.with(parameters), responseSamples);
  }

  @Override
  public Linearisation linearise(double[] input, double[] output) {
    ZeroPhaseFilter.requireSignal(input, output, 2 * filter.restingState().length);
    return new AtInput(input, output);
  }

  private final class AtInput implements Linearisation {
    private final int length;
    private final ForwardBackward forwardFirst;
    private final ForwardBackward backwardFirst;
    private final EdgeRuns runs;
    private final EdgeResponses responses;
    private final LeastSquares squares;
    private final double[] u;
    private final double[] residual; // r

    AtInput(double[] x, double[] y) {
      length = x.length;
      forwardFirst = new ForwardBackward(filter, null, x, y);
      double[] backwards = new double[length];
      backwardFirst = new ForwardBackward(filter, null, ForwardBackward.turned(x), backwards);
      boolean isWhole = length <= 2L * responseSamples;
      runs = new EdgeRuns(filter, isWhole ? length : responseSamples, length);
      responses = runs.responses();
      double[] delta = responses.rows(difference(backwards, y));
      squares = new LeastSquares(responses.columns());
      u = squares.solution(delta);
      residual = delta;
      squares.columns().addProduct(-1, u, residual);
      responses.addOutput(u, y);
    }

    /// A signal that was turned round, less another.
    private double[] difference(double[] turned, double[] other) {
      double[] difference = ForwardBackward.turned(turned);
      for (int n = 0; n < length; n++) {
        difference[n] -= other[n];
      }
      return difference;
    }

    /// What moves along a direction.
    private final class Along {
      final EdgeResponses responses;
      final LeastSquares.Columns columns; // Ṁ
      final double[] y; // of y_fb
      final double[] u;
      final double[] residual;

      Along(double[] x, double[] parameters) {
        responses = runs.tangents(parameters);
        columns = responses.columns();
        y = new double[length];
        forwardFirst.tangents(x, parameters, y);
        double[] backwards = new double[length];
        backwardFirst.tangents(ForwardBackward.turned(x), parameters, backwards);
        residual = responses.rows(difference(backwards, y)); // δ̇ − Ṁ u − M u̇
        columns.addProduct(-1, AtInput.this.u, residual);
        double[] right = squares.columns().transposedProduct(residual);
        double[] moved = columns.transposedProduct(AtInput.this.residual);
        add(moved, right);
        u = squares.normalSolution(right);
        squares.columns().addProduct(-1, u, residual);
      }
    }

    @Override
    public void tangents(
        double[] inputTangent,
        double[] parameterTangent,
        double[] outputTangent,
        double[] stateTangent) {
      require(inputTangent, parameterTangent, outputTangent, stateTangent);
      Along along = new Along(inputTangent, parameterTangent);
      System.arraycopy(along.y, 0, outputTangent, 0, length);
      responses.addOutput(along.u, outputTangent);
      along.responses.addOutput(u, outputTangent);
    }

    @Override
    public void adjoint(
        double[] outputCotangent,
        double[] inputCotangent,
        double[] parameterCotangent,
        double[] stateCotangent) {
      require(inputCotangent, parameterCotangent, outputCotangent, stateCotangent);
      double[] q = squares.normalSolution(responses.outputProducts(outputCotangent));
      double[] p = squares.columns().product(q);
      runs.adjoint(back(outputCotangent, q, p), parameterCotangent);

      double[] delta = responses.signal(p);
      double[] direct = outputCotangent.clone();
      subtract(delta, direct);
      forwardFirst.adjoint(direct, inputCotangent, parameterCotangent);
      double[] turned = new double[length];
      backwardFirst.adjoint(ForwardBackward.turned(delta), turned, parameterCotangent);
      addTurned(turned, inputCotangent);
    }

    private static void subtract(double[] u, double[] from) {
      for (int n = 0; n < from.length; n++) {
        from[n] -= u[n];
      }
    }

    private static void addTurned(double[] u, double[] sum) {
      for (int n = 0; n < sum.length; n++) {
        sum[n] += u[sum.length - 1 - n];
      }
    }

    /// The product rule on every line of [#adjoint]; q moves by (MᵀM)⁻¹ (ū̇ − (ṀᵀM + MᵀṀ) q).
    @Override
    public void adjointTangents(
        Perturbation direction,
        double[] outputCotangent,
        double[] stateCotangent,
        double[] outputCotangentTangent,
        double[] stateCotangentTangent,
        Perturbation result) {
      require(direction.input(), direction.parameters(), outputCotangent, direction.state());
      require(result.input(), result.parameters(), outputCotangentTangent, result.state());
      Along along = new Along(direction.input(), direction.parameters());
      double[] q = squares.normalSolution(responses.outputProducts(outputCotangent));
      double[] p = squares.columns().product(q);
      double[] right = responses.outputProducts(outputCotangentTangent);
      add(along.responses.outputProducts(outputCotangent), right);
      subtract(along.columns.transposedProduct(p), right);
      double[] pTangent = along.columns.product(q);
      subtract(squares.columns().transposedProduct(pTangent), right);
      double[] qTangent = squares.normalSolution(right);
      squares.columns().addProduct(1, qTangent, pTangent);

      EdgeResponses backTangent = responses.zero();
      backTangent.addOutputAdjoint(along.u, outputCotangent);
      backTangent.addOutputAdjoint(u, outputCotangentTangent);
      backTangent.addColumnsAdjoint(1, along.residual, q);
      backTangent.addColumnsAdjoint(1, residual, qTangent);
      backTangent.addColumnsAdjoint(-1, pTangent, u);
      backTangent.addColumnsAdjoint(-1, p, along.u);
      runs.adjointTangents(
          along.responses,
          direction.parameters(),
          back(outputCotangent, q, p),
          backTangent,
          result.parameters());
      addRunsTangents(
          direction,
          outputCotangent,
          responses.signal(p),
          outputCotangentTangent,
          responses.signal(pTangent),
          result);
    }

    /// The cotangents of the responses, through W and M.
    private EdgeResponses back(double[] outputCotangent, double[] q, double[] p) {
      EdgeResponses back = responses.zero();
      back.addOutputAdjoint(u, outputCotangent);
      back.addColumnsAdjoint(1, residual, q);
      back.addColumnsAdjoint(-1, p, u);
      return back;
    }

    /// The part of the runs of the signal itself, whose cotangents are ȳ − δ̄ and δ̄.
    private void addRunsTangents(
        Perturbation direction,
        double[] outputCotangent,
        double[] delta,
        double[] outputCotangentTangent,
        double[] deltaTangent,
        Perturbation result) {
      double[] direct = outputCotangent.clone();
      double[] directTangent = outputCotangentTangent.clone();
      subtract(delta, direct);
      subtract(deltaTangent, directTangent);
      forwardFirst.adjointTangents(
          direction.input(),
          direction.parameters(),
          direct,
          directTangent,
          result.input(),
          result.parameters());
      double[] turned = new double[length];
      backwardFirst.adjointTangents(
          ForwardBackward.turned(direction.input()),
          direction.parameters(),
          ForwardBackward.turned(delta),
          ForwardBackward.turned(deltaTangent),
          turned,
          result.parameters());
      addTurned(turned, result.input());
    }

    private static void add(double[] u, double[] sum) {
      for (int n = 0; n < sum.length; n++) {
        sum[n] += u[n];
      }
    }

    private void require(double[] input, double[] parameters, double[] output, double[] state) {
      Lengths.require("input", input, length);
      Lengths.require("parameters", parameters, filter.parameters().length);
      Lengths.require("output", output, length);
      Lengths.requireState(state, 0);
    }
  }
}
