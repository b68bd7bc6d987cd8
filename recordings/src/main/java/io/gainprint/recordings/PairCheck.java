package io.gainprint.recordings;

import io.gainprint.recordings.PairFinding.Clipped;
import io.gainprint.recordings.PairFinding.Identical;
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
import java.util.ArrayList;
import java.util.List;

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

  private PairCheck() {}

  /// All findings, in the order of the checks; recordings that are broken in themselves are not
  /// compared.
  ///
  /// @param alignedBySamples how late `wet` was before its beginning was left out
  static List<PairFinding> findings(Recording dry, Recording wet, int alignedBySamples) {
    List<PairFinding> findings = new ArrayList<>();
    if (dry.sampleRateHz() != wet.sampleRateHz()) {
      findings.add(new RatesDiffer(dry.sampleRateHz(), wet.sampleRateHz()));
    }
    addAlone(dry, findings);
    addAlone(wet, findings);
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

  private static void addAlone(Recording recording, List<PairFinding> findings) {
    float[] samples = recording.samples();
    float most = 0;
    float least = 0;
    int nonFinite = 0;
    int firstNonFinite = 0;
    for (int n = 0; n < samples.length; n++) {
      if (Float.isFinite(samples[n])) {
        most = Math.max(most, samples[n]);
        least = Math.min(least, samples[n]);
      } else if (nonFinite++ == 0) {
        firstNonFinite = n;
      }
    }
    if (nonFinite > 0) {
      findings.add(
          new NonFinite(recording.name(), nonFinite, firstNonFinite, recording.sampleRateHz()));
      return;
    }
    double peakDbfs = 20 * Math.log10(Math.max(most, -least));
    if (peakDbfs < SILENCE_DBFS) {
      findings.add(new Silent(recording.name(), peakDbfs));
    }
    addClipped(recording, most, least, findings);
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
    int least = (int) Math.ceil(SHORTEST_SECONDS * rate);
    if (length < least) {
      findings.add(new TooShort(length, least));
      return;
    }
    addSameness(dry.samples(), wet.samples(), length, findings);
    Alignment alignment = Alignment.find(dry.samples(), wet.samples(), length, rate);
    if (alignment.coherence() < Alignment.LEAST_COHERENCE) {
      findings.add(new Unrelated(alignment.coherence(), alignment.searchedSeconds()));
      return;
    }
    if (alignment.inverted()) {
      findings.add(new PolarityInverted(alignment.coherence()));
    }
    if (alignment.wetLateBySamples() != 0) {
      findings.add(new TimeOffset(alignment.wetLateBySamples(), alignedBySamples, rate));
    }
  }

  private static void addSameness(
      float[] dry, float[] wet, int length, List<PairFinding> findings) {
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
      findings.add(new Identical());
      return;
    }
    double gain = dryWet / dryDry;
    double residual = 0;
    for (int n = 0; n < length; n++) {
      double r = wet[n] - gain * dry[n];
      residual += r * r;
    }
    double relativeResidual = Math.sqrt(residual / wetWet);
    if (relativeResidual <= PURE_GAIN_RESIDUAL) {
      findings.add(new PureGain(20 * Math.log10(Math.abs(gain)), relativeResidual));
    }
  }
}
