package io.gainprint.dsp.equaliser;

import java.util.ArrayList;
import java.util.List;

/// Butterworth filters of any order, as sections that share their parameters: frequencies in Hz.
///
/// The prototype of order N has its poles on the unit circle of the left half plane,
///
/// ```
/// p_k = −sin θ_k + i cos θ_k          θ_k = (2k − 1) π / 2N, k = 1 … N
/// ```
///
/// and the gain `|H(iΩ)|² = 1/(1 + Ω^2N)`. With T = tan(π f/fs), which the bilinear transform s =
/// (1 − z⁻¹)/(1 + z⁻¹) takes to f, it becomes
///
/// ```
/// low pass      s → s/T
/// high pass     s → T/s
/// band pass     s → (s² + T₁ T₂) / ((T₂ − T₁) s)
/// ```
///
/// so that the power is a half at f, or at both edges f₁ < f₂, exactly. A conjugate pair of poles
/// gives a section of second order; in a band pass two of them, whose poles are the roots of s² − p
/// (T₂ − T₁) s + T₁ T₂. A real pole gives one of first order; in a band pass one of second.
///
/// Sections come in the order of their sharpness, the flattest first. In a pass every section has a
/// gain of 1 in the band; in a band pass only their product has, at the geometric mean of T₁ and
/// T₂.
///
/// Source: Oppenheim and Schafer, Discrete-Time Signal Processing (3rd edition, Pearson 2010),
/// sections 7.2 and 7.3 and appendix B.1.
///
/// @param band what is left
/// @param order N, 1 to 64; that of a band pass is 2N in all, as SciPy counts too
/// @param sampleRateHz fs in Hz, > 0
public record ButterworthDesign(Band band, int order, double sampleRateHz) {
  /// What a filter leaves.
  public enum Band {
    /// What is below f.
    LOW_PASS,
    /// What is above f.
    HIGH_PASS,
    /// What is between f₁ and f₂.
    BAND_PASS
  }

  private static final int MAX_ORDER = 64;
  private static final List<String> CORNER = List.of("frequencyHz");
  private static final List<String> EDGES = List.of("fromHz", "toHz");

  /// A design of one band and order.
  ///
  /// @throws IllegalArgumentException if the order or the sample rate is not allowed
  public ButterworthDesign {
    if (order < 1 || order > MAX_ORDER) {
      throw new IllegalArgumentException("order must be 1 to " + MAX_ORDER + ": " + order);
    }
    Requirements.positive("sampleRateHz", sampleRateHz);
  }

  /// What the parameters are called.
  ///
  /// @return `frequencyHz`, or `fromHz` and `toHz` of a band pass
  public List<String> parameterNames() {
    return band == Band.BAND_PASS ? EDGES : CORNER;
  }

  /// Designs the filter.
  ///
  /// @param parameters f, or f₁ and f₂, in Hz: between 0 and half the sample rate, and f₁ < f₂
  /// @return sections, each with derivatives by all parameters
  /// @throws IllegalArgumentException if their number or one of them is not allowed
  public List<DesignedSection> at(double... parameters) {
    Requirements.count(parameterNames(), parameters);
    for (int i = 0; i < parameters.length; i++) {
      Requirements.between(0, sampleRateHz / 2, parameterNames().get(i), parameters[i]);
    }
    Jet[] theta = Jet.variables(0, parameters);
    return switch (band) {
      case LOW_PASS, HIGH_PASS -> pass(theta[0].times(Math.PI / sampleRateHz));
      case BAND_PASS -> {
        if (!(parameters[0] < parameters[1])) {
          throw new IllegalArgumentException(
              "toHz must be greater than fromHz, " + parameters[0] + ": " + parameters[1]);
        }
        yield bandPass(
            theta[0].times(Math.PI / sampleRateHz),
            theta[1].minus(theta[0]).times(Math.PI / sampleRateHz));
      }
    };
  }

  /// A pole at an angle gives the low pass T²/(s² + 2 sin θ T s + T²), or the high pass with s² for
  /// its numerator; both times cos² ω/2 here, with T cos ω/2 = sin ω/2.
  private List<DesignedSection> pass(Jet half) {
    boolean isLow = band == Band.LOW_PASS;
    Jet sin = half.sin();
    Jet cos = half.cos();
    List<DesignedSection> sections = new ArrayList<>();
    if (order % 2 == 1) {
      Jet gain = isLow ? sin : cos;
      sections.add(
          section(
              new Jet[] {gain, gain.times(isLow ? 1 : -1)},
              new Jet[] {sin.plus(cos), sin.minus(cos)}));
    }
    Jet middle = half.times(2).cos().times(-2);
    Jet gain = isLow ? sin.times(sin) : cos.times(cos);
    for (int k = order / 2; k >= 1; k--) {
      Jet width = half.times(2).sin().times(StrictMath.sin(angle(k))); // 2 sin θ sin ω/2 cos ω/2
      sections.add(
          section(
              new Jet[] {gain, gain.times(isLow ? 2 : -2), gain},
              new Jet[] {width.plus(1), middle, width.times(-1).plus(1)}));
    }
    return sections;
  }

  /// From ω₁/2 and (ω₂ − ω₁)/2, since T₂ − T₁ = sin (ω₂ − ω₁)/2 / (cos ω₁/2 cos ω₂/2) is exact for
  /// a narrow band too.
  private List<DesignedSection> bandPass(Jet from, Jet difference) {
    Jet to = from.plus(difference);
    Jet scale = from.cos().times(to.cos()).reciprocal();
    Jet width = difference.sin().times(scale);
    Jet square = from.sin().times(to.sin()).times(scale); // T₁ T₂
    List<DesignedSection> sections = new ArrayList<>();
    if (order % 2 == 1) {
      sections.add(resonance(width, width, square));
    }
    for (int k = order / 2; k >= 1; k--) {
      double sin = StrictMath.sin(angle(k));
      double cos = StrictMath.cos(angle(k));
      ComplexJet pole = new ComplexJet(width.times(-sin), width.times(cos));
      Jet zero = width.times(0);
      ComplexJet root = pole.times(pole).minus(new ComplexJet(square.times(4), zero)).sqrt();
      // Of p ± root the one without cancellation: root is in the fourth quadrant, p in the second.
      ComplexJet large = pole.minus(root).times(0.5);
      ComplexJet small = large.reciprocal().times(square);
      for (ComplexJet s : List.of(large, small)) {
        sections.add(resonance(width, s.re().times(-2), s.square()));
      }
    }
    return sections;
  }

  /// w s / (s² + β s + γ).
  private static DesignedSection resonance(Jet w, Jet beta, Jet gamma) {
    Jet even = gamma.plus(1);
    return section(
        new Jet[] {w, w.times(0), w.times(-1)},
        new Jet[] {even.plus(beta), gamma.plus(-1).times(2), even.minus(beta)});
  }

  private double angle(int k) {
    return (2 * k - 1) * Math.PI / (2 * order);
  }

  private static DesignedSection section(Jet[] b, Jet[] a) {
    Jet scale = a[0].reciprocal();
    int count = scale.count();
    for (int k = 0; k < b.length; k++) {
      b[k] = b[k].times(scale);
      a[k] = k == 0 ? Jet.constant(1) : a[k].times(scale);
    }
    return new DesignedSection(count, b, a);
  }
}
