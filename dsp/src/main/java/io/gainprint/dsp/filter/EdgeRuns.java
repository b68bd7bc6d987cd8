package io.gainprint.dsp.filter;

import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.Perturbation;

/// The runs of a filter that make its [EdgeResponses], and their derivatives by its parameters.
final class EdgeRuns {
  private final DirectFormFilter filter;
  private final EdgeResponses responses;
  private final Linearisation ofState;
  private final Linearisation[] ofOutputs;

  EdgeRuns(DirectFormFilter filter, int samples, int length) {
    this.filter = filter;
    double[] state = filter.restingState();
    int order = state.length;
    responses = new EdgeResponses(order, samples, length);
    ofOutputs = new Linearisation[order];
    if (order > 0) {
      state[0] = 1;
    }
    double[] first = new double[samples];
    ofState = filter.linearise(new double[samples], first, state);
    delay(first, responses.o());
    for (int k = 0; k < order; k++) {
      double[] turned = ForwardBackward.turned(responses.o()[k]);
      ofOutputs[k] = filter.linearise(turned, responses.s()[k], filter.restingState());
    }
  }

  EdgeResponses responses() {
    return responses;
  }

  /// `O_k[n] = O_0[n−k]`.
  private static void delay(double[] first, double[][] o) {
    for (int k = 0; k < o.length; k++) {
      System.arraycopy(first, 0, o[k], k, first.length - k);
    }
  }

  private static double[] delayAdjoint(double[][] o, int samples) {
    double[] first = new double[samples];
    for (int k = 0; k < o.length; k++) {
      for (int n = k; n < samples; n++) {
        first[n - k] += o[k][n];
      }
    }
    return first;
  }

  EdgeResponses tangents(double[] parameters) {
    EdgeResponses tangents = responses.zero();
    int samples = responses.samples();
    double[] first = new double[samples];
    ofState.tangents(new double[samples], parameters, first, filter.restingState());
    delay(first, tangents.o());
    for (int k = 0; k < ofOutputs.length; k++) {
      double[] turned = ForwardBackward.turned(tangents.o()[k]);
      ofOutputs[k].tangents(turned, parameters, tangents.s()[k], filter.restingState());
    }
    return tangents;
  }

  /// Adds to θ̄.
  ///
  /// @param back Ō and S̄; the former is added to
  void adjoint(EdgeResponses back, double[] parameters) {
    int samples = responses.samples();
    for (int k = 0; k < ofOutputs.length; k++) {
      double[] turned = new double[samples];
      ofOutputs[k].adjoint(back.s()[k], turned, parameters, filter.restingState());
      addTurned(turned, back.o()[k]);
    }
    ofState.adjoint(
        delayAdjoint(back.o(), samples), new double[samples], parameters, filter.restingState());
  }

  /// Adds to the tangent of θ̄.
  ///
  /// @param along Ȯ and Ṡ
  /// @param direction θ̇
  /// @param back Ō and S̄; the former is added to
  /// @param backTangent their tangents; the former is added to
  void adjointTangents(
      EdgeResponses along,
      double[] direction,
      EdgeResponses back,
      EdgeResponses backTangent,
      double[] parameters) {
    int samples = responses.samples();
    double[] rest = filter.restingState();
    for (int k = 0; k < ofOutputs.length; k++) {
      double[] turned = new double[samples];
      ofOutputs[k].adjoint(
          back.s()[k], turned, new double[parameters.length], filter.restingState());
      double[] turnedTangent = new double[samples];
      ofOutputs[k].adjointTangents(
          new Perturbation(ForwardBackward.turned(along.o()[k]), direction, rest),
          back.s()[k],
          rest,
          backTangent.s()[k],
          rest,
          new Perturbation(turnedTangent, parameters, filter.restingState()));
      addTurned(turned, back.o()[k]);
      addTurned(turnedTangent, backTangent.o()[k]);
    }
    ofState.adjointTangents(
        new Perturbation(new double[samples], direction, rest),
        delayAdjoint(back.o(), samples),
        rest,
        delayAdjoint(backTangent.o(), samples),
        rest,
        new Perturbation(new double[samples], parameters, filter.restingState()));
  }

  private static void addTurned(double[] u, double[] sum) {
    for (int n = 0; n < sum.length; n++) {
      sum[n] += u[sum.length - 1 - n];
    }
  }
}
