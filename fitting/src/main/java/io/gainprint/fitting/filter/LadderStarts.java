package io.gainprint.fitting.filter;

import io.gainprint.dsp.equaliser.LadderDesign;
import io.gainprint.dsp.equaliser.SectionDesign;
import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.fitting.filter.ResponseSearch.Candidate;
import io.gainprint.fitting.linear.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/// Starts for a direct-form filter, from its measured response M.
///
/// The error of an equation, B − A M, is linear in both polynomials, and that of the response if it
/// is divided by the A of the iteration before:
///
/// ```
/// min Σ w |B/A′ − M A/A′|² / |M|²          A = A′ + Σ d_m z⁻¹ ã_m, m < N          B = Σ c_m ã_m
/// ```
///
/// where ã_m are the polynomials of [LadderDesign] for A′, so that the columns ã_m/A′ of the least
/// squares problem are orthogonal on the unit circle, however the poles crowd. An A that is not
/// stable is approached as far as it is.
///
/// Sources: Sanathanan and Koerner, Transfer function synthesis as a ratio of two complex
/// polynomials (IEEE Transactions on Automatic Control 8, 1963); Steiglitz and McBride, A technique
/// for the identification of linear systems (likewise 10, 1965).
final class LadderStarts {
  private static final int ITERATIONS = 30;

  /// Where the poles of the first A′ are spread: lowest frequency in Hz, Q.
  private static final double[][] SPREADS = {{40, 0.7}, {100, 1}, {20, 0.5}, {300, 0.7}};

  /// The highest of these poles, as a share of the sample rate.
  private static final double HIGHEST_SHARE = 0.35;

  /// Poles nearer to the unit circle than what this stands for are not approached.
  private static final double LARGEST_REFLECTION = 1 - 1e-9;

  private static final int HALVINGS = 12;

  private final ResponseSearch search;
  private final int order;
  private final List<SectionDesign> designs;

  LadderStarts(ResponseSearch search, FilterModel.DirectForm model) {
    this.search = search;
    this.order = model.order();
    this.designs = model.designs(search.sampleRateHz());
  }

  /// Filters that explain the response as well as can be from where they started.
  List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    for (double[] spread : SPREADS) {
      spread(spread[0], spread[1])
          .flatMap(this::best)
          .ifPresent(parameters -> candidates.add(search.refine(designs, parameters)));
    }
    return candidates;
  }

  /// Poles that are evenly spread over the octaves, down to the lowest frequency at which double
  /// precision holds a polynomial of so many of them.
  private Optional<double[]> spread(double lowestHz, double q) {
    for (double from = lowestHz; from < HIGHEST_SHARE * search.sampleRateHz(); from *= 2) {
      FilterCoefficients filter = new FilterCoefficients(new double[order + 1], poles(from, q));
      if (filter.isStable()) {
        return Optional.of(filter.reflectionCoefficients());
      }
    }
    return Optional.empty();
  }

  private double[] poles(double lowestHz, double q) {
    double rate = search.sampleRateHz();
    double[] a = {1};
    int pairs = order / 2;
    double ratio = HIGHEST_SHARE * rate / lowestHz;
    for (int i = 0; i < pairs; i++) {
      double f = lowestHz * Math.pow(ratio, (i + 0.5) / pairs);
      double omega = 2 * Math.PI * f / rate;
      double radius = Math.exp(-omega / (2 * q));
      a =
          product(
              a,
              1,
              -2 * radius * Math.cos(omega * Math.sqrt(Math.max(0, 1 - 1 / (4 * q * q)))),
              radius * radius);
    }
    if (order % 2 == 1) {
      a = product(a, 1, -Math.exp(-2 * Math.PI * Math.sqrt(ratio) * lowestHz / rate));
    }
    return a;
  }

  private static double[] product(double[] a, double... c) {
    double[] result = new double[a.length + c.length - 1];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < c.length; k++) {
        result[i + k] += a[i] * c[k];
      }
    }
    return result;
  }

  /// The best iterate: taps, then reflection coefficients.
  private Optional<Vector> best(double[] start) {
    double least = Double.POSITIVE_INFINITY;
    Optional<Vector> best = Optional.empty();
    double[] k = start;
    for (int i = 0; i < ITERATIONS; i++) {
      double[][] stages = LadderDesign.stages(k);
      Optional<Solution> taps = solve(stages, false);
      if (taps.isPresent() && taps.get().error() < least) {
        least = taps.get().error();
        double[] parameters = Arrays.copyOf(taps.get().values().toArray(), 2 * order + 1);
        System.arraycopy(k, 0, parameters, order + 1, order);
        best = Optional.of(Vector.of(parameters));
      }
      Optional<Solution> both = solve(stages, true);
      Optional<double[]> next = both.flatMap(solution -> next(stages, solution.values()));
      if (next.isEmpty()) {
        return best;
      }
      k = next.get();
    }
    return best;
  }

  /// Reflection coefficients of A, or of what lies between A′ and A and is stable.
  private Optional<double[]> next(double[][] stages, Vector solution) {
    double t = 1;
    for (int halving = 0; halving < HALVINGS; halving++, t /= 2) {
      double[] a = stages[order].clone();
      for (int m = 0; m < order; m++) {
        double d = t * solution.at(order + 1 + m);
        for (int i = 0; i <= m; i++) {
          a[i + 1] += d * stages[m][m - i];
        }
      }
      if (Double.isFinite(Arrays.stream(a).sum())) {
        FilterCoefficients filter = new FilterCoefficients(new double[order + 1], a);
        if (filter.isStable()) {
          double[] k = filter.reflectionCoefficients();
          if (Arrays.stream(k).allMatch(r -> Math.abs(r) < LARGEST_REFLECTION)) {
            return Optional.of(k);
          }
        }
      }
    }
    return Optional.empty();
  }

  /// Coefficients c, and d if the poles move, with the error that is left.
  private record Solution(Vector values, double error) {}

  private Optional<Solution> solve(double[][] stages, boolean movesPoles) {
    List<MeasuredResponse.Point> points = search.points();
    int rows = 2 * points.size();
    int columns = movesPoles ? 2 * order + 1 : order + 1;
    if (rows < columns) {
      return Optional.empty();
    }
    DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
    DMatrixRMaj right = new DMatrixRMaj(rows, 1);
    double[][] reversed = new double[order + 1][];
    for (int m = 0; m <= order; m++) {
      reversed[m] = new double[m + 1];
      for (int i = 0; i <= m; i++) {
        reversed[m][i] = stages[m][m - i];
      }
    }
    for (int n = 0; n < points.size(); n++) {
      MeasuredResponse.Point point = points.get(n);
      double omega = 2 * Math.PI * point.frequencyHz() / search.sampleRateHz();
      double cos = Math.cos(omega);
      double sin = Math.sin(omega);
      Complex delay = new Complex(cos, -sin);
      Complex feedback = Complex.polynomial(stages[order], cos, sin);
      Complex measured = new Complex(point.re(), point.im());
      double scale = Math.sqrt(point.weight());
      for (int m = 0; m <= order; m++) {
        Complex basis = Complex.polynomial(reversed[m], cos, sin).over(feedback);
        set(matrix, n, m, basis.over(measured), scale);
        if (movesPoles && m < order) {
          set(matrix, n, order + 1 + m, basis.times(delay), -scale);
        }
      }
      set(right, n, 0, new Complex(1, 0), scale);
    }
    return leastSquares(matrix, right);
  }

  private static void set(DMatrixRMaj matrix, int point, int column, Complex value, double scale) {
    matrix.set(2 * point, column, scale * value.re());
    matrix.set(2 * point + 1, column, scale * value.im());
  }

  private static Optional<Solution> leastSquares(DMatrixRMaj matrix, DMatrixRMaj right) {
    double[] norms = new double[matrix.numCols];
    for (int j = 0; j < norms.length; j++) {
      double sum = 0;
      for (int i = 0; i < matrix.numRows; i++) {
        sum += matrix.get(i, j) * matrix.get(i, j);
      }
      norms[j] = Math.sqrt(sum);
      for (int i = 0; i < matrix.numRows; i++) {
        matrix.set(i, j, matrix.get(i, j) / norms[j]);
      }
    }
    if (!Double.isFinite(Arrays.stream(norms).sum()) || Arrays.stream(norms).min().orElse(0) <= 0) {
      return Optional.empty();
    }
    LinearSolverDense<DMatrixRMaj> qr = LinearSolverFactory_DDRM.leastSquaresQrPivot(true, false);
    if (!qr.setA(matrix.copy())) {
      return Optional.empty();
    }
    DMatrixRMaj x = new DMatrixRMaj(norms.length, 1);
    qr.solve(right.copy(), x);
    double error = 0;
    for (int i = 0; i < matrix.numRows; i++) {
      double r = -right.get(i, 0);
      for (int j = 0; j < norms.length; j++) {
        r += matrix.get(i, j) * x.get(j, 0);
      }
      error += r * r;
    }
    return Optional.of(new Solution(Vector.of(norms.length, j -> x.get(j, 0) / norms[j]), error));
  }
}
