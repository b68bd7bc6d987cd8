package io.gainprint.cli;

import io.gainprint.recordings.ChannelChoice;
import io.gainprint.recordings.DryWetPair;
import io.gainprint.recordings.PairFinding;
import io.gainprint.recordings.Recording;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The options that name a dry and a wet recording.
@Command
final class PairOptions {
  @Option(
      names = "--dry",
      required = true,
      paramLabel = "<file>",
      description = "What went into the unit, WAV or AIFF.")
  Path dry;

  @Option(
      names = "--wet",
      required = true,
      paramLabel = "<file>",
      description = "What came out of it, at the same sample rate.")
  Path wet;

  @Option(
      names = "--channel",
      paramLabel = "<n>",
      description = "Which channel to take, from 1; the mean of all if left out.")
  @Nullable Integer channel;

  @Option(
      names = "--align",
      paramLabel = "<samples>",
      defaultValue = "0",
      description = "How many samples the wet recording is late; negative if it is early.")
  int align;

  /// The two recordings and the pair they make.
  record Loaded(Recording dry, Recording wet, DryWetPair pair) {}

  Path dry() {
    return dry;
  }

  Path wet() {
    return wet;
  }

  int align() {
    return align;
  }

  /// Which channel was taken, for the profile: its number from 1, or `mean`.
  String channel() {
    return channel == null ? "mean" : channel.toString();
  }

  /// Reads and checks the pair.
  ///
  /// @param err told of everything worth knowing that does not stand in the way
  Loaded load(PrintWriter err) throws IOException {
    ChannelChoice choice = CommandFailure.ofUsage(() -> choice(channel));
    Recording dryRecording = Recording.read(dry, choice);
    Recording wetRecording = Recording.read(wet, choice);
    DryWetPair pair =
        CommandFailure.ofUsage(() -> DryWetPair.of(dryRecording, wetRecording, align));
    for (PairFinding warning : pair.warnings()) {
      err.println("gainprint: warning: " + warning.message());
    }
    return new Loaded(dryRecording, wetRecording, pair);
  }

  private static ChannelChoice choice(@Nullable Integer channel) {
    if (channel == null) {
      return new ChannelChoice.MixDown();
    }
    if (channel < 1) {
      throw new IllegalArgumentException("--channel must be at least 1: " + channel);
    }
    return new ChannelChoice.Only(channel - 1);
  }
}
