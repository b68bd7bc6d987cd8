package io.gainprint.fitting;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.compressor.SwitchingTerm;
import io.gainprint.dsp.filter.PreEmphasis;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Order;
import io.gainprint.fitting.solver.PartedObjective;
import io.gainprint.fitting.start.FirstGuess;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The error-to-signal ratio of a compressor against recordings, as a function of the compressor's
/// coordinates.
///
/// ```
/// ESR(z) = Σ w (P(y) − P(t))² / Σ P(t)²          over all counted samples of all windows
/// ```
///
/// with weights w that are 1 unless said otherwise. Its parts are the windows, which are summed in
/// a fixed order, pair by pair: the result does not depend on the number of threads, and on that of
/// lanes only by rounding. Safe for use by several threads.
public final class CompressorObjective implements PartedObjective {
  /// Windows for trying many points: long enough for a release to show.
  private static final WindowPlan SAMPLE = new WindowPlan(4, 1);

  private static final int SAMPLE_WINDOWS = 8;

  private final Takes takes;
  private final WindowLosses losses;
  private final CompressorCoordinates coordinates;
  private final double switchingWidth;
  private final double targetEnergy;

  /// The objective of a pair of recordings.
  ///
  /// @param dry what went into the unit, full scale = 1; kept, not copied
  /// @param wet what came out, as long as `dry`; kept, not copied
  /// @param sampleRateHz sample rate of both, Hz
  /// @param plan how to cut them into windows
  /// @param lookAheadSamples look-ahead D of the compressor, ≥ 0
  /// @param executor what computes the windows; stays the caller's to close
  /// @throws IllegalArgumentException if the lengths differ, or nothing is left to compare
  public CompressorObjective(
      float[] dry,
      float[] wet,
      double sampleRateHz,
      WindowPlan plan,
      int lookAheadSamples,
      ExecutorService executor) {
    this(
        dry,
        wet,
        sampleRateHz,
        plan,
        lookAheadSamples,
        HessianSettings.defaults(),
        executor,
        new Cancellation());
  }

  /// The objective of a pair of recordings, until it is cancelled: after the request everything
  /// that would read the recordings throws a [CancellationException], soon.
  ///
  /// @param dry what went into the unit, full scale = 1; kept, not copied
  /// @param wet what came out, as long as `dry`; kept, not copied
  /// @param sampleRateHz sample rate of both, Hz
  /// @param plan how to cut them into windows
  /// @param lookAheadSamples look-ahead D of the compressor, ≥ 0
  /// @param hessian how second derivatives are computed
  /// @param executor what computes the windows; stays the caller's to close
  /// @param cancellation may be requested at any time
  /// @throws IllegalArgumentException if the lengths differ, nothing is left to compare, or one
  ///   window takes more memory than the Hessian may have
  /// @throws CancellationException if the request is made before this is done
  public CompressorObjective(
      float[] dry,
      float[] wet,
      double sampleRateHz,
      WindowPlan plan,
      int lookAheadSamples,
      HessianSettings hessian,
      ExecutorService executor,
      Cancellation cancellation) {
    this(
        List.of(Take.of("recording", dry, wet)),
        sampleRateHz,
        plan,
        PreEmphasis.poleAt(sampleRateHz),
        lookAheadSamples,
        hessian,
        CoordinateKind.PUBLISHED,
        executor,
        cancellation);
  }

  /// The objective of several takes of the same setting, in coordinates of a kind.
  ///
  /// @param list the takes, at least one
  /// @param sampleRateHz sample rate of all, Hz
  /// @param plan how to cut them into windows
  /// @param pole pole of the pre-emphasis, in `[0, 1)`; see [PreEmphasis#poleAt]
  /// @param lookAheadSamples look-ahead D of the compressor, ≥ 0
  /// @param hessian how second derivatives are computed
  /// @param kind the coordinates
  /// @param executor what computes the windows; stays the caller's to close
  /// @param cancellation may be requested at any time
  /// @throws IllegalArgumentException if nothing is left to compare, or one window takes more
  ///   memory than the Hessian may have
  /// @throws CancellationException if the request is made before this is done
  public CompressorObjective(
      List<Take> list,
      double sampleRateHz,
      WindowPlan plan,
      double pole,
      int lookAheadSamples,
      HessianSettings hessian,
      CoordinateKind kind,
      ExecutorService executor,
      Cancellation cancellation) {
    Takes sound = new Takes(list, sampleRateHz, lookAheadSamples);
    int mostRows = Math.min(plan.samples(sampleRateHz), sound.longest()) + lookAheadSamples;
    this(
        sound,
        new WindowLosses(
            sound,
            sound.windows(plan),
            null,
            new WindowLosses.Evaluation(
                lookAheadSamples,
                pole,
                new LossPools(pole, hessian, mostRows),
                executor,
                cancellation)),
        new CompressorCoordinates(sampleRateHz, kind),
        hessian.switchingWidth());
    if (losses.windows().isEmpty()) {
      double seconds = sound.longest() / sampleRateHz;
      throw new IllegalArgumentException(
          plan.countsPartial()
              ? String.format(
                  Locale.ROOT,
                  "a recording must be longer than the warm-up of %s s: %.3f s",
                  plan.warmUpSeconds(),
                  seconds)
              : String.format(
                  Locale.ROOT,
                  "a recording must be at least a window of %s s long where partial ones are left"
                      + " out: %.3f s",
                  plan.windowSeconds(),
                  seconds));
    }
    if (!(targetEnergy > 0)) {
      throw new IllegalArgumentException("the wet recording is silent after the warm-up");
    }
  }

  private CompressorObjective(
      Takes takes, WindowLosses losses, CompressorCoordinates coordinates, double switchingWidth) {
    this.takes = takes;
    this.losses = losses;
    this.coordinates = coordinates;
    this.switchingWidth = switchingWidth;
    this.targetEnergy = sum(losses.energies());
  }

  /// The same over other windows or with other weights.
  private CompressorObjective with(List<WindowPlan.Window> windows, float @Nullable [] weights) {
    return new CompressorObjective(
        takes, losses.with(windows, weights), coordinates, switchingWidth);
  }

  /// The same objective over some of the windows, evenly spread, to look around cheaply.
  ///
  /// @param atMost how many windows to keep, ≥ 1
  /// @return the excerpt; this objective if it has no more windows than that
  CompressorObjective excerpt(int atMost) {
    List<WindowPlan.Window> windows = losses.windows();
    int n = windows.size();
    if (n <= atMost) {
      return this;
    }
    return with(
        IntStream.range(0, atMost)
            .mapToObj(k -> windows.get((int) ((2L * k + 1) * n / (2L * atMost))))
            .toList(),
        losses.weights());
  }

  /// The same objective over short windows, as many as fill the lanes of one core, to try many
  /// points.
  CompressorObjective sample() {
    List<WindowPlan.Window> all = takes.windows(SAMPLE);
    int most = Math.min(SAMPLE_WINDOWS, all.size());
    List<WindowPlan.Window> some =
        IntStream.range(0, most)
            .mapToObj(k -> all.get((int) ((2L * k + 1) * all.size() / (2L * most))))
            .toList();
    CompressorObjective sample = with(some, null);
    return sample.targetEnergy > 0 ? sample : this;
  }

  @Override
  public CompressorObjective only(List<Integer> kept) {
    List<WindowPlan.Window> windows = losses.windows();
    List<WindowPlan.Window> some = kept.stream().map(windows::get).toList();
    if (some.isEmpty()) {
      throw new IllegalArgumentException("a window must be kept");
    }
    return some.size() == windows.size() ? this : with(some, losses.weights());
  }

  /// The same objective with a weight for every sample.
  ///
  /// @param weights w ≥ 0, one for every sample of [#residuals]
  CompressorObjective weighted(float[] weights) {
    return with(losses.windows(), weights);
  }

  /// The same objective with every sample weighed the same.
  CompressorObjective unweighted() {
    return losses.weights() == null ? this : with(losses.windows(), null);
  }

  /// What the recording itself says of where to begin.
  CompressorParameters guess() {
    return FirstGuess.of(takes.dry(), takes.wet(), takes.sampleRateHz());
  }

  /// Whether a sample's dry sound is above −60 dBFS.
  boolean isSounding(int n) {
    return Math.abs(takes.dry()[n]) > 1e-3;
  }

  /// The windows.
  List<WindowPlan.Window> windows() {
    return losses.windows();
  }

  /// Where a window's counted part lies.
  Passage passage(WindowPlan.Window window) {
    return takes.passage(window.countedFrom(), window.end());
  }

  /// Where a stretch of samples lies.
  Passage passage(int from, int to) {
    return takes.passage(from, to);
  }

  /// P(y) − P(t) of every sample, all takes after each other; 0 where a sample is not counted.
  ///
  /// @param coefficients parameters at the recording's sample rate
  float[] residuals(CompressorCoefficients coefficients) {
    return new Residuals(takes, losses.evaluation()).of(coefficients, losses.windows());
  }

  /// The make-up gain of least error: the output is linear in it, and z = P(y) and r = P(y − t)
  /// give ⟨z, z⟩ by the Gauss-Newton matrix and ⟨r, z⟩ by the gradient, so that m = 1 − ⟨r, z⟩ /
  /// ⟨z, z⟩.
  ///
  /// @param coefficients a compressor; its own make-up gain is part of its output
  /// @return the coefficients with that make-up gain and what they leave of the error, L − ⟨r, z⟩²
  ///   / ⟨z, z⟩; unchanged where there is no positive one
  Matched matched(CompressorCoefficients coefficients) {
    int makeUp = CompressorCoefficients.COUNT - 1;
    Derivatives d = sumOf(losses.derivatives(coefficients, Order.GRADIENT, null));
    double energy = d.gaussNewton(makeUp, makeUp) / (2 * Decibels.KAPPA * Decibels.KAPPA);
    double product = d.gradient(makeUp) / (2 * Decibels.KAPPA);
    double factor = 1 - product / energy;
    return factor > 0 && Double.isFinite(factor)
        ? new Matched(
            withMakeUp(coefficients, coefficients.makeUpDb() + Decibels.fromFactor(factor)),
            (d.value() - product * product / energy) / targetEnergy)
        : new Matched(coefficients, d.value() / targetEnergy);
  }

  /// A compressor whose make-up gain is that of least error.
  ///
  /// @param coefficients the compressor
  /// @param esr its error
  record Matched(CompressorCoefficients coefficients, double esr) {}

  private static CompressorCoefficients withMakeUp(CompressorCoefficients c, double makeUpDb) {
    return new CompressorCoefficients(
        c.thresholdDb(), c.ratio(), c.attack(), c.release(), makeUpDb);
  }

  /// The coordinates of this objective.
  ///
  /// @return coordinates at the recording's sample rate
  public CompressorCoordinates coordinates() {
    return coordinates;
  }

  /// The largest magnitude of the dry sound in all windows.
  ///
  /// @return dBFS; −∞ for silence
  double dryPeakDb() {
    double peak = 0;
    for (WindowPlan.Window window : losses.windows()) {
      for (int n = window.start(); n < window.end(); n++) {
        peak = Math.max(peak, Math.abs(takes.dry()[n]));
      }
    }
    return Decibels.fromFactor(peak);
  }

  /// Whether the rows that evaluations read are kept; else each makes them anew, which takes
  /// several times as long as the value alone.
  ///
  /// @return true if the heap had room for them
  public boolean keepsRows() {
    return losses.keepsRows();
  }

  /// The energy that the error is compared with.
  ///
  /// @return Σ P(t)² over all counted samples, > 0
  double targetEnergy() {
    return targetEnergy;
  }

  @Override
  public int dimension() {
    return CompressorCoefficients.COUNT;
  }

  @Override
  public double value(Vector z) {
    return esr(coordinates.toCoefficients(z));
  }

  @Override
  public Derivatives derivatives(Vector z, Order order) {
    return sumOf(derivativesOfParts(z, order));
  }

  @Override
  public List<Derivatives> derivativesOfParts(Vector z, Order order) {
    List<Derivatives> natural =
        losses.derivatives(coordinates.toCoefficients(z), order, switching(z));
    return natural.stream().map(d -> coordinates.chain(d.times(1 / targetEnergy), z)).toList();
  }

  /// How the curvature of switches is estimated at a point, in its coordinates.
  private @Nullable SwitchingTerm switching(Vector z) {
    if (switchingWidth == 0) {
      return null;
    }
    Vector scale = coordinates.slopes(z);
    return new SwitchingTerm(
        switchingWidth,
        Math.abs(scale.at(0)),
        Math.abs(scale.at(1)),
        Math.abs(scale.at(2)),
        Math.abs(scale.at(3)));
  }

  /// The same objective, whose Hessian has what switches add over small steps; this one if it has
  /// that already, or its assembly cannot.
  ///
  /// @param width in coordinates, > 0
  CompressorObjective withSwitches(double width) {
    return switchingWidth > 0 || !losses.evaluation().losses().knowsSwitches()
        ? this
        : new CompressorObjective(takes, losses, coordinates, width);
  }

  /// The gradient that the same error would have at a point if the corner of the pre-emphasis were
  /// another one: ρ = exp(−2π f / fs), so that c times the corner is ρ to the power of c.
  ///
  /// @param z point
  /// @param factor c, > 0
  Vector gradientAtCorner(Vector z, double factor) {
    double pole = Math.pow(losses.evaluation().pole(), factor);
    Derivatives natural =
        sumOf(
            losses.withPole(pole).derivatives(coordinates.toCoefficients(z), Order.GRADIENT, null));
    return Vector.gradient(coordinates.chain(natural.times(1 / targetEnergy), z));
  }

  /// The error-to-signal ratio of given parameters.
  ///
  /// @param coefficients parameters at the recording's sample rate
  /// @return ESR ≥ 0
  public double esr(CompressorCoefficients coefficients) {
    return sum(losses.values(coefficients)) / targetEnergy;
  }

  /// The derivatives of the ESR, split into contributions of consecutive segments of the recording:
  /// their scatter tells how sure a minimum is, and what decides it.
  ///
  /// @param z point
  /// @param seconds length of a segment, s, > 0; the last one of a window may be shorter
  /// @return derivatives with a Gauss-Newton matrix, in the order of [#segments]
  List<Derivatives> derivativesOfSegments(Vector z, double seconds) {
    return losses.segments(coordinates.toCoefficients(z), segmentSamples(seconds)).stream()
        .flatMap(List::stream)
        .map(d -> coordinates.chain(d.times(1 / targetEnergy), z))
        .toList();
  }

  /// Where segments lie.
  ///
  /// @param seconds length of a segment, s, > 0
  List<Passage> segments(double seconds) {
    int samples = segmentSamples(seconds);
    return losses.windows().stream()
        .flatMap(w ->
            IntStream.iterate(w.countedFrom(), from -> from < w.end(), from -> from + samples)
                .mapToObj(from -> passage(from, Math.min(from + samples, w.end()))))
        .toList();
  }

  private int segmentSamples(double seconds) {
    return Math.max(1, (int) (seconds * takes.sampleRateHz()));
  }

  /// The samples that count.
  long countedSamples() {
    return losses.windows().stream().mapToLong(w -> w.end() - w.countedFrom()).sum();
  }

  /// The sum pair by pair, whose rounding errors grow with the logarithm of the length.
  private static Derivatives sumOf(List<Derivatives> parts) {
    int n = parts.size();
    return n == 1
        ? parts.getFirst()
        : sumOf(parts.subList(0, n / 2)).plus(sumOf(parts.subList(n / 2, n)));
  }

  private static double sum(List<Double> parts) {
    int n = parts.size();
    return switch (n) {
      case 0 -> 0;
      case 1 -> parts.getFirst();
      default -> sum(parts.subList(0, n / 2)) + sum(parts.subList(n / 2, n));
    };
  }
}
