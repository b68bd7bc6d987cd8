package io.gainprint.regression;

import io.gainprint.recordings.ChannelChoice;
import io.gainprint.recordings.DryWetPair;
import io.gainprint.recordings.Recording;
import io.gainprint.recordings.UnusablePairException;
import io.gainprint.recordings.dataset.DataSet;
import io.gainprint.recordings.dataset.Entry;
import io.gainprint.recordings.dataset.Expectation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a profile must make of a dry recording.
///
/// @param entry the recordings; they begin together, whatever its alignment says
/// @param expectation what is expected
public record RegressionCase(Entry entry, Expectation expectation) {
  /// Checks that both are there.
  public RegressionCase {
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(expectation, "expectation");
  }

  /// The cases of a data set.
  ///
  /// @param dataSet the data set
  /// @return one case for each entry with an expectation, in their order
  public static List<RegressionCase> of(DataSet dataSet) {
    return dataSet.entries().stream()
        .flatMap(entry -> entry.expectation().map(e -> new RegressionCase(entry, e)).stream())
        .toList();
  }

  /// The dry recording through the profile, at the position of the unit's controls that the entry
  /// names.
  ///
  /// @return the output, as long as the dry recording, neither late nor early, named as the case
  /// @throws IOException if profile or recording cannot be read
  /// @throws IllegalArgumentException if the profile has no such position, or holds a filter that
  ///   is none at the recording's sample rate
  public Recording render() throws IOException {
    return rendered(read(entry.dry()));
  }

  /// Renders the dry recording and compares the output with what is expected.
  ///
  /// @return what came of it; [Outcome.Unusable] if there is nothing to compare
  public Outcome verify() {
    try {
      Recording dry = read(entry.dry());
      DryWetPair pair = DryWetPair.of(dry, read(entry.wet()));
      return new Outcome.Measured(this, Measurement.of(rendered(dry), pair));
    } catch (IOException | IllegalArgumentException | UnusablePairException e) {
      return new Outcome.Unusable(this, String.valueOf(e.getMessage()));
    }
  }

  /// The same case with bounds a little above what was measured, and the hash of the output.
  ///
  /// @param measured what the case gave
  /// @return the case that expects just that
  public RegressionCase expecting(Measurement measured) {
    Expectation renewed =
        new Expectation(
            expectation.profile(),
            measured.esrBound(),
            measured.levelDifferenceDbBound(),
            Optional.of(measured.outputSha256()));
    return new RegressionCase(
        new Entry(
            entry.id(),
            entry.dry(),
            entry.wet(),
            entry.controls(),
            entry.alignment(),
            entry.calibration(),
            Optional.of(renewed)),
        renewed);
  }

  private Recording rendered(Recording dry) throws IOException {
    float[] output =
        ProfileSound.read(expectation.profile(), entry.controls())
            .of(dry.samples(), dry.sampleRateHz());
    return Recording.of(entry.id(), output, dry.sampleRateHz());
  }

  private static Recording read(Path file) throws IOException {
    return Recording.read(file, new ChannelChoice.MixDown());
  }
}
