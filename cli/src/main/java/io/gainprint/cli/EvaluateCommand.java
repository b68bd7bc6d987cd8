package io.gainprint.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    PairOptions.Loaded loaded = recordings.load(err);
    CompressorOptions.Choice choice = compressor.choose(loaded.pair().sampleRateHz(), err);
    Comparison comparison = Comparison.of(loaded.pair(), choice);
    spec.commandLine().getOut().print(json ? comparison.json() : comparison.text());
    return ExitCode.OK;
  }
}
