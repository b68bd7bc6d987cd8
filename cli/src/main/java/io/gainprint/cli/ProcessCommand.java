package io.gainprint.cli;

import io.gainprint.host.AudioProcessor;
import io.gainprint.host.ChannelLink;
import io.gainprint.host.CompressorControls;
import io.gainprint.host.CompressorProcessor;
import io.gainprint.host.FilterProcessor;
import io.gainprint.host.plugin.PluginRenderer;
import io.gainprint.recordings.CarriedChunks;
import io.gainprint.recordings.FrameSource;
import io.gainprint.recordings.SoundFileException;
import io.gainprint.recordings.SoundFileReader;
import io.gainprint.recordings.SoundFileWriter;
import io.gainprint.recordings.SoundFormat;
import io.gainprint.recordings.WriteSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `gainprint process`: a sound file through a compressor, filter or native plugin.
@Command(
    name = "process",
    description =
        "Renders a sound file through a profile, a published unit, a compressor given outright or a"
            + " native plugin.",
    footer = {
      "",
      "Examples:",
      "  gainprint process in.wav out.wav --profile unit.gainprint.json",
      "  gainprint process in.wav out.wav --unit la2a --peak-reduction 65",
      "  gainprint process in.wav out.wav --plugin sc4m_1916:sc4m --control ratio=4",
      "",
      "A plugin of one channel runs once for each; a stereo plugin gets a mono sound on both inputs, and",
      "its first output is taken. The delay that a plugin reports is taken out."
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
          "Frames processed at once, 1 to 1024; ${DEFAULT-VALUE} if left out. No influence on the"
              + " result, except with a plugin, if it has one.")
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
      write(reader, format, choice);
    }
    return ExitCode.OK;
  }

  private void write(SoundFileReader reader, SoundFormat format, CompressorOptions.Choice choice)
      throws IOException {
    outputs.check(output, input);
    try (@Nullable PluginRenderer plugin = plugin(choice, format)) {
      FrameSource frames = frames(reader, format, choice, plugin);
      CarriedChunks chunks = reader.chunks();
      WriteSummary summary =
          outputs.write(output, file -> SoundFileWriter.write(file, format, frames, chunks), input);
      long nonFinite =
          frames instanceof EngineFrames engine
              ? engine.nonFiniteSamples()
              : summary.nonFiniteSamples();
      warn(summary, nonFinite, plugin != null);
      for (String loss : chunks.lossesIn(output)) {
        common
            .err()
            .printf("gainprint: warning: a chunk of %s is not carried over: %s%n", input, loss);
      }
      if (json) {
        common.out().print(json(summary, nonFinite, plugin));
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
  }

  /// The plugin that was chosen; null where none was.
  private @Nullable PluginRenderer plugin(CompressorOptions.Choice choice, SoundFormat format)
      throws IOException {
    if (!(choice instanceof CompressorOptions.Choice.OfPlugin plugin)) {
      return null;
    }
    refuseLink(
        "a plugin links its channels itself, and one of a single channel runs once for each");
    return PluginOptions.open(plugin, format.sampleRateHz(), format.channels(), blockFrames);
  }

  private void refuseLink(String why) {
    if (common.command.commandLine().getParseResult().hasMatchedOption("--link")) {
      throw new CommandFailure(ExitCode.USAGE, "--link is for compressors: " + why);
    }
  }

  private FrameSource frames(
      FrameSource source,
      SoundFormat format,
      CompressorOptions.Choice choice,
      @Nullable PluginRenderer plugin) {
    return switch (choice) {
      case CompressorOptions.Choice.OfCompressor(var parameters, double lookAheadMs) ->
          engine(
              source,
              new CompressorProcessor(
                  new CompressorControls.Outright(parameters), lookAheadMs, link),
              format);
      case CompressorOptions.Choice.OfFilter(var sections) -> {
        refuseLink("a filter treats every channel alike");
        yield engine(source, new FilterProcessor(_ -> sections), format);
      }
      case CompressorOptions.Choice.OfPlugin _ ->
          new PluginFrames(
              source,
              Objects.requireNonNull(plugin),
              format.channels(),
              blockFrames,
              warning -> common.err().println("gainprint: warning: " + warning));
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

  private EngineFrames engine(FrameSource source, AudioProcessor processor, SoundFormat format) {
    return new EngineFrames(
        source, processor, format.sampleRateHz(), format.channels(), blockFrames);
  }

  private void warn(WriteSummary summary, long nonFinite, boolean isPlugin) {
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
              isPlugin
                  ? "gainprint: warning: %d samples of %s are not finite numbers: the plugin makes"
                      + " them%n"
                  : "gainprint: warning: %d samples of %s are not finite numbers; silence is in"
                      + " their place%n",
              nonFinite,
              isPlugin ? output : input);
    }
  }

  private String json(WriteSummary summary, long nonFinite, @Nullable PluginRenderer plugin) {
    ObjectNode root =
        Json.object()
            .put("output", output.toString())
            .put("frames", summary.frames())
            .put("clippedSamples", summary.clippedSamples())
            .put("nonFiniteSamples", nonFinite);
    if (plugin != null) {
      root.put("pluginLatencyFrames", plugin.latencyFrames());
    }
    return Json.text(root);
  }
}
