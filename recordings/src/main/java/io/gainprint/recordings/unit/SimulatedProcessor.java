package io.gainprint.recordings.unit;

import io.gainprint.dsp.equaliser.CookbookDesign;
import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import io.gainprint.dsp.filter.DirectForm;
import io.gainprint.dsp.unit.Controls;
import java.util.Arrays;

/// The simulated levelling amplifier at work; see the package for the order of its stages.
///
/// The loop from the cell through the side chain and back closes once per sample of the outer rate:
/// the panel hears the sound that left the cell 5 to 125 µs ago, which is nothing to a cell that
/// takes milliseconds.
final class SimulatedProcessor implements UnitProcessor {
  /// What is not linear runs at this rate at least, and at twice the outer rate.
  private static final double INNER_RATE_HZ = 176_400;

  /// Corners of the transformers; the response between 30 Hz and 15 kHz stays within 0.1 dB, as the
  /// LA-2A's manual says.
  private static final double TRANSFORMER_LOW_HZ = 8;

  private static final double TRANSFORMER_HIGH_HZ = 45_000;
  private static final double BUTTERWORTH_Q = Math.sqrt(0.5);

  /// 75 dB below an output of +10 dBm, as the LA-2A's manual says, where a sine of full scale is
  /// +15.7 dBm and −3.0 dBFS RMS: −83.7 dBFS RMS.
  private static final double NOISE_RMS = StrictMath.pow(10, -83.7 / 20);

  /// A voltage that no converter gives; what is beyond is cut there, so that sums stay finite.
  private static final double LARGEST_INPUT = 32;

  private static final int BLOCK = 256;

  private final Oversampling oversampling;
  private final DirectForm inputTransformer;
  private final DirectForm outputTransformer;
  private final DirectForm outputLeakage;
  private final SideChain sideChain;
  private final OpticalCell cell;
  private final MakeUpStage makeUp;
  private final NoiseFloor noise;
  private final double[] block = new double[BLOCK];
  private final double[] before; // the last sound before the cell, one sample of the outer rate
  private final double[] behind; // and behind it

  SimulatedProcessor(
      SimulatedLevellingAmplifier unit, Controls controls, double sampleRateHz, long seed) {
    oversampling = new Oversampling(INNER_RATE_HZ / sampleRateHz, BLOCK);
    int factor = oversampling.factor();
    double innerRateHz = factor * sampleRateHz;
    inputTransformer = section(Shape.HIGH_PASS, sampleRateHz, TRANSFORMER_LOW_HZ);
    outputTransformer = section(Shape.HIGH_PASS, sampleRateHz, TRANSFORMER_LOW_HZ);
    outputLeakage = section(Shape.LOW_PASS, innerRateHz, TRANSFORMER_HIGH_HZ);
    sideChain = new SideChain(controls, unit.emphasisDb(), innerRateHz);
    cell = new OpticalCell(innerRateHz);
    makeUp = new MakeUpStage(unit.gainKnob());
    noise = new NoiseFloor(NOISE_RMS, seed);
    before = new double[factor];
    behind = new double[factor];
  }

  private static DirectForm section(Shape shape, double sampleRateHz, double frequencyHz) {
    return new DirectForm(
        new CookbookDesign(shape, sampleRateHz).at(frequencyHz, BUTTERWORTH_Q).coefficients());
  }

  @Override
  public void process(double[] samples, int offset, int length) {
    for (int done = 0; done < length; done += BLOCK) {
      processBlock(samples, offset + done, Math.min(BLOCK, length - done));
    }
  }

  private void processBlock(double[] samples, int offset, int length) {
    for (int n = 0; n < length; n++) {
      double x = samples[offset + n];
      block[n] = Double.isFinite(x) ? Math.max(-LARGEST_INPUT, Math.min(x, LARGEST_INPUT)) : 0;
    }
    inputTransformer.process(block, 0, block, 0, length);
    double[] fine = oversampling.up(block, length);
    int all = length * oversampling.factor();
    reduceGain(fine, all);
    makeUp.process(fine, all);
    outputLeakage.process(fine, 0, fine, 0, all);
    oversampling.down(fine, block, length);
    outputTransformer.process(block, 0, block, 0, length);
    noise.addTo(block, 0, length);
    System.arraycopy(block, 0, samples, offset, length);
  }

  private void reduceGain(double[] fine, int all) {
    int factor = before.length;
    for (int from = 0; from < all; from += factor) {
      sideChain.process(before, behind, behind, factor);
      System.arraycopy(fine, from, before, 0, factor);
      cell.process(behind, fine, from, factor);
      System.arraycopy(fine, from, behind, 0, factor);
    }
  }

  @Override
  public int latencySamples() {
    return oversampling.latency();
  }

  @Override
  public double gain() {
    return cell.gain();
  }

  @Override
  public void reset() {
    oversampling.reset();
    inputTransformer.reset();
    outputTransformer.reset();
    outputLeakage.reset();
    sideChain.reset();
    cell.reset();
    noise.reset();
    Arrays.fill(before, 0);
    Arrays.fill(behind, 0);
  }
}
