package io.gainprint.fitting.filter;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import io.gainprint.dsp.equaliser.DesignedSection;
import io.gainprint.fitting.filter.EqualiserErrors.BandErrors;
import io.gainprint.fitting.inference.SandwichCovariance;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// What a fitted point stands for.
///
/// @param filter the filter; bands of one shape are in the order of their frequencies
/// @param errors how sure the parameters are, in the same order
/// @param onBounds parameters at an end of their range, in words
record FittedParameters(FittedFilter filter, EqualiserErrors errors, List<String> onBounds) {
  /// As for compressors: short, to have many, and 4 neighbours that may correlate.
  private static final double SEGMENT_SECONDS = 0.5;

  private static final int MAX_LAGS = 4;

  private static final int SEGMENTS_PER_LAG = 20;

  /// With standard errors by the sandwich formula.
  static FittedParameters at(FilterModel model, FilterObjective objective, Vector parameters) {
    return of(
        model,
        objective,
        parameters,
        switch (model) {
          case FilterModel.Bands _ -> standardErrors(objective, parameters);
          case FilterModel.DirectForm _ -> unknown(parameters.dimension());
        });
  }

  /// Without, when there is no time to compute them.
  static FittedParameters withoutErrors(
      FilterModel model, FilterObjective objective, Vector parameters) {
    return of(model, objective, parameters, unknown(parameters.dimension()));
  }

  private static double[] unknown(int count) {
    double[] errors = new double[count];
    Arrays.fill(errors, Double.NaN);
    return errors;
  }

  private static FittedParameters of(
      FilterModel model, FilterObjective objective, Vector parameters, double[] errors) {
    return switch (model) {
      case FilterModel.Bands bands -> equaliser(bands, objective, parameters, errors);
      case FilterModel.DirectForm _ -> {
        List<DesignedSection> sections =
            objective
                .coordinates()
                .sections(objective.coordinates().point(parameters))
                .orElseThrow(() -> new IllegalStateException("the filter found is not stable"));
        yield new FittedParameters(
            DirectFormFilter.of(objective.sampleRateHz(), sections.getFirst().coefficients()),
            EqualiserErrors.UNKNOWN,
            List.of());
      }
    };
  }

  private record FittedBand(Band band, BandErrors errors, List<String> onBounds) {}

  private static FittedParameters equaliser(
      FilterModel.Bands model, FilterObjective objective, Vector parameters, double[] errors) {
    List<FittedBand> found = new ArrayList<>();
    int at = 0;
    for (Shape shape : model.shapes()) {
      found.add(band(shape, objective, parameters, errors, at));
      at += shape.hasGain() ? 3 : 2;
    }
    List<FittedBand> ordered = new ArrayList<>(found);
    for (Shape shape : Shape.values()) {
      int[] places =
          IntStream.range(0, found.size())
              .filter(i -> found.get(i).band().shape() == shape)
              .toArray();
      List<FittedBand> ascending =
          Arrays.stream(places)
              .mapToObj(found::get)
              .sorted(Comparator.comparingDouble(b -> b.band().frequencyHz()))
              .toList();
      for (int i = 0; i < places.length; i++) {
        ordered.set(places[i], ascending.get(i));
      }
    }
    return new FittedParameters(
        new Equaliser(ordered.stream().map(FittedBand::band).toList(), parameters.at(at)),
        new EqualiserErrors(ordered.stream().map(FittedBand::errors).toList(), errors[at]),
        ordered.stream().flatMap(band -> band.onBounds().stream()).toList());
  }

  private static FittedBand band(
      Shape shape, FilterObjective objective, Vector parameters, double[] errors, int at) {
    Band band =
        new Band(
            shape,
            parameters.at(at),
            parameters.at(at + 1),
            shape.hasGain() ? parameters.at(at + 2) : 0);
    Vector z = objective.coordinates().point(parameters);
    List<String> onBounds = new ArrayList<>();
    if (objective.coordinates().isOnBound(at, z)) {
      onBounds.add(
          "frequency of the %s at its bound, %.4g Hz".formatted(shape, band.frequencyHz()));
    }
    if (objective.coordinates().isOnBound(at + 1, z)) {
      onBounds.add("Q of the %s at its bound, %.3g".formatted(shape, band.q()));
    }
    return new FittedBand(
        band,
        new BandErrors(errors[at], errors[at + 1], shape.hasGain() ? errors[at + 2] : Double.NaN),
        onBounds);
  }

  /// √C_ii of the parameters; those at an end of their range are held and have none.
  private static double[] standardErrors(FilterObjective objective, Vector parameters) {
    FilterCoordinates plain = objective.coordinates();
    Vector z = plain.point(parameters);
    double[] errors = unknown(parameters.dimension());
    int[] free = IntStream.range(0, errors.length).filter(i -> !plain.isOnBound(i, z)).toArray();
    Derivatives whole = objective.derivatives(z, Order.HESSIAN);
    List<Vector> scores =
        objective.segmentGradients(z, SEGMENT_SECONDS).stream()
            .map(score -> score.select(free))
            .toList();
    int lags = Math.min(MAX_LAGS, scores.size() / SEGMENTS_PER_LAG);
    Vector slopes = plain.slopes(z);
    SandwichCovariance.of(selected(whole, free), scores, lags)
        .ifPresent(covariance -> {
          for (int k = 0; k < free.length; k++) {
            errors[free[k]] = covariance.standardErrors().at(k) * Math.abs(slopes.at(free[k]));
          }
        });
    return errors;
  }

  private static Derivatives selected(Derivatives d, int... free) {
    SymmetricMatrix hessian = SymmetricMatrix.hessian(d).select(free);
    SymmetricMatrix gaussNewton = SymmetricMatrix.gaussNewton(d).select(free);
    return Derivatives.of(
        d.value(), Vector.gradient(d).select(free).toArray(), packed(gaussNewton), packed(hessian));
  }

  private static double[] packed(SymmetricMatrix matrix) {
    int n = matrix.dimension();
    double[] packed = new double[n * (n + 1) / 2];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        packed[Derivatives.packed(i, j)] = matrix.at(i, j);
      }
    }
    return packed;
  }
}
