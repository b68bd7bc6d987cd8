package io.gainprint.fitting.start;

import io.gainprint.dsp.RiseTime;
import io.gainprint.dsp.compressor.CompressorParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// A start that is read off the recording: the gain is seen by comparing dry and wet, and
/// threshold, ratio and make-up are searched so that its changes are explained best.
///
/// For each static curve the attack and release that explain the changes best follow from a linear
/// equation, so that no compressor is run; a grid of curves is tried on some of the rows, and the
/// best few are refined on all. That takes about as long as a few evaluations of a loss on a second
/// of sound, and hardly longer for long recordings, of which only some rows are looked at.
///
/// What a unit does to phase, and noise in the wet sound, blur the gain that is seen: the guess is
/// then coarse, and one start among others.
public final class FirstGuess {
  // The published ranges, arXiv 2509.10706.
  static final double MIN_ATTACK_MS = 0.1;
  static final double MAX_ATTACK_MS = 100;
  static final double MIN_RELEASE_MS = 10;
  static final double MAX_RELEASE_MS = 1000;
  private static final double MAX_SLOPE = 0.95; // ratio 20
  private static final double MIN_SLOPE = 0.02;

  /// Fewer rows do not determine five parameters.
  private static final int MIN_ROWS = 8;

  /// The rows that are looked at for each curve of the grid.
  private static final int GRID_ROWS = 20;

  /// How many curves of the grid are refined.
  private static final int REFINED = 2;

  /// Where less than this share of the gain's changes is explained, there is no compressor to see.
  private static final double EXPLAINED = 0.05;

  private static final double LOWEST_THRESHOLD_DB = -60; // relative to the peak, as the next three
  private static final double GRID_THRESHOLD_DB = 6;
  private static final double HIGHEST_THRESHOLD_DB = -1; // so that there is a gradient
  private static final double MILD_THRESHOLD_DB = -12;
  private static final double SILENT_THRESHOLD_DB = -36; // the published start's, dBFS

  private static final double[] GRID_SLOPES = {0.3, 0.5, 0.7, 0.85, 0.95};

  /// Make-up above the greatest gain seen: the gain of a slow release may never come back to 1.
  private static final double[] GRID_MAKE_UPS_DB = {0, 1.5, 4, 8, 14, 22};

  /// The greatest gain seen is this quantile.
  private static final double GREATEST = 0.98;

  /// The first steps of the refinement: half the grid's. It ends after four halvings.
  private static final double THRESHOLD_STEP_DB = 3;

  private static final double SLOPE_STEP = 0.08;
  private static final double MAKE_UP_STEP_DB = 1;
  private static final double LAST_STEP = 1.0 / 16;

  /// Ten rounds are usual; a search that creeps along a valley for more is good enough.
  private static final int MAX_ROUNDS = 40;

  private final GainRows rows;
  private final double sampleRateHz;

  private FirstGuess(GainRows rows, double sampleRateHz) {
    this.rows = rows;
    this.sampleRateHz = sampleRateHz;
  }

  /// Guesses a compressor.
  ///
  /// Where no compression shows, or there is too little sound, it is a gentle one, with the
  /// threshold below the peak of the sound so that a search has a gradient.
  ///
  /// @param dry what went into the unit, full scale = 1, all finite; of any length and level
  /// @param wet what came out, as long as `dry`, all finite
  /// @param sampleRateHz sample rate of both, Hz, > 0
  /// @return finite parameters; ratio, attack and release within the published ranges
  /// @throws IllegalArgumentException if the lengths differ
  public static CompressorParameters of(float[] dry, float[] wet, double sampleRateHz) {
    if (dry.length != wet.length) {
      throw new IllegalArgumentException(
          "dry and wet must be equally long: " + dry.length + " and " + wet.length + " samples");
    }
    return new FirstGuess(GainRows.of(dry, wet, sampleRateHz), sampleRateHz).parameters(dry, wet);
  }

  /// A curve, and the timing that suits it.
  private record Candidate(StaticCurve curve, Timing timing) {
    double error() {
      return timing.error();
    }
  }

  private CompressorParameters parameters(float[] dry, float[] wet) {
    if (rows.rows() < MIN_ROWS) {
      return mild(dry, wet);
    }
    Candidate best =
        bestOfGrid().stream()
            .map(this::refined)
            .min(Comparator.comparingDouble(Candidate::error))
            .orElseThrow();
    if (!(best.error() < 1 - EXPLAINED)) {
      return mild(dry, wet);
    }
    Timing timing = best.timing();
    return new CompressorParameters(
        best.curve().thresholdDb(),
        best.curve().ratio(),
        clippedMs(timing.attack(), MIN_ATTACK_MS, MAX_ATTACK_MS),
        clippedMs(timing.release(), MIN_RELEASE_MS, MAX_RELEASE_MS),
        best.curve().makeUpDb());
  }

  private double clippedMs(double coefficient, double least, double greatest) {
    return Math.clamp(RiseTime.toMs(coefficient, sampleRateHz), least, greatest);
  }

  /// A gentle start, of the level of the wet sound.
  private static CompressorParameters mild(float[] dry, float[] wet) {
    double peak = 0;
    double dryEnergy = 0;
    double wetEnergy = 0;
    for (int n = 0; n < dry.length; n++) {
      peak = Math.max(peak, Math.abs(dry[n]));
      dryEnergy += (double) dry[n] * dry[n];
      wetEnergy += (double) wet[n] * wet[n];
    }
    double thresholdDb = peak > 0 ? 20 * Math.log10(peak) + MILD_THRESHOLD_DB : SILENT_THRESHOLD_DB;
    double makeUpDb = dryEnergy > 0 && wetEnergy > 0 ? 10 * Math.log10(wetEnergy / dryEnergy) : 0;
    return new CompressorParameters(thresholdDb, 1.5, 5, 100, makeUpDb);
  }

  private Candidate candidate(StaticCurve curve, int every) {
    return new Candidate(curve, rows.timing(curve, every));
  }

  private List<Candidate> bestOfGrid() {
    double[] gains = rows.meanGains();
    Arrays.sort(gains);
    double greatestDb = 20 * Math.log10(gains[(int) (GREATEST * (gains.length - 1))]);
    int every = Math.max(1, rows.rows() / GRID_ROWS);
    List<Candidate> grid = new ArrayList<>();
    for (double t = -GRID_THRESHOLD_DB / 2; t > LOWEST_THRESHOLD_DB; t -= GRID_THRESHOLD_DB) {
      for (double slope : GRID_SLOPES) {
        for (double above : GRID_MAKE_UPS_DB) {
          grid.add(candidate(new StaticCurve(rows.peakDb() + t, slope, greatestDb + above), every));
        }
      }
    }
    grid.sort(Comparator.comparingDouble(Candidate::error));
    return grid.subList(0, REFINED);
  }

  /// Compass search: the six neighbours are tried, and where none is better the steps are halved.
  private Candidate refined(Candidate ofGrid) {
    Candidate best = candidate(ofGrid.curve(), 1);
    double step = 1;
    for (int round = 0; round < MAX_ROUNDS && step > LAST_STEP; round++) {
      double before = best.error();
      for (double by : new double[] {-step, step}) {
        best = better(best, moved(best.curve(), by * THRESHOLD_STEP_DB, 0, 0));
        best = better(best, moved(best.curve(), 0, by * SLOPE_STEP, 0));
        best = better(best, moved(best.curve(), 0, 0, by * MAKE_UP_STEP_DB));
      }
      if (!(best.error() < before)) {
        step /= 2;
      }
    }
    return best;
  }

  private StaticCurve moved(StaticCurve curve, double threshold, double slope, double makeUp) {
    double peakDb = rows.peakDb();
    return new StaticCurve(
        Math.clamp(
            curve.thresholdDb() + threshold,
            peakDb + LOWEST_THRESHOLD_DB,
            peakDb + HIGHEST_THRESHOLD_DB),
        Math.clamp(curve.slope() + slope, MIN_SLOPE, MAX_SLOPE),
        curve.makeUpDb() + makeUp);
  }

  private Candidate better(Candidate best, StaticCurve curve) {
    Candidate other = candidate(curve, 1);
    return other.error() < best.error() ? other : best;
  }
}
