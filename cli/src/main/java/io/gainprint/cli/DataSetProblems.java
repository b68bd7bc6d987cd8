package io.gainprint.cli;

import io.gainprint.recordings.dataset.DataSet;
import io.gainprint.recordings.dataset.Problem;
import java.io.PrintWriter;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What is wrong with the files of a data set, told by every command that reads one.
final class DataSetProblems {
  private DataSetProblems() {}

  /// One line each.
  static void print(DataSet dataSet, PrintWriter err) {
    for (Problem problem : dataSet.problems()) {
      err.println("gainprint: " + severity(problem) + ": " + problem.message());
    }
  }

  static void put(ObjectNode node, DataSet dataSet) {
    ArrayNode problems = node.putArray("problems");
    for (Problem problem : dataSet.problems()) {
      problems
          .addObject()
          .put("severity", severity(problem))
          .put("file", problem.file().toString())
          .put("message", problem.message());
    }
  }

  private static String severity(Problem problem) {
    return problem.severity().name().toLowerCase(Locale.ROOT);
  }
}
