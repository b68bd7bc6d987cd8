package io.gainprint.recordings.alignment;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Finds the time base to within some samples.
///
/// First an anchor: the excerpt, of one from each third of the recording, that is found best within
/// 1 s and, if none is found well, within 10 s. From there, excerpts all along the recording are
/// looked for within what two clocks can drift apart; the line through their shifts is that of H.
/// Theil (1950) and P. K. Sen (1968, doi 10.1080/01621459.1968.10480934), the median of the slopes
/// between any two, which bears up to 29 % of excerpts that are found in a wrong place.
final class CoarseSearch {
  /// Searched at first, s: enough for every delay of converters and drivers.
  private static final double NEAR_SECONDS = 1;

  /// Searched if nothing is found there, s: enough for a recording started by hand.
  static final double FAR_SECONDS = 10;

  /// Clocks farther apart than this are not followed, ppm. Crystals keep 100 ppm.
  static final double MOST_DRIFT_PPM = 600;

  /// Long enough to tell a bar from its repetition by the voice above it, s.
  private static final double ANCHOR_SECONDS = 1.4;

  private static final int ANCHORS = 3;

  /// Short enough that a drift of [#MOST_DRIFT_PPM] blurs it by no more than 20 samples at 44.1
  /// kHz, s.
  private static final double LINK_SECONDS = 0.7;

  private static final int MOST_LINKS = 24;

  /// Shifts looked at beyond those of drift, for what the anchor may be off, samples.
  private static final int SPARE = 64;

  /// Of the best agreement, what a link must reach.
  private static final double LEAST_PART_OF_BEST = 0.5;

  private CoarseSearch() {}

  /// A first line, and how sure it is.
  ///
  /// @param agreement that of the anchor, −1 to 1
  record Result(TimeBase base, double agreement, double searchedSeconds) {}

  static Result find(float[] dry, float[] wet, int sampleRateHz) {
    double searchedSeconds = NEAR_SECONDS;
    Match anchor = anchor(dry, wet, sampleRateHz, (int) (NEAR_SECONDS * sampleRateHz));
    if (Math.abs(anchor.agreement()) < WholeShift.LEAST_COHERENCE) {
      searchedSeconds = FAR_SECONDS;
      anchor = anchor(dry, wet, sampleRateHz, (int) (FAR_SECONDS * sampleRateHz));
    }
    return new Result(
        line(anchor, links(dry, wet, sampleRateHz, anchor)), anchor.agreement(), searchedSeconds);
  }

  private static Match anchor(float[] dry, float[] wet, int sampleRateHz, int range) {
    int excerpt =
        Math.min(dry.length, Excerpts.ceilingPowerOfTwo((int) (ANCHOR_SECONDS * sampleRateHz)));
    int anchors = Math.clamp(dry.length / excerpt, 1, ANCHORS);
    return IntStream.range(0, anchors)
        .parallel()
        .mapToObj(k -> Match.find(dry, wet, startOf(dry, k, anchors, excerpt), excerpt, 0, range))
        .max(Comparator.comparingDouble(match -> Math.abs(match.agreement())))
        .orElseThrow();
  }

  private static List<Match> links(float[] dry, float[] wet, int sampleRateHz, Match anchor) {
    int excerpt =
        Math.min(dry.length, Excerpts.ceilingPowerOfTwo((int) (LINK_SECONDS * sampleRateHz)));
    int links = Math.min(dry.length / excerpt, MOST_LINKS);
    int range = SPARE + (int) (1e-6 * MOST_DRIFT_PPM * dry.length);
    return IntStream.range(0, links)
        .parallel()
        .mapToObj(k ->
            Match.find(
                dry, wet, startOf(dry, k, links, excerpt), excerpt, anchor.lateBySamples(), range))
        .toList();
  }

  private static int startOf(float[] dry, int k, int parts, int excerpt) {
    int from = (int) ((long) dry.length * k / parts);
    int to = (int) ((long) dry.length * (k + 1) / parts);
    return Excerpts.loudest(dry, from, to, excerpt);
  }

  private static TimeBase line(Match anchor, List<Match> links) {
    double best =
        links.stream().mapToDouble(link -> Math.abs(link.agreement())).max().orElseThrow();
    List<Match> good =
        links.stream()
            .filter(link -> Math.abs(link.agreement()) >= LEAST_PART_OF_BEST * best)
            .toList();
    double[] x = good.stream().mapToDouble(Match::centre).toArray();
    double[] y = good.stream().mapToDouble(Match::lateBySamples).toArray();
    double slope = TheilSen.slope(x, y);
    if (Math.abs(slope) > 1e-6 * MOST_DRIFT_PPM) {
      return new TimeBase(anchor.lateBySamples(), 0);
    }
    double[] atStart = new double[x.length];
    Arrays.setAll(atStart, i -> y[i] - slope * x[i]);
    return new TimeBase(TheilSen.median(atStart), 1e6 * slope);
  }
}
