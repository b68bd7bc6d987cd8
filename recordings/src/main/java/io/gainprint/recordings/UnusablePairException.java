package io.gainprint.recordings;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/// Two recordings cannot be used as a pair; the message holds those of the errors found, one a
/// line.
public final class UnusablePairException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<PairFinding> findings;

  UnusablePairException(List<PairFinding> findings) {
    super(
        findings.stream()
            .filter(finding -> finding.severity() == PairFinding.Severity.ERROR)
            .map(PairFinding::message)
            .collect(Collectors.joining("\n")));
    this.findings = findings;
  }

  /// All that was found.
  ///
  /// @return errors and warnings, at least one error; unmodifiable
  public List<PairFinding> findings() {
    return findings;
  }
}
