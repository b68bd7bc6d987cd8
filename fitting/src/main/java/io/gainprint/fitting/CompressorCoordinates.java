package io.gainprint.fitting;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.RiseTime;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.coordinates.Coordinates;
import io.gainprint.fitting.coordinates.ScalarMap;
import io.gainprint.fitting.linear.Box;
import io.gainprint.fitting.linear.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/// Coordinates z of the compressor's parameters θ = (T, R, α_A, α_R, M) at one sample rate.
///
/// Threshold and make-up are linear in their coordinates. Ratio and coefficients are kept within
/// the published ranges, ratio 1 to 20, attack 0.1 to 100 ms, release 10 to 1000 ms, in one of the
/// ways of [CoordinateKind]. Immutable and safe to share. Source of the ranges: arXiv 2509.10706.
public final class CompressorCoordinates {
  private static final double MIN_RATIO = 1;
  private static final double MAX_RATIO = 20;
  private static final double MIN_ATTACK_MS = 0.1;
  private static final double MAX_ATTACK_MS = 100;
  private static final double MIN_RELEASE_MS = 10;
  private static final double MAX_RELEASE_MS = 1000;

  private static final List<String> ON_LOWER_BOUND =
      List.of(
          "ratio on its lower bound of 1:1",
          "attack on its lower bound of 0.1 ms",
          "release on its lower bound of 10 ms");

  private static final List<String> ON_UPPER_BOUND =
      List.of(
          "ratio on its upper bound of 20:1",
          "attack on its upper bound of 100 ms",
          "release on its upper bound of 1000 ms");

  private static final int RATIO = 1;
  private static final int RELEASE = 3;

  /// Levels of the order of 1.
  private static final double LEVEL_UNIT_DB = 10;

  private final double sampleRateHz;
  private final Coordinates coordinates;

  /// The parameters at their lower and upper bounds: a long time is the smaller coefficient.
  private final Vector lower;

  private final Vector upper;

  /// The published coordinates for a sample rate.
  ///
  /// @param sampleRateHz sample rate, Hz, > 0
  public CompressorCoordinates(double sampleRateHz) {
    this(sampleRateHz, CoordinateKind.PUBLISHED);
  }

  /// Coordinates for a sample rate.
  ///
  /// @param sampleRateHz sample rate, Hz, > 0
  /// @param kind which coordinates
  public CompressorCoordinates(double sampleRateHz, CoordinateKind kind) {
    this.sampleRateHz = sampleRateHz;
    lower =
        Vector.of(
            Double.NEGATIVE_INFINITY,
            MIN_RATIO,
            RiseTime.toCoefficient(MIN_ATTACK_MS, sampleRateHz),
            RiseTime.toCoefficient(MIN_RELEASE_MS, sampleRateHz),
            Double.NEGATIVE_INFINITY);
    upper =
        Vector.of(
            Double.POSITIVE_INFINITY,
            MAX_RATIO,
            RiseTime.toCoefficient(MAX_ATTACK_MS, sampleRateHz),
            RiseTime.toCoefficient(MAX_RELEASE_MS, sampleRateHz),
            Double.POSITIVE_INFINITY);
    coordinates =
        switch (kind) {
          case PUBLISHED -> unbounded(ScalarMap.linear(1), logistics());
          case COEFFICIENT -> unbounded(ScalarMap.linear(LEVEL_UNIT_DB), logistics());
          case LOG_TIME ->
              unbounded(ScalarMap.linear(LEVEL_UNIT_DB), logarithmicLogistics(sampleRateHz));
          case BOX -> bounded(ScalarMap.linear(LEVEL_UNIT_DB), sampleRateHz);
        };
  }

  private List<ScalarMap> logistics() {
    List<ScalarMap> maps = new ArrayList<>();
    for (int i = RATIO; i <= RELEASE; i++) {
      maps.add(ScalarMap.logistic(lower.at(i), upper.at(i)));
    }
    return maps;
  }

  private static List<ScalarMap> logarithmicLogistics(double sampleRateHz) {
    ScalarMap time = ScalarMap.riseTime(sampleRateHz);
    return List.of(
        ScalarMap.exponential().after(ScalarMap.logistic(Math.log(MIN_RATIO), Math.log(MAX_RATIO))),
        time.after(ScalarMap.logistic(Math.log(MIN_ATTACK_MS), Math.log(MAX_ATTACK_MS))),
        time.after(ScalarMap.logistic(Math.log(MIN_RELEASE_MS), Math.log(MAX_RELEASE_MS))));
  }

  private static Coordinates unbounded(ScalarMap level, List<ScalarMap> bounded) {
    double infinity = Double.POSITIVE_INFINITY;
    int n = CompressorCoefficients.COUNT;
    return new Coordinates(
        List.of(level, bounded.get(0), bounded.get(1), bounded.get(2), level),
        Box.of(Vector.of(n, _ -> -infinity), Vector.of(n, _ -> infinity)));
  }

  private static Coordinates bounded(ScalarMap level, double sampleRateHz) {
    double infinity = Double.POSITIVE_INFINITY;
    ScalarMap time = ScalarMap.riseTime(sampleRateHz);
    return new Coordinates(
        List.of(level, ScalarMap.exponential(), time, time, level),
        Box.of(
            Vector.of(
                -infinity,
                Math.log(MIN_RATIO),
                Math.log(MIN_ATTACK_MS),
                Math.log(MIN_RELEASE_MS),
                -infinity),
            Vector.of(
                infinity,
                Math.log(MAX_RATIO),
                Math.log(MAX_ATTACK_MS),
                Math.log(MAX_RELEASE_MS),
                infinity)));
  }

  /// The parameters at a point.
  ///
  /// @param z point of dimension 5; any finite value is allowed
  /// @return coefficients within the ranges
  public CompressorCoefficients toCoefficients(Vector z) {
    Vector theta = coordinates.parameters(z);
    return new CompressorCoefficients(
        theta.at(0), inRange(1, theta), inRange(2, theta), inRange(3, theta), theta.at(4));
  }

  /// Rounding must not leave the range, nor a point outside the box.
  private double inRange(int i, Vector theta) {
    return clamped(i, theta.at(i));
  }

  private double clamped(int i, double value) {
    double low = Math.min(lower.at(i), upper.at(i));
    return Math.clamp(value, low, Math.max(lower.at(i), upper.at(i)));
  }

  /// The point of given parameters. One on a bound or beyond it gets a point just inside, or on the
  /// bound of a box.
  ///
  /// @param c parameters
  /// @return z
  public Vector toPoint(CompressorCoefficients c) {
    Vector theta = Vector.of(c.thresholdDb(), c.ratio(), c.attack(), c.release(), c.makeUpDb());
    return coordinates.point(theta);
  }

  /// Derivatives with respect to z, from those with respect to θ.
  ///
  /// @param natural derivatives with respect to the coefficients
  /// @param z the point they were taken at
  /// @return the same, in these coordinates
  public Derivatives chain(Derivatives natural, Vector z) {
    return coordinates.chain(natural, z);
  }

  /// The bounds of the coordinates.
  ///
  /// @return infinite where a logistic function keeps the parameter in its range
  public Box box() {
    return coordinates.box();
  }

  /// How fast each parameter moves with its coordinate.
  ///
  /// @param z point
  /// @return the five θ′
  Vector slopes(Vector z) {
    return coordinates.slopes(z);
  }

  /// A parameter in its unit: dB, to 1, or ms.
  ///
  /// @param i the parameter
  /// @param at its coordinate
  double physical(int i, double at) {
    double value = coordinates.maps().get(i).value(at);
    double inRange = isBounded(i) ? clamped(i, value) : value;
    return isTime(i) ? RiseTime.toMs(inRange, sampleRateHz) : inRange;
  }

  /// How fast a parameter in its unit moves with its coordinate.
  double physicalSlope(int i, Vector z) {
    double slope = coordinates.maps().get(i).slope(z.at(i));
    return isTime(i)
        ? slope * RiseTime.msPerCoefficient(coordinates.maps().get(i).value(z.at(i)), sampleRateHz)
        : slope;
  }

  /// How fast what tolerances are measured in moves with the coordinate: dB, or the logarithm of a
  /// ratio or time.
  double toleranceSlope(int i, Vector z) {
    return physicalSlope(i, z) / (isBounded(i) ? physical(i, z.at(i)) : 1);
  }

  private static boolean isTime(int i) {
    return i > RATIO && i <= RELEASE;
  }

  /// Whether a parameter is on a bound of its range, to 0.1 % of the bound.
  boolean isOnBound(int i, Vector z) {
    double value = coordinates.maps().get(i).value(z.at(i));
    return isBounded(i) && (isNear(value, lower.at(i)) || isNear(value, upper.at(i)));
  }

  /// The parameters that are on a bound of their range, in words.
  List<String> onBounds(Vector z) {
    return wordsOfBounds(i -> coordinates.maps().get(i).value(z.at(i)));
  }

  /// The same for parameters that need not come from these coordinates.
  List<String> onBounds(CompressorParameters parameters) {
    Vector values =
        Vector.of(
            parameters.thresholdDb(),
            parameters.ratio(),
            RiseTime.toCoefficient(parameters.attackMs(), sampleRateHz),
            RiseTime.toCoefficient(parameters.releaseMs(), sampleRateHz),
            parameters.makeUpDb());
    return wordsOfBounds(values::at);
  }

  private List<String> wordsOfBounds(IntToDoubleFunction values) {
    List<String> words = new ArrayList<>();
    for (int i = RATIO; i <= RELEASE; i++) {
      double value = values.applyAsDouble(i);
      if (isNear(value, lower.at(i))) {
        words.add(ON_LOWER_BOUND.get(i - RATIO));
      } else if (isNear(value, upper.at(i))) {
        words.add(ON_UPPER_BOUND.get(i - RATIO));
      }
    }
    return words;
  }

  private static boolean isNear(double value, double bound) {
    return Math.abs(value - bound) <= 1e-3 * bound;
  }

  private static boolean isBounded(int i) {
    return i >= RATIO && i <= RELEASE;
  }
}
