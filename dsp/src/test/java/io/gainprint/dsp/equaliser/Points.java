package io.gainprint.dsp.equaliser;

import io.gainprint.dsp.Decibels;
import java.util.ArrayList;
import java.util.List;

/// Designs in a row, and their parameters as one vector.
record Points(List<SectionDesign> designs, List<double[]> parameters) {

  static Points of() {
    return new Points(List.of(), List.of());
  }

  /// These, followed by one more.
  Points and(SectionDesign design, double... theta) {
    List<SectionDesign> moreDesigns = new ArrayList<>(designs);
    List<double[]> moreParameters = new ArrayList<>(parameters);
    moreDesigns.add(design);
    moreParameters.add(theta);
    return new Points(moreDesigns, moreParameters);
  }

  int count() {
    return parameters.stream().mapToInt(theta -> theta.length).sum();
  }

  List<DesignedSection> sections() {
    List<DesignedSection> sections = new ArrayList<>();
    for (int i = 0; i < designs.size(); i++) {
      sections.add(designs.get(i).at(parameters.get(i)));
    }
    return sections;
  }

  /// How far each parameter must go for the filter to change by its own order: its own size for a
  /// frequency and Q, a factor e for a gain, the distance to the next unstable filter for a
  /// reflection coefficient, and 1 for a coefficient of feed-forward.
  double[] scales() {
    double[] scales = new double[count()];
    int at = 0;
    for (int i = 0; i < designs.size(); i++) {
      List<String> names = designs.get(i).parameterNames();
      for (int k = 0; k < names.size(); k++) {
        double value = parameters.get(i)[k];
        scales[at++] =
            switch (names.get(k).charAt(0)) {
              case 'f', 'q' -> value;
              case 'g' -> 1 / Decibels.KAPPA;
              case 'k' -> 1 - Math.abs(value);
              default -> 1;
            };
      }
    }
    return scales;
  }

  /// These, with one parameter of the row moved by so many of its [scales][#scales].
  Points moved(int parameter, double by) {
    double step = by * scales()[parameter];
    List<double[]> moved = new ArrayList<>();
    int start = 0;
    for (double[] theta : parameters) {
      double[] copy = theta.clone();
      if (parameter >= start && parameter < start + copy.length) {
        copy[parameter - start] += step;
      }
      start += copy.length;
      moved.add(copy);
    }
    return new Points(designs, moved);
  }
}
