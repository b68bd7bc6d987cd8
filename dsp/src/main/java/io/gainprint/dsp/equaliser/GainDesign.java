package io.gainprint.dsp.equaliser;

import io.gainprint.dsp.Decibels;
import java.util.List;

/// A gain in dB, as a filter of order 0: `b[0] = exp(κ g)`.
public record GainDesign() implements SectionDesign {
  private static final List<String> NAMES = List.of("gainDb");

  @Override
  public int order() {
    return 0;
  }

  @Override
  public List<String> parameterNames() {
    return NAMES;
  }

  @Override
  public DesignedSection at(double... parameters) {
    Requirements.count(NAMES, parameters);
    Requirements.finite(NAMES.getFirst(), parameters[0]);
    Jet gain = Jet.variables(0, parameters)[0].times(Decibels.KAPPA).exp();
    return new DesignedSection(1, new Jet[] {gain}, new Jet[] {Jet.constant(1)});
  }
}
