package io.gainprint.recordings.dataset;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a profile must make of a dry recording: the case of a regression test.
///
/// @param profile the profile's file
/// @param esrAtMost largest error-to-signal ratio against the wet recording, pre-emphasised, ≥ 0
/// @param levelDifferenceDbAtMost how far the output's level may be from the wet recording's,
///   either way, dB, ≥ 0
/// @param outputSha256 SHA-256 of the output as mono 24-bit PCM without a header, 64 lower-case
///   hexadecimal digits; empty if the output is not pinned to the last bit
public record Expectation(
    Path profile, double esrAtMost, double levelDifferenceDbAtMost, Optional<String> outputSha256) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /// Checks bounds and hash.
  ///
  /// @throws IllegalArgumentException naming the bound, its limit and its value
  public Expectation {
    if (!(esrAtMost >= 0)) {
      throw new IllegalArgumentException("esrAtMost must be 0 or more: " + esrAtMost);
    }
    if (!(levelDifferenceDbAtMost >= 0)) {
      throw new IllegalArgumentException(
          "levelDifferenceDbAtMost must be 0 or more: " + levelDifferenceDbAtMost);
    }
    outputSha256.ifPresent(hash -> {
      if (!SHA_256.matcher(hash).matches()) {
        throw new IllegalArgumentException(
            "outputSha256 must be 64 lower-case hexadecimal digits: " + hash);
      }
    });
  }
}
