package io.gainprint.cli;

import io.gainprint.host.AudioProcessor;
import io.gainprint.host.ChannelLink;
import io.gainprint.host.CompressorControls;
import io.gainprint.host.CompressorProcessor;
import io.gainprint.host.FilterProcessor;
import io.gainprint.recordings.CarriedChunks;
import io.gainprint.recordings.SoundFileException;
import io.gainprint.recordings.SoundFileReader;
import io.gainprint.recordings.SoundFileWriter;
import io.gainprint.recordings.SoundFormat;
import io.gainprint.recordings.WriteSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gainprint process`: a sound file through a compressor or filter.
@Command(
    name = "process",
    description =
        "Renders a sound file through a profile, a published unit or a compressor given outright.",
    footer = {
      "",
      "Examples:",
      "  gainprint process in.wav out.wav --profile unit.gainprint.json",
      "  gainprint process in.wav out.wav --unit la2a --peak-reduction 65"
    })
final class ProcessCommand implements Callable<Integer> {
  @Mixin CommonOptions common;
  @Mixin CompressorOptions compressor;
  @Mixin OutputOptions outputs;

  @Parameters(
      index = "0",
      paramLabel = "<input>",
      description = "The sound to process: WAV, RF64/BW64, AIFF or FLAC.")
  Path input;

  @Parameters(
      index = "1",
      paramLabel = "<output>",
      description =
          "The file to write; .wav, .aif or .aiff chooses the container. A WAV beyond 4 GiB becomes RF64.%n"
              + "From WAV to WAV, other chunks (bext, iXML, LIST, cue ...) are carried over.")
  Path output;

  @Option(
      names = "--link",
      paramLabel = "<link>",
      defaultValue = "maximum",
      converter = ChannelLinkConverter.class,
      description =
          "How channels share their gain: maximum, independent, or a share such as 50%%;"
              + " ${DEFAULT-VALUE} if left out.")
  ChannelLink link;

  @Option(
      names = {"-b", "--bits"},
      paramLabel = "<bits>",
      description = "16, 24, 32 or 32f (float); as the input if left out (16 for 8).")
  @Nullable String bits;

  @Option(
      names = "--block-size",
      paramLabel = "<frames>",
      defaultValue = "1024",
      description =
          "Frames processed at once, 1 to 1024; ${DEFAULT-VALUE} if left out. No influence on the result.")
  int blockFrames;

  @Option(names = "--json", description = "Print what was written as JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    if (blockFrames < 1 || blockFrames > EngineFrames.MAX_BLOCK_FRAMES) {
      throw new CommandFailure(ExitCode.USAGE, "--block-size must be 1 to 1024: " + blockFrames);
    }
    try (SoundFileReader reader = SoundFileReader.open(input)) {
      SoundFormat format = format(reader.format());
      checkFormat(format);
      CompressorOptions.Choice choice = compressor.choose(format.sampleRateHz(), common.err());
      EngineFrames frames =
          new EngineFrames(
              reader, processor(choice), format.sampleRateHz(), format.channels(), blockFrames);
      CarriedChunks chunks = reader.chunks();
      WriteSummary summary =
          outputs.write(output, file -> SoundFileWriter.write(file, format, frames, chunks), input);
      warn(summary, frames.nonFiniteSamples());
      for (String loss : chunks.lossesIn(output)) {
        common
            .err()
            .printf("gainprint: warning: a chunk of %s is not carried over: %s%n", input, loss);
      }
      if (json) {
        common.out().print(json(summary, frames.nonFiniteSamples()));
      } else {
        common
            .out()
            .printf(
                "%s: %d frames, %.1f s, channels: %d%n",
                output,
                summary.frames(),
                (double) summary.frames() / format.sampleRateHz(),
                format.channels());
      }
    }
    return ExitCode.OK;
  }

  private AudioProcessor processor(CompressorOptions.Choice choice) {
    return switch (choice) {
      case CompressorOptions.Choice.OfCompressor(var parameters, double lookAheadMs) ->
          new CompressorProcessor(new CompressorControls.Outright(parameters), lookAheadMs, link);
      case CompressorOptions.Choice.OfFilter(var sections) -> {
        if (common.command.commandLine().getParseResult().hasMatchedOption("--link")) {
          throw new CommandFailure(
              ExitCode.USAGE, "--link is for compressors: a filter treats every channel alike");
        }
        yield new FilterProcessor(_ -> sections);
      }
    };
  }

  private void checkFormat(SoundFormat format) {
    try {
      SoundFileWriter.check(output, format);
    } catch (SoundFileException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private SoundFormat format(SoundFormat input) {
    if (bits == null) {
      return input;
    }
    SoundFormat.Encoding encoding =
        switch (bits) {
          case "16" -> SoundFormat.Encoding.PCM_16;
          case "24" -> SoundFormat.Encoding.PCM_24;
          case "32" -> SoundFormat.Encoding.PCM_32;
          case "32f" -> SoundFormat.Encoding.FLOAT_32;
          default ->
              throw new CommandFailure(ExitCode.USAGE, "--bits must be 16, 24, 32 or 32f: " + bits);
        };
    return new SoundFormat(input.sampleRateHz(), input.channels(), encoding);
  }

  private void warn(WriteSummary summary, long nonFinite) {
    if (summary.clippedSamples() > 0) {
      common
          .err()
          .printf(
              "gainprint: warning: %d samples clipped in %s; lower the make-up gain, or write --bits 32f%n",
              summary.clippedSamples(), output);
    }
    if (nonFinite > 0) {
      common
          .err()
          .printf(
              "gainprint: warning: %d samples of %s are not finite numbers; silence is in their"
                  + " place%n",
              nonFinite, input);
    }
  }

  private String json(WriteSummary summary, long nonFinite) {
    return Json.text(
        Json.object()
            .put("output", output.toString())
            .put("frames", summary.frames())
            .put("clippedSamples", summary.clippedSamples())
            .put("nonFiniteSamples", nonFinite));
  }
}
