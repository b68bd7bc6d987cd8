package io.gainprint.fitting.filter;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.equaliser.DesignedSection;
import io.gainprint.fitting.Cancellation;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Objective;
import io.gainprint.fitting.solver.Order;
import java.util.List;
import java.util.Optional;

/// The mean square of the logarithm of a chain's response over a measured one.
///
/// ```
/// L(z) = Σ w |r|² / Σ w          r = ln H(ω) − ln M(ω), imaginary part in [−π, π)
///
/// r_θ = B_θ/B − A_θ/A
/// ```
///
/// with θ a parameter of the section B/A. Real parts are differences in Np, imaginary parts in rad.
/// A start for a fit is found here at a thousandth of what the sound would cost.
final class ResponseObjective implements Objective {
  private final List<MeasuredResponse.Point> points;
  private final double[] cosines; // of ω
  private final double[] sines;
  private final FilterCoordinates coordinates;
  private final Cancellation cancellation;
  private final double totalWeight;

  ResponseObjective(
      List<MeasuredResponse.Point> points,
      double sampleRateHz,
      FilterCoordinates coordinates,
      Cancellation cancellation) {
    this.points = points;
    this.coordinates = coordinates;
    this.cancellation = cancellation;
    cosines = new double[points.size()];
    sines = new double[points.size()];
    for (int n = 0; n < cosines.length; n++) {
      double omega = 2 * Math.PI * points.get(n).frequencyHz() / sampleRateHz;
      cosines[n] = Math.cos(omega);
      sines[n] = Math.sin(omega);
    }
    totalWeight = points.stream().mapToDouble(MeasuredResponse.Point::weight).sum();
  }

  FilterCoordinates coordinates() {
    return coordinates;
  }

  @Override
  public int dimension() {
    return coordinates.dimension();
  }

  @Override
  public Order highestOrder() {
    return Order.GAUSS_NEWTON;
  }

  @Override
  public double value(Vector z) {
    return derivatives(z, Order.GAUSS_NEWTON).value();
  }

  @Override
  public Derivatives derivatives(Vector z, Order order) {
    cancellation.throwIfRequested();
    Optional<List<DesignedSection>> sections = coordinates.sections(z);
    return sections.isEmpty()
        ? coordinates.undefined()
        : coordinates.chain(natural(sections.get()), z);
  }

  private Derivatives natural(List<DesignedSection> sections) {
    int p = dimension();
    double value = 0;
    double[] gradient = new double[p];
    double[] gaussNewton = new double[p * (p + 1) / 2];
    double[] re = new double[p]; // r_θ
    double[] im = new double[p];
    for (int n = 0; n < cosines.length; n++) {
      MeasuredResponse.Point point = points.get(n);
      double w = point.weight() / totalWeight;
      double logMagnitude = -Math.log(point.magnitude());
      double phase = -Math.atan2(point.im(), point.re());
      int first = 0;
      for (DesignedSection section : sections) {
        double[] b = section.coefficients().feedForward();
        double[] a = section.coefficients().feedback();
        Complex above = Complex.polynomial(b, cosines[n], sines[n]);
        Complex below = Complex.polynomial(a, cosines[n], sines[n]);
        logMagnitude += Math.log(above.magnitude() / below.magnitude());
        phase += above.phase() - below.phase();
        for (int i = 0; i < section.parameterCount(); i++) {
          for (int k = 0; k < b.length; k++) {
            b[k] = section.feedForward(k, i);
            a[k] = section.feedback(k, i);
          }
          Complex r =
              Complex.polynomial(b, cosines[n], sines[n])
                  .over(above)
                  .minus(Complex.polynomial(a, cosines[n], sines[n]).over(below));
          re[first + i] = r.re();
          im[first + i] = r.im();
        }
        first += section.parameterCount();
      }
      phase = Math.IEEEremainder(phase, 2 * Math.PI);
      value += w * (logMagnitude * logMagnitude + phase * phase);
      for (int i = 0, ij = 0; i < p; i++) {
        gradient[i] += 2 * w * (logMagnitude * re[i] + phase * im[i]);
        for (int j = 0; j <= i; j++, ij++) {
          gaussNewton[ij] += 2 * w * (re[i] * re[j] + im[i] * im[j]);
        }
      }
    }
    return Derivatives.of(value, gradient, gaussNewton, null);
  }
}
