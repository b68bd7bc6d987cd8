package io.gainprint.dsp.filter;

import io.gainprint.dsp.processor.Lengths;
import java.util.List;

/// The state in which filters have settled after a step of 1: started there, they pass on a
/// constant input without a transient. SciPy's names for this are `lfilter_zi` and `sosfilt_zi`.
///
/// Filters in cascade settle one after the other, each on the gain u of those before it:
///
/// ```
/// z_i = u_i s_i          u_{i+1} = u_i g_i          u_1 = 1
/// ```
///
/// with s and g the state and the gain of a filter alone on a step of 1. With derivatives by all
/// coefficients, in the verbs of [io.gainprint.dsp.processor.Linearisation]. Immutable.
public final class SteadyState {
  private final List<StepResponse> responses;
  private final int[] parameterStarts; // of each filter, and their sum
  private final int[] stateStarts;
  private final double[] levels; // u of each filter, and what comes out of the last

  private SteadyState(List<StepResponse> responses) {
    this.responses = responses;
    int count = responses.size();
    parameterStarts = new int[count + 1];
    stateStarts = new int[count + 1];
    levels = new double[count + 1];
    levels[0] = 1;
    for (int i = 0; i < count; i++) {
      StepResponse response = responses.get(i);
      parameterStarts[i + 1] = parameterStarts[i] + response.parameterCount();
      stateStarts[i + 1] = stateStarts[i] + response.state().length;
      levels[i + 1] = levels[i] * response.gain();
    }
  }

  /// The steady state of a filter.
  ///
  /// @param filter a filter in the structure TDF2
  /// @return its steady state
  /// @throws IllegalArgumentException if it has another structure, or a pole at z = 1, so that it
  ///   never settles
  public static SteadyState of(DirectFormFilter filter) {
    return new SteadyState(List.of(new StepResponse(filter)));
  }

  /// The steady state of sections one after the other.
  ///
  /// @param cascade sections
  /// @return their steady state
  /// @throws IllegalArgumentException if one has a pole at z = 1, so that it never settles
  public static SteadyState of(SectionCascade cascade) {
    return new SteadyState(cascade.filters().stream().map(StepResponse::new).toList());
  }

  /// The output that a step of 1 settles at.
  ///
  /// @return Σ b / Σ a, or the product of that over sections
  public double gain() {
    return levels[responses.size()];
  }

  /// The state.
  ///
  /// @return a new array of S values
  public double[] state() {
    double[] state = new double[stateStarts[responses.size()]];
    for (int i = 0; i < responses.size(); i++) {
      double[] part = responses.get(i).state();
      for (int k = 0; k < part.length; k++) {
        state[stateStarts[i] + k] = levels[i] * part[k];
      }
    }
    return state;
  }

  /// How the state moves with the coefficients.
  ///
  /// @param parameterTangent θ̇, in the order of the filter's parameters
  /// @param stateTangent written: ż
  /// @throws IllegalArgumentException if a length does not fit
  public void tangents(double[] parameterTangent, double[] stateTangent) {
    require(parameterTangent, stateTangent);
    double level = 0;
    for (int i = 0; i < responses.size(); i++) {
      StepResponse response = responses.get(i);
      double[] state = response.state();
      double gainTangent = response.gainTangent(parameterTangent, parameterStarts[i]);
      double[] tangent = response.stateTangent(parameterTangent, parameterStarts[i], gainTangent);
      for (int k = 0; k < state.length; k++) {
        stateTangent[stateStarts[i] + k] = level * state[k] + levels[i] * tangent[k];
      }
      level = level * response.gain() + levels[i] * gainTangent;
    }
  }

  /// The gradient of anything, from its derivatives by the state.
  ///
  /// @param stateCotangent z̄
  /// @param parameterCotangent θ̄, in the order of the filter's parameters, added to
  /// @throws IllegalArgumentException if a length does not fit
  public void adjoint(double[] stateCotangent, double[] parameterCotangent) {
    require(parameterCotangent, stateCotangent);
    double back = 0; // ū of the filter after
    for (int i = responses.size() - 1; i >= 0; i--) {
      StepResponse response = responses.get(i);
      double[] state = response.state();
      double[] cotangent = new double[state.length];
      double sum = back * response.gain();
      for (int k = 0; k < state.length; k++) {
        double z = stateCotangent[stateStarts[i] + k];
        cotangent[k] = levels[i] * z;
        sum += z * state[k];
      }
      response.adjoint(levels[i] * back, cotangent, parameterCotangent, parameterStarts[i]);
      back = sum;
    }
  }

  /// How [#adjoint] moves with the coefficients and with its own argument.
  ///
  /// @param direction θ̇
  /// @param stateCotangent z̄
  /// @param stateCotangentTangent its tangent
  /// @param result the tangent of θ̄, added to
  /// @throws IllegalArgumentException if a length does not fit
  public void adjointTangents(
      double[] direction,
      double[] stateCotangent,
      double[] stateCotangentTangent,
      double[] result) {
    require(direction, stateCotangent);
    require(result, stateCotangentTangent);
    int count = responses.size();
    double[] gainTangents = new double[count];
    double[] levelTangents = new double[count + 1];
    for (int i = 0; i < count; i++) {
      gainTangents[i] = responses.get(i).gainTangent(direction, parameterStarts[i]);
      levelTangents[i + 1] =
          levelTangents[i] * responses.get(i).gain() + levels[i] * gainTangents[i];
    }
    double back = 0;
    double backTangent = 0;
    for (int i = count - 1; i >= 0; i--) {
      StepResponse response = responses.get(i);
      double[] state = response.state();
      double[] tangent = response.stateTangent(direction, parameterStarts[i], gainTangents[i]);
      double[] cotangent = new double[state.length];
      double[] cotangentTangent = new double[state.length];
      double sum = back * response.gain();
      double sumTangent = backTangent * response.gain() + back * gainTangents[i];
      for (int k = 0; k < state.length; k++) {
        double z = stateCotangent[stateStarts[i] + k];
        double zTangent = stateCotangentTangent[stateStarts[i] + k];
        cotangent[k] = levels[i] * z;
        cotangentTangent[k] = levelTangents[i] * z + levels[i] * zTangent;
        sum += z * state[k];
        sumTangent += zTangent * state[k] + z * tangent[k];
      }
      response.adjointTangents(
          direction,
          levels[i] * back,
          cotangent,
          levelTangents[i] * back + levels[i] * backTangent,
          cotangentTangent,
          result,
          parameterStarts[i]);
      back = sum;
      backTangent = sumTangent;
    }
  }

  private void require(double[] parameters, double[] state) {
    Lengths.require("parameters", parameters, parameterStarts[responses.size()]);
    Lengths.requireState(state, stateStarts[responses.size()]);
  }
}
