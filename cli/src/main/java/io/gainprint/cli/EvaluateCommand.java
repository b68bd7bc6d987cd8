package io.gainprint.cli;

import io.gainprint.recordings.alignment.AlignmentRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gainprint evaluate`: how close a compressor comes to a recording.
@Command(
    name = "evaluate",
    description = "Compares a profile's output with a recording of the unit.",
    footer = {
      "",
      "The first second, in which the compressor finds its state, is not compared.",
      "",
      "Example:",
      "  gainprint evaluate --dry in.wav --wet out.wav --profile unit.gainprint.json"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Mixin CommonOptions common;
  @Mixin PairOptions recordings;
  @Mixin CompressorOptions compressor;

  @Option(names = "--json", description = "Print the figures as JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    CompressorOptions.Choice choice = compressor.choose(recordings.sampleRateHz(), common.err());
    AlignmentRequest usual =
        switch (choice) {
          case CompressorOptions.Choice.OfCompressor _, CompressorOptions.Choice.OfPlugin _ ->
              new AlignmentRequest.Auto();
          case CompressorOptions.Choice.OfFilter _ -> new AlignmentRequest.Off();
        };
    PairOptions.Loaded loaded = recordings.load(usual, common);
    Comparison comparison = Comparison.of(loaded.pair(), choice);
    common.out().print(json ? comparison.json() : comparison.text());
    return ExitCode.OK;
  }
}
