package io.gainprint.fitting.filter;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.equaliser.CookbookDesign;
import io.gainprint.dsp.equaliser.DesignedSection;
import io.gainprint.dsp.equaliser.GainDesign;
import io.gainprint.dsp.equaliser.LadderDesign;
import io.gainprint.dsp.equaliser.OnePoleDesign;
import io.gainprint.dsp.equaliser.ReflectionDesign;
import io.gainprint.dsp.equaliser.SectionDesign;
import io.gainprint.fitting.coordinates.Coordinates;
import io.gainprint.fitting.coordinates.ScalarMap;
import io.gainprint.fitting.linear.Box;
import io.gainprint.fitting.linear.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The coordinates that a filter chain is fitted in.
///
/// ```
/// f = 10 Hz … 0.49 fs, Q = 0.1 … 20:  ln of either is a logistic function of z
/// gain = 10 dB · z          k = tanh(z/2)          taps and feed-forward = z
/// ```
///
/// Immutable and safe to share.
public final class FilterCoordinates {
  /// The range of frequencies, Hz and share of the sample rate.
  private static final double LEAST_HZ = 10;

  private static final double LARGEST_SHARE = 0.49;

  /// The range of Q: from what is hardly a band any more to what rings for a fifth of a second at
  /// 30 Hz.
  private static final double LEAST_Q = 0.1;

  private static final double LARGEST_Q = 20;

  private static final double GAIN_UNIT_DB = 10;

  /// A reflection coefficient nearer to 1 is a pole on the unit circle to all intents.
  private static final double LARGEST_REFLECTION = 1 - 1e-10;

  /// A coordinate this far out stands for a parameter within 0.1 % of the end of its range.
  private static final double ON_BOUND = 7;

  private final List<SectionDesign> designs;
  private final Coordinates coordinates;

  private FilterCoordinates(List<SectionDesign> designs, Coordinates coordinates) {
    this.designs = designs;
    this.coordinates = coordinates;
  }

  /// The coordinates of a chain.
  ///
  /// @param designs its sections, in the order in which the sound passes
  /// @param sampleRateHz sample rate, Hz, > 25
  /// @return the coordinates
  public static FilterCoordinates of(List<SectionDesign> designs, double sampleRateHz) {
    List<ScalarMap> maps = new ArrayList<>();
    for (SectionDesign design : designs) {
      for (String name : design.parameterNames()) {
        maps.add(map(design, name, sampleRateHz));
      }
    }
    return new FilterCoordinates(List.copyOf(designs), unbounded(maps));
  }

  private static ScalarMap map(SectionDesign design, String name, double sampleRateHz) {
    return switch (design) {
      case CookbookDesign _, OnePoleDesign _ ->
          switch (name) {
            case "frequencyHz" -> logarithmic(LEAST_HZ, LARGEST_SHARE * sampleRateHz);
            case "q" -> logarithmic(LEAST_Q, LARGEST_Q);
            default -> ScalarMap.linear(GAIN_UNIT_DB);
          };
      case GainDesign _ -> ScalarMap.linear(GAIN_UNIT_DB);
      case LadderDesign _, ReflectionDesign _ ->
          name.startsWith("k")
              ? ScalarMap.logistic(-LARGEST_REFLECTION, LARGEST_REFLECTION)
              : ScalarMap.linear(1);
    };
  }

  private static ScalarMap logarithmic(double least, double most) {
    return ScalarMap.exponential().after(ScalarMap.logistic(Math.log(least), Math.log(most)));
  }

  private static Coordinates unbounded(List<ScalarMap> maps) {
    int n = maps.size();
    return new Coordinates(
        maps,
        Box.of(
            Vector.of(n, _ -> Double.NEGATIVE_INFINITY),
            Vector.of(n, _ -> Double.POSITIVE_INFINITY)));
  }

  /// The same in other units.
  ///
  /// @param units the present coordinate at 1 of each new one, all > 0
  /// @return coordinates z of which these are units · z
  FilterCoordinates inUnits(Vector units) {
    List<ScalarMap> maps = new ArrayList<>();
    for (int i = 0; i < dimension(); i++) {
      maps.add(coordinates.maps().get(i).after(ScalarMap.linear(units.at(i))));
    }
    return new FilterCoordinates(designs, unbounded(maps));
  }

  /// The number of parameters.
  ///
  /// @return n
  public int dimension() {
    return coordinates.dimension();
  }

  /// The sections of the chain.
  ///
  /// @return their designs, in the order in which the sound passes
  List<SectionDesign> designs() {
    return designs;
  }

  /// The parameters of all sections, one after the other.
  ///
  /// @param z point
  /// @return θ
  public Vector parameters(Vector z) {
    return coordinates.parameters(z);
  }

  /// The point of given parameters; of those out of reach, of some within.
  ///
  /// @param parameters θ
  /// @return z
  public Vector point(Vector parameters) {
    return coordinates.point(parameters);
  }

  /// How fast each parameter moves with its coordinate.
  ///
  /// @param z point
  /// @return the n slopes
  Vector slopes(Vector z) {
    return coordinates.slopes(z);
  }

  /// Whether a parameter is at an end of its range.
  ///
  /// @param i parameter
  /// @param z point, in coordinates of no other units
  /// @return true if it is
  boolean isOnBound(int i, Vector z) {
    return !(coordinates.maps().get(i) instanceof ScalarMap.Linear) && Math.abs(z.at(i)) > ON_BOUND;
  }

  /// The chain at a point.
  ///
  /// @param z point
  /// @return its sections; empty where rounding has made one unstable or a parameter is NaN
  Optional<List<DesignedSection>> sections(Vector z) {
    double[] theta = parameters(z).toArray();
    if (!Double.isFinite(Arrays.stream(theta).sum())) {
      return Optional.empty();
    }
    List<DesignedSection> sections = new ArrayList<>();
    int at = 0;
    for (SectionDesign design : designs) {
      int end = at + design.parameterNames().size();
      DesignedSection section = design.at(Arrays.copyOfRange(theta, at, end));
      if (!section.coefficients().isStable()) {
        return Optional.empty();
      }
      sections.add(section);
      at = end;
    }
    return Optional.of(List.copyOf(sections));
  }

  /// Derivatives with respect to z, from those with respect to the parameters.
  ///
  /// @param natural derivatives with respect to θ
  /// @param z the point they were taken at
  /// @return the same, in these coordinates
  public Derivatives chain(Derivatives natural, Vector z) {
    return coordinates.chain(natural, z);
  }

  /// Derivatives of what is not defined at a point.
  ///
  /// @return NaN everywhere
  Derivatives undefined() {
    int n = dimension();
    double[] triangle = IntStream.range(0, n * (n + 1) / 2).mapToDouble(_ -> Double.NaN).toArray();
    return Derivatives.of(Double.NaN, new double[n], triangle, triangle);
  }
}
