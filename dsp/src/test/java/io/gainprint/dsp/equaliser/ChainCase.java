package io.gainprint.dsp.equaliser;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.compressor.CompressorLoss.Order;
import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// A chain, a point, and sounds to compare.
final class ChainCase {
  /// In units of [Points#scales]: truncation h² and rounding 1e-16/h balance near 1e-5.
  static final double STEP = 1e-5;

  private static final double FS = 44100;
  private static final int LENGTH = 2000;

  final String name;
  final Points points;
  final double pole; // of the pre-emphasis; NaN for none
  final double[] x;
  final double[] target;
  final double[] weight;

  ChainCase(String name, Points points, double pole, double[] x, double[] target, double[] weight) {
    this.name = name;
    this.points = points;
    this.pole = pole;
    this.x = x;
    this.target = target;
    this.weight = weight;
  }

  static List<ChainCase> all() {
    return List.of(
        of(
            "equaliser with gain",
            1,
            0.995,
            Points.of()
                .and(new CookbookDesign(Shape.LOW_SHELF, FS), 200, 0.7, 4)
                .and(new CookbookDesign(Shape.BELL, FS), 900, 1.4, -6)
                .and(new CookbookDesign(Shape.BELL, FS), 3000, 3, 8)
                .and(new CookbookDesign(Shape.HIGH_SHELF, FS), 8000, 0.9, -3)
                .and(new GainDesign(), 2)),
        of(
            "shapes without gain",
            2,
            Double.NaN,
            Points.of()
                .and(new CookbookDesign(Shape.HIGH_PASS, FS), 100, 0.8)
                .and(new CookbookDesign(Shape.NOTCH, FS), 1000, 2)
                .and(new CookbookDesign(Shape.ALL_PASS, FS), 2500, 0.6)
                .and(new CookbookDesign(Shape.LOW_PASS, FS), 12000, 0.7)
                .and(new CookbookDesign(Shape.BAND_PASS, FS), 4000, 0.5)),
        of(
            "one direct form of order 8",
            3,
            0.9,
            Points.of()
                .and(
                    new ReflectionDesign(8),
                    RandomSignals.random(8).doubles(17, -0.7, 0.7).toArray())),
        of(
            "mixed orders with the gain inside",
            4,
            0.995,
            Points.of()
                .and(new ReflectionDesign(1), 1, -0.4, 0.3)
                .and(new CookbookDesign(Shape.BELL, FS), 5000, 1, 5)
                .and(new GainDesign(), -3)
                .and(new ReflectionDesign(3), 0.9, 0.2, -0.3, 0.1, -0.5, 0.4, 0.2)),
        of("gain alone", 5, 0.995, Points.of().and(new GainDesign(), -3)));
  }

  /// Programme, whose target is a like programme at another level: a large residual, so that what
  /// the Hessian has of it counts. Weights begin with 200 samples of 0.
  private static ChainCase of(String name, long seed, double pole, Points points) {
    RandomGenerator random = RandomSignals.random(seed);
    double[] x = RandomSignals.programme(random, LENGTH);
    double[] other = RandomSignals.programme(random, LENGTH);
    double[] target = new double[LENGTH];
    Arrays.setAll(target, n -> 0.7 * x[n] + 0.5 * other[n]);
    double[] weight = random.doubles(LENGTH, 0, 2).toArray();
    Arrays.fill(weight, 0, 200, 0);
    return new ChainCase(name, points, pole, x, target, weight);
  }

  /// The loss of this, at other points.
  FilterChainLoss loss(Points at, Order order) {
    FilterChainLoss loss = empty(at, order);
    loss.accumulate(x, target, weight, 0, x.length);
    return loss;
  }

  FilterChainLoss loss(Order order) {
    return loss(points, order);
  }

  FilterChainLoss empty(Points at, Order order) {
    return Double.isNaN(pole)
        ? new FilterChainLoss(at.sections(), order)
        : new FilterChainLoss(at.sections(), pole, order);
  }

  @Override
  public String toString() {
    return name;
  }
}
