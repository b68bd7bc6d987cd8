package io.gainprint.recordings.dataset;

import io.gainprint.recordings.ChannelChoice;
import io.gainprint.recordings.DryWetPair;
import io.gainprint.recordings.PairFinding;
import io.gainprint.recordings.PairFinding.Severity;
import io.gainprint.recordings.Recording;
import io.gainprint.recordings.UnusablePairException;
import io.gainprint.recordings.alignment.AlignmentRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What a look at every sample of an entry's recordings found.
///
/// @param entry the entry
/// @param errors what makes its recordings useless as a pair, in full sentences; empty if they can
///   be used
/// @param warnings what one should know about them, likewise
public record EntryCheck(Entry entry, List<String> errors, List<String> warnings) {
  /// Copies the lists.
  public EntryCheck {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }

  /// Whether the recordings can be used.
  ///
  /// @return true if there are no errors
  public boolean isUsable() {
    return errors.isEmpty();
  }

  /// Checks entries one after the other. No more than one pair of recordings is in memory, and a
  /// dry one that successive entries share is read once. A file that cannot be read to its end is
  /// an error of its entry.
  ///
  /// @param entries the entries
  /// @param report told of each
  public static void each(List<Entry> entries, Consumer<EntryCheck> report) {
    Path dryFile = null;
    Recording dry = null;
    for (Entry entry : entries) {
      try {
        if (dry == null || !entry.dry().equals(dryFile)) {
          dry = null; // before the next one comes
          dry = Recording.read(entry.dry(), new ChannelChoice.MixDown());
          dryFile = entry.dry();
        }
        Recording wet = Recording.read(entry.wet(), new ChannelChoice.MixDown());
        report.accept(of(entry, dry, wet));
      } catch (IOException e) {
        report.accept(new EntryCheck(entry, List.of(String.valueOf(e.getMessage())), List.of()));
      }
    }
  }

  /// What is found beyond the alignment that is known and, if none is, what that would be.
  private static EntryCheck of(Entry entry, Recording dry, Recording wet) {
    AlignmentRequest request =
        entry
            .alignment()
            .<AlignmentRequest>map(
                known -> new AlignmentRequest.By(known.wetLateBySamples(), known.inverted()))
            .orElseGet(AlignmentRequest.Auto::new);
    try {
      DryWetPair pair = DryWetPair.of(dry, wet, request);
      List<String> warnings = new ArrayList<>();
      if (request instanceof AlignmentRequest.Auto && !pair.alignment().isNone()) {
        warnings.add(
            "The wet recording is %s; it is put in line when it is used."
                .formatted(pair.alignment().words(dry.sampleRateHz())));
      }
      warnings.addAll(messages(pair.warnings(), Severity.WARNING));
      return new EntryCheck(entry, List.of(), warnings);
    } catch (UnusablePairException e) {
      return new EntryCheck(
          entry, messages(e.findings(), Severity.ERROR), messages(e.findings(), Severity.WARNING));
    }
  }

  private static List<String> messages(List<PairFinding> findings, Severity severity) {
    return findings.stream()
        .filter(finding -> finding.severity() == severity)
        .map(PairFinding::message)
        .toList();
  }
}
