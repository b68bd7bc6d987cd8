package io.gainprint.fitting.filter;

import io.gainprint.dsp.equaliser.CookbookDesign;
import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.dsp.filter.FrequencyResponse;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/// Places where the bands of an equaliser may be, with the inner products of what they do to the
/// logarithm of the response.
///
/// The logarithm of a chain's response is the sum of its bands', and that of a band is all but
/// proportional to its gain in dB: which gains suit bands in given places is a linear least squares
/// problem of as many unknowns, whose normal equations are made of these products. A curve is a
/// column of real parts less their mean, which the overall gain sees to, and of imaginary parts,
/// each times the root of its weight.
final class BandGrid {
  private static final int PER_OCTAVE = 3;
  private static final double[] Q = {0.4, 0.8, 1.6, 4, 10};

  /// The gain that curves are drawn for, dB.
  private static final double TRIAL_GAIN_DB = 6;

  private static final double LARGEST_GAIN_DB = 24;

  /// A thousandth of a curve's own size keeps the gains of like bands from running away.
  private static final double RIDGE = 1e-3;

  /// A notch may be met exactly, dB.
  private static final double LEAST_DB = -120;

  private final List<MeasuredResponse.Point> points;
  private final double sampleRateHz;
  private final double lowestHz;
  private final int places; // per shape
  private final int[] shapeOfBand; // index into the distinct shapes
  private final boolean[] hasGain; // by band
  private final double[][] products; // of curves, shape by shape; the target comes last

  BandGrid(List<MeasuredResponse.Point> points, double sampleRateHz, List<Shape> shapes) {
    this.points = points;
    this.sampleRateHz = sampleRateHz;
    lowestHz = points.getFirst().frequencyHz();
    double octaves = Math.log(points.getLast().frequencyHz() / lowestHz) / Math.log(2);
    places = Q.length * (1 + (int) (PER_OCTAVE * octaves));
    List<Shape> distinct = shapes.stream().distinct().toList();
    shapeOfBand = shapes.stream().mapToInt(distinct::indexOf).toArray();
    hasGain = new boolean[shapes.size()];
    for (int i = 0; i < hasGain.length; i++) {
      hasGain[i] = shapes.get(i).hasGain();
    }
    double[][] curves = new double[distinct.size() * places + 1][];
    for (int s = 0; s < distinct.size(); s++) {
      for (int place = 0; place < places; place++) {
        curves[s * places + place] = curve(distinct.get(s), place);
      }
    }
    curves[curves.length - 1] =
        centred(
            i -> Math.log(points.get(i).magnitude()),
            i -> Math.atan2(points.get(i).im(), points.get(i).re()));
    products = new double[curves.length][curves.length];
    for (int i = 0; i < curves.length; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int n = 0; n < curves[i].length; n++) {
          sum += curves[i][n] * curves[j][n];
        }
        products[i][j] = sum;
        products[j][i] = sum;
      }
    }
  }

  /// The number of places for each band.
  int places() {
    return places;
  }

  double frequencyHz(int place) {
    int step = place / Q.length;
    return lowestHz * Math.pow(2, (double) step / PER_OCTAVE);
  }

  double q(int place) {
    return Q[place % Q.length];
  }

  private double[] curve(Shape shape, int place) {
    CookbookDesign design = new CookbookDesign(shape, sampleRateHz);
    FilterCoefficients band =
        (shape.hasGain()
                ? design.at(frequencyHz(place), q(place), TRIAL_GAIN_DB)
                : design.at(frequencyHz(place), q(place)))
            .coefficients();
    List<FrequencyResponse> responses =
        points.stream()
            .map(point -> FrequencyResponse.of(List.of(band), point.frequencyHz(), sampleRateHz))
            .toList();
    double least = Math.pow(10, LEAST_DB / 20);
    return centred(
        i -> Math.log(Math.max(least, responses.get(i).magnitude())),
        i -> responses.get(i).phaseRadians());
  }

  private double[] centred(IntToDoubleFunction real, IntToDoubleFunction imaginary) {
    int n = points.size();
    double[] curve = new double[2 * n];
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < n; i++) {
      MeasuredResponse.Point point = points.get(i);
      curve[i] = real.applyAsDouble(i);
      curve[n + i] = Math.sqrt(point.weight()) * imaginary.applyAsDouble(i);
      sum += point.weight() * curve[i];
      weights += point.weight();
    }
    for (int i = 0; i < n; i++) {
      curve[i] = Math.sqrt(points.get(i).weight()) * (curve[i] - sum / weights);
    }
    return curve;
  }

  /// How much of the target bands in given places leave, with the gains that suit them best.
  ///
  /// @param placing place of each band
  /// @param gainsDb written: the gains, dB; 0 of a band that has none
  double left(int[] placing, double[] gainsDb) {
    int n = placing.length;
    int target = products.length - 1;
    double[][] cholesky = new double[n][n];
    double[] right = new double[n];
    int[] free = new int[n];
    int unknowns = 0;
    double left = products[target][target];
    for (int i = 0; i < n; i++) {
      int curve = shapeOfBand[i] * places + placing[i];
      if (hasGain[i]) {
        free[unknowns++] = i;
        continue;
      }
      left += products[curve][curve] - 2 * products[curve][target];
      for (int j = 0; j < i; j++) {
        left += hasGain[j] ? 0 : 2 * products[curve][shapeOfBand[j] * places + placing[j]];
      }
    }
    for (int k = 0; k < unknowns; k++) {
      double[] row = products[shapeOfBand[free[k]] * places + placing[free[k]]];
      right[k] = row[target];
      for (int i = 0; i < n; i++) {
        right[k] -= hasGain[i] ? 0 : row[shapeOfBand[i] * places + placing[i]];
      }
      for (int l = 0; l <= k; l++) {
        double sum = row[shapeOfBand[free[l]] * places + placing[free[l]]];
        sum = k == l ? (1 + RIDGE) * sum + Double.MIN_NORMAL : sum;
        for (int m = 0; m < l; m++) {
          sum -= cholesky[k][m] * cholesky[l][m];
        }
        cholesky[k][l] = k == l ? Math.sqrt(sum) : sum / cholesky[l][l];
      }
    }
    // left − 2 g·right + g·products·g = left − ‖C⁻¹ right‖² at the best g = C⁻ᵀ C⁻¹ right
    for (int k = 0; k < unknowns; k++) {
      for (int m = 0; m < k; m++) {
        right[k] -= cholesky[k][m] * right[m];
      }
      right[k] /= cholesky[k][k];
      left -= right[k] * right[k];
    }
    Arrays.fill(gainsDb, 0);
    for (int k = unknowns - 1; k >= 0; k--) {
      for (int m = k + 1; m < unknowns; m++) {
        right[k] -= cholesky[m][k] * right[m];
      }
      right[k] /= cholesky[k][k];
      gainsDb[free[k]] = Math.clamp(TRIAL_GAIN_DB * right[k], -LARGEST_GAIN_DB, LARGEST_GAIN_DB);
    }
    return left;
  }
}
