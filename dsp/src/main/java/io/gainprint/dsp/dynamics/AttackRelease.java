package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;

/// A smoother that is faster one way than the other; its parameters are (α_A, α_R), its state is
/// `y[n−1]`.
///
/// ```
/// y[n] = y[n−1] + c (x[n] − y[n−1])          c = α_A on attack samples, else α_R
/// ```
///
/// [Of a level][#ofLevel] a sample attacks if it is above `y[n−1]`, and the state at rest is 0; [of
/// a gain][#ofGain] if it is below, and the state at rest is 1.
///
/// y is continuous where a sample changes between attack and release, its derivatives jump there;
/// they are those of the branch that was taken, and release at equality. The linearisation keeps
/// input, output and the state before, from which the same comparison tells the branch again. A
/// state below 10⁻³⁰ is set to zero at the end of a block, so that silence does not run on slow
/// denormal numbers.
public final class AttackRelease implements DifferentiableProcessor {
  private static final double NOTHING = 1e-30; // −600 dBFS

  private final double attack;
  private final double release;
  private final Sense sense;

  private AttackRelease(double attack, double release, Sense sense) {
    Requirements.coefficient("attack coefficient", attack);
    Requirements.coefficient("release coefficient", release);
    this.attack = attack;
    this.release = release;
    this.sense = sense;
  }

  /// What an attack is.
  enum Sense {
    RISING(1, 0),
    FALLING(-1, 1);

    /// x − y⁻ times this is above 0 on attack samples.
    final int sign;

    final double restingValue;

    Sense(int sign, double restingValue) {
      this.sign = sign;
      this.restingValue = restingValue;
    }
  }

  /// A smoother of levels, which attacks while they rise.
  ///
  /// @param attack α_A in (0, 1]
  /// @param release α_R in (0, 1]
  /// @return the stage, at rest at 0
  /// @throws IllegalArgumentException naming what is out of range
  public static AttackRelease ofLevel(double attack, double release) {
    return new AttackRelease(attack, release, Sense.RISING);
  }

  /// A smoother of gains, which attacks while they fall.
  ///
  /// @param attack α_A in (0, 1]
  /// @param release α_R in (0, 1]
  /// @return the stage, at rest at 1
  /// @throws IllegalArgumentException naming what is out of range
  public static AttackRelease ofGain(double attack, double release) {
    return new AttackRelease(attack, release, Sense.FALLING);
  }

  @Override
  public double[] parameters() {
    return new double[] {attack, release};
  }

  @Override
  public AttackRelease with(double[] parameters) {
    Lengths.require("parameters", parameters, 2);
    return new AttackRelease(parameters[0], parameters[1], sense);
  }

  @Override
  public double[] restingState() {
    return new double[] {sense.restingValue};
  }

  @Override
  public void process(
      double[] input,
      int inputOffset,
      double[] output,
      int outputOffset,
      int frames,
      double[] state) {
    Lengths.requireState(state, 1);
    double alphaA = attack;
    double alphaR = release;
    double sign = sense.sign;
    double y = state[0];
    for (int n = 0; n < frames; n++) {
      double e = input[inputOffset + n] - y;
      y += (sign * e > 0 ? alphaA : alphaR) * e;
      output[outputOffset + n] = y;
    }
    state[0] = Math.abs(y) < NOTHING ? 0 : y;
  }

  @Override
  public Linearisation linearise(double[] input, double[] output, double[] state) {
    int frames = Lengths.requireSignal(this, input, output);
    Lengths.requireState(state, 1);
    double before = state[0];
    process(input, 0, output, 0, frames, state);
    return SmoothingLinearisation.ofAttackRelease(
        attack, release, sense.sign, input, output, before);
  }
}
