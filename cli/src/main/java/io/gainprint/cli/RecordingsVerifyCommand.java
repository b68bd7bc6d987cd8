package io.gainprint.cli;

import io.gainprint.recordings.dataset.DataSet;
import io.gainprint.recordings.dataset.Expectation;
import io.gainprint.recordings.dataset.Manifest;
import io.gainprint.regression.Measurement;
import io.gainprint.regression.Outcome;
import io.gainprint.regression.OutcomeTable;
import io.gainprint.regression.RegressionCase;
import io.gainprint.regression.Renewal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `gainprint recordings verify`: whether profiles still sound as the recordings they were made
/// from.
@Command(
    name = "verify",
    description =
        "Renders every case of a manifest through its profile and compares the output with what is"
            + " expected: its distance from the wet recording, its level, its samples.",
    footer = {
      "",
      "Exit code 1 says that a case failed, or that a file was left out.",
      "",
      "Examples:",
      "  gainprint recordings verify recordings/regression/set",
      "  gainprint recordings verify recordings/regression/set --update --force"
    })
final class RecordingsVerifyCommand implements Callable<Integer> {
  @Mixin CommonOptions common;
  @Mixin OutputOptions outputs;

  @Parameters(
      paramLabel = "<manifest or folder>",
      description = "A manifest, or the folder of a recordings.json.")
  Path manifest;

  @Option(names = "--json", description = "Print the outcomes as JSON.")
  boolean json;

  @Option(
      names = "--update",
      description =
          "Expect from now on what comes now: rewrites bounds and hashes in the manifest, and prints"
              + " what changes. Needs --force.")
  boolean update;

  @Override
  public Integer call() throws IOException {
    Path file = Files.isDirectory(manifest) ? manifest.resolve(Manifest.FILE_NAME) : manifest;
    if (update) {
      outputs.check(file);
    }
    DataSet dataSet = DataSet.read(file);
    DataSetProblems.print(dataSet, common.err());
    List<RegressionCase> cases = RegressionCase.of(dataSet);
    if (cases.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED, file + " holds no regression case: give its entries an expectation");
    }
    List<Outcome> outcomes = cases.parallelStream().map(RegressionCase::verify).toList();
    if (update) {
      return update(file, dataSet, outcomes);
    }
    long passed = outcomes.stream().filter(Outcome::passed).count();
    if (json) {
      common.out().print(json(dataSet, outcomes));
    } else {
      common.out().print(OutcomeTable.of(outcomes));
      common.out().printf("%d of %d cases passed%n", passed, outcomes.size());
    }
    return passed == outcomes.size() && dataSet.isWhole() ? ExitCode.OK : ExitCode.FAILED;
  }

  /// Writes a manifest that expects what came.
  private int update(Path file, DataSet dataSet, List<Outcome> outcomes) throws IOException {
    List<Outcome.Measured> measured = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Measured one) {
        measured.add(one);
      }
    }
    if (!dataSet.problems().isEmpty() || measured.size() < outcomes.size()) {
      common.err().print(OutcomeTable.of(outcomes));
      throw new CommandFailure(
          ExitCode.FAILED,
          file + " stays as it is: mend what is wrong with it and its files first");
    }
    Renewal renewal = Renewal.of(dataSet, measured);
    Path folder = file.toAbsolutePath().getParent();
    String text = Manifest.write(renewal.dataSet(), Objects.requireNonNull(folder));
    outputs.write(file, target -> Files.writeString(target, text));
    if (json) {
      ObjectNode root = Json.object();
      ArrayNode changes = root.putArray("changes");
      renewal.changes().forEach(changes::add);
      common.out().print(Json.text(root));
    } else {
      renewal.changes().forEach(common.out()::println);
      common
          .out()
          .printf("%s: %d of %d cases changed%n", file, renewal.changes().size(), outcomes.size());
    }
    return ExitCode.OK;
  }

  private static String json(DataSet dataSet, List<Outcome> outcomes) {
    ObjectNode root = Json.object();
    ArrayNode cases = root.putArray("cases");
    for (Outcome outcome : outcomes) {
      ObjectNode node = cases.addObject();
      node.put("id", outcome.regressionCase().entry().id());
      node.put("passed", outcome.passed());
      Expectation expected = outcome.regressionCase().expectation();
      Json.put(node, "expectedEsrAtMost", expected.esrAtMost());
      Json.put(node, "expectedLevelDifferenceDbAtMost", expected.levelDifferenceDbAtMost());
      node.put("expectedOutputSha256", expected.outputSha256().orElse(null));
      if (outcome instanceof Outcome.Measured(_, Measurement m)) {
        Json.put(node, "esr", m.esr());
        Json.put(node, "levelDifferenceDb", m.levelDifferenceDb());
        node.put("outputSha256", m.outputSha256());
      }
      ArrayNode failures = node.putArray("failures");
      outcome.failures().forEach(failures::add);
    }
    DataSetProblems.put(root, dataSet);
    return Json.text(root);
  }
}
