package io.gainprint.dsp.compressor.lanes;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// What [BlockAdjointLoss] does besides where [LaneSignals] have a weight for every sample.
///
/// Weights do not commute with the filter, so they are applied behind it. Products of signals times
/// √w are products with weight w, and the adjoint begins with w r:
///
/// ```
/// Σ w z_i z_j = Σ (√w z_i)(√w z_j)          w r = √w (√w r)
/// ```
///
/// Roots of 1 change no bit.
final class SampleWeights {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));
  private static final int LANES = SPECIES.length();

  private final BlockAdjointLoss block;

  /// @param block the loss whose blocks these are
  SampleWeights(BlockAdjointLoss block) {
    this.block = block;
  }

  /// In the place of the loss's comparison in [Order#VALUE]: operation by operation the same, but
  /// for one factor.
  void compare(LaneSignals signals, int row, int rows) {
    float[] dry = signals.dry();
    float[] wet = signals.wet();
    double[] roots = signals.weightRoots();
    double[] staticGain = block.staticGain;
    DoubleVector g = DoubleVector.fromArray(SPECIES, block.gains, 0);
    DoubleVector q = DoubleVector.fromArray(SPECIES, block.filters, ProductSums.R * LANES);
    DoubleVector sum = DoubleVector.zero(SPECIES);
    DoubleVector onAttack = DoubleVector.broadcast(SPECIES, block.attack);
    DoubleVector onRelease = DoubleVector.broadcast(SPECIES, block.release);
    DoubleVector makeUp = DoubleVector.broadcast(SPECIES, block.makeUp);
    DoubleVector rho = DoubleVector.broadcast(SPECIES, block.pole);
    for (int n = 0; n < rows; n++) {
      int i = (row + n) * LANES;
      DoubleVector e = DoubleVector.fromArray(SPECIES, staticGain, n * LANES).sub(g);
      VectorMask<Double> isAttack = e.compare(VectorOperators.LT, 0);
      g = e.fma(onRelease, g).blend(e.fma(onAttack, g), isAttack);
      DoubleVector x =
          ((DoubleVector)
                  FloatVector.fromArray(FLOATS, dry, i)
                      .convertShape(VectorOperators.F2D, SPECIES, 0))
              .mul(makeUp);
      DoubleVector y =
          x.mul(g)
              .sub(
                  ((DoubleVector)
                      FloatVector.fromArray(FLOATS, wet, i)
                          .convertShape(VectorOperators.F2D, SPECIES, 0)));
      DoubleVector error = y.add(q);
      q = error.fma(rho, y.neg());
      error = error.mul(DoubleVector.fromArray(SPECIES, roots, i));
      sum = error.fma(error, sum);
    }
    g.intoArray(block.gains, 0);
    q.intoArray(block.filters, ProductSums.R * LANES);
    sum.intoArray(block.blockProducts, 0);
  }

  /// r ← √w r, z ← √w z, z_i ← √w z_i, of which products are summed.
  void weighSignals(LaneSignals signals, int row, int rows) {
    double[] roots = signals.weightRoots();
    double[] residual = block.residual;
    double[] z = block.z;
    double[] zU = block.zU;
    double[] zS = block.zS;
    double[] zA = block.zA;
    double[] zR = block.zR;
    for (int n = 0; n < rows; n++) {
      int i = n * LANES;
      DoubleVector v = DoubleVector.fromArray(SPECIES, roots, (row + n) * LANES);
      DoubleVector.fromArray(SPECIES, residual, i).mul(v).intoArray(residual, i);
      DoubleVector.fromArray(SPECIES, z, i).mul(v).intoArray(z, i);
      DoubleVector.fromArray(SPECIES, zU, i).mul(v).intoArray(zU, i);
      DoubleVector.fromArray(SPECIES, zS, i).mul(v).intoArray(zS, i);
      DoubleVector.fromArray(SPECIES, zA, i).mul(v).intoArray(zA, i);
      DoubleVector.fromArray(SPECIES, zR, i).mul(v).intoArray(zR, i);
    }
  }

  /// √w r ← w r, with which the adjoint begins.
  void weighResidual(LaneSignals signals, int row, int rows) {
    double[] roots = signals.weightRoots();
    double[] residual = block.residual;
    for (int n = 0; n < rows; n++) {
      int i = n * LANES;
      DoubleVector.fromArray(SPECIES, residual, i)
          .mul(DoubleVector.fromArray(SPECIES, roots, (row + n) * LANES))
          .intoArray(residual, i);
    }
  }
}
