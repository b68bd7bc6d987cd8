package io.gainprint.cli;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.recordings.unit.measurement.UnitBench;
import io.gainprint.recordings.unit.measurement.UnitMeasurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gainprint recordings measure`: a unit on the bench.
@Command(
    name = "measure",
    description = {
      "Measures a unit that is a program as one measures hardware, with tones.",
      "Static curve, attack and release after short and long bursts, response, weighting of the side"
          + " chain, distortion, gain knob and noise."
    },
    footer = {
      "",
      "Levels are of peaks in dBFS. The threshold is where a tone of 1 kHz loses 1 dB; a ratio is that"
          + " of a tone so many dB above it. Times are until 50, 63 and 90 %% of a change, full is"
          + " until 0.5 dB.",
      "With --output, plots of the same as SVG files.",
      "",
      "Example:",
      "  gainprint recordings measure --output measurements"
    })
final class RecordingsMeasureCommand implements Callable<Integer> {
  @Mixin CommonOptions common;
  @Mixin OutputOptions outputs;

  @Option(
      names = "--unit",
      paramLabel = "<unit>",
      defaultValue = "simulated",
      description = "What to measure: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if left out.")
  UnitName unit;

  @Option(
      names = "--mode",
      paramLabel = "<mode>",
      description = "Where the switch stands: ${COMPLETION-CANDIDATES}; both if left out.")
  @Nullable Mode mode;

  @Option(
      names = "--peak-reduction",
      paramLabel = "<0-100>",
      defaultValue = "65",
      description = "Where the knob stands; ${DEFAULT-VALUE} if left out.")
  double peakReduction;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "<folder>",
      description = "A folder for plots.")
  @Nullable Path folder;

  @Option(names = "--json", description = "Print the figures as JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    List<UnitBench> benches = CommandFailure.ofUsage(this::benches);
    if (folder != null) {
      Files.createDirectories(folder);
      for (String name : MeasurementPlots.names()) {
        outputs.check(folder.resolve(name));
      }
    }
    List<UnitMeasurement> measurements = benches.parallelStream().map(UnitBench::measure).toList();
    if (folder != null) {
      for (Map.Entry<String, byte[]> plot : MeasurementPlots.of(measurements).entrySet()) {
        outputs.write(folder.resolve(plot.getKey()), file -> Files.write(file, plot.getValue()));
      }
    }
    common
        .out()
        .print(json ? MeasurementReport.json(measurements) : MeasurementReport.text(measurements));
    return ExitCode.OK;
  }

  /// A bench for each mode.
  private List<UnitBench> benches() {
    Stream<Mode> modes = mode == null ? Stream.of(Mode.values()) : Stream.of(mode);
    return modes
        .map(m -> {
          Controls controls = new Controls(m, peakReduction);
          unit.model().at(controls, 44_100, 0); // refuses a position that it does not have
          return new UnitBench(unit.model(), controls, unit.open(m));
        })
        .toList();
  }
}
