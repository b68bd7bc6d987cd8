package io.gainprint.dsp.compressor.lanes;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.filter.PreEmphasis;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// As many lanes as the vector unit has for doubles, in the Vector API.
///
/// The compiler keeps vectors in registers only inside one compiled method, so none is stored or
/// passed on. Minimum and maximum of the API are slow, because they care for NaN and −0; comparing
/// and blending is not.
final class VectorKernels implements LaneKernels {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final double KAPPA = Decibels.KAPPA;

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void gain(GainTape tape, double[] level, int at, int rows) {
    DoubleVector threshold = constant(tape.threshold);
    DoubleVector attack = constant(tape.attack);
    DoubleVector release = constant(tape.release);
    double slope = tape.slope;
    double[] kd = tape.kd;
    double[] f = tape.f;
    double[] g = tape.g;
    DoubleVector gain = load(g, at);
    for (int n = 0; n < rows * LANES; n += LANES) {
      DoubleVector d = threshold.sub(load(level, n));
      d = constant(0).blend(d, d.compare(VectorOperators.LT, 0.0)); // so that NaN is silence
      DoubleVector v = VectorExp.bounded(d.mul(slope));
      DoubleVector power = VectorExp.rounded(v);
      DoubleVector fn =
          VectorExp.scaled(VectorExp.polynomial(VectorExp.remainder(v, power)), power);
      DoubleVector e = fn.sub(gain);
      // Both, so that neither waits for the comparison.
      gain = e.fma(release, gain).blend(e.fma(attack, gain), e.compare(VectorOperators.LT, 0.0));
      d.intoArray(kd, at + n);
      fn.intoArray(f, at + n);
      gain.intoArray(g, at + n + LANES);
    }
  }

  @Override
  public void coefficient(GainTape tape, int at, double[] c, int rows) {
    DoubleVector attack = constant(tape.attack);
    DoubleVector release = constant(tape.release);
    double[] f = tape.f;
    double[] g = tape.g;
    for (int n = 0; n < rows * LANES; n += LANES) {
      release.blend(attack, attacks(f, g, at + n)).intoArray(c, n);
    }
  }

  @Override
  public void sources(GainTape tape, int at, double[][] s, int sAt, int rows) {
    DoubleVector attack = constant(tape.attack);
    DoubleVector release = constant(tape.release);
    DoubleVector zero = constant(0);
    double ks = KAPPA * tape.slope;
    double[] kd = tape.kd;
    double[] f = tape.f;
    double[] g = tape.g;
    double[] sT = s[0];
    double[] sS = s[1];
    double[] sA = s[2];
    double[] sR = s[3];
    for (int n = 0; n < rows * LANES; n += LANES) {
      DoubleVector d = load(kd, at + n);
      DoubleVector fn = load(f, at + n);
      DoubleVector e = fn.sub(load(g, at + n));
      VectorMask<Double> attacks = e.compare(VectorOperators.LT, 0.0);
      DoubleVector cf = release.blend(attack, attacks).mul(fn);
      zero.blend(cf.mul(ks), d.compare(VectorOperators.LT, 0.0)).intoArray(sT, sAt + n);
      d.mul(cf).intoArray(sS, sAt + n);
      zero.blend(e, attacks).intoArray(sA, sAt + n);
      e.blend(zero, attacks).intoArray(sR, sAt + n);
    }
  }

  @Override
  public void thresholdSources(
      GainTape tape,
      double[] gT,
      int at,
      double[] sTT,
      double[] sTS,
      double[] sTA,
      double[] sTR,
      int rows) {
    DoubleVector attack = constant(tape.attack);
    DoubleVector release = constant(tape.release);
    DoubleVector zero = constant(0);
    double slope = tape.slope;
    double ks = KAPPA * slope;
    double[] kd = tape.kd;
    double[] f = tape.f;
    double[] g = tape.g;
    for (int n = 0; n < rows * LANES; n += LANES) {
      DoubleVector d = load(kd, at + n);
      VectorMask<Double> attacks = attacks(f, g, at + n);
      DoubleVector above = zero.blend(load(f, at + n), d.compare(VectorOperators.LT, 0.0));
      DoubleVector cf = release.blend(attack, attacks).mul(above);
      DoubleVector h = above.mul(ks).sub(load(gT, at + n));
      cf.mul(ks * ks).intoArray(sTT, n);
      d.mul(slope).add(1).mul(cf).mul(KAPPA).intoArray(sTS, n);
      zero.blend(h, attacks).intoArray(sTA, n);
      h.blend(zero, attacks).intoArray(sTR, n);
    }
  }

  @Override
  public void slopeSources(
      GainTape tape, double[] gS, int at, double[] sSS, double[] sSA, double[] sSR, int rows) {
    DoubleVector attack = constant(tape.attack);
    DoubleVector release = constant(tape.release);
    DoubleVector zero = constant(0);
    double[] kd = tape.kd;
    double[] f = tape.f;
    double[] g = tape.g;
    for (int n = 0; n < rows * LANES; n += LANES) {
      DoubleVector d = load(kd, at + n);
      VectorMask<Double> attacks = attacks(f, g, at + n);
      DoubleVector fS = d.mul(load(f, at + n));
      DoubleVector h = fS.sub(load(gS, at + n));
      release.blend(attack, attacks).mul(d).mul(fS).intoArray(sSS, n);
      zero.blend(h, attacks).intoArray(sSA, n);
      h.blend(zero, attacks).intoArray(sSR, n);
    }
  }

  @Override
  public void coefficientSources(
      GainTape tape,
      double[] gA,
      double[] gR,
      int at,
      double[] sAA,
      double[] sAR,
      double[] sRR,
      int rows) {
    DoubleVector zero = constant(0);
    double[] f = tape.f;
    double[] g = tape.g;
    for (int n = 0; n < rows * LANES; n += LANES) {
      VectorMask<Double> attacks = attacks(f, g, at + n);
      DoubleVector a = load(gA, at + n);
      DoubleVector r = load(gR, at + n);
      zero.blend(a.mul(-2), attacks).intoArray(sAA, n);
      a.blend(r, attacks).neg().intoArray(sAR, n);
      r.mul(-2).blend(zero, attacks).intoArray(sRR, n);
    }
  }

  @Override
  public void couplings(
      GainTape tape, int at, double[] lambda, int lambdaAt, double[] pA, double[] pR, int rows) {
    DoubleVector zero = constant(0);
    double[] f = tape.f;
    double[] g = tape.g;
    for (int n = 0; n < rows * LANES; n += LANES) {
      VectorMask<Double> attacks = attacks(f, g, at + n);
      DoubleVector negated = load(lambda, lambdaAt + n).neg();
      zero.blend(negated, attacks).intoArray(pA, n);
      negated.blend(zero, attacks).intoArray(pR, n);
    }
  }

  @Override
  public void recur(double[] c, double[] h, int at, double[] state, int rows) {
    DoubleVector one = constant(1);
    DoubleVector last = load(state, 0);
    for (int n = 0; n < rows * LANES; n += LANES) {
      last = one.sub(load(c, n)).fma(last, load(h, at + n));
      last.intoArray(h, at + n);
    }
    audible(last).intoArray(state, 0);
  }

  @Override
  public void recurBack(double[] c, double[] lambda, int at, double[] state, int rows) {
    DoubleVector one = constant(1);
    DoubleVector carried = load(state, 0);
    for (int n = (rows - 1) * LANES; n >= 0; n -= LANES) {
      DoubleVector w = load(lambda, at + n);
      DoubleVector decay = one.sub(load(c, n));
      w.add(carried).intoArray(lambda, at + n);
      carried = decay.fma(carried, decay.mul(w));
    }
    audible(carried).intoArray(state, 0);
  }

  @Override
  public void recurBackCoupled(double[] c, double[] p, double[] change, double[] state, int rows) {
    DoubleVector one = constant(1);
    DoubleVector carried = load(state, 0);
    for (int n = (rows - 1) * LANES; n >= 0; n -= LANES) {
      carried.intoArray(change, n);
      carried = one.sub(load(c, n)).fma(carried, load(p, n));
    }
    audible(carried).intoArray(state, 0);
  }

  @Override
  public void emphasise(
      double pole,
      double[] sound,
      int at,
      double[] gains,
      int gainsAt,
      double[] z,
      double[] state,
      int rows) {
    DoubleVector rho = constant(pole);
    DoubleVector q = load(state, 0);
    for (int n = 0; n < rows * LANES; n += LANES) {
      DoubleVector y = load(sound, at + n).mul(load(gains, gainsAt + n));
      y.add(q).intoArray(z, n);
      q = q.fma(rho, y.mul(pole - 1));
    }
    audible(q).intoArray(state, 0);
  }

  @Override
  public void compare(
      double pole,
      double[] sound,
      int at,
      double[] gains,
      int gainsAt,
      double[] wet,
      double[] z,
      double[] residualState,
      double[] state,
      int rows) {
    DoubleVector rho = constant(pole);
    DoubleVector qr = load(residualState, 0);
    DoubleVector q = load(state, 0);
    for (int n = 0; n < rows * LANES; n += LANES) {
      DoubleVector y = load(sound, at + n).mul(load(gains, gainsAt + n));
      y.add(q).intoArray(z, n);
      q = q.fma(rho, y.mul(pole - 1));
      DoubleVector difference = y.sub(load(wet, n));
      difference.add(qr).intoArray(wet, n);
      qr = qr.fma(rho, difference.mul(pole - 1));
    }
    audible(qr).intoArray(residualState, 0);
    audible(q).intoArray(state, 0);
  }

  @Override
  public void emphasiseBack(
      double pole,
      double[] zBar,
      double[] sound,
      int at,
      double[] out,
      int outAt,
      double[] state,
      int rows) {
    DoubleVector rho = constant(pole);
    DoubleVector mu = load(state, 0);
    for (int n = (rows - 1) * LANES; n >= 0; n -= LANES) {
      DoubleVector next = mu;
      mu = next.fma(rho, load(zBar, at + n));
      load(sound, at + n).mul(mu.sub(next)).intoArray(out, outAt + n);
    }
    audible(mu).intoArray(state, 0);
  }

  @Override
  public void product(double[] a, int aAt, double[] b, double[] out, int outAt, int rows) {
    for (int n = 0; n < rows * LANES; n += LANES) {
      load(a, aAt + n).mul(load(b, n)).intoArray(out, outAt + n);
    }
  }

  /// In four sums, so that an addition need not wait for the one before.
  @Override
  public void dot(double[] a, int aAt, double[] b, int bAt, double[] sums, int row, int rows) {
    DoubleVector s0 = constant(0);
    DoubleVector s1 = constant(0);
    DoubleVector s2 = constant(0);
    DoubleVector s3 = constant(0);
    int n = 0;
    for (; n < (rows - 3) * LANES; n += 4 * LANES) {
      s0 = load(a, aAt + n).fma(load(b, bAt + n), s0);
      s1 = load(a, aAt + n + LANES).fma(load(b, bAt + n + LANES), s1);
      s2 = load(a, aAt + n + 2 * LANES).fma(load(b, bAt + n + 2 * LANES), s2);
      s3 = load(a, aAt + n + 3 * LANES).fma(load(b, bAt + n + 3 * LANES), s3);
    }
    for (; n < rows * LANES; n += LANES) {
      s0 = load(a, aAt + n).fma(load(b, bAt + n), s0);
    }
    load(sums, row * LANES).add(s0.add(s1).add(s2.add(s3))).intoArray(sums, row * LANES);
  }

  /// e < 0, which is f < g⁻.
  private static VectorMask<Double> attacks(double[] f, double[] g, int at) {
    return load(f, at).compare(VectorOperators.LT, load(g, at));
  }

  private static DoubleVector audible(DoubleVector state) {
    return state.blend(0.0, state.abs().compare(VectorOperators.LT, PreEmphasis.INAUDIBLE));
  }

  private static DoubleVector load(double[] values, int at) {
    return DoubleVector.fromArray(SPECIES, values, at);
  }

  private static DoubleVector constant(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
