package io.gainprint.fitting.filter;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.equaliser.SectionDesign;
import io.gainprint.fitting.Cancellation;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Minimizer;
import io.gainprint.fitting.solver.Minimum;
import io.gainprint.fitting.solver.NewtonMethod;
import io.gainprint.fitting.solver.Order;
import io.gainprint.fitting.solver.Tolerances;
import io.gainprint.fitting.solver.curvature.GaussNewton;
import io.gainprint.fitting.solver.globalisation.LevenbergMarquardt;
import java.util.List;

/// Searches on a measured response.
final class ResponseSearch {
  /// A step much longer than the start deserves would leave its basin.
  private static final double FIRST_DAMPING = 0.1;

  /// Enough for a start: what the search on the sound begins with is better than the measurement.
  private static final Minimizer SOLVER =
      new Minimizer(
          new NewtonMethod(new GaussNewton(), new LevenbergMarquardt(FIRST_DAMPING)),
          new Tolerances(80, 0, 1e-7, 1e-5));

  /// A parameter that has next to no influence is scaled as if it had this share of the largest.
  private static final double LEAST_CURVATURE = 1e-14;

  private final List<MeasuredResponse.Point> points;
  private final double sampleRateHz;
  private final Cancellation cancellation;

  ResponseSearch(
      List<MeasuredResponse.Point> points, double sampleRateHz, Cancellation cancellation) {
    this.points = points;
    this.sampleRateHz = sampleRateHz;
    this.cancellation = cancellation;
  }

  /// A chain and how far it is from the measured response.
  ///
  /// @param parameters θ of all sections
  /// @param loss of [ResponseObjective]; NaN or infinite for a chain that is none
  record Candidate(Vector parameters, double loss) {}

  List<MeasuredResponse.Point> points() {
    return points;
  }

  double sampleRateHz() {
    return sampleRateHz;
  }

  void throwIfCancelled() {
    cancellation.throwIfRequested();
  }

  /// The mean level of the response: where the overall gain may begin, dB.
  double levelDb() {
    double sum = 0;
    double weights = 0;
    for (MeasuredResponse.Point point : points) {
      sum += point.weight() * Decibels.fromFactor(point.magnitude());
      weights += point.weight();
    }
    return sum / weights;
  }

  /// The best chain downhill from given parameters.
  Candidate refine(List<SectionDesign> designs, Vector parameters) {
    FilterCoordinates plain = FilterCoordinates.of(designs, sampleRateHz);
    Vector start = plain.point(parameters);
    Vector units = units(objective(plain).derivatives(start, Order.GAUSS_NEWTON));
    ResponseObjective objective = objective(plain.inUnits(units));
    Minimum minimum =
        SOLVER.minimise(objective, objective.coordinates().point(parameters), _ -> {});
    return new Candidate(objective.coordinates().parameters(minimum.point()), minimum.loss());
  }

  private ResponseObjective objective(FilterCoordinates coordinates) {
    return new ResponseObjective(points, sampleRateHz, coordinates, cancellation);
  }

  /// Units in which every parameter bends the loss alike: a filter's taps, and bands where the
  /// sound has next to no energy, differ by powers of ten.
  static Vector units(Derivatives d) {
    int n = d.dimension();
    double largest = Vector.of(n, i -> d.gaussNewton(i, i)).maxNorm();
    if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
      return Vector.of(n, _ -> 1);
    }
    return Vector.of(
        n, i -> 1 / Math.sqrt(Math.max(d.gaussNewton(i, i), LEAST_CURVATURE * largest)));
  }
}
