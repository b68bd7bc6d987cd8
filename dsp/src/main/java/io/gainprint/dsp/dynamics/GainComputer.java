package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.ProcessorChain;
import io.gainprint.dsp.processor.SharedParameters;
import java.util.List;

/// Complete side chains: stages whose output is a smoothed gain. [SideChain] applies it.
public final class GainComputer {
  private GainComputer() {}

  /// The smoothed gain of an amplitude's level; its parameters are those of the curve, then (α_A,
  /// α_R), its state is the gain.
  ///
  /// ```
  /// f[n] = φ(20 log10 max(|a[n]|, 10⁻⁸))
  /// g[n] = g[n−1] + c (f[n] − g[n−1])          c = α_A while the gain falls, else α_R
  /// ```
  ///
  /// With a [CompressorExpanderCurve] it is the gain that torchcomp calls `compexp_gain`.
  ///
  /// @param curve φ, from a level in dB to a gain, such as [CompressorCurve], [ExpanderCurve] or
  ///   [GateCurve]
  /// @param attack α_A in (0, 1]
  /// @param release α_R in (0, 1]
  /// @return the stage, at rest at a gain of 1
  /// @throws IllegalArgumentException naming what is out of range
  public static ProcessorChain of(Curve curve, double attack, double release) {
    return new ProcessorChain(
        List.of(
            new Memoryless(new Level()),
            new Memoryless(curve),
            AttackRelease.ofGain(attack, release)));
  }

  /// The gain of a peak limiter; its parameters are (T, α_A, α_R), its state (p, g).
  ///
  /// ```
  /// p[n] = p[n−1] + c (|x[n]| − p[n−1])          c = α_A while the peak rises, else α_R
  /// f[n] = min(1, exp(κT) / p[n])
  /// g[n] = g[n−1] + c (f[n] − g[n−1])            c = α_A while the gain falls, else α_R
  /// ```
  ///
  /// It gives the same gains, to the last bit, as [io.gainprint.dsp.compressor.Limiter], which is
  /// the one to run on an audio thread. Only what is no number differs: that one takes NaN for
  /// silence, this one for a gain of NaN ever after.
  ///
  /// Source: torchcomp (Yu and Fazekas), `limiter_gain`.
  ///
  /// @param thresholdDb T, the level not to be exceeded, dBFS, finite
  /// @param attack α_A in (0, 1]
  /// @param release α_R in (0, 1]
  /// @return the stage, at rest at a peak of 0 and a gain of 1
  /// @throws IllegalArgumentException naming what is out of range
  public static DifferentiableProcessor limiter(double thresholdDb, double attack, double release) {
    ProcessorChain chain =
        new ProcessorChain(
            List.of(
                Detector.peak(attack, release),
                new Memoryless(new LimiterCurve(thresholdDb)),
                AttackRelease.ofGain(attack, release)));
    return new SharedParameters(chain, new int[] {1, 2, 0, 1, 2});
  }
}
