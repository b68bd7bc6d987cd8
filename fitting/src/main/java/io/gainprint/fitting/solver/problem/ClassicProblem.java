package io.gainprint.fitting.solver.problem;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Objective;
import io.gainprint.fitting.solver.Order;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Sums of squares that optimisers are tried on, from Moré, Garbow and Hillstrom, "Testing
/// Unconstrained Optimization Software", ACM TOMS 7 (1981), doi 10.1145/355934.355936, and
/// Himmelblau's function.
///
/// @param name a short name
/// @param start where searches begin
/// @param residuals r of the variables, whose squares are added up
public record ClassicProblem(String name, Vector start, Function<Jet[], Jet[]> residuals) {
  /// Rosenbrock's banana.
  public static final ClassicProblem ROSENBROCK =
      new ClassicProblem(
          "Rosenbrock",
          Vector.of(-1.2, 1),
          v -> new Jet[] {v[1].minus(square(v[0])).times(10), v[0].times(-1).plus(1)});

  /// Powell's, whose Hessian is singular at the minimum.
  public static final ClassicProblem POWELL_SINGULAR =
      new ClassicProblem(
          "PowellSing",
          Vector.of(3, -1, 0, 1),
          v ->
              new Jet[] {
                v[0].plus(v[1].times(10)),
                v[2].minus(v[3]).times(Math.sqrt(5)),
                square(v[1].minus(v[2].times(2))),
                square(v[0].minus(v[3])).times(Math.sqrt(10))
              });

  /// Beale's, whose Hessian is indefinite at the start.
  public static final ClassicProblem BEALE =
      new ClassicProblem(
          "Beale",
          Vector.of(1, 1),
          v ->
              new Jet[] {
                v[0].times(v[1].plus(-1)).plus(1.5),
                v[0].times(square(v[1]).plus(-1)).plus(2.25),
                v[0].times(square(v[1]).times(v[1]).plus(-1)).plus(2.625)
              });

  /// Himmelblau's, with four minima and a negative definite start.
  public static final ClassicProblem HIMMELBLAU =
      new ClassicProblem(
          "Himmelblau",
          Vector.of(0, 0),
          v -> new Jet[] {square(v[0]).plus(v[1]).plus(-11), v[0].plus(square(v[1])).plus(-7)});

  /// Freudenstein and Roth's, with a local minimum.
  public static final ClassicProblem FREUDENSTEIN_ROTH =
      new ClassicProblem(
          "FreudRoth",
          Vector.of(0.5, -2),
          v ->
              new Jet[] {
                v[0].plus(v[1].times(-1).plus(5).times(v[1]).plus(-2).times(v[1])).plus(-13),
                v[0].plus(v[1].plus(1).times(v[1]).plus(-14).times(v[1])).plus(-29)
              });

  /// Wood's, with a saddle near the way.
  public static final ClassicProblem WOOD =
      new ClassicProblem(
          "Wood",
          Vector.of(-3, -1, -3, -1),
          v ->
              new Jet[] {
                v[1].minus(square(v[0])).times(10),
                v[0].times(-1).plus(1),
                v[3].minus(square(v[2])).times(Math.sqrt(90)),
                v[2].times(-1).plus(1),
                v[1].plus(v[3]).plus(-2).times(Math.sqrt(10)),
                v[1].minus(v[3]).times(1 / Math.sqrt(10))
              });

  /// Jennrich and Sampson's, with large residuals.
  public static final ClassicProblem JENNRICH_SAMPSON =
      new ClassicProblem(
          "JennrichS",
          Vector.of(0.3, 0.4),
          v ->
              IntStream.rangeClosed(1, 10)
                  .mapToObj(
                      i -> v[0].times(i).exp().plus(v[1].times(i).exp()).times(-1).plus(2 + 2 * i))
                  .toArray(Jet[]::new));

  /// Kowalik and Osborne's, a fit of data.
  public static final ClassicProblem KOWALIK_OSBORNE =
      new ClassicProblem(
          "Kowalik", Vector.of(0.25, 0.39, 0.415, 0.39), ClassicProblem::kowalikOsborneResiduals);

  /// Brown's, whose variables differ by 12 decades.
  public static final ClassicProblem BROWN_BADLY_SCALED =
      new ClassicProblem(
          "BrownBS",
          Vector.of(1, 1),
          v -> new Jet[] {v[0].plus(-1e6), v[1].plus(-2e-6), v[0].times(v[1]).plus(-2)});

  private static final double[] KOWALIK_Y = {
    0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246
  };
  private static final double[] KOWALIK_U = {
    4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625
  };

  /// All of them.
  ///
  /// @return nine problems
  public static List<ClassicProblem> all() {
    return List.of(
        ROSENBROCK,
        POWELL_SINGULAR,
        BEALE,
        HIMMELBLAU,
        FREUDENSTEIN_ROTH,
        WOOD,
        JENNRICH_SAMPSON,
        KOWALIK_OSBORNE,
        BROWN_BADLY_SCALED);
  }

  @Override
  public String toString() {
    return name;
  }

  private static Jet[] kowalikOsborneResiduals(Jet[] v) {
    return IntStream.range(0, KOWALIK_U.length)
        .mapToObj(i -> {
          double u = KOWALIK_U[i];
          Jet numerator = v[0].times(v[1].times(u).plus(u * u));
          Jet denominator = v[2].times(u).plus(v[3]).plus(u * u);
          return numerator.over(denominator).times(-1).plus(KOWALIK_Y[i]);
        })
        .toArray(Jet[]::new);
  }

  private static Jet square(Jet a) {
    return a.times(a);
  }

  /// The sum of squares with its exact derivatives.
  ///
  /// @return the objective
  public Objective objective() {
    return new Objective() {
      @Override
      public int dimension() {
        return start.dimension();
      }

      @Override
      public double value(Vector z) {
        double sum = 0;
        for (Jet r : residualsAt(z)) {
          sum += r.value * r.value;
        }
        return sum;
      }

      @Override
      public Derivatives derivatives(Vector z, Order order) {
        int n = dimension();
        double[] gradient = new double[n];
        double[] gaussNewton = new double[n * (n + 1) / 2];
        double[] hessian = new double[n * (n + 1) / 2];
        for (Jet r : residualsAt(z)) {
          for (int i = 0; i < n; i++) {
            gradient[i] += 2 * r.value * r.gradient[i];
            for (int j = 0; j <= i; j++) {
              int ij = Derivatives.packed(i, j);
              double product = 2 * r.gradient[i] * r.gradient[j];
              gaussNewton[ij] += product;
              hessian[ij] += product + 2 * r.value * r.hessian[i][j];
            }
          }
        }
        // No more than what is asked for, so that asking for too little shows.
        return Derivatives.of(
            value(z),
            gradient,
            order == Order.GRADIENT ? null : gaussNewton,
            order == Order.HESSIAN ? hessian : null);
      }
    };
  }

  private Jet[] residualsAt(Vector z) {
    int n = z.dimension();
    return residuals.apply(
        IntStream.range(0, n).mapToObj(i -> Jet.variable(i, n, z.at(i))).toArray(Jet[]::new));
  }
}
