package io.gainprint.dsp.equaliser;

import io.gainprint.dsp.Decibels;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The second-order filters of the Audio EQ Cookbook, by frequency in Hz, Q and, where the shape
/// has one, gain in dB.
///
/// With ω = 2π f/fs, α = sin ω / 2Q and A = exp(κ g/2), the square root of the gain. Both b and a
/// are divided by the `a[0]` of the formulas.
///
/// Source: R. Bristow-Johnson, Audio EQ Cookbook (W3C Note, 2021). The cookbook's sharpness of a
/// bell is this Q; its band-pass is the one with a gain of 1 at f.
///
/// @param shape what the filter does
/// @param sampleRateHz fs in Hz, > 0
public record CookbookDesign(Shape shape, double sampleRateHz) implements SectionDesign {
  /// What a filter does.
  public enum Shape {
    /// Raises or lowers what is around f by the gain.
    BELL("bell", true),
    /// Raises or lowers what is below f by the gain.
    LOW_SHELF("lowshelf", true),
    /// Raises or lowers what is above f by the gain.
    HIGH_SHELF("highshelf", true),
    /// Removes what is above f.
    LOW_PASS("lowpass", false),
    /// Removes what is below f.
    HIGH_PASS("highpass", false),
    /// Leaves what is around f.
    BAND_PASS("bandpass", false),
    /// Removes what is around f.
    NOTCH("notch", false),
    /// Turns the phase by 180 degrees at f, and leaves the gain at 1.
    ALL_PASS("allpass", false);

    private final String word;
    private final boolean hasGain;

    Shape(String word, boolean hasGain) {
      this.word = word;
      this.hasGain = hasGain;
    }

    /// The shape of a name.
    ///
    /// @param word such as `lowshelf`
    /// @return the shape whose [#toString] it is
    /// @throws IllegalArgumentException if there is none
    public static Shape of(String word) {
      for (Shape shape : values()) {
        if (shape.word.equals(word)) {
          return shape;
        }
      }
      String words = Arrays.stream(values()).map(Shape::toString).collect(Collectors.joining(", "));
      throw new IllegalArgumentException("shape must be one of " + words + ": " + word);
    }

    /// Whether it has a gain as third parameter.
    ///
    /// @return true for bell and shelves
    public boolean hasGain() {
      return hasGain;
    }

    /// One word in lower case, such as `lowshelf`.
    @Override
    public String toString() {
      return word;
    }
  }

  private static final List<String> WITH_GAIN = List.of("frequencyHz", "q", "gainDb");
  private static final List<String> WITHOUT_GAIN = List.of("frequencyHz", "q");

  /// A design of one shape.
  ///
  /// @throws IllegalArgumentException if the sample rate is not a positive number
  public CookbookDesign {
    Requirements.positive("sampleRateHz", sampleRateHz);
  }

  @Override
  public int order() {
    return 2;
  }

  @Override
  public List<String> parameterNames() {
    return shape.hasGain() ? WITH_GAIN : WITHOUT_GAIN;
  }

  @Override
  public DesignedSection at(double... parameters) {
    Requirements.count(parameterNames(), parameters);
    Requirements.between(0, sampleRateHz / 2, "frequencyHz", parameters[0]);
    Requirements.positive("q", parameters[1]);
    if (shape.hasGain()) {
      Requirements.finite("gainDb", parameters[2]);
    }
    Jet[] theta = Jet.variables(0, parameters);
    Jet omega = theta[0].times(2 * Math.PI / sampleRateHz);
    Jet alpha = omega.sin().times(theta[1].times(2).reciprocal());
    Jet middle = omega.cos().times(-2);
    return switch (shape) {
      case BELL -> bell(middle, alpha, theta[2]);
      case LOW_SHELF -> shelf(1, omega, alpha, theta[2]);
      case HIGH_SHELF -> shelf(-1, omega, alpha, theta[2]);
      case LOW_PASS -> {
        Jet low = square(omega.times(0.5).sin()); // (1 − cos ω)/2 without its cancellation
        yield pass(middle, alpha, low, low.times(2), low);
      }
      case HIGH_PASS -> {
        Jet high = square(omega.times(0.5).cos()); // (1 + cos ω)/2, likewise
        yield pass(middle, alpha, high, high.times(-2), high);
      }
      case BAND_PASS -> pass(middle, alpha, alpha, alpha.times(0), alpha.times(-1));
      case NOTCH -> {
        Jet one = alpha.times(0).plus(1);
        yield pass(middle, alpha, one, middle, one);
      }
      case ALL_PASS -> pass(middle, alpha, oneLess(alpha), middle, alpha.plus(1));
    };
  }

  private DesignedSection bell(Jet middle, Jet alpha, Jet gainDb) {
    Jet root = gainDb.times(Decibels.KAPPA / 2).exp(); // A
    Jet raised = alpha.times(root);
    Jet lowered = alpha.times(root.reciprocal());
    return normalised(
        new Jet[] {raised.plus(1), middle, oneLess(raised)},
        new Jet[] {lowered.plus(1), middle, oneLess(lowered)});
  }

  /// The low shelf for a side of 1. The high shelf, for −1, is the same with −cos ω for cos ω and
  /// the middle coefficients negated.
  private DesignedSection shelf(int side, Jet omega, Jet alpha, Jet gainDb) {
    Jet root = gainDb.times(Decibels.KAPPA / 2).exp(); // A
    Jet width = gainDb.times(Decibels.KAPPA / 4).exp().times(2).times(alpha); // 2 √A α
    Jet cos = omega.cos().times(side);
    Jet sum = root.plus(1);
    Jet difference = root.plus(-1);
    Jet above = sum.minus(difference.times(cos)); // (A + 1) − (A − 1) cos ω
    Jet below = sum.plus(difference.times(cos));
    return normalised(
        new Jet[] {
          root.times(above.plus(width)),
          root.times(difference.minus(sum.times(cos))).times(2 * side),
          root.times(above.minus(width))
        },
        new Jet[] {
          below.plus(width), difference.plus(sum.times(cos)).times(-2 * side), below.minus(width)
        });
  }

  /// The shapes without gain have their feedback in common.
  private DesignedSection pass(Jet middle, Jet alpha, Jet b0, Jet b1, Jet b2) {
    return normalised(new Jet[] {b0, b1, b2}, new Jet[] {alpha.plus(1), middle, oneLess(alpha)});
  }

  private DesignedSection normalised(Jet[] b, Jet[] a) {
    Jet scale = a[0].reciprocal();
    for (int k = 0; k <= order(); k++) {
      b[k] = b[k].times(scale);
      a[k] = k == 0 ? Jet.constant(1) : a[k].times(scale);
    }
    return new DesignedSection(parameterNames().size(), b, a);
  }

  private static Jet oneLess(Jet u) {
    return u.times(-1).plus(1);
  }

  private static Jet square(Jet u) {
    return u.times(u);
  }
}
