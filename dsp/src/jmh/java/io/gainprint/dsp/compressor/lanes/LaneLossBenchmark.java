package io.gainprint.dsp.compressor.lanes;

import io.gainprint.dsp.VectorUnit;
import io.gainprint.dsp.compressor.CompressorLoss.Order;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// The loss of as many windows of sound as the vector unit has lanes: all at once on the vector
/// unit, or one after the other without it.
///
/// ```
/// mvn -Pjmh -pl dsp test -Djmh.args='LaneLoss -p order=HESSIAN'
/// ```
///
/// The score is the time for one sample on one thread. A sample is one dry and one wet sample of
/// one window, not a row of all lanes, so the two losses compare as they stand. Beginning and
/// reading the results of every lane count, filling [LaneSignals] does not. A sample takes
/// [LaneSignals#BYTES_PER_SAMPLE]: windows of 1 s may stay in the last-level cache, those of 12 s
/// hardly do.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LaneLossBenchmark {
  /// Sound in one invocation, a multiple of 1 s and of 12 s in 1 to 8 lanes, so that an invocation
  /// has as many samples whatever the parameters.
  private static final int SECONDS_PER_INVOCATION = 96;

  private static final int SAMPLES_PER_INVOCATION = SECONDS_PER_INVOCATION * ProgrammePair.RATE_HZ;

  /// `vectorised`, what [LaneLoss#streaming] returns where there is a vector unit, or `scalar`.
  @Param({"vectorised", "scalar"})
  public String loss = "";

  /// What is computed.
  @Param public Order order = Order.VALUE;

  /// The length of a window, seconds.
  @Param({"1", "12"})
  public int seconds;

  private LaneLoss lanes = new ScalarLoss(ProgrammePair.POLE, order);
  private double[] weights = {};

  /// All windows: one element, or one for each of them.
  private LaneSignals[] signals = {};

  private int passes;

  /// Fills the windows.
  @Setup
  public void fill() {
    LaneLoss vectorised = LaneLoss.streaming(ProgrammePair.POLE, order);
    if (!VectorUnit.isPresent()) {
      throw new IllegalStateException("needs --add-modules=jdk.incubator.vector");
    }
    lanes =
        switch (loss) {
          case "vectorised" -> vectorised;
          case "scalar" -> new ScalarLoss(ProgrammePair.POLE, order);
          default ->
              throw new IllegalArgumentException("loss must be vectorised or scalar: " + loss);
        };
    weights = new double[lanes.lanes()];
    Arrays.fill(weights, 1);

    int windows = vectorised.lanes();
    passes = SECONDS_PER_INVOCATION / (windows * seconds);
    if (passes * windows * seconds != SECONDS_PER_INVOCATION) {
      throw new IllegalArgumentException(
          "seconds must divide " + SECONDS_PER_INVOCATION / windows + ": " + seconds);
    }
    int rows = seconds * ProgrammePair.RATE_HZ;
    signals = new LaneSignals[windows / lanes.lanes()];
    Arrays.setAll(signals, _ -> new LaneSignals(lanes.lanes(), rows));
    for (int window = 0; window < windows; window++) {
      new ProgrammePair(window, rows).fill(signals[window / lanes.lanes()], window % lanes.lanes());
    }
  }

  /// Computes the loss of all windows, again and again until there have been 96 s of sound.
  ///
  /// @param blackhole takes the results
  @Benchmark
  @OperationsPerInvocation(SAMPLES_PER_INVOCATION)
  public void windows(Blackhole blackhole) {
    for (int pass = 0; pass < passes; pass++) {
      for (LaneSignals some : signals) {
        lanes.begin(ProgrammePair.POINT);
        lanes.accumulate(some, 0, some.rows(), weights);
        for (int lane = 0; lane < weights.length; lane++) {
          if (order == Order.VALUE) {
            blackhole.consume(lanes.value(lane));
          } else {
            blackhole.consume(lanes.derivatives(lane));
          }
        }
      }
    }
  }
}
