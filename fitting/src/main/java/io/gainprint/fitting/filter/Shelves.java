package io.gainprint.fitting.filter;

import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import io.gainprint.fitting.linear.Vector;
import java.util.List;

/// Low and high shelves are the same filters: to raise what is below f by g is to lower what is
/// above by g, and all by −g. A fit of both may find either, and says it so that the low shelf is
/// the lower one.
final class Shelves {
  private Shelves() {}

  /// The parameters of the same filter with every low shelf below every high one.
  static Vector inOrder(FilterModel model, Vector parameters) {
    return switch (model) {
      case FilterModel.Bands bands -> inOrder(bands.shapes(), parameters.toArray());
      case FilterModel.DirectForm _ -> parameters;
    };
  }

  private static Vector inOrder(List<Shape> shapes, double... theta) {
    int[] at = new int[shapes.size()];
    for (int i = 1; i < at.length; i++) {
      at[i] = at[i - 1] + (shapes.get(i - 1).hasGain() ? 3 : 2);
    }
    for (int i = 0; i < at.length; i++) {
      for (int j = 0; j < at.length; j++) {
        boolean areBoth = shapes.get(i) == Shape.LOW_SHELF && shapes.get(j) == Shape.HIGH_SHELF;
        if (areBoth && theta[at[i]] > theta[at[j]]) {
          swap(at[i], at[j], theta);
        }
      }
    }
    return Vector.of(theta);
  }

  private static void swap(int low, int high, double... theta) {
    for (int k = 0; k < 2; k++) {
      double parameter = theta[low + k];
      theta[low + k] = theta[high + k];
      theta[high + k] = parameter;
    }
    double lowDb = theta[low + 2];
    double highDb = theta[high + 2];
    theta[low + 2] = -highDb;
    theta[high + 2] = -lowDb;
    theta[theta.length - 1] += lowDb + highDb;
  }
}
