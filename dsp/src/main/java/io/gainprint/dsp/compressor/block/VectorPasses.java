package io.gainprint.dsp.compressor.block;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// The passes on the vector unit. Each is as much as the compiler takes into one loop.
///
/// Polynomials are minimax ones, found in 50 digits by Chebyshev interpolation: that of the
/// logarithm is good to 3e-14 of it, that of the exponential to 3e-14, together 5e-13 at most for a
/// reduction by 160 dB.
final class VectorPasses {
  /// Levels and static gains: as wide as there is.
  private static final VectorSpecies<Double> WIDE = DoubleVector.SPECIES_PREFERRED;

  /// The recursion uses one lane of a vector of four: with fewer the compiler keeps vectors on the
  /// heap on some machines.
  private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;

  private static final int LANES = WIDE.length();

  /// 0, 1, 2 …, as many as a vector may have.
  private static final double[] IOTA = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

  /// −160 dBFS, the quietest level there is.
  private static final double FLOOR = 1e-8;

  /// The largest exponent that is computed with: 2^−1020 is no denormal number.
  private static final double LOWEST = -1020;

  /// 1.5 · 2⁵²: what is added to it is rounded to an integer, which lies in the lowest bits.
  private static final double ROUNDER = 0x1.8p52;

  private static final long ROUNDER_BITS = Double.doubleToRawLongBits(ROUNDER);

  private static final int EXPONENT = 52; // bits below a double's exponent
  private static final int BIAS = 1023;
  private static final long MANTISSA = (1L << EXPONENT) - 1;
  private static final long ONE_BITS = Double.doubleToRawLongBits(1);

  /// Mantissas are taken from √½ to √2, about 1, where the logarithm is small.
  private static final long ROOT_BITS = Double.doubleToRawLongBits(0x1.6a09e667f3bcdp-1);

  private VectorPasses() {}

  static Pass[] all() {
    return new Pass[] {VectorPasses::exponents, VectorPasses::powers, VectorPasses::smooth};
  }

  /// −s max(0, log2 |x| − T₂). With |x| = 2^e m, √½ ≤ m < √2 and z = (m − 1) / (m + 1):
  ///
  /// ```
  /// log2 |x| = e + log2((1 + z) / (1 − z)) = e + z P(z²)
  /// ```
  ///
  /// P has its even coefficients only, as the inverse hyperbolic tangent has.
  private static void exponents(Block block, int frames) {
    BlockSettings settings = block.settings;
    DoubleVector iota = DoubleVector.fromArray(WIDE, IOTA, 0);
    DoubleVector thresholdStep = of(LANES * settings.thresholdStep);
    DoubleVector slopeStep = of(-LANES * settings.slopeStep);
    for (double[] f : block.f) {
      DoubleVector threshold = iota.fma(of(settings.thresholdStep), of(settings.threshold));
      DoubleVector minusSlope = iota.fma(of(-settings.slopeStep), of(-settings.slope));
      for (int n = 0; n < frames; n += LANES) {
        DoubleVector magnitude = DoubleVector.fromArray(WIDE, f, n).abs();
        DoubleVector x = of(FLOOR).blend(magnitude, magnitude.compare(GT, of(FLOOR)));
        LongVector bits = x.reinterpretAsLongs().add(ONE_BITS - ROOT_BITS);
        LongVector shifted = bits.lanewise(LSHR, EXPONENT).add(ROUNDER_BITS);
        DoubleVector e = shifted.reinterpretAsDoubles().sub(ROUNDER + BIAS);
        DoubleVector m = bits.and(MANTISSA).add(ROOT_BITS).reinterpretAsDoubles();
        DoubleVector z = m.sub(1).div(m.add(1));
        DoubleVector w = z.mul(z);
        DoubleVector p = of(0x1.21ac9c9040d9ep-2);
        p = p.fma(w, of(0x1.4795a63079ddfp-2));
        p = p.fma(w, of(0x1.a61a2cc1ced3bp-2));
        p = p.fma(w, of(0x1.2776c295f01cfp-1));
        p = p.fma(w, of(0x1.ec709dc539e76p-1));
        p = p.fma(w, of(0x1.71547652b8253p+1));
        DoubleVector over = z.fma(p, e).sub(threshold);
        over.blend(0, over.compare(LT, 0)).mul(minusSlope).intoArray(f, n);
        threshold = threshold.add(thresholdStep);
        minusSlope = minusSlope.add(slopeStep);
      }
    }
  }

  /// 2^y for y from −1020 to 0, what is less counting as −1020. With y = k + r, k an integer and
  /// |r| ≤ ½:
  ///
  /// ```
  /// 2^y = 2^k p(r),  p(0) = 1
  /// ```
  private static void powers(Block block, int frames) {
    for (double[] f : block.f) {
      for (int n = 0; n < frames; n += LANES) {
        DoubleVector given = DoubleVector.fromArray(WIDE, f, n);
        DoubleVector y = given.blend(LOWEST, given.compare(LT, LOWEST));
        DoubleVector rounded = y.add(ROUNDER);
        DoubleVector r = y.sub(rounded.sub(ROUNDER));
        DoubleVector p = of(0x1.b63880a30e9ffp-24);
        p = p.fma(r, of(0x1.63d136366db24p-20));
        p = p.fma(r, of(0x1.ffcb9515a8016p-17));
        p = p.fma(r, of(0x1.4308ac85aa947p-13));
        p = p.fma(r, of(0x1.5d87fe86fe88ep-10));
        p = p.fma(r, of(0x1.3b2ab7181b755p-7));
        p = p.fma(r, of(0x1.c6b08d7047e52p-5));
        p = p.fma(r, of(0x1.ebfbdff823cedp-3));
        p = p.fma(r, of(0x1.62e42fefa39efp-1));
        p = p.fma(r, of(1));
        LongVector k = rounded.reinterpretAsLongs().lanewise(LSHL, EXPONENT);
        p.reinterpretAsLongs().add(k).reinterpretAsDoubles().intoArray(f, n);
      }
    }
  }

  /// ```
  /// g[n] = (1 − α) g[n−1] + α f[n],  α = α_A where f[n] < g[n−1], else α_R
  /// ```
  ///
  /// Lane 0 is at sample n; what the others compute ahead is overwritten when their turn comes.
  /// Channels go in pairs, since one alone leaves the processor waiting for the last gain.
  private static void smooth(Block block, int frames) {
    int channel = 0;
    for (; channel + 1 < block.f.length; channel += 2) {
      smoothTwo(block, channel, frames);
    }
    if (channel < block.f.length) {
      smoothOne(block, channel, frames);
    }
  }

  private static void smoothOne(Block block, int channel, int frames) {
    BlockSettings settings = block.settings;
    double[] f = block.f[channel];
    double[] g = block.g[channel];
    DoubleVector one = four(1);
    DoubleVector attack = four(settings.attack);
    DoubleVector release = four(settings.release);
    DoubleVector attackStep = four(settings.attackStep);
    DoubleVector releaseStep = four(settings.releaseStep);
    DoubleVector x = four(block.state[channel]);
    for (int n = 0; n < frames; n++) {
      DoubleVector v = DoubleVector.fromArray(FOUR, f, n);
      DoubleVector rising = x.fma(one.sub(release), v.mul(release));
      DoubleVector falling = x.fma(one.sub(attack), v.mul(attack));
      x = rising.blend(falling, v.compare(LT, x));
      x.intoArray(g, n);
      attack = attack.add(attackStep);
      release = release.add(releaseStep);
    }
    block.keep(channel, frames);
  }

  private static void smoothTwo(Block block, int channel, int frames) {
    BlockSettings settings = block.settings;
    double[] f0 = block.f[channel];
    double[] g0 = block.g[channel];
    double[] f1 = block.f[channel + 1];
    double[] g1 = block.g[channel + 1];
    DoubleVector one = four(1);
    DoubleVector attack = four(settings.attack);
    DoubleVector release = four(settings.release);
    DoubleVector attackStep = four(settings.attackStep);
    DoubleVector releaseStep = four(settings.releaseStep);
    DoubleVector x0 = four(block.state[channel]);
    DoubleVector x1 = four(block.state[channel + 1]);
    for (int n = 0; n < frames; n++) {
      DoubleVector keepsRising = one.sub(release);
      DoubleVector keepsFalling = one.sub(attack);
      DoubleVector v0 = DoubleVector.fromArray(FOUR, f0, n);
      DoubleVector v1 = DoubleVector.fromArray(FOUR, f1, n);
      DoubleVector rising0 = x0.fma(keepsRising, v0.mul(release));
      DoubleVector rising1 = x1.fma(keepsRising, v1.mul(release));
      DoubleVector falling0 = x0.fma(keepsFalling, v0.mul(attack));
      DoubleVector falling1 = x1.fma(keepsFalling, v1.mul(attack));
      x0 = rising0.blend(falling0, v0.compare(LT, x0));
      x1 = rising1.blend(falling1, v1.compare(LT, x1));
      x0.intoArray(g0, n);
      x1.intoArray(g1, n);
      attack = attack.add(attackStep);
      release = release.add(releaseStep);
    }
    block.keep(channel, frames);
    block.keep(channel + 1, frames);
  }

  /// Multiplies whole vectors as [BlockGain#apply] says.
  ///
  /// @return how many samples are done
  static int apply(
      double[] g, double[] samples, int offset, int frames, double factor, double step) {
    DoubleVector factors = DoubleVector.fromArray(WIDE, IOTA, 0).fma(of(step), of(factor));
    DoubleVector further = of(LANES * step);
    int n = 0;
    for (; n + LANES <= frames; n += LANES) {
      DoubleVector gain = DoubleVector.fromArray(WIDE, g, n).mul(factors);
      DoubleVector.fromArray(WIDE, samples, offset + n).mul(gain).intoArray(samples, offset + n);
      factors = factors.add(further);
    }
    return n;
  }

  private static DoubleVector of(double value) {
    return DoubleVector.broadcast(WIDE, value);
  }

  private static DoubleVector four(double value) {
    return DoubleVector.broadcast(FOUR, value);
  }
}
