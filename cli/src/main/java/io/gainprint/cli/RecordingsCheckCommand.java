package io.gainprint.cli;

import io.gainprint.recordings.dataset.DataSet;
import io.gainprint.recordings.dataset.EntryCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `gainprint recordings check`: everything that makes a pair of recordings meaningless.
@Command(
    name = "check",
    description = {
      "Looks at every sample of a folder's or manifest's recordings, and names each pair that is"
          + " shifted, upside down, silent, clipped, unrelated, or of two lengths or rates.",
      "One pair after the other, so that its memory does not grow with their number."
    },
    footer = {"", "Exit code 1 says that a pair cannot be used, or that a file was left out."})
final class RecordingsCheckCommand implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Parameters(
      paramLabel = "<folder or manifest>",
      description = "A folder of recordings, or a recordings.json.")
  Path folder;

  @Option(names = "--json", description = "Print what was found as JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    DataSet dataSet = DataSet.read(folder);
    DataSetProblems.print(dataSet, common.err());
    List<EntryCheck> checks = new ArrayList<>();
    EntryCheck.each(
        dataSet.entries(),
        check -> {
          checks.add(check);
          if (!json) {
            common.out().println(line(check));
            common.out().flush();
          }
        });
    long usable = checks.stream().filter(EntryCheck::isUsable).count();
    if (json) {
      common.out().print(json(dataSet, checks));
    } else {
      common
          .out()
          .printf(
              "%s: %d of %d pairs can be used%s%n",
              dataSet.unit(),
              usable,
              checks.size(),
              dataSet.isWhole() ? "" : ", besides what was left out");
    }
    return usable == checks.size() && dataSet.isWhole() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static String line(EntryCheck check) {
    String verdict =
        check.isUsable() ? (check.warnings().isEmpty() ? "ok" : "warning") : "unusable";
    return Stream.of(List.of(check.entry().id() + ": " + verdict), check.errors(), check.warnings())
        .flatMap(List::stream)
        .collect(Collectors.joining(" "));
  }

  private static String json(DataSet dataSet, List<EntryCheck> checks) {
    ObjectNode root = Json.object().put("unit", dataSet.unit());
    ArrayNode pairs = root.putArray("pairs");
    for (EntryCheck check : checks) {
      ObjectNode pair = pairs.addObject().put("id", check.entry().id());
      pair.put("usable", check.isUsable());
      ArrayNode errors = pair.putArray("errors");
      check.errors().forEach(errors::add);
      ArrayNode warnings = pair.putArray("warnings");
      check.warnings().forEach(warnings::add);
    }
    DataSetProblems.put(root, dataSet);
    return Json.text(root);
  }
}
