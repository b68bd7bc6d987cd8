package io.gainprint.host;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.LookAhead;
import io.gainprint.dsp.RiseTime;
import io.gainprint.dsp.compressor.block.BlockGain;
import io.gainprint.dsp.compressor.block.BlockSettings;
import io.gainprint.dsp.filter.DelayLine;
import java.util.List;
import java.util.stream.IntStream;

/// A compressor on any number of channels, linked or not, whose knobs can be moved while it runs.
///
/// ```
/// y_c[n] = exp(κ M[n]) g_c[n] x_c[n − D]
/// ```
///
/// **How fast the gain may change.** A knob takes 20 ms to where it was set. So from one sample to
/// the next the static gain moves, for the same level, by no more than
///
/// ```
/// Δ = (|ΔT| s + |Δs| d) / (0.02 fs)      dB
/// ```
///
/// for a threshold that moves by ΔT in all, a slope that moves by Δs, and a sound d dB above the
/// threshold; the gain g follows it by the share α_A or α_R, and by no more than max(α_A, α_R)
/// whatever happens; make-up moves by |ΔM| / (0.02 fs) dB. With the knob of a unit, which moves
/// everything, Δ is that of the steepest 64 frames of its way.
public final class CompressorProcessor implements AudioProcessor {
  private static final int GRID = MovingParameters.GRID;

  private final CompressorControls controls;
  private final double lookAheadMs;
  private final ChannelLink link;
  private final MovingParameters moving;
  private final double[] values;
  private final double[] settings = new double[5];
  private final BlockSettings blockSettings = new BlockSettings();

  private double sampleRateHz;
  private int position; // within the grid
  private double makeUp = 1;
  private double makeUpStep;
  private BlockGain blockGain = new BlockGain(1);
  private DelayLine[] delays = {};
  private double leastGain = 1;
  private boolean lastMoved;

  /// An inactive processor.
  ///
  /// @param controls its knobs
  /// @param lookAheadMs look-ahead, 0 to 1000 ms; rounded to whole samples
  /// @param link how its channels share their gain
  /// @throws IllegalArgumentException if the look-ahead is out of range
  public CompressorProcessor(CompressorControls controls, double lookAheadMs, ChannelLink link) {
    this.controls = controls;
    this.lookAheadMs = LookAhead.requireValid(lookAheadMs);
    this.link = link;
    moving = new MovingParameters(controls.parameters());
    values = new double[controls.parameters().size()];
  }

  @Override
  public List<Parameter> parameters() {
    return controls.parameters();
  }

  @Override
  public void activate(ProcessSpec spec) {
    sampleRateHz = spec.sampleRateHz();
    int delay = LookAhead.samples(lookAheadMs, sampleRateHz);
    delays =
        IntStream.range(0, spec.channels())
            .mapToObj(_ -> new DelayLine(delay))
            .toArray(DelayLine[]::new);
    // Channels that all listen to the loudest have one gain.
    blockGain = new BlockGain(link.amount() == 1 ? 1 : spec.channels());
    moving.activate(sampleRateHz);
    reset();
  }

  @Override
  public void set(int index, double value) {
    moving.set(index, value);
  }

  @Override
  public double value(int index) {
    return moving.target(index);
  }

  @Override
  public void reset() {
    moving.arrive();
    position = 0;
    lastMoved = false;
    leastGain = 1;
    blockGain.reset();
    for (DelayLine delay : delays) {
      delay.reset();
    }
    settle();
  }

  @Override
  public void process(double[][] planar, int frames) {
    for (int from = 0; from < frames; ) {
      if (position == 0 && (lastMoved || moving.isMoving())) {
        nextGrid();
      }
      int length = Math.min(GRID - position, frames - from);
      detect(planar, from, length);
      blockGain.process(blockSettings, length);
      apply(planar, from, length);
      if (lastMoved) {
        blockSettings.advance(length);
      }
      makeUp += length * makeUpStep;
      position = (position + length) % GRID;
      from += length;
    }
  }

  @Override
  public int latencyFrames() {
    return delays.length == 0 ? 0 : delays[0].samples();
  }

  @Override
  public long tailFrames() {
    return 0;
  }

  @Override
  public double takeLeastGain() {
    double least = leastGain;
    leastGain = 1;
    return least;
  }

  /// Settings that stay, where the knobs are.
  private void settle() {
    evaluate();
    blockSettings.hold(settings[0], slope(), attack(), release());
    makeUp = Decibels.toFactor(settings[4]);
    makeUpStep = 0;
  }

  /// Begins the way to where the knobs will be a grid later; the grid after the last one stands
  /// still, so that nothing remains of the rounding on the way.
  private void nextGrid() {
    if (!moving.isMoving()) {
      settle();
      lastMoved = false;
      return;
    }
    moving.step();
    evaluate();
    blockSettings.move(GRID, settings[0], slope(), attack(), release());
    makeUpStep = (Decibels.toFactor(settings[4]) - makeUp) / GRID;
    lastMoved = true;
  }

  private void evaluate() {
    for (int i = 0; i < values.length; i++) {
      values[i] = moving.value(i);
    }
    controls.settings(values, settings);
  }

  private double slope() {
    return 1 - 1 / settings[1];
  }

  private double attack() {
    return RiseTime.toCoefficient(settings[2], sampleRateHz);
  }

  private double release() {
    return RiseTime.toCoefficient(settings[3], sampleRateHz);
  }

  private void detect(double[][] planar, int from, int length) {
    if (delays.length == 1 || link.amount() == 0) {
      for (int channel = 0; channel < delays.length; channel++) {
        System.arraycopy(planar[channel], from, blockGain.detector(channel), 0, length);
      }
      return;
    }
    double[] loudest = blockGain.detector(0);
    if (link.amount() == 1) {
      loudest(planar, from, loudest, length);
      return;
    }
    // The last detector holds the loudest until its own turn comes.
    int last = delays.length - 1;
    double[] most = blockGain.detector(last);
    loudest(planar, from, most, length);
    for (int channel = 0; channel <= last; channel++) {
      double[] own = planar[channel];
      double[] detector = blockGain.detector(channel);
      for (int n = 0; n < length; n++) {
        double magnitude = Math.abs(own[from + n]);
        detector[n] = magnitude + link.amount() * (most[n] - magnitude);
      }
    }
  }

  /// The largest magnitude of any channel.
  private void loudest(double[][] planar, int from, double[] most, int length) {
    double[] first = planar[0];
    for (int n = 0; n < length; n++) {
      most[n] = Math.abs(first[from + n]);
    }
    for (int channel = 1; channel < delays.length; channel++) {
      double[] samples = planar[channel];
      for (int n = 0; n < length; n++) {
        double magnitude = Math.abs(samples[from + n]);
        most[n] = magnitude > most[n] ? magnitude : most[n];
      }
    }
  }

  private void apply(double[][] planar, int from, int length) {
    for (int channel = 0; channel < delays.length; channel++) {
      double[] samples = planar[channel];
      if (delays[channel].samples() > 0) {
        delays[channel].process(samples, from, samples, from, length);
      }
      blockGain.apply(link.amount() == 1 ? 0 : channel, samples, from, length, makeUp, makeUpStep);
    }
    for (int channel = 0; channel < (link.amount() == 1 ? 1 : delays.length); channel++) {
      // Once per grid, 1.3 ms at 48 kHz: no eye follows a meter faster.
      leastGain = Math.min(leastGain, blockGain.gain(channel));
    }
  }
}
