package io.gainprint.dsp.processor;

/// A vector in the space of all that goes into a stage: a signal, parameters and a state.
///
/// It holds the arrays themselves, to be read and written.
public final class Perturbation {
  private final double[] input;
  private final double[] parameters;
  private final double[] state;

  /// A vector of its three parts, which are not copied.
  ///
  /// @param input ẋ or x̄, of the input's length
  /// @param parameters θ̇ or θ̄, P values
  /// @param state ż or z̄, S values
  public Perturbation(double[] input, double[] parameters, double[] state) {
    this.input = input;
    this.parameters = parameters;
    this.state = state;
  }

  /// A vector of zeros.
  ///
  /// @param stage whose parameters and state
  /// @param frames length of the signal
  /// @return the vector
  public static Perturbation zero(DifferentiableProcessor stage, int frames) {
    return new Perturbation(
        new double[frames * stage.inputChannels()],
        new double[stage.parameters().length],
        new double[stage.restingState().length]);
  }

  /// The signal.
  ///
  /// @return the array itself
  public double[] input() {
    return input;
  }

  /// The parameters.
  ///
  /// @return the array itself
  public double[] parameters() {
    return parameters;
  }

  /// The state.
  ///
  /// @return the array itself
  public double[] state() {
    return state;
  }
}
