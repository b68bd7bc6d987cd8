package io.gainprint.cli;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.recordings.SoundFileReader;
import io.gainprint.recordings.dataset.DataSet;
import io.gainprint.recordings.dataset.Entry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `gainprint recordings list`: what is in a data set.
@Command(
    name = "list",
    description = "Lists the recordings of a folder or manifest, and what is wrong with its files.",
    footer = {"", "Exit code 1 says that something was left out."})
final class RecordingsListCommand implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Parameters(
      paramLabel = "<folder or manifest>",
      description = "A folder of recordings, or a recordings.json.")
  Path folder;

  @Option(names = "--json", description = "Print the list as JSON.")
  boolean json;

  /// An entry and what the header of its wet file says.
  private record Listed(Entry entry, int sampleRateHz, double seconds) {
    static Listed of(Entry entry) throws IOException {
      try (SoundFileReader reader = SoundFileReader.open(entry.wet())) {
        int rateHz = reader.format().sampleRateHz();
        return new Listed(entry, rateHz, (double) reader.frames() / rateHz);
      }
    }
  }

  @Override
  public Integer call() throws IOException {
    DataSet dataSet = DataSet.read(folder);
    List<Listed> listed = new ArrayList<>();
    for (Entry entry : dataSet.entries()) {
      listed.add(Listed.of(entry));
    }
    if (json) {
      common.out().print(json(dataSet, listed));
    } else {
      print(dataSet, listed);
    }
    DataSetProblems.print(dataSet, common.err());
    return dataSet.isWhole() ? ExitCode.OK : ExitCode.FAILED;
  }

  private void print(DataSet dataSet, List<Listed> listed) {
    PrintWriter out = common.out();
    int width = listed.stream().mapToInt(l -> l.entry().id().length()).reduce(2, Math::max);
    String format = "%-" + width + "s  %-8s %5s %7s %8s  %s%n";
    out.printf(Locale.ROOT, format, "id", "mode", "knob", "Hz", "s", "files");
    for (Listed l : listed) {
      out.printf(
          Locale.ROOT,
          format,
          l.entry().id(),
          l.entry().controls().map(c -> c.mode().toString()).orElse("-"),
          l.entry().controls().map(RecordingsListCommand::knob).orElse("-"),
          l.sampleRateHz(),
          String.format(Locale.ROOT, "%.1f", l.seconds()),
          l.entry().dry().getFileName() + " " + l.entry().wet().getFileName());
    }
    out.printf("%s: %d recordings%n", dataSet.unit(), listed.size());
  }

  private static String knob(Controls controls) {
    double knob = controls.peakReduction();
    return knob == Math.rint(knob) ? Integer.toString((int) knob) : Double.toString(knob);
  }

  private static String json(DataSet dataSet, List<Listed> listed) {
    ObjectNode root = Json.object().put("unit", dataSet.unit());
    ArrayNode entries = root.putArray("entries");
    for (Listed l : listed) {
      ObjectNode node = entries.addObject().put("id", l.entry().id());
      l.entry()
          .controls()
          .ifPresent(
              c -> node.put("mode", c.mode().toString()).put("peakReduction", c.peakReduction()));
      node.put("sampleRateHz", l.sampleRateHz())
          .put("seconds", l.seconds())
          .put("dry", l.entry().dry().toString())
          .put("wet", l.entry().wet().toString());
    }
    DataSetProblems.put(root, dataSet);
    return Json.text(root);
  }
}
