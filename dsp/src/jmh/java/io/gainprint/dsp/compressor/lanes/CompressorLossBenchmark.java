package io.gainprint.dsp.compressor.lanes;

import io.gainprint.dsp.compressor.CompressorLoss;
import io.gainprint.dsp.compressor.CompressorLoss.Order;
import io.gainprint.dsp.filter.PreEmphasis;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The scalar reference, [CompressorLoss], fed in blocks with one second of sound whose target is
/// filtered already.
///
/// ```
/// mvn -Pjmh -pl dsp test -Djmh.args=CompressorLoss
/// ```
///
/// The score is the time for one sample of dry sound, target and weight on one thread, and includes
/// its share of the construction. Without the vector unit a fit runs on [ScalarLoss], which adds to
/// this the filtering of the target: see [LaneLossBenchmark].
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CompressorLossBenchmark {
  private static final int SAMPLES = ProgrammePair.RATE_HZ;

  /// What is computed.
  @Param public Order order = Order.VALUE;

  /// Samples in a block.
  @Param({"64", "4096"})
  public int block;

  private final double[] dry;
  private final double[] target = new double[SAMPLES];
  private final double[] weights = new double[SAMPLES];

  /// One second of sound.
  public CompressorLossBenchmark() {
    ProgrammePair pair = new ProgrammePair(0, SAMPLES);
    dry = pair.dry();
    new PreEmphasis(ProgrammePair.POLE).process(pair.wet(), 0, target, 0, SAMPLES);
    Arrays.fill(weights, 1);
  }

  /// Computes the loss of one second.
  ///
  /// @return the loss, so that none of it is left out
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public CompressorLoss second() {
    CompressorLoss loss = new CompressorLoss(ProgrammePair.POINT, ProgrammePair.POLE, 0, order);
    for (int offset = 0; offset < SAMPLES; offset += block) {
      loss.accumulate(dry, target, weights, offset, Math.min(block, SAMPLES - offset));
    }
    return loss;
  }
}
