package io.gainprint.fitting.inference;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.problem.Jet;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// A sum of squares of residuals written as their formula; each residual is a part of its own.
record SumOfSquares(int dimension, Function<Jet[], List<Jet>> residuals) {
  private static final double[] MISRA_Y = {
    10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78
  };
  private static final double[] MISRA_X = {
    77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0
  };

  /// NIST StRD, Misra1a: y = b₁ (1 − exp(−b₂ x)).
  static final SumOfSquares MISRA_1A =
      new SumOfSquares(
          2,
          b ->
              IntStream.range(0, MISRA_Y.length)
                  .mapToObj(i ->
                      b[0].times(b[1].times(-MISRA_X[i]).exp().times(-1).plus(1))
                          .times(-1)
                          .plus(MISRA_Y[i]))
                  .toList());

  /// Near enough for plain Newton steps.
  static final Vector MISRA_1A_START = Vector.of(239, 5.5e-4);

  private static final double[] KOWALIK_Y = {
    0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246
  };
  private static final double[] KOWALIK_U = {
    4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625
  };

  /// Kowalik and Osborne's problem with u stretched: a and b/φ, c/φ, d/φ² fit as before, so that
  /// the minimum is (a, φb, φc, φ²d).
  static SumOfSquares kowalikOsborne(double phi) {
    return new SumOfSquares(
        4,
        v ->
            IntStream.range(0, KOWALIK_Y.length)
                .mapToObj(i -> {
                  double u = phi * KOWALIK_U[i];
                  Jet numerator = v[0].times(v[1].times(u).plus(u * u));
                  Jet denominator = v[2].times(u).plus(v[3]).plus(u * u);
                  return numerator.over(denominator).times(-1).plus(KOWALIK_Y[i]);
                })
                .toList());
  }

  /// y = X θ with the rows of X.
  static SumOfSquares linear(List<Vector> rows, double[] y) {
    return new SumOfSquares(
        rows.getFirst().dimension(),
        v ->
            IntStream.range(0, y.length)
                .mapToObj(i -> {
                  Jet sum = Jet.constant(v.length, -y[i]);
                  for (int j = 0; j < v.length; j++) {
                    sum = sum.plus(v[j].times(rows.get(i).at(j)));
                  }
                  return sum;
                })
                .toList());
  }

  /// Without some of the residuals.
  SumOfSquares without(Collection<Integer> indices) {
    return new SumOfSquares(
        dimension,
        v -> {
          List<Jet> all = residuals.apply(v);
          return IntStream.range(0, all.size())
              .filter(i -> !indices.contains(i))
              .mapToObj(all::get)
              .toList();
        });
  }

  List<Derivatives> parts(Vector at) {
    Jet[] variables =
        IntStream.range(0, dimension)
            .mapToObj(i -> Jet.variable(i, dimension, at.at(i)))
            .toArray(Jet[]::new);
    return residuals.apply(variables).stream().map(this::square).toList();
  }

  Derivatives whole(Vector at) {
    return sum(parts(at));
  }

  static Derivatives sum(Collection<Derivatives> parts) {
    return parts.stream().reduce(Derivatives::plus).orElseThrow();
  }

  /// The minimum near a start, by plain Newton steps, by Gauss-Newton ones where H is not definite.
  Vector minimum(Vector start) {
    Vector at = start;
    for (int step = 0; step < 30; step++) {
      Derivatives d = whole(at);
      SymmetricMatrix inverse =
          SymmetricMatrix.hessian(d)
              .inverse()
              .or(() -> SymmetricMatrix.gaussNewton(d).inverse())
              .orElseThrow();
      at = at.plus(-1, inverse.times(Vector.gradient(d)));
    }
    return at;
  }

  private Derivatives square(Jet r) {
    int n = dimension;
    double[] gradient = new double[n];
    double[] gaussNewton = new double[n * (n + 1) / 2];
    double[] hessian = new double[gaussNewton.length];
    for (int i = 0; i < n; i++) {
      gradient[i] = 2 * r.value() * r.gradient(i);
      for (int j = 0; j <= i; j++) {
        int ij = Derivatives.packed(i, j);
        gaussNewton[ij] = 2 * r.gradient(i) * r.gradient(j);
        hessian[ij] = gaussNewton[ij] + 2 * r.value() * r.hessian(i, j);
      }
    }
    return Derivatives.of(r.value() * r.value(), gradient, gaussNewton, hessian);
  }
}
