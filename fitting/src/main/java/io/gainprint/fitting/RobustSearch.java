package io.gainprint.fitting;

import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.fitting.inference.HuberWeights;
import io.gainprint.fitting.inference.NormTrimming;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Minimum;
import io.gainprint.fitting.solver.Order;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// Goes on from a minimum over everything without what does not belong: windows that are outliers
/// are dropped, then large errors in the others weighed down, each by turns with further searches.
///
/// Whatever is kept and however it is weighed is fixed during a search, so that line searches and
/// covariances refer to one function.
final class RobustSearch {
  /// Weights settle within a few rounds; what they still do then is below a standard error.
  private static final int MAX_ROUNDS = 10;

  /// Weights have settled when no coordinate, of the order of 1, moves by more than this.
  private static final double SETTLED = 1e-5;

  private final Robustness robustness;
  private final CompressorObjective all;
  private final BiFunction<CompressorObjective, Vector, Minimum> search;
  private Outcome soFar;

  /// @param first the minimum to go on from, over everything
  /// @param search from a point, over an objective
  RobustSearch(
      Robustness robustness,
      CompressorObjective all,
      Minimum first,
      BiFunction<CompressorObjective, Vector, Minimum> search) {
    this.robustness = robustness;
    this.all = all;
    this.search = search;
    this.soFar = new Outcome(all, first, List.of(), 0);
  }

  /// What came of it.
  ///
  /// @param objective over what was kept, weighed as at the end
  /// @param minimum of that
  /// @param dropped the windows that were dropped
  /// @param weighedDown the share of the counted samples kept whose weight is below 1
  record Outcome(
      CompressorObjective objective, Minimum minimum, List<Passage> dropped, double weighedDown) {}

  /// Runs it to its end.
  Outcome run() {
    robustness.trimming().ifPresent(this::trim);
    if (robustness.huberDeviations() < Double.POSITIVE_INFINITY) {
      weigh();
    }
    return soFar;
  }

  /// What the searches that have ended came to; before there is one, what it goes on from.
  Outcome soFar() {
    return soFar;
  }

  /// The windows that a minimum over everything shows to be out of line with the others.
  static List<Passage> suspects(CompressorObjective objective, Minimum minimum) {
    List<Double> scores =
        NormTrimming.scores(objective.derivativesOfParts(minimum.point(), Order.GAUSS_NEWTON));
    List<Integer> kept = Robustness.OUTLIERS.keep(scores);
    return IntStream.range(0, scores.size())
        .filter(k -> !kept.contains(k))
        .mapToObj(k -> objective.passage(objective.windows().get(k)))
        .toList();
  }

  private void trim(NormTrimming trimming) {
    int parts = all.windows().size();
    NormTrimming.Trimmed<Outcome> trimmed =
        trimming.solve(
            parts,
            kept -> {
              if (kept.size() < parts || !soFar.dropped().isEmpty()) {
                CompressorObjective some = all.only(kept);
                Minimum minimum = search.apply(some, soFar.minimum().point());
                soFar = new Outcome(some, minimum, others(kept), 0);
              }
              return soFar;
            },
            outcome -> all.derivativesOfParts(outcome.minimum().point(), Order.GAUSS_NEWTON));
    soFar = trimmed.solution();
  }

  private List<Passage> others(List<Integer> kept) {
    return IntStream.range(0, all.windows().size())
        .filter(k -> !kept.contains(k))
        .mapToObj(k -> all.passage(all.windows().get(k)))
        .toList();
  }

  private void weigh() {
    CompressorObjective plain = soFar.objective();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Vector z = soFar.minimum().point();
      CompressorCoefficients at = plain.coordinates().toCoefficients(z);
      float[] residuals = plain.residuals(at);
      HuberWeights huber =
          HuberWeights.of(sounding(plain, residuals), robustness.huberDeviations());
      float[] weights = new float[residuals.length];
      huber.fill(residuals, weights);
      CompressorObjective weighed = plain.weighted(weights);
      Minimum minimum = search.apply(weighed, z);
      soFar =
          new Outcome(
              weighed, minimum, soFar.dropped(), below(weights) / (double) plain.countedSamples());
      if (minimum.point().plus(-1, z).maxNorm() <= SETTLED) {
        break;
      }
    }
  }

  /// The errors of samples that sound: pauses would make the scale small.
  private static float[] sounding(CompressorObjective objective, float[] residuals) {
    int count = 0;
    float[] some = new float[residuals.length];
    for (WindowPlan.Window window : objective.windows()) {
      for (int n = window.countedFrom(); n < window.end(); n++) {
        if (objective.isSounding(n)) {
          some[count++] = residuals[n];
        }
      }
    }
    return count == 0 ? residuals : Arrays.copyOf(some, count);
  }

  private static long below(float[] weights) {
    long count = 0;
    for (float weight : weights) {
      count += weight < 1 ? 1 : 0;
    }
    return count;
  }
}
