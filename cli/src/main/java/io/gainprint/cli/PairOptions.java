package io.gainprint.cli;

import io.gainprint.recordings.ChannelChoice;
import io.gainprint.recordings.DryWetPair;
import io.gainprint.recordings.PairFinding;
import io.gainprint.recordings.Recording;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
      description = "What went into the unit: WAV, RF64/BW64, AIFF or FLAC.")
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
    // Side by side; if neither can be read, it is the dry one that is complained of.
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Future<Recording> wetReading = executor.submit(() -> Recording.read(wet, choice));
      Recording dryRecording = Recording.read(dry, choice);
      return paired(dryRecording, result(wetReading), err);
    }
  }

  private Loaded paired(Recording dryRecording, Recording wetRecording, PrintWriter err) {
    DryWetPair pair =
        CommandFailure.ofUsage(() -> DryWetPair.of(dryRecording, wetRecording, align));
    for (PairFinding warning : pair.warnings()) {
      err.println("gainprint: warning: " + warning.message());
    }
    return new Loaded(dryRecording, wetRecording, pair);
  }

  private static Recording result(Future<Recording> reading) throws IOException {
    try {
      return reading.get();
    } catch (ExecutionException e) {
      switch (Objects.requireNonNull(e.getCause())) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        default -> throw new IllegalStateException(e); // reading throws no other
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while reading the wet recording");
    }
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
