package io.gainprint.cli;

import io.gainprint.fitting.profile.Provenance;
import io.gainprint.recordings.ChannelChoice;
import io.gainprint.recordings.DryWetPair;
import io.gainprint.recordings.PairFinding;
import io.gainprint.recordings.Recording;
import io.gainprint.recordings.SoundFileReader;
import io.gainprint.recordings.alignment.Alignment;
import io.gainprint.recordings.alignment.AlignmentRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The options that name dry and wet recordings: one pair or, where that makes sense, several takes
/// of one setting.
@Command
final class PairOptions {
  @Option(
      names = "--dry",
      required = true,
      paramLabel = "<file>",
      description = "What went into the unit: WAV, RF64/BW64, AIFF or FLAC.")
  List<Path> dries;

  @Option(
      names = "--wet",
      required = true,
      paramLabel = "<file>",
      description = "What came out of it, at the same sample rate.")
  List<Path> wets;

  @Option(
      names = "--channel",
      paramLabel = "<n>",
      description = "Which channel to take, from 1; the mean of all if left out.")
  @Nullable Integer channel;

  @Option(
      names = "--align",
      paramLabel = "<how>",
      converter = AlignmentConverter.class,
      description =
          "auto finds and mends shift, drift between two clocks, polarity and direct voltage of the"
              + " wet recording; off takes it as it is; a number takes it to be that many samples"
              + " late, negative if early. If left out, auto for a compressor and off for an"
              + " equaliser or filter, whose own phase looks like a shift.")
  @Nullable AlignmentRequest align;

  /// The two recordings and the pair they make.
  record Loaded(Recording dry, Recording wet, DryWetPair pair) {}

  /// The first wet recording, which outputs are named after.
  Path wet() {
    return wets.getFirst();
  }

  /// All files, dry and wet.
  Path[] files() {
    return Stream.concat(dries.stream(), wets.stream()).toArray(Path[]::new);
  }

  /// Sample rate of the first dry recording, Hz.
  int sampleRateHz() throws IOException {
    try (SoundFileReader reader = SoundFileReader.open(dries.getFirst())) {
      return reader.format().sampleRateHz();
    }
  }

  /// Which channel was taken, for the profile: its number from 1, or `mean`.
  String channel() {
    return channel == null ? "mean" : channel.toString();
  }

  /// Where a pair comes from, for the profile.
  Provenance.Source source(Loaded loaded) {
    return source(loaded.dry(), loaded.wet(), loaded.pair(), channel());
  }

  /// Where a pair comes from, for the profile.
  static Provenance.Source source(Recording dry, Recording wet, DryWetPair pair, String channel) {
    Alignment done = pair.alignment();
    return new Provenance.Source(
        dry.name(),
        wet.name(),
        dry.sha256(),
        wet.sha256(),
        pair.dry().length,
        done.base().lateBySamples(),
        done.base().driftPpm(),
        done.inverted(),
        done.dryDc(),
        done.wetDc(),
        channel);
  }

  /// Reads and checks the only pair.
  ///
  /// @param usual what to do about its alignment if that was not said
  /// @param common told of everything worth knowing that does not stand in the way
  Loaded load(AlignmentRequest usual, CommonOptions common) throws IOException {
    if (dries.size() > 1 || wets.size() > 1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "give one --dry and one --wet here, not %d and %d".formatted(dries.size(), wets.size()));
    }
    return load(align != null ? align : usual, common, null, dries.getFirst(), wets.getFirst());
  }

  /// Reads and checks all pairs: the first wet recording with the first dry one, and so on, or all
  /// with the only one.
  ///
  /// @param common told of everything worth knowing that does not stand in the way
  List<Loaded> loadTakes(CommonOptions common) throws IOException {
    if (dries.size() != 1 && dries.size() != wets.size()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "give as many --dry as --wet, or one --dry for all: %d and %d"
              .formatted(dries.size(), wets.size()));
    }
    List<Loaded> takes = new ArrayList<>();
    for (int k = 0; k < wets.size(); k++) {
      Recording known = k > 0 && dries.size() == 1 ? takes.getFirst().dry() : null;
      Path dry = dries.get(dries.size() == 1 ? 0 : k);
      AlignmentRequest request = align != null ? align : new AlignmentRequest.Auto();
      takes.add(load(request, common, known, dry, wets.get(k)));
      Loaded first = takes.getFirst();
      Loaded last = takes.getLast();
      if (last.pair().sampleRateHz() != first.pair().sampleRateHz()) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "takes must have one sample rate: %s has %d Hz and %s has %d Hz"
                .formatted(
                    wets.getFirst(),
                    first.pair().sampleRateHz(),
                    wets.get(k),
                    last.pair().sampleRateHz()));
      }
    }
    return List.copyOf(takes);
  }

  /// Reads and checks a pair.
  ///
  /// @param known the dry recording, if it has been read
  private Loaded load(
      AlignmentRequest request, CommonOptions common, @Nullable Recording known, Path dry, Path wet)
      throws IOException {
    ChannelChoice choice = CommandFailure.ofUsage(() -> choice(channel));
    // Side by side; if neither can be read, it is the dry one that is complained of.
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Future<Recording> wetReading = executor.submit(() -> Recording.read(wet, choice));
      Recording dryRecording = known != null ? known : Recording.read(dry, choice);
      return paired(request, dryRecording, result(wetReading), common);
    }
  }

  private static Loaded paired(
      AlignmentRequest request,
      Recording dryRecording,
      Recording wetRecording,
      CommonOptions common) {
    DryWetPair pair =
        CommandFailure.ofUsage(() -> DryWetPair.of(dryRecording, wetRecording, request));
    if (request instanceof AlignmentRequest.Auto && !pair.alignment().isNone() && !common.quiet()) {
      common
          .err()
          .printf(
              "gainprint: %s was %s: put in line (--align off takes it as it is)%n",
              wetRecording.name(), pair.alignment().words(pair.sampleRateHz()));
    }
    for (PairFinding warning : pair.warnings()) {
      common.err().println("gainprint: warning: " + warning.message());
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

  static ChannelChoice choice(@Nullable Integer channel) {
    if (channel == null) {
      return new ChannelChoice.MixDown();
    }
    if (channel < 1) {
      throw new IllegalArgumentException("--channel must be at least 1: " + channel);
    }
    return new ChannelChoice.Only(channel - 1);
  }
}
