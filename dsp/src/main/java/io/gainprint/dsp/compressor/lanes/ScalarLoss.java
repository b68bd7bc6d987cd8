package io.gainprint.dsp.compressor.lanes;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorLoss;
import io.gainprint.dsp.compressor.SwitchingTerm;
import io.gainprint.dsp.filter.PreEmphasis;
import java.util.Arrays;
import java.util.Objects;

/// The loss in one lane without a vector unit: [CompressorLoss], fed with rows.
///
/// Unlike the other losses it allocates, some 30 KB where it begins.
final class ScalarLoss implements LaneLoss {
  private static final int BLOCK = 1024;
  private static final CompressorCoefficients NEUTRAL = new CompressorCoefficients(0, 1, 1, 1, 0);

  private final double pole;
  private final CompressorLoss.Order order;
  private final PreEmphasis targetFilter;
  private CompressorLoss loss;

  private final double[] level = new double[BLOCK];
  private final double[] dry = new double[BLOCK];
  private final double[] target = new double[BLOCK];
  private final double[] weights = new double[BLOCK];

  ScalarLoss(double pole, CompressorLoss.Order order) {
    this.pole = pole;
    this.order = order;
    targetFilter = new PreEmphasis(pole);
    loss = new CompressorLoss(NEUTRAL, pole, 0, order);
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public void begin(CompressorCoefficients coefficients) {
    targetFilter.reset();
    loss = new CompressorLoss(coefficients, pole, 0, order);
  }

  @Override
  public void begin(CompressorCoefficients coefficients, SwitchingTerm switching) {
    if (order != CompressorLoss.Order.HESSIAN) {
      throw new UnsupportedOperationException("switches have a part in the Hessian alone");
    }
    targetFilter.reset();
    loss = CompressorLoss.withSwitching(coefficients, pole, 0, switching);
  }

  @Override
  public void accumulate(LaneSignals signals, int from, int rows, double[] weightsOfLanes) {
    signals.require(1, from, rows, weightsOfLanes);
    Arrays.fill(weights, weightsOfLanes[0]);
    for (int done = 0; done < rows; done += BLOCK) {
      int part = Math.min(BLOCK, rows - done);
      for (int n = 0; n < part; n++) {
        level[n] = signals.level()[from + done + n];
        dry[n] = signals.dry()[from + done + n];
        target[n] = signals.wet()[from + done + n];
      }
      if (signals.isWeighted()) {
        double[] roots = signals.weightRoots();
        for (int n = 0; n < part; n++) {
          double root = roots[from + done + n];
          weights[n] = weightsOfLanes[0] * (root * root);
        }
      }
      targetFilter.process(target, 0, target, 0, part);
      loss.accumulate(level, dry, target, weights, 0, part);
    }
  }

  @Override
  public double value(int lane) {
    Objects.checkIndex(lane, 1);
    return loss.value();
  }

  @Override
  public double gradient(int lane, int i) {
    Objects.checkIndex(lane, 1);
    if (order == CompressorLoss.Order.VALUE) {
      throw new IllegalStateException("derivatives were not asked for");
    }
    return loss.gradient(i);
  }

  @Override
  public Derivatives derivatives(int lane) {
    Objects.checkIndex(lane, 1);
    return loss.derivatives();
  }
}
