package io.gainprint.dsp.compressor.lanes;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

final class VectorExp {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  static final double LOG2E = 1 / Math.log(2),
      LN2HI = 0x1.62e42fefa0000p-1,
      LN2LO = 0x1.cf79abc9e3b39p-40,
      MAGIC = 0x1.8p52;

  private VectorExp() {}

  static DoubleVector exp(DoubleVector v) {
    v = v.blend(-708.0, v.compare(VectorOperators.LT, -708.0));
    DoubleVector t = v.fma(DoubleVector.broadcast(S, LOG2E), DoubleVector.broadcast(S, MAGIC));
    DoubleVector n = t.sub(MAGIC);
    DoubleVector r = n.fma(DoubleVector.broadcast(S, -LN2HI), v);
    r = n.fma(DoubleVector.broadcast(S, -LN2LO), r);
    DoubleVector p = DoubleVector.broadcast(S, 1.0 / 39916800);
    p = p.fma(r, DoubleVector.broadcast(S, 1.0 / 3628800));
    p = p.fma(r, DoubleVector.broadcast(S, 1.0 / 362880));
    p = p.fma(r, DoubleVector.broadcast(S, 1.0 / 40320));
    p = p.fma(r, DoubleVector.broadcast(S, 1.0 / 5040));
    p = p.fma(r, DoubleVector.broadcast(S, 1.0 / 720));
    p = p.fma(r, DoubleVector.broadcast(S, 1.0 / 120));
    p = p.fma(r, DoubleVector.broadcast(S, 1.0 / 24));
    p = p.fma(r, DoubleVector.broadcast(S, 1.0 / 6));
    p = p.fma(r, DoubleVector.broadcast(S, 0.5));
    p = p.fma(r, DoubleVector.broadcast(S, 1.0));
    p = p.fma(r, DoubleVector.broadcast(S, 1.0));
    LongVector bits = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
    return p.reinterpretAsLongs().add(bits).reinterpretAsDoubles();
  }
}
