package io.gainprint.cli;

import io.gainprint.fitting.CoordinateKind;
import io.gainprint.fitting.FitSettings;
import io.gainprint.fitting.solver.NewtonMethod;
import io.gainprint.fitting.solver.catalogue.BaselineName;
import io.gainprint.fitting.solver.catalogue.CurvatureName;
import io.gainprint.fitting.solver.catalogue.GlobalisationName;
import java.util.Arrays;

/// How a fit was made, in the words of the options, for profiles.
final class SolverWords {
  private SolverWords() {}

  /// For example `newton: hybrid, armijo, coefficient coordinates, auto start`.
  static String of(FitSettings settings) {
    StringBuilder words = new StringBuilder(method(settings));
    words
        .append(", ")
        .append(settings.coordinates())
        .append(" coordinates, ")
        .append(settings.start())
        .append(" start");
    if (settings.hessian().switchingWidth() > 0) {
      words.append(", switching ").append(settings.hessian().switchingWidth());
    }
    if (settings.robustness().isActive()) {
      words.append(", robust");
    }
    return words.toString();
  }

  private static String method(FitSettings settings) {
    if (settings.solver().method() instanceof NewtonMethod newton) {
      String curvature =
          Arrays.stream(CurvatureName.values())
              .filter(name -> name.model().equals(newton.curvature()))
              .map(CurvatureName::toString)
              .findFirst()
              .orElseGet(newton.curvature()::toString);
      String globalisation =
          Arrays.stream(GlobalisationName.values())
              .filter(name -> name.rule().equals(newton.globalisation()))
              .map(GlobalisationName::toString)
              .findFirst()
              .orElseGet(newton.globalisation()::toString);
      boolean isBox = settings.coordinates() == CoordinateKind.BOX;
      return "newton: " + curvature + ", " + (isBox ? "active bounds" : globalisation);
    }
    return Arrays.stream(BaselineName.values())
        .filter(name -> name.method().equals(settings.solver().method()))
        .map(BaselineName::toString)
        .findFirst()
        .orElseGet(settings.solver().method()::toString);
  }
}
