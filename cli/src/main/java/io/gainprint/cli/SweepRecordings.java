package io.gainprint.cli;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.fitting.Take;
import io.gainprint.fitting.profile.Provenance;
import io.gainprint.fitting.sweep.SettingRecordings;
import io.gainprint.recordings.ChannelChoice;
import io.gainprint.recordings.DryWetPair;
import io.gainprint.recordings.Recording;
import io.gainprint.recordings.UnusablePairException;
import io.gainprint.recordings.alignment.Alignment;
import io.gainprint.recordings.alignment.AlignmentRequest;
import io.gainprint.recordings.dataset.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The entries of a data set at one position of the unit's controls, as takes of one setting.
final class SweepRecordings implements SettingRecordings {
  private final Controls controls;
  private final List<Entry> entries;
  private final Reading reading;

  /// What was found to be due, by the ids of entries, so that it is searched for once.
  private final Map<String, Alignment> found = new ConcurrentHashMap<>();

  private SweepRecordings(Controls controls, List<Entry> entries, Reading reading) {
    this.controls = controls;
    this.entries = entries;
    this.reading = reading;
  }

  /// How entries are read, and the hashes of files that are known. Safe for use by several threads.
  static final class Reading {
    private final int sampleRateHz;
    private final PairChoice choice;
    private final Map<Path, String> sha256 = new ConcurrentHashMap<>();

    /// @param sampleRateHz the rate of all recordings
    Reading(int sampleRateHz, PairChoice choice) {
      this.sampleRateHz = sampleRateHz;
      this.choice = choice;
    }

    Recording read(Path file, ChannelChoice channel) throws IOException {
      Recording recording = Recording.read(file, channel);
      sha256.put(file, recording.sha256());
      return recording;
    }

    /// The SHA-256 of a file, as [Recording] gives it; or that it cannot be read.
    String sha256(Path file) {
      return sha256.computeIfAbsent(file, Reading::hash);
    }

    private static String hash(Path file) {
      try (InputStream in = Files.newInputStream(file)) {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.digest());
      } catch (IOException e) {
        return "unreadable";
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // every Java has it
      }
    }
  }

  /// How every pair is made.
  ///
  /// @param channel the channel to take, from 1; null for the mean of all
  /// @param align what to do about their alignment; null for what the data set says, and to find
  ///   out where it says nothing
  record PairChoice(@Nullable Integer channel, @Nullable AlignmentRequest align) {
    String channelWord() {
      return channel == null ? "mean" : channel.toString();
    }
  }

  /// Entries by the position of the controls.
  ///
  /// @param entries entries whose controls are known
  static List<SweepRecordings> of(List<Entry> entries, Reading reading) {
    Map<Controls, List<Entry>> byControls =
        entries.stream()
            .collect(
                Collectors.groupingBy(
                    entry -> entry.controls().orElseThrow(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<SweepRecordings> all = new ArrayList<>();
    byControls.forEach(
        (controls, takes) -> all.add(new SweepRecordings(controls, List.copyOf(takes), reading)));
    return all;
  }

  /// All positions of these.
  static Set<Controls> positions(List<SweepRecordings> all) {
    return all.stream().map(SweepRecordings::controls).collect(Collectors.toSet());
  }

  @Override
  public Controls controls() {
    return controls;
  }

  @Override
  public int takes() {
    return entries.size();
  }

  @Override
  public String identity() {
    return entries.stream()
        .map(entry ->
            String.join(
                " ",
                reading.sha256(entry.dry()),
                reading.sha256(entry.wet()),
                request(entry).toString(),
                "channel " + reading.choice.channelWord()))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public Loaded load() {
    List<Take> takes = new ArrayList<>();
    List<Provenance.Source> sources = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Entry entry : entries) {
      try {
        add(entry, takes, sources);
      } catch (IOException | IllegalArgumentException | UnusablePairException e) {
        problems.add(entry.id() + ": " + words(e));
      }
    }
    return new Loaded(takes, sources, problems);
  }

  private static String words(Exception e) {
    String message =
        e instanceof NoSuchFileException missing
            ? missing.getFile() + ": no such file"
            : String.valueOf(e.getMessage());
    return message.lines().map(String::strip).collect(Collectors.joining(" "));
  }

  private void add(Entry entry, List<Take> takes, List<Provenance.Source> sources)
      throws IOException {
    ChannelChoice channel = PairOptions.choice(reading.choice.channel());
    Recording dry = reading.read(entry.dry(), channel);
    Recording wet = reading.read(entry.wet(), channel);
    if (wet.sampleRateHz() != reading.sampleRateHz) {
      throw new IllegalArgumentException(
          "%s has %d Hz, and the sweep %d Hz: record it again at that rate, or keep it in a data set of its own"
              .formatted(wet.name(), wet.sampleRateHz(), reading.sampleRateHz));
    }
    Alignment known = found.get(entry.id());
    DryWetPair pair =
        DryWetPair.of(dry, wet, known != null ? new AlignmentRequest.As(known) : request(entry));
    if (request(entry) instanceof AlignmentRequest.Auto) {
      found.put(entry.id(), pair.alignment());
    }
    takes.add(Take.of(entry.id(), pair.dry(), pair.wet()));
    sources.add(PairOptions.source(dry, wet, pair, reading.choice.channelWord()));
  }

  private AlignmentRequest request(Entry entry) {
    AlignmentRequest asked = reading.choice.align();
    return asked != null
        ? asked
        : entry
            .alignment()
            .<AlignmentRequest>map(
                known -> new AlignmentRequest.By(known.wetLateBySamples(), known.inverted()))
            .orElseGet(AlignmentRequest.Auto::new);
  }
}
