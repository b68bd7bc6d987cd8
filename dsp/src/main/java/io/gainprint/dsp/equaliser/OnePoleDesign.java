package io.gainprint.dsp.equaliser;

import io.gainprint.dsp.Decibels;
import java.util.List;

/// Filters of first order by frequency in Hz and, for a shelf, gain in dB.
///
/// They are prototypes H(s) whose corner is at s = i. With A = exp(κ g/2), the square root of the
/// gain,
///
/// ```
/// low pass      1 / (s + 1)                low shelf     (s + A) / (s + 1/A)
/// high pass     s / (s + 1)                high shelf    (A s + 1) / (s/A + 1)
/// ```
///
/// under the bilinear transform that takes f to the corner, ω = 2π f/fs:
///
/// ```
/// s = cot(ω/2) (1 − z⁻¹)/(1 + z⁻¹)
/// (p s + q) → (p cos ω/2 + q sin ω/2) + (q sin ω/2 − p cos ω/2) z⁻¹
/// ```
///
/// A pass has half its power at f. A shelf has its gain at one end, 1 at the other and A at f, half
/// its decibels; the shelves of g and −g are each other's inverse.
///
/// Source: the transform is that of R. Bristow-Johnson, Audio EQ Cookbook (W3C Note, 2021); a shelf
/// of first order with these three gains, and a pole and a zero that multiply to 1, is the only
/// one.
///
/// @param shape what the filter does
/// @param sampleRateHz fs in Hz, > 0
public record OnePoleDesign(Shape shape, double sampleRateHz) implements SectionDesign {
  /// What a filter does.
  public enum Shape {
    /// Raises or lowers what is below f by the gain.
    LOW_SHELF,
    /// Raises or lowers what is above f by the gain.
    HIGH_SHELF,
    /// Removes what is above f.
    LOW_PASS,
    /// Removes what is below f.
    HIGH_PASS;

    /// Whether it has a gain as second parameter.
    ///
    /// @return true for shelves
    public boolean hasGain() {
      return this == LOW_SHELF || this == HIGH_SHELF;
    }
  }

  private static final List<String> WITH_GAIN = List.of("frequencyHz", "gainDb");
  private static final List<String> WITHOUT_GAIN = List.of("frequencyHz");

  /// A design of one shape.
  ///
  /// @throws IllegalArgumentException if the sample rate is not a positive number
  public OnePoleDesign {
    Requirements.positive("sampleRateHz", sampleRateHz);
  }

  @Override
  public int order() {
    return 1;
  }

  @Override
  public List<String> parameterNames() {
    return shape.hasGain() ? WITH_GAIN : WITHOUT_GAIN;
  }

  @Override
  public DesignedSection at(double... parameters) {
    Requirements.count(parameterNames(), parameters);
    Requirements.between(0, sampleRateHz / 2, "frequencyHz", parameters[0]);
    if (shape.hasGain()) {
      Requirements.finite("gainDb", parameters[1]);
    }
    Jet[] theta = Jet.variables(0, parameters);
    Jet half = theta[0].times(Math.PI / sampleRateHz); // ω/2
    Jet sin = half.sin();
    Jet cos = half.cos();
    Jet zero = sin.times(0);
    return switch (shape) {
      case LOW_PASS -> section(zero, sin, cos, sin);
      case HIGH_PASS -> section(cos, zero, cos, sin);
      case LOW_SHELF -> {
        Jet root = root(theta[1]);
        yield section(cos, sin.times(root), cos, sin.times(root.reciprocal()));
      }
      case HIGH_SHELF -> {
        Jet root = root(theta[1]);
        yield section(cos.times(root), sin, cos.times(root.reciprocal()), sin);
      }
    };
  }

  /// A.
  private static Jet root(Jet gainDb) {
    return gainDb.times(Decibels.KAPPA / 2).exp();
  }

  /// The section of p cos ω/2 and q sin ω/2 above, and of those below.
  private DesignedSection section(Jet pAbove, Jet qAbove, Jet pBelow, Jet qBelow) {
    Jet scale = pBelow.plus(qBelow).reciprocal();
    Jet[] b = {qAbove.plus(pAbove).times(scale), qAbove.minus(pAbove).times(scale)};
    Jet[] a = {Jet.constant(1), qBelow.minus(pBelow).times(scale)};
    return new DesignedSection(parameterNames().size(), b, a);
  }
}
