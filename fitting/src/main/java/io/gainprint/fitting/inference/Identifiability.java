package io.gainprint.fitting.inference;

import io.gainprint.fitting.linear.Spectrum;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Which parameters, and which combinations of them, a recording does not determine.
///
/// Every parameter is measured in its tolerance, the change of it that matters; let A be the
/// covariance in this measure, with eigenvalues s² and eigenvectors v.
///
/// 1. A parameter is *undetermined* if its standard deviation with all others held, 1 / √(A⁻¹)_ii,
///    is beyond its tolerance: no knowledge of the others would help.
/// 2. An eigenvector with s > 1 is a combination beyond tolerance. Its parameters are
///    *inseparable*: each might be had if the others were known. Named are those that carry it:
///    those that move at least a quarter as far as the one that moves most, or by their own
///    tolerance when the combination moves by s; and always two. A combination of which all the
///    carriers are undetermined by themselves says nothing new and is left out.
///
/// The changes named are one standard deviation of the parameter or combination: repeated
/// recordings would scatter as far. They end at 10 tolerances, as a covariance is a statement on
/// small changes; beyond, a parameter may do anything. Parameters on a bound have no covariance;
/// they are left out here, and said by [Finding.OnBound].
public final class Identifiability {
  /// Tolerances up to which changes are followed.
  private static final double REACH = 10;

  /// Of the largest, for a parameter to be named: less than that is 3 % of the variance.
  private static final double CARRIES = 0.25;

  /// Of the largest eigenvalue: where a singular covariance has zeros, or rounding below.
  private static final double ZERO = 1e-14;

  private Identifiability() {}

  /// What a recording does not determine.
  ///
  /// @param covariance of parameters in the coordinates their tolerances are measured in: dB, or
  ///   natural logarithms where they are relative
  /// @param tolerances one for each of them, in the same order
  /// @return undetermined parameters in order, then combinations, the least determined first; none
  ///   if all is determined
  /// @throws IllegalArgumentException if there is not one tolerance per parameter
  /// @throws ArithmeticException if the covariance is not finite
  public static List<Finding> findings(SymmetricMatrix covariance, List<Tolerance> tolerances) {
    int p = covariance.dimension();
    if (tolerances.size() != p) {
      throw new IllegalArgumentException("tolerances must be " + p + ": " + tolerances.size());
    }
    if (p == 0) {
      return List.of();
    }
    Vector scale = Vector.of(p, i -> tolerances.get(i).inCoordinate());
    Spectrum spectrum =
        SymmetricMatrix.of(p, (i, j) -> covariance.at(i, j) / (scale.at(i) * scale.at(j)))
            .spectrum();
    List<Finding> findings = new ArrayList<>();
    Set<Integer> undetermined = new HashSet<>();
    for (int i = 0; i < p; i++) {
      double deviation = withOthersHeld(spectrum, i);
      if (deviation > 1) {
        undetermined.add(i);
        double change = Math.min(deviation, REACH);
        findings.add(
            new Finding.Undetermined(change(tolerances.get(i), change), deviation > REACH));
      }
    }
    for (int k = p - 1; k >= 0; k--) {
      double deviation = Math.sqrt(Math.max(0, spectrum.values().at(k)));
      if (deviation > 1) {
        boolean isAtLeast = deviation > REACH;
        Vector moves = spectrum.vector(k).times(Math.min(deviation, REACH));
        List<Integer> largestFirst = largestFirst(moves);
        List<Integer> carriers = carriers(moves, largestFirst);
        if (p > 1 && !undetermined.containsAll(carriers)) {
          List<Integer> named =
              carriers.size() > 1
                  ? carriers
                  : largestFirst.subList(0, 2).stream().sorted().toList();
          // Either sign of an eigenvector will do: the first change is upwards.
          double sign = Math.signum(moves.at(named.getFirst()));
          findings.add(
              new Finding.Inseparable(
                  named.stream().map(i -> change(tolerances.get(i), sign * moves.at(i))).toList(),
                  isAtLeast));
        }
      }
    }
    return List.copyOf(findings);
  }

  /// The standard deviation of one parameter in its tolerance, all others held.
  private static double withOthersHeld(Spectrum spectrum, int i) {
    double least = ZERO * spectrum.largestMagnitude();
    double precision = 0; // (A⁻¹)_ii
    for (int k = 0; k < spectrum.dimension(); k++) {
      double v = spectrum.vector(k).at(i);
      precision += v * v / Math.max(least, spectrum.values().at(k));
    }
    return 1 / Math.sqrt(precision); // NaN of a covariance of zeros
  }

  private static List<Integer> largestFirst(Vector moves) {
    return IntStream.range(0, moves.dimension())
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(i -> Math.abs(moves.at(i))).reversed())
        .toList();
  }

  /// The parameters that carry a combination, in order.
  private static List<Integer> carriers(Vector moves, List<Integer> largestFirst) {
    double least = Math.min(1, CARRIES * moves.maxNorm());
    return largestFirst.stream().filter(i -> Math.abs(moves.at(i)) >= least).sorted().toList();
  }

  private static Finding.Change change(Tolerance tolerance, double tolerances) {
    double move = tolerances * tolerance.inCoordinate();
    return new Finding.Change(
        tolerance.parameter(),
        switch (tolerance.unit()) {
          case DECIBELS -> move;
          case PERCENT -> Math.expm1(move);
        },
        tolerance.unit());
  }
}
