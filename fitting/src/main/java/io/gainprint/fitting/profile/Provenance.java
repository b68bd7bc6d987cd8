package io.gainprint.fitting.profile;

import io.gainprint.fitting.WindowPlan;
import java.util.List;

/// Where a profile comes from: with the program of that version, these files give it again.
///
/// @param gainprint version of the program that made it
/// @param solver the method of minimisation
/// @param windows how recordings were cut
/// @param recordings the recordings, in the order of the settings; of one setting, all its takes
public record Provenance(
    String gainprint, String solver, WindowPlan windows, List<Source> recordings) {

  /// Copies the list.
  public Provenance {
    recordings = List.copyOf(recordings);
  }

  /// One pair of recordings.
  ///
  /// @param dry name of the dry file
  /// @param wet name of the wet file
  /// @param drySha256 SHA-256 of the dry file, hexadecimal
  /// @param wetSha256 SHA-256 of the wet file, hexadecimal
  /// @param samples length that was compared, samples
  /// @param alignSamples by how many samples the wet file was taken to be late; need not be whole
  /// @param driftPpm by how many millionths its clock was taken to be slow
  /// @param inverted whether it was turned over
  /// @param dryDc mean that was taken off the dry sound, full scale 1
  /// @param wetDc mean that was taken off the wet sound
  /// @param channel the channel taken, from 1, or `mean` for the mean of all
  public record Source(
      String dry,
      String wet,
      String drySha256,
      String wetSha256,
      int samples,
      double alignSamples,
      double driftPpm,
      boolean inverted,
      double dryDc,
      double wetDc,
      String channel) {

    /// A pair on one clock and the right way up.
    ///
    /// @param dry name of the dry file
    /// @param wet name of the wet file
    /// @param drySha256 SHA-256 of the dry file, hexadecimal
    /// @param wetSha256 SHA-256 of the wet file, hexadecimal
    /// @param samples length that was compared, samples
    /// @param alignSamples by how many samples the wet file was taken to be late
    /// @param channel the channel taken, from 1, or `mean` for the mean of all
    public Source(
        String dry,
        String wet,
        String drySha256,
        String wetSha256,
        int samples,
        double alignSamples,
        String channel) {
      this(dry, wet, drySha256, wetSha256, samples, alignSamples, 0, false, 0, 0, channel);
    }
  }
}
