package io.gainprint.fitting;

import io.gainprint.fitting.inference.ConfidenceInterval;
import io.gainprint.fitting.inference.Finding;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a fit tells beyond its parameters: how sure they are, what the recording leaves open, which
/// seconds of it decide, and what the figures owe to a setting.
///
/// All of it is read off the derivatives at the minimum; nothing is fitted again.
///
/// @param standardErrors how sure the parameters are, by the sandwich formula
/// @param parameters what is known of each parameter: threshold, ratio, attack, release and
///   make-up, in this order; none if the fit was cancelled
/// @param findings what the recording does not tell, to 0.5 dB of threshold, 10 % of ratio, 20 % of
///   the times and 0.2 dB of make-up; parameters on a bound last
public record FitInsight(
    StandardErrors standardErrors, List<Aspect> parameters, List<Finding> findings) {
  /// Nothing is known.
  public static final FitInsight UNKNOWN =
      new FitInsight(StandardErrors.UNKNOWN, List.of(), List.of());

  /// Copies the lists.
  public FitInsight {
    Objects.requireNonNull(standardErrors, "standardErrors");
    parameters = List.copyOf(parameters);
    findings = List.copyOf(findings);
  }

  /// What is known of one parameter.
  ///
  /// The two intervals answer the same question under two assumptions. The textbook's takes
  /// residuals for white noise of one level; those of a fitted unit are the model's own error, for
  /// which it is several times too narrow.
  ///
  /// @param name threshold, ratio, attack, release or make-up
  /// @param interval 95 % confidence interval by the sandwich formula, in dB, to 1 or ms; empty for
  ///   a parameter on its bound, and where the recording is too short or leaves parameters open
  /// @param whiteNoiseInterval the textbook's, likewise
  /// @param decidedBy where most of what is known of the parameter lies, the stretch with the
  ///   largest share first; three stretches at most
  /// @param decidedShare the share that these stretches hold together, 0 to 1
  /// @param cornerShift how far the parameter moves, to first order, if the corner of the
  ///   pre-emphasis is raised by a tenth, in dB, to 1 or ms; NaN where that is not known
  public record Aspect(
      String name,
      Optional<ConfidenceInterval> interval,
      Optional<ConfidenceInterval> whiteNoiseInterval,
      List<Passage> decidedBy,
      double decidedShare,
      double cornerShift) {
    /// Copies the list.
    public Aspect {
      decidedBy = List.copyOf(decidedBy);
    }
  }
}
