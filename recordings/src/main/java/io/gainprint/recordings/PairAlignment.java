package io.gainprint.recordings;

import io.gainprint.recordings.PairFinding.ClocksApart;
import io.gainprint.recordings.PairFinding.Severity;
import io.gainprint.recordings.PairFinding.Unrelated;
import io.gainprint.recordings.alignment.Alignment;
import io.gainprint.recordings.alignment.Resampler;
import io.gainprint.recordings.alignment.TimeBase;
import io.gainprint.recordings.alignment.TimeBaseSearch;
import io.gainprint.recordings.alignment.WholeShift;
import java.util.List;

/// Two recordings in line with each other, and what was done for that.
///
/// A shift, a drift of the clocks, inverted polarity and direct voltages are mended; a pair in
/// which the [search][TimeBaseSearch] finds none of them keeps its samples, bit by bit. A unit with
/// filters of its own delays sound by a fraction of a sample that differs with frequency. What of
/// it looks like a plain delay is taken away with that of the recorder, since a compressor has no
/// parameter for it.
///
/// Direct voltage is taken off above −60 dBFS: converters leave that much, no transformer passes
/// it, and a level detector would take it for sound.
///
/// @param dry what went into the unit
/// @param wet what came out, sample by sample
/// @param done what was done
record PairAlignment(Recording dry, Recording wet, Alignment done) {
  private static final double LEAST_DC = 1e-3;

  /// Clocks farther apart are of different sample rates, or not clocks; crystals keep 100 ppm.
  private static final double MOST_DRIFT_PPM = 500;

  /// Finds and mends.
  ///
  /// @throws UnusablePairException if something cannot be mended
  static PairAlignment find(Recording dry, Recording wet) {
    refuseErrors(PairCheck.ofEach(dry, wet));
    if (PairCheck.isTooShort(dry, wet)) {
      return new PairAlignment(dry, wet, Alignment.NONE); // as the checks will say
    }
    int rate = dry.sampleRateHz();
    TimeBaseSearch search = TimeBaseSearch.find(dry.samples(), wet.samples(), rate);
    if (search.agreement() < WholeShift.LEAST_COHERENCE) {
      refuseErrors(List.of(new Unrelated(search.agreement(), search.searchedSeconds())));
    }
    if (Math.abs(search.base().driftPpm()) > MOST_DRIFT_PPM) {
      refuseErrors(List.of(new ClocksApart(search.base().driftPpm(), rate)));
    }
    Alignment done =
        new Alignment(search.base(), search.inverted(), dc(dry.samples()), dc(wet.samples()));
    return apply(dry, wet, done);
  }

  private static void refuseErrors(List<PairFinding> findings) {
    if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
      throw new UnusablePairException(findings);
    }
  }

  /// The mean, if it is large enough to be heard by a detector; else 0.
  private static double dc(float[] samples) {
    double sum = 0;
    for (float sample : samples) {
      sum += sample;
    }
    double mean = sum / samples.length;
    return Math.abs(mean) >= LEAST_DC ? mean : 0;
  }

  /// Reads the wet recording along a time base, where there are samples of both. At its end the dry
  /// one loses no more than the shift takes away: what else the wet one lacks is found by the
  /// checks.
  static PairAlignment apply(Recording dry, Recording wet, Alignment done) {
    if (done.isNone()) {
      return new PairAlignment(dry, wet, done);
    }
    TimeBase base = done.base();
    int first = (int) Math.clamp(Math.ceil(base.drySample(0)), 0, dry.length());
    double lastThere = Math.floor(base.drySample(wet.length() - 1.0));
    int end = (int) Math.clamp(lastThere + 1, first, Integer.MAX_VALUE);
    // What a wet recording as long as the dry one cannot have, being late.
    double lastOfEqual = Math.floor(base.drySample(dry.length() - 1.0));
    int shift = (int) Math.clamp(dry.length() - (lastOfEqual + 1), 0, dry.length());
    int dryEnd = dry.length() - Math.clamp((long) dry.length() - end, 0, shift);
    Recording dryPart = dry.part(first, dryEnd);
    float[] read = Resampler.read(wet.samples(), base, first, end - first);
    Recording wetPart = wet.with(offset(read, done.wetDc(), done.inverted() ? -1 : 1));
    return new PairAlignment(
        done.dryDc() == 0 ? dryPart : dryPart.with(offset(dryPart.samples(), done.dryDc(), 1)),
        wetPart,
        done);
  }

  private static float[] offset(float[] samples, double dc, int sign) {
    float[] out = new float[samples.length];
    for (int n = 0; n < out.length; n++) {
      out[n] = (float) (sign * (samples[n] - dc));
    }
    return out;
  }
}
