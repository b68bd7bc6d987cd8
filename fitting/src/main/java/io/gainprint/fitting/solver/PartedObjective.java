package io.gainprint.fitting.solver;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Vector;
import java.util.List;

/// An objective that is a sum over parts, such as recordings or windows of them.
public interface PartedObjective extends Objective {
  /// Value and derivatives of every part.
  ///
  /// @param z point
  /// @param order what is needed
  /// @return derivatives at z, which add up to those of the whole
  List<Derivatives> derivativesOfParts(Vector z, Order order);

  /// The same objective without some of its parts.
  ///
  /// @param kept the indices of the parts to keep, ascending
  /// @return the sum over those
  /// @throws IllegalArgumentException if none is kept
  PartedObjective only(List<Integer> kept);
}
