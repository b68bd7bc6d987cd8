package io.gainprint.dsp.compressor.lanes;

import io.gainprint.dsp.RandomSignals;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// [VectorExp] over an array, against the exponential functions of [Math] and of the Vector API.
///
/// ```
/// mvn -Pjmh -pl dsp test -Djmh.args=VectorExp
/// ```
///
/// The score is the time for one value, not for one vector, on one thread, and includes loading and
/// storing it: [#copy] does that alone. Arguments are in `[−5, 0)`, the gains of static curves down
/// to −43 dB; both arrays stay in the first-level cache.
///
/// As in a kernel, each loop is compiled by itself. Inside the loop of JMH it would pass the
/// compiler's limit of nodes, and parts of the function would stay calls, 30 times as slow.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class VectorExpBenchmark {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /// A multiple of all numbers of lanes; two arrays are 16 KB of a first-level cache of 32 KB.
  private static final int VALUES = 1024;

  private final double[] x = RandomSignals.random(1).doubles(VALUES, -5, 0).toArray();
  private final double[] y = new double[VALUES];

  /// The baseline: no function at all.
  ///
  /// @return the copies
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public double[] copy() {
    for (int n = 0; n < VALUES; n += SPECIES.length()) {
      DoubleVector.fromArray(SPECIES, x, n).intoArray(y, n);
    }
    return y;
  }

  /// The function of [Math], value by value.
  ///
  /// @return exp(x)
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public double[] math() {
    for (int n = 0; n < VALUES; n++) {
      y[n] = Math.exp(x[n]);
    }
    return y;
  }

  /// The function of the Vector API.
  ///
  /// @return exp(x)
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public double[] vectorApi() {
    for (int n = 0; n < VALUES; n += SPECIES.length()) {
      DoubleVector.fromArray(SPECIES, x, n).lanewise(VectorOperators.EXP).intoArray(y, n);
    }
    return y;
  }

  /// [VectorExp] put together in the loop, as kernels call it.
  ///
  /// @return exp(x)
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public double[] vectorExpInParts() {
    for (int n = 0; n < VALUES; n += SPECIES.length()) {
      DoubleVector v = VectorExp.bounded(DoubleVector.fromArray(SPECIES, x, n));
      DoubleVector rounded = VectorExp.rounded(v);
      VectorExp.scaled(VectorExp.polynomial(VectorExp.remainder(v, rounded)), rounded)
          .intoArray(y, n);
    }
    return y;
  }

  /// [VectorExp#exp], the whole.
  ///
  /// @return exp(x)
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public double[] vectorExpWhole() {
    for (int n = 0; n < VALUES; n += SPECIES.length()) {
      VectorExp.exp(DoubleVector.fromArray(SPECIES, x, n)).intoArray(y, n);
    }
    return y;
  }
}
