package io.gainprint.recordings;

import io.gainprint.recordings.PairFinding.Severity;
import io.gainprint.recordings.PairFinding.TimeOffset;
import io.gainprint.recordings.alignment.Alignment;
import io.gainprint.recordings.alignment.AlignmentRequest;
import io.gainprint.recordings.alignment.TimeBase;
import java.util.List;

/// What went into a unit and what came out, sample by sample.
///
/// Safe for use by many threads as long as none writes to the samples.
public final class DryWetPair {
  private final float[] dry;
  private final float[] wet;
  private final int sampleRateHz;
  private final List<PairFinding> warnings;
  private final Alignment alignment;

  private DryWetPair(
      float[] dry, float[] wet, int sampleRateHz, List<PairFinding> warnings, Alignment alignment) {
    this.dry = dry;
    this.wet = wet;
    this.sampleRateHz = sampleRateHz;
    this.warnings = warnings;
    this.alignment = alignment;
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
    return of(dry, wet, new AlignmentRequest.Off());
  }

  /// Makes a pair of two recordings that need not be in line.
  ///
  /// @param dry what went into the unit
  /// @param wet what came out
  /// @param request what to do about shift, drift, polarity and direct voltage. The pair is checked
  ///   as it is after that. Where one recording has no partner, the other is left out: at the
  ///   beginning, and at the end as far as the shift is the reason
  /// @return the pair
  /// @throws IllegalArgumentException if nothing would be left of a recording
  /// @throws UnusablePairException if [#check] finds an error that was not mended
  public static DryWetPair of(Recording dry, Recording wet, AlignmentRequest request) {
    return switch (request) {
      case AlignmentRequest.Off() -> of(dry, wet, 0);
      case AlignmentRequest.By(double late, boolean inverted)
          when !inverted && late == Math.rint(late) ->
          of(dry, wet, Math.toIntExact(Math.round(late)));
      case AlignmentRequest.By(double late, boolean inverted) ->
          checked(
              PairAlignment.apply(dry, wet, new Alignment(new TimeBase(late, 0), inverted, 0, 0)),
              (int) Math.rint(late));
      case AlignmentRequest.Auto() -> found(PairAlignment.find(dry, wet));
      case AlignmentRequest.As(Alignment known) -> found(PairAlignment.apply(dry, wet, known));
    };
  }

  private static DryWetPair found(PairAlignment aligned) {
    DryWetPair pair = checked(aligned, (int) Math.rint(aligned.done().base().lateBySamples()));
    // The quick look of the checks is coarser than what the search has found.
    return new DryWetPair(
        pair.dry,
        pair.wet,
        pair.sampleRateHz,
        pair.warnings.stream().filter(found -> !(found instanceof TimeOffset)).toList(),
        aligned.done());
  }

  private static DryWetPair of(Recording dry, Recording wet, int wetLateBySamples) {
    Recording dryPart = dry;
    Recording wetPart = wet;
    if (wetLateBySamples > 0) {
      wetPart = wet.part(wetLateBySamples, wet.length());
      dryPart = dry.part(0, endAfterShift(dry.length(), wetPart.length(), wetLateBySamples));
    } else if (wetLateBySamples < 0) {
      dryPart = dry.part(-wetLateBySamples, dry.length());
      wetPart = wet.part(0, endAfterShift(wet.length(), dryPart.length(), -wetLateBySamples));
    }
    Alignment done = new Alignment(new TimeBase(wetLateBySamples, 0), false, 0, 0);
    return checked(new PairAlignment(dryPart, wetPart, done), wetLateBySamples);
  }

  private static DryWetPair checked(PairAlignment aligned, int alignedBySamples) {
    List<PairFinding> findings = PairCheck.findings(aligned.dry(), aligned.wet(), alignedBySamples);
    if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
      throw new UnusablePairException(findings);
    }
    return new DryWetPair(
        aligned.dry().samples(),
        aligned.wet().part(0, aligned.dry().length()).samples(),
        aligned.dry().sampleRateHz(),
        findings,
        aligned.done());
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

  /// What was done to bring the recordings in line.
  ///
  /// @return the alignment; [Alignment#NONE] if samples are as they were recorded
  public Alignment alignment() {
    return alignment;
  }
}
