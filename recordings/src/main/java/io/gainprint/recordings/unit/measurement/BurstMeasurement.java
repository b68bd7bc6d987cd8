package io.gainprint.recordings.unit.measurement;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.recordings.unit.UnitModel;
import java.util.ArrayList;
import java.util.List;

/// Measures attack and release on bursts of a tone of 3 kHz, which before and after the burst goes
/// on at a level that reduces nothing.
///
/// The gain over time is the amplitude of the tone behind the unit over that before it, both over a
/// millisecond, which is three periods.
final class BurstMeasurement {
  private static final double TONE_HZ = 3000;
  private static final int WINDOW = UnitBench.RATE_HZ / 1000;
  private static final double BEFORE_SECONDS = 0.5;
  private static final double AFTER_SECONDS = 10;

  /// Level of the tone around the burst, dB below the threshold.
  private static final double SOFT_DB = 20;

  /// What counts as no reduction any more, dB.
  private static final double RELEASED_DB = 0.5;

  private static final double TRACE_MS = 1;

  private final UnitModel unit;
  private final Controls controls;
  private final double thresholdDb;

  BurstMeasurement(UnitModel unit, Controls controls, double thresholdDb) {
    this.unit = unit;
    this.controls = controls;
    this.thresholdDb = thresholdDb;
  }

  Burst of(double overshootDb, double exposureSeconds) {
    int start = UnitBench.samples(BEFORE_SECONDS);
    int end = start + UnitBench.samples(exposureSeconds);
    double soft = Decibels.toFactor(thresholdDb - SOFT_DB);
    double loud = Decibels.toFactor(thresholdDb + overshootDb);
    double[] dry = new double[end + UnitBench.samples(AFTER_SECONDS)];
    Tone.add(dry, 0, dry.length, TONE_HZ, soft, UnitBench.RATE_HZ);
    Tone.add(dry, start, end - start, TONE_HZ, loud - soft, UnitBench.RATE_HZ);
    double[] reduction = reductionDb(dry, UnitBench.render(unit, controls, dry));

    int last = end - WINDOW;
    double reached = reduction[last];
    return new Burst(
        overshootDb,
        exposureSeconds,
        reached,
        new Burst.Times(
            rise(reduction, start, last, 0.5 * reached),
            rise(reduction, start, last, 0.63 * reached),
            rise(reduction, start, last, 0.9 * reached)),
        new Burst.Times(
            fall(reduction, end, 0.5 * reached),
            fall(reduction, end, 0.37 * reached),
            fall(reduction, end, 0.1 * reached)),
        fall(reduction, end, RELEASED_DB),
        trace(reduction, start));
  }

  /// The reduction against that of the soft tone before the burst; index n is the window around
  /// sample n.
  private static double[] reductionDb(double[] dry, double[] wet) {
    double[] before = Tone.amplitudes(dry, WINDOW, TONE_HZ, UnitBench.RATE_HZ);
    double[] behind = Tone.amplitudes(wet, WINDOW, TONE_HZ, UnitBench.RATE_HZ);
    double soft = 0;
    int from = UnitBench.samples(BEFORE_SECONDS / 2);
    int to = UnitBench.samples(BEFORE_SECONDS) - WINDOW;
    for (int n = from; n < to; n++) {
      soft += behind[n] / before[n];
    }
    double gain = soft / (to - from);
    double[] reduction = new double[dry.length];
    for (int n = 0; n < reduction.length; n++) {
      reduction[n] = Decibels.fromFactor(gain * before[n] / behind[n]);
    }
    return reduction;
  }

  /// Time from a sample until a reduction is reached, ms. The first half window still holds what
  /// was before.
  private static double rise(double[] reduction, int start, int end, double reductionDb) {
    for (int n = start + WINDOW / 2; n <= end; n++) {
      if (reduction[n] >= reductionDb) {
        return 1000.0 * (n - start) / UnitBench.RATE_HZ;
      }
    }
    return Double.NaN;
  }

  /// Time from a sample until the reduction has fallen, ms.
  private static double fall(double[] reduction, int start, double reductionDb) {
    for (int n = start + WINDOW / 2; n < reduction.length - WINDOW; n++) {
      if (reduction[n] <= reductionDb) {
        return 1000.0 * (n - start) / UnitBench.RATE_HZ;
      }
    }
    return Double.NaN;
  }

  private static List<Burst.Point> trace(double[] reduction, int start) {
    List<Burst.Point> trace = new ArrayList<>();
    int step = UnitBench.samples(TRACE_MS / 1000);
    for (int n = start; n < reduction.length - WINDOW; n += step) {
      trace.add(new Burst.Point(1000.0 * (n - start) / UnitBench.RATE_HZ, reduction[n]));
    }
    return trace;
  }
}
