package io.gainprint.recordings;

import io.gainprint.recordings.PairFinding.Severity;
import java.util.List;

/// What went into a unit and what came out, sample by sample.
///
/// Safe for use by many threads as long as none writes to the samples.
public final class DryWetPair {
  private final float[] dry;
  private final float[] wet;
  private final int sampleRateHz;
  private final List<PairFinding> warnings;

  private DryWetPair(float[] dry, float[] wet, int sampleRateHz, List<PairFinding> warnings) {
    this.dry = dry;
    this.wet = wet;
    this.sampleRateHz = sampleRateHz;
    this.warnings = warnings;
  }

  /// Finds everything that is wrong or worth knowing about two recordings as a pair.
  ///
  /// Lengths, sample rates, silence, clipping and non-finite samples are looked at first. If both
  /// recordings are sound by themselves, it is also found whether the wet one is a copy, upside
  /// down, shifted by up to 1 s, or another piece.
  ///
  /// @param dry what went into the unit
  /// @param wet what came out
  /// @return the findings; unmodifiable, empty if all is well
  public static List<PairFinding> check(Recording dry, Recording wet) {
    return PairCheck.findings(dry, wet, 0);
  }

  /// Makes a pair of two recordings that begin together.
  ///
  /// @param dry what went into the unit
  /// @param wet what came out; what is longer than `dry` is left out
  /// @return the pair
  /// @throws UnusablePairException if [#check] finds an error
  public static DryWetPair of(Recording dry, Recording wet) {
    return of(dry, wet, 0);
  }

  /// Makes a pair of two recordings of which one is late; they are checked as they are after the
  /// shift.
  ///
  /// @param dry what went into the unit
  /// @param wet what came out
  /// @param wetLateBySamples how many samples to leave out at the beginning of `wet` or, if
  ///   negative, of `dry`. At its end the other recording loses what the shift leaves without a
  ///   partner
  /// @return the pair
  /// @throws IllegalArgumentException if nothing would be left of a recording
  /// @throws UnusablePairException if [#check] finds an error
  public static DryWetPair of(Recording dry, Recording wet, int wetLateBySamples) {
    Recording dryPart = dry;
    Recording wetPart = wet;
    if (wetLateBySamples > 0) {
      wetPart = wet.part(wetLateBySamples, wet.length());
      dryPart = dry.part(0, endAfterShift(dry.length(), wetPart.length(), wetLateBySamples));
    } else if (wetLateBySamples < 0) {
      dryPart = dry.part(-wetLateBySamples, dry.length());
      wetPart = wet.part(0, endAfterShift(wet.length(), dryPart.length(), -wetLateBySamples));
    }
    List<PairFinding> findings = PairCheck.findings(dryPart, wetPart, wetLateBySamples);
    if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
      throw new UnusablePairException(findings);
    }
    return new DryWetPair(
        dryPart.samples(),
        wetPart.part(0, dryPart.length()).samples(),
        dryPart.sampleRateHz(),
        findings);
  }

  /// Where the recording that was not shifted ends: it loses its excess over the other, but no more
  /// than the shift.
  private static int endAfterShift(int length, int otherLength, int shift) {
    return length - Math.clamp((long) length - otherLength, 0, shift);
  }

  /// What went into the unit.
  ///
  /// @return the samples, full scale 1, as many as [#wet()]; not a copy: do not write to it
  public float[] dry() {
    return dry;
  }

  /// What came out of the unit.
  ///
  /// @return the samples, full scale 1, as many as [#dry()]; not a copy: do not write to it
  public float[] wet() {
    return wet;
  }

  /// Samples per second of both.
  ///
  /// @return the rate, Hz
  public int sampleRateHz() {
    return sampleRateHz;
  }

  /// What is worth knowing about the pair.
  ///
  /// @return findings of severity `WARNING` only; unmodifiable
  public List<PairFinding> warnings() {
    return warnings;
  }
}
