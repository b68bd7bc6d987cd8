package io.gainprint.recordings.dataset;

import io.gainprint.dsp.unit.Calibration;
import io.gainprint.recordings.PairFinding.Severity;
import io.gainprint.recordings.SoundFileException;
import io.gainprint.recordings.SoundFileReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Entries on their way into a data set: what is wrong with them is noted, and the rest goes on.
final class Intake {
  /// A dry file may take many entries with it; so many of them are named.
  private static final int MOST_NAMED = 3;

  private final List<Entry> entries = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  void add(Entry entry) {
    entries.add(entry);
  }

  void report(Problem problem) {
    problems.add(problem);
  }

  /// The data set of the entries that can be used.
  DataSet finish(String unit, Optional<Calibration> calibration) {
    leaveOutRepeated();
    Map<Path, Integer> rates = readRates();
    entries.removeIf(entry -> !rates.containsKey(entry.dry()) || !rates.containsKey(entry.wet()));
    leaveOutTwoRates(rates);
    keepCommonest(
        entry -> entry.expectation().isPresent() ? "" : rates.get(entry.wet()) + " Hz",
        (rate, most) ->
            "has %s, and most recordings here have %s: record it again at that rate, or keep it in a data set of its own"
                .formatted(rate, most));
    return new DataSet(unit, calibration, entries, problems);
  }

  /// Leaves out and names the entries whose trait is not that of most; of two that are equally
  /// common the first stays. So do entries with an empty trait.
  ///
  /// @param complaint says what is wrong and the fix, from the trait that an entry has and the one
  ///   that most have
  /// @return the trait that most have; empty if none has any
  String keepCommonest(Function<Entry, String> trait, BinaryOperator<String> complaint) {
    Map<String, Long> counts =
        entries.stream()
            .map(trait)
            .filter(value -> !value.isEmpty())
            .collect(Collectors.groupingBy(v -> v, LinkedHashMap::new, Collectors.counting()));
    if (counts.isEmpty()) {
      return "";
    }
    long highest = Collections.max(counts.values());
    counts.values().removeIf(count -> count < highest);
    String most = counts.keySet().iterator().next();
    entries.removeIf(entry -> {
      String value = trait.apply(entry);
      boolean odd = !value.isEmpty() && !value.equals(most);
      if (odd) {
        problems.add(Problem.error(entry.wet(), complaint.apply(value, most)));
      }
      return odd;
    });
    return most;
  }

  private void leaveOutRepeated() {
    Set<String> ids = new HashSet<>();
    entries.removeIf(entry -> {
      boolean repeated = !ids.add(entry.id());
      if (repeated) {
        problems.add(
            Problem.error(
                entry.wet(),
                "is the second entry with the id %s: give it another".formatted(entry.id())));
      }
      return repeated;
    });
  }

  /// The sample rates of all files whose headers are sound, Hz; names the others, each once.
  private Map<Path, Integer> readRates() {
    Set<Path> files = new LinkedHashSet<>();
    for (Entry entry : entries) {
      files.add(entry.dry());
      files.add(entry.wet());
    }
    Map<Path, Integer> rates = new HashMap<>();
    for (Path file : files) {
      try (SoundFileReader reader = SoundFileReader.open(file)) {
        rates.put(file, reader.format().sampleRateHz());
      } catch (SoundFileException e) {
        problems.add(new Problem(Severity.ERROR, file, e.getMessage() + entriesOf(file)));
      } catch (IOException e) {
        problems.add(Problem.error(file, "cannot be read: " + e + entriesOf(file)));
      }
    }
    return rates;
  }

  /// Which entries go with a file, to be put after a message.
  private String entriesOf(Path file) {
    List<String> ids =
        entries.stream()
            .filter(entry -> entry.dry().equals(file) || entry.wet().equals(file))
            .map(Entry::id)
            .toList();
    String named = String.join(", ", ids.subList(0, Math.min(MOST_NAMED, ids.size())));
    return ids.size() <= MOST_NAMED
        ? " (left out: %s)".formatted(named)
        : " (left out: %s and %d more)".formatted(named, ids.size() - MOST_NAMED);
  }

  private void leaveOutTwoRates(Map<Path, Integer> rates) {
    entries.removeIf(entry -> {
      Integer dryHz = rates.get(entry.dry());
      Integer wetHz = rates.get(entry.wet());
      boolean differ = !Objects.equals(dryHz, wetHz);
      if (differ) {
        problems.add(
            Problem.error(
                entry.wet(),
                "has %d Hz and its dry recording %s %d Hz: record both at one rate, or resample one of them"
                    .formatted(wetHz, entry.dry().getFileName(), dryHz)));
      }
      return differ;
    });
  }
}
