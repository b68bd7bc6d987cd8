package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.processor.ProcessorChain;
import java.util.List;

/// Level detectors: stages from a signal to the amplitude it is taken to have, ≥ 0.
///
/// The simplest is [Magnitude] by itself. Behind any of them [Level] gives decibels.
public final class Detector {
  private Detector() {}

  /// The root of a running average of the power; its parameter is α, its state the average.
  ///
  /// ```
  /// p[n] = (1 − α) p[n−1] + α x[n]²          a[n] = √p[n]
  /// ```
  ///
  /// For α = 1 it is |x| to the last bit, unless x² is out of a double's range.
  ///
  /// @param coefficient α in (0, 1]
  /// @return the stage, at rest at 0
  /// @throws IllegalArgumentException if the coefficient is out of range
  public static ProcessorChain rms(double coefficient) {
    return new ProcessorChain(
        List.of(
            new Memoryless(new Square()), new Averaging(coefficient), new Memoryless(new Root())));
  }

  /// The magnitude, smoothed with attack and release; its parameters are (α_A, α_R), its state is
  /// the level.
  ///
  /// ```
  /// p[n] = p[n−1] + c (|x[n]| − p[n−1])          c = α_A while the level rises, else α_R
  /// ```
  ///
  /// @param attack α_A in (0, 1]
  /// @param release α_R in (0, 1]
  /// @return the stage, at rest at 0
  /// @throws IllegalArgumentException naming what is out of range
  public static ProcessorChain peak(double attack, double release) {
    return new ProcessorChain(
        List.of(new Memoryless(new Magnitude()), AttackRelease.ofLevel(attack, release)));
  }
}
