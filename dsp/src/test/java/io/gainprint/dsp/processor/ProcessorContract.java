package io.gainprint.dsp.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gainprint.dsp.RandomSignals;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// What every differentiable processor promises, checked at one input and in random directions.
///
/// The input must keep away from kinks by more than [#STEP] times a direction, or a difference
/// quotient straddles them.
public final class ProcessorContract {
  /// Rounding of sums in different orders, for well-conditioned stages.
  private static final double EXACT = 1e-12;

  /// Of difference quotients: with relative rounding of 1e-16 this balances it with the error of
  /// central differences, which is its square, at about 1e-10.
  private static final double STEP = 1e-5;

  private static final double DIFFERENCES = 1e-6;

  private final DifferentiableProcessor stage;
  private final double[] input;
  private final double[] state;
  private final RandomGenerator random;
  private final int frames;

  private ProcessorContract(
      DifferentiableProcessor stage, double[] input, double[] state, long seed) {
    this.stage = stage;
    this.input = input;
    this.state = state;
    this.random = RandomSignals.random(seed);
    this.frames = input.length / stage.inputChannels();
  }

  /// Checks a stage from rest and from a state.
  ///
  /// @param stage the stage
  /// @param input a signal of 2 frames or more
  /// @param state a state to start from
  /// @param seed of directions and cuts
  public static void verify(
      DifferentiableProcessor stage, double[] input, double[] state, long seed) {
    for (double[] start : new double[][] {stage.restingState(), state}) {
      ProcessorContract contract = new ProcessorContract(stage, input, start, seed);
      contract.blocksCompose();
      contract.tangentsAreDifferences();
      contract.adjointIsTransposed();
      contract.adjointsOfBlocksCompose();
      contract.secondDerivativesAreDifferences();
      contract.secondDerivativesAreSymmetric();
    }
  }

  /// Checks derivatives of what needs a whole signal, at one that is not cut.
  ///
  /// @param stage a stage without state, which is given no block but this
  /// @param input a signal of 2 frames or more
  /// @param seed of directions
  public static void verifyWhole(DifferentiableProcessor stage, double[] input, long seed) {
    ProcessorContract contract = new ProcessorContract(stage, input, stage.restingState(), seed);
    contract.tangentsAreDifferences();
    contract.adjointIsTransposed();
    contract.secondDerivativesAreDifferences();
    contract.secondDerivativesAreSymmetric();
  }

  private void blocksCompose() {
    double[] whole = output();
    double[] wholeState = state.clone();
    Linearisation at = stage.linearise(input, whole, wholeState);
    assertThat(at).isNotNull();
    double[] pieces = output();
    double[] piecesState = state.clone();
    RandomSignals.forEachBlock(
        random,
        frames,
        (offset, length) ->
            stage.process(
                input,
                offset * stage.inputChannels(),
                pieces,
                offset * stage.outputChannels(),
                length,
                piecesState));
    assertClose("blocks", pieces, whole, EXACT);
    assertClose("state after blocks", piecesState, wholeState, EXACT);
  }

  private void tangentsAreDifferences() {
    Perturbation v = direction();
    double[] tangent = output();
    double[] stateTangent = v.state().clone();
    at(0, v).tangents(v.input(), v.parameters(), tangent, stateTangent);
    Moved above = moved(STEP, v);
    Moved below = moved(-STEP, v);
    assertClose("tangents", tangent, quotient(above.output, below.output), DIFFERENCES);
    assertClose("state tangents", stateTangent, quotient(above.state, below.state), DIFFERENCES);
  }

  private void adjointIsTransposed() {
    Perturbation v = direction();
    double[] w = noise(output().length);
    double[] wState = noise(state.length);
    double[] tangent = output();
    double[] stateTangent = v.state().clone();
    Linearisation at = at(0, v);
    at.tangents(v.input(), v.parameters(), tangent, stateTangent);
    Perturbation back = adjoint(at, w, wState);
    double scale =
        size(tangent, w)
            + size(stateTangent, wState)
            + size(back.input(), v.input())
            + size(back.parameters(), v.parameters())
            + size(back.state(), v.state());
    double difference = dot(tangent, w) + dot(stateTangent, wState) - dot(back, v);
    assertThat(Math.abs(difference)).as("⟨Jv, w⟩ − ⟨v, Jᵀw⟩").isLessThanOrEqualTo(EXACT * scale);
  }

  private void adjointsOfBlocksCompose() {
    int cut = random.nextInt(1, frames);
    double[] w = noise(output().length);
    double[] wState = noise(state.length);
    Perturbation whole = adjoint(at(0, direction()), w, wState);

    int in = cut * stage.inputChannels();
    int out = cut * stage.outputChannels();
    double[] z = state.clone();
    DifferentiableProcessor firstStage = stage;
    double[] firstInput = Arrays.copyOf(input, in);
    Linearisation first = firstStage.linearise(firstInput, new double[out], z);
    double[] secondInput = Arrays.copyOfRange(input, in, input.length);
    Linearisation second = stage.linearise(secondInput, new double[w.length - out], z);
    double[] secondBack = new double[secondInput.length];
    double[] firstBack = new double[firstInput.length];
    double[] parameters = new double[stage.parameters().length];
    double[] stateBack = wState.clone();
    second.adjoint(Arrays.copyOfRange(w, out, w.length), secondBack, parameters, stateBack);
    first.adjoint(Arrays.copyOf(w, out), firstBack, parameters, stateBack);

    double[] back = Arrays.copyOf(firstBack, input.length);
    System.arraycopy(secondBack, 0, back, in, secondBack.length);
    assertClose("adjoint of blocks", back, whole.input(), EXACT);
    assertClose("adjoint of blocks, parameters", parameters, whole.parameters(), EXACT);
    assertClose("adjoint of blocks, state", stateBack, whole.state(), EXACT);
  }

  private void secondDerivativesAreDifferences() {
    Perturbation v = direction();
    double[] w = noise(output().length);
    double[] wState = noise(state.length);
    double[] wTangent = noise(output().length);
    double[] wStateTangent = noise(state.length);
    Perturbation result = zero();
    at(0, v).adjointTangents(v, w, wState, wTangent, wStateTangent, result);
    Perturbation above =
        adjoint(at(STEP, v), plus(w, STEP, wTangent), plus(wState, STEP, wStateTangent));
    Perturbation below =
        adjoint(at(-STEP, v), plus(w, -STEP, wTangent), plus(wState, -STEP, wStateTangent));
    assertClose(
        "second, input", result.input(), quotient(above.input(), below.input()), DIFFERENCES);
    assertClose(
        "second, parameters",
        result.parameters(),
        quotient(above.parameters(), below.parameters()),
        DIFFERENCES);
    assertClose(
        "second, state", result.state(), quotient(above.state(), below.state()), DIFFERENCES);
  }

  private void secondDerivativesAreSymmetric() {
    Perturbation u = direction();
    Perturbation v = direction();
    double[] w = noise(output().length);
    double[] wState = noise(state.length);
    double[] none = output();
    double[] noState = new double[state.length];
    Perturbation alongU = zero();
    Perturbation alongV = zero();
    Linearisation at = at(0, u);
    at.adjointTangents(u, w, wState, none, noState, alongU);
    at.adjointTangents(v, w, wState, none, noState, alongV);
    double scale =
        size(alongU.input(), v.input())
            + size(alongU.parameters(), v.parameters())
            + size(alongU.state(), v.state())
            + size(alongV.input(), u.input())
            + size(alongV.parameters(), u.parameters())
            + size(alongV.state(), u.state());
    assertThat(Math.abs(dot(alongU, v) - dot(alongV, u)))
        .as("⟨H u, v⟩ − ⟨H v, u⟩")
        .isLessThanOrEqualTo(EXACT * scale + Double.MIN_NORMAL);
  }

  private Perturbation adjoint(Linearisation at, double[] w, double[] wState) {
    Perturbation back =
        new Perturbation(
            new double[input.length], new double[stage.parameters().length], wState.clone());
    at.adjoint(w, back.input(), back.parameters(), back.state());
    return back;
  }

  private Linearisation at(double step, Perturbation v) {
    double[] z = plus(state, step, v.state());
    return stage
        .with(plus(stage.parameters(), step, v.parameters()))
        .linearise(plus(input, step, v.input()), output(), z);
  }

  /// What comes out of a stage that was moved.
  private static final class Moved {
    final double[] output;
    final double[] state;

    Moved(double[] output, double[] state) {
      this.output = output;
      this.state = state;
    }
  }

  private Moved moved(double step, Perturbation v) {
    double[] y = output();
    double[] z = plus(state, step, v.state());
    stage
        .with(plus(stage.parameters(), step, v.parameters()))
        .process(plus(input, step, v.input()), 0, y, 0, frames, z);
    return new Moved(y, z);
  }

  private double[] output() {
    return new double[frames * stage.outputChannels()];
  }

  private Perturbation zero() {
    return Perturbation.zero(stage, frames);
  }

  /// A direction whose parts are of the size of what they move, so that steps stay in range.
  private Perturbation direction() {
    double[] parameters = stage.parameters();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (parameters[i] == 0 ? 1e-2 : parameters[i]) * random.nextDouble(-1, 1);
    }
    return new Perturbation(noise(input.length), parameters, noise(state.length));
  }

  private double[] noise(int length) {
    return RandomSignals.noise(random, length);
  }

  private static double[] plus(double[] u, double factor, double[] v) {
    double[] sum = u.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * v[i];
    }
    return sum;
  }

  private static double[] quotient(double[] above, double[] below) {
    double[] quotient = new double[above.length];
    Arrays.setAll(quotient, i -> (above[i] - below[i]) / (2 * STEP));
    return quotient;
  }

  private static double dot(Perturbation u, Perturbation v) {
    return dot(u.input(), v.input())
        + dot(u.parameters(), v.parameters())
        + dot(u.state(), v.state());
  }

  private static double dot(double[] u, double[] v) {
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      sum += u[i] * v[i];
    }
    return sum;
  }

  /// What rounding in a scalar product is relative to.
  private static double size(double[] u, double[] v) {
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      sum += Math.abs(u[i] * v[i]);
    }
    return sum;
  }

  /// Requires that two arrays differ by no more than a fraction of the largest value.
  public static void assertClose(String what, double[] actual, double[] expected, double fraction) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double scale = 0;
    for (double value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < actual.length; i++) {
      double difference = Math.abs(actual[i] - expected[i]);
      if (!(difference <= fraction * scale + 1e-300)) {
        throw new AssertionError(
            "%s: value %d is %s instead of %s, off by %.3g of the largest"
                .formatted(what, i, actual[i], expected[i], difference / scale));
      }
    }
  }
}
