package io.gainprint.recordings;

import io.gainprint.recordings.PairFinding.Clipped;
import io.gainprint.recordings.PairFinding.Identical;
import io.gainprint.recordings.PairFinding.LevelsApart;
import io.gainprint.recordings.PairFinding.NonFinite;
import io.gainprint.recordings.PairFinding.PolarityInverted;
import io.gainprint.recordings.PairFinding.PureGain;
import io.gainprint.recordings.PairFinding.RatesDiffer;
import io.gainprint.recordings.PairFinding.Severity;
import io.gainprint.recordings.PairFinding.Silent;
import io.gainprint.recordings.PairFinding.TimeOffset;
import io.gainprint.recordings.PairFinding.TooShort;
import io.gainprint.recordings.PairFinding.Unrelated;
import io.gainprint.recordings.PairFinding.WetLonger;
import io.gainprint.recordings.PairFinding.WetShorter;
import io.gainprint.recordings.alignment.WholeShift;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Finds what is wrong with a dry and a wet recording.
final class PairCheck {
  /// A peak below this is hum and converter noise.
  private static final double SILENCE_DBFS = -80;

  /// Converters and editors stop at their largest value: from here on it counts as full scale.
  private static final double FULL_SCALE = 0.999;

  /// Consecutive samples at the extreme that no music reaches by itself.
  private static final int SHORTEST_CLIP = 3;

  /// A compressor's output is farther than this from any gain; rounding to 16 bits is nearer, from
  /// −20 dBFS up.
  private static final double PURE_GAIN_RESIDUAL = 1e-4;

  /// Recordings shorter than this are not compared.
  private static final double SHORTEST_SECONDS = 0.1;

  /// Samples between looks at whether a pure gain is ruled out.
  private static final int RESIDUAL_BLOCK = 1 << 16;

  private PairCheck() {}

  /// All findings, in the order of the checks; recordings that are broken in themselves are not
  /// compared.
  ///
  /// @param alignedBySamples how late `wet` was before its beginning was left out
  static List<PairFinding> findings(Recording dry, Recording wet, int alignedBySamples) {
    List<PairFinding> findings = ofEach(dry, wet);
    boolean comparable = findings.stream().noneMatch(f -> f.severity() == Severity.ERROR);
    if (wet.length() < dry.length()) {
      findings.add(new WetShorter(dry.length(), wet.length()));
    } else if (wet.length() > dry.length()) {
      findings.add(new WetLonger(dry.length(), wet.length()));
    }
    if (comparable) {
      addCompared(dry, wet, alignedBySamples, findings);
    }
    return List.copyOf(findings);
  }

  /// What is found without comparing what they hold.
  static List<PairFinding> ofEach(Recording dry, Recording wet) {
    List<PairFinding> findings = new ArrayList<>();
    if (dry.sampleRateHz() != wet.sampleRateHz()) {
      findings.add(new RatesDiffer(dry.sampleRateHz(), wet.sampleRateHz()));
    }
    Stream.of(dry, wet).parallel().map(PairCheck::alone).toList().forEach(findings::addAll);
    return findings;
  }

  /// Whether there is too little to compare.
  static boolean isTooShort(Recording dry, Recording wet) {
    return Math.min(dry.length(), wet.length()) < leastSamples(dry.sampleRateHz());
  }

  private static int leastSamples(int sampleRateHz) {
    return (int) Math.ceil(SHORTEST_SECONDS * sampleRateHz);
  }

  private static List<PairFinding> alone(Recording recording) {
    float most = 0;
    float least = 0;
    // NaN and infinities end up in either, and are only counted if there are any.
    for (float sample : recording.samples()) {
      most = Math.max(most, sample);
      least = Math.min(least, sample);
    }
    if (!Float.isFinite(most) || !Float.isFinite(least)) {
      return List.of(nonFinite(recording));
    }
    List<PairFinding> findings = new ArrayList<>();
    double peakDbfs = 20 * Math.log10(Math.max(most, -least));
    if (peakDbfs < SILENCE_DBFS) {
      findings.add(new Silent(recording.name(), peakDbfs));
    }
    if (Math.max(most, -least) >= FULL_SCALE) {
      addClipped(recording, most, least, findings);
    }
    return findings;
  }

  private static NonFinite nonFinite(Recording recording) {
    float[] samples = recording.samples();
    int count = 0;
    int first = 0;
    for (int n = 0; n < samples.length; n++) {
      if (!Float.isFinite(samples[n]) && count++ == 0) {
        first = n;
      }
    }
    return new NonFinite(recording.name(), count, first, recording.sampleRateHz());
  }

  private static void addClipped(
      Recording recording, float most, float least, List<PairFinding> findings) {
    float[] samples = recording.samples();
    int runs = 0;
    int firstRun = 0;
    int length = 0;
    for (int n = 0; n < samples.length; n++) {
      boolean clips =
          (samples[n] == most && most >= FULL_SCALE)
              || (samples[n] == least && -least >= FULL_SCALE);
      if (!clips) {
        length = 0;
        continue;
      }
      length = n > 0 && samples[n] == samples[n - 1] ? length + 1 : 1;
      if (length == SHORTEST_CLIP && runs++ == 0) {
        firstRun = n - length + 1;
      }
    }
    if (runs > 0) {
      findings.add(new Clipped(recording.name(), runs, firstRun, recording.sampleRateHz()));
    }
  }

  private static void addCompared(
      Recording dry, Recording wet, int alignedBySamples, List<PairFinding> findings) {
    int length = Math.min(dry.length(), wet.length());
    int rate = dry.sampleRateHz();
    int least = leastSamples(rate);
    if (length < least) {
      findings.add(new TooShort(length, least));
      return;
    }
    CompletableFuture<Optional<PairFinding>> sameness =
        CompletableFuture.supplyAsync(() -> sameness(dry.samples(), wet.samples(), length));
    WholeShift shift = WholeShift.find(dry.samples(), wet.samples(), length, rate);
    sameness.join().ifPresent(findings::add);
    if (shift.coherence() < WholeShift.LEAST_COHERENCE) {
      findings.add(new Unrelated(shift.coherence(), shift.searchedSeconds()));
      return;
    }
    if (shift.inverted()) {
      findings.add(new PolarityInverted(shift.coherence()));
    }
    if (shift.wetLateBySamples() != 0) {
      findings.add(new TimeOffset(shift.wetLateBySamples(), alignedBySamples, rate));
    }
  }

  /// Whether one recording is the other, but for a gain, or of a level that no unit makes.
  private static Optional<PairFinding> sameness(float[] dry, float[] wet, int length) {
    double dryDry = 0;
    double dryWet = 0;
    double wetWet = 0;
    boolean identical = true;
    for (int n = 0; n < length; n++) {
      dryDry += (double) dry[n] * dry[n];
      dryWet += (double) dry[n] * wet[n];
      wetWet += (double) wet[n] * wet[n];
      identical &= dry[n] == wet[n];
    }
    if (identical) {
      return Optional.of(new Identical());
    }
    double gainDb = 10 * Math.log10(wetWet / dryDry);
    if (Math.abs(gainDb) > LevelsApart.MOST_DB) {
      return Optional.of(new LevelsApart(gainDb));
    }
    double gain = dryWet / dryDry;
    double residual = 0;
    double relativeResidual = Double.NaN;
    // The residual only grows, so that for most pairs the first block decides.
    for (int from = 0; from < length; from += RESIDUAL_BLOCK) {
      residual =
          addResidual(dry, wet, gain, from, Math.min(RESIDUAL_BLOCK, length - from), residual);
      relativeResidual = Math.sqrt(residual / wetWet);
      if (!(relativeResidual <= PURE_GAIN_RESIDUAL)) {
        return Optional.empty();
      }
    }
    return Optional.of(new PureGain(20 * Math.log10(Math.abs(gain)), relativeResidual));
  }

  private static double addResidual(
      float[] dry, float[] wet, double gain, int from, int count, double sum) {
    double residual = sum;
    for (int n = from; n < from + count; n++) {
      double r = wet[n] - gain * dry[n];
      residual += r * r;
    }
    return residual;
  }
}
