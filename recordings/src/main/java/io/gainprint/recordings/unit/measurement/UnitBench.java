package io.gainprint.recordings.unit.measurement;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.recordings.unit.UnitModel;
import io.gainprint.recordings.unit.UnitModelWithGain;
import io.gainprint.recordings.unit.measurement.UnitMeasurement.AtFrequency;
import io.gainprint.recordings.unit.measurement.UnitMeasurement.Distortion;
import io.gainprint.recordings.unit.measurement.UnitMeasurement.KnobPosition;
import java.util.ArrayList;
import java.util.List;

/// Measures a unit with steady tones; [BurstMeasurement] does the rest.
///
/// Everything is at 48 kHz, with frequencies of which the listening time holds whole periods.
/// Immutable and safe for use by many threads.
public final class UnitBench {
  static final int RATE_HZ = 48_000;
  static final long SEED = 1;

  private static final double REFERENCE_HZ = 1000;
  private static final double SOFTEST_DB = -60;
  private static final double LOUDEST_DB = 12;

  /// A signal small enough that no gain is reduced, dB below the threshold.
  private static final double SMALL_DB = 25;

  /// Where nothing of the unit's reduction is used: the small signal for the knob, dBFS.
  private static final double KNOB_LEVEL_DB = -50;

  /// Of a step of the static curve: a time constant of the slowest memory, and the time to listen.
  private static final double SETTLE_SECONDS = 1.2;

  private static final double LISTEN_SECONDS = 0.1;

  /// The reduction at which frequencies are compared: the middle of a knee.
  private static final double WEIGHTING_REDUCTION_DB = 3;

  private static final double[] OVERSHOOTS_DB = {5, 10, 20};
  private static final double[] EXPOSURES_SECONDS = {0.1, 1, 10};

  private static final List<Double> RESPONSE_HZ =
      List.of(
          20.0, 25.0, 30.0, 40.0, 50.0, 70.0, 100.0, 150.0, 200.0, 300.0, 500.0, 700.0, 1000.0,
          1500.0, 2000.0, 3000.0, 5000.0, 7000.0, 10_000.0, 12_000.0, 15_000.0, 17_000.0, 18_000.0,
          19_000.0, 20_000.0);
  private static final List<Double> WEIGHTING_HZ =
      List.of(50.0, 70.0, 100.0, 150.0, 200.0, 300.0, 500.0, 1000.0, 2000.0, 5000.0, 10_000.0);

  private final UnitModel unit;
  private final Controls controls;
  private final Controls open;

  /// A bench with a unit on it.
  ///
  /// @param unit the unit
  /// @param controls where to measure gain reduction
  /// @param open where it reduces gain least, to measure what else it does
  public UnitBench(UnitModel unit, Controls controls, Controls open) {
    this.unit = unit;
    this.controls = controls;
    this.open = open;
  }

  /// Measures everything, in some seconds.
  ///
  /// @return the figures
  public UnitMeasurement measure() {
    StaticCurve curve = staticCurve();
    return new UnitMeasurement(
        unit.name(),
        controls,
        curve,
        bursts(curve.thresholdDb()),
        response(curve.thresholdDb()),
        weighting(curve.thresholdDb()),
        distortion(),
        gainKnob(),
        noiseDb());
  }

  /// Tones of 1 kHz from −60 to +12 dBFS, in rising steps of 1 dB.
  ///
  /// @return the curve
  public StaticCurve staticCurve() {
    return StaticCurve.of(steps(REFERENCE_HZ, SOFTEST_DB, LOUDEST_DB));
  }

  private List<StaticCurve.Point> steps(double frequencyHz, double fromDb, double toDb) {
    int count = (int) Math.round(toDb - fromDb) + 1;
    int step = samples(SETTLE_SECONDS + LISTEN_SECONDS);
    int listen = samples(LISTEN_SECONDS);
    double[] dry = new double[count * step];
    for (int k = 0; k < count; k++) {
      Tone.add(dry, k * step, step, frequencyHz, Decibels.toFactor(fromDb + k), RATE_HZ);
    }
    double[] wet = render(unit, controls, dry);
    List<StaticCurve.Point> points = new ArrayList<>();
    double gainDb = 0;
    for (int k = 0; k < count; k++) {
      int at = (k + 1) * step - listen;
      double outputDb = Decibels.fromFactor(Tone.amplitude(wet, at, listen, frequencyHz, RATE_HZ));
      double inputDb = fromDb + k;
      gainDb = k == 0 ? outputDb - inputDb : gainDb;
      points.add(new StaticCurve.Point(inputDb, outputDb, gainDb - (outputDb - inputDb)));
    }
    return points;
  }

  private List<Burst> bursts(double thresholdDb) {
    BurstMeasurement measurement = new BurstMeasurement(unit, controls, thresholdDb);
    List<Burst> bursts = new ArrayList<>();
    for (double overshootDb : OVERSHOOTS_DB) {
      for (double exposureSeconds : EXPOSURES_SECONDS) {
        bursts.add(measurement.of(overshootDb, exposureSeconds));
      }
    }
    return bursts;
  }

  private List<AtFrequency> response(double thresholdDb) {
    double level = Decibels.toFactor(thresholdDb - SMALL_DB);
    return RESPONSE_HZ.stream()
        .map(hz -> new AtFrequency(hz, Decibels.fromFactor(heard(unit, open, hz, level) / level)))
        .toList();
  }

  /// How much lower the level of a frequency may be than that of 1 kHz for 3 dB of reduction.
  private List<AtFrequency> weighting(double thresholdDb) {
    double referenceDb = levelOfReduction(REFERENCE_HZ, thresholdDb);
    return WEIGHTING_HZ.stream()
        .map(hz -> new AtFrequency(hz, referenceDb - levelOfReduction(hz, thresholdDb)))
        .toList();
  }

  private double levelOfReduction(double frequencyHz, double thresholdDb) {
    return StaticCurve.levelOfReduction(
        steps(frequencyHz, thresholdDb - SMALL_DB, thresholdDb + 12), WEIGHTING_REDUCTION_DB);
  }

  private List<Distortion> distortion() {
    List<Distortion> points = new ArrayList<>();
    for (int levelDb = -40; levelDb <= LOUDEST_DB; levelDb += 2) {
      double[] wet = listen(unit, open, REFERENCE_HZ, Decibels.toFactor(levelDb));
      double fundamental = Tone.amplitude(wet, 0, wet.length, REFERENCE_HZ, RATE_HZ);
      double second = 0;
      double third = 0;
      double squares = 0;
      for (int h = 2; h <= 10; h++) {
        double line = Tone.amplitude(wet, 0, wet.length, h * REFERENCE_HZ, RATE_HZ) / fundamental;
        second = h == 2 ? line : second;
        third = h == 3 ? line : third;
        squares += line * line;
      }
      points.add(
          new Distortion(
              Decibels.fromFactor(fundamental),
              100 * second,
              100 * third,
              100 * Math.sqrt(squares)));
    }
    return points;
  }

  private List<KnobPosition> gainKnob() {
    List<KnobPosition> positions = new ArrayList<>();
    if (unit instanceof UnitModelWithGain knob) {
      double level = Decibels.toFactor(KNOB_LEVEL_DB);
      for (int position = 5; position <= 100; position += 5) {
        double heard = heard(knob.withGain(position), open, REFERENCE_HZ, level);
        positions.add(new KnobPosition(position, Decibels.fromFactor(heard / level)));
      }
    }
    return positions;
  }

  private double noiseDb() {
    double[] noise = render(unit, open, new double[2 * RATE_HZ]);
    double sum = 0;
    for (double sample : noise) {
      sum += sample * sample;
    }
    return Decibels.fromFactor(Math.sqrt(sum / noise.length));
  }

  /// The amplitude of a steady tone behind a unit.
  private static double heard(UnitModel unit, Controls controls, double frequencyHz, double level) {
    double[] wet = listen(unit, controls, frequencyHz, level);
    return Tone.amplitude(wet, 0, wet.length, frequencyHz, RATE_HZ);
  }

  /// A second of a tone behind a unit, after half a second.
  private static double[] listen(
      UnitModel unit, Controls controls, double frequencyHz, double level) {
    double[] dry = new double[RATE_HZ + RATE_HZ / 2];
    Tone.add(dry, 0, dry.length, frequencyHz, level, RATE_HZ);
    double[] wet = render(unit, controls, dry);
    double[] last = new double[RATE_HZ];
    System.arraycopy(wet, wet.length - last.length, last, 0, last.length);
    return last;
  }

  static double[] render(UnitModel unit, Controls controls, double[] dry) {
    float[] input = new float[dry.length];
    for (int n = 0; n < input.length; n++) {
      input[n] = (float) dry[n];
    }
    float[] output = unit.render(input, controls, RATE_HZ, SEED);
    double[] wet = new double[output.length];
    for (int n = 0; n < wet.length; n++) {
      wet[n] = output[n];
    }
    return wet;
  }

  static int samples(double seconds) {
    return (int) Math.round(seconds * RATE_HZ);
  }
}
