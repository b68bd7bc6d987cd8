package io.gainprint.fitting.solver;

/// What a search asked of its objective.
///
/// @param losses values alone
/// @param gradients values with gradients
/// @param curvatures values with gradients and a matrix of second order
/// @param products Hessians times a direction
public record Work(int losses, int gradients, int curvatures, int products) {
  /// Everything asked.
  ///
  /// @return the sum
  public int total() {
    return losses + gradients + curvatures + products;
  }
}
