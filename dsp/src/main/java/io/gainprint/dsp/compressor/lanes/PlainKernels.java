package io.gainprint.dsp.compressor.lanes;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.filter.PreEmphasis;

/// One lane, in plain loops.
final class PlainKernels implements LaneKernels {
  private static final double KAPPA = Decibels.KAPPA;

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public void gain(GainTape tape, double[] level, int at, int rows) {
    double threshold = tape.threshold;
    double slope = tape.slope;
    double attack = tape.attack;
    double release = tape.release;
    double[] kd = tape.kd;
    double[] f = tape.f;
    double[] g = tape.g;
    double gain = g[at];
    for (int n = 0; n < rows; n++) {
      double d = threshold - level[n];
      double dBelow = d < 0 ? d : 0; // so that NaN is silence
      double fn = dBelow < 0 ? Math.exp(slope * dBelow) : 1;
      double e = fn - gain;
      gain += (e < 0 ? attack : release) * e;
      kd[at + n] = dBelow;
      f[at + n] = fn;
      g[at + n + 1] = gain;
    }
  }

  @Override
  public void coefficient(GainTape tape, int at, double[] c, int rows) {
    double attack = tape.attack;
    double release = tape.release;
    double[] f = tape.f;
    double[] g = tape.g;
    for (int n = 0; n < rows; n++) {
      c[n] = f[at + n] < g[at + n] ? attack : release;
    }
  }

  @Override
  public void sources(GainTape tape, int at, double[][] s, int sAt, int rows) {
    double ks = KAPPA * tape.slope;
    double attack = tape.attack;
    double release = tape.release;
    double[] kd = tape.kd;
    double[] f = tape.f;
    double[] g = tape.g;
    double[] sT = s[0];
    double[] sS = s[1];
    double[] sA = s[2];
    double[] sR = s[3];
    for (int n = 0; n < rows; n++) {
      double d = kd[at + n];
      double e = f[at + n] - g[at + n];
      double cf = (e < 0 ? attack : release) * f[at + n];
      sT[sAt + n] = d < 0 ? ks * cf : 0;
      sS[sAt + n] = d * cf;
      sA[sAt + n] = e < 0 ? e : 0;
      sR[sAt + n] = e < 0 ? 0 : e;
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
    double slope = tape.slope;
    double ks = KAPPA * slope;
    double attack = tape.attack;
    double release = tape.release;
    double[] kd = tape.kd;
    double[] f = tape.f;
    double[] g = tape.g;
    for (int n = 0; n < rows; n++) {
      double d = kd[at + n];
      boolean attacks = f[at + n] < g[at + n];
      double above = d < 0 ? f[at + n] : 0;
      double cf = (attacks ? attack : release) * above;
      double h = ks * above - gT[at + n];
      sTT[n] = ks * ks * cf;
      sTS[n] = KAPPA * cf * (1 + slope * d);
      sTA[n] = attacks ? h : 0;
      sTR[n] = attacks ? 0 : h;
    }
  }

  @Override
  public void slopeSources(
      GainTape tape, double[] gS, int at, double[] sSS, double[] sSA, double[] sSR, int rows) {
    double attack = tape.attack;
    double release = tape.release;
    double[] kd = tape.kd;
    double[] f = tape.f;
    double[] g = tape.g;
    for (int n = 0; n < rows; n++) {
      double d = kd[at + n];
      boolean attacks = f[at + n] < g[at + n];
      double fS = d * f[at + n];
      double h = fS - gS[at + n];
      sSS[n] = (attacks ? attack : release) * d * fS;
      sSA[n] = attacks ? h : 0;
      sSR[n] = attacks ? 0 : h;
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
    double[] f = tape.f;
    double[] g = tape.g;
    for (int n = 0; n < rows; n++) {
      boolean attacks = f[at + n] < g[at + n];
      sAA[n] = attacks ? -2 * gA[at + n] : 0;
      sAR[n] = attacks ? -gR[at + n] : -gA[at + n];
      sRR[n] = attacks ? 0 : -2 * gR[at + n];
    }
  }

  @Override
  public void couplings(
      GainTape tape, int at, double[] lambda, int lambdaAt, double[] pA, double[] pR, int rows) {
    double[] f = tape.f;
    double[] g = tape.g;
    for (int n = 0; n < rows; n++) {
      boolean attacks = f[at + n] < g[at + n];
      pA[n] = attacks ? -lambda[lambdaAt + n] : 0;
      pR[n] = attacks ? 0 : -lambda[lambdaAt + n];
    }
  }

  @Override
  public void recur(double[] c, double[] h, int at, double[] state, int rows) {
    double last = state[0];
    for (int n = 0; n < rows; n++) {
      last = (1 - c[n]) * last + h[at + n];
      h[at + n] = last;
    }
    state[0] = audible(last);
  }

  @Override
  public void recurBack(double[] c, double[] lambda, int at, double[] state, int rows) {
    double carried = state[0];
    for (int n = rows - 1; n >= 0; n--) {
      double w = lambda[at + n];
      double decay = 1 - c[n];
      lambda[at + n] = w + carried;
      carried = decay * carried + decay * w;
    }
    state[0] = audible(carried);
  }

  @Override
  public void recurBackCoupled(double[] c, double[] p, double[] change, double[] state, int rows) {
    double carried = state[0];
    for (int n = rows - 1; n >= 0; n--) {
      change[n] = carried;
      carried = (1 - c[n]) * carried + p[n];
    }
    state[0] = audible(carried);
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
    double q = state[0];
    for (int n = 0; n < rows; n++) {
      double y = sound[at + n] * gains[gainsAt + n];
      z[n] = y + q;
      q = pole * q + (pole - 1) * y;
    }
    state[0] = audible(q);
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
    double qr = residualState[0];
    double q = state[0];
    for (int n = 0; n < rows; n++) {
      double y = sound[at + n] * gains[gainsAt + n];
      z[n] = y + q;
      q = pole * q + (pole - 1) * y;
      double difference = y - wet[n];
      wet[n] = difference + qr;
      qr = pole * qr + (pole - 1) * difference;
    }
    residualState[0] = audible(qr);
    state[0] = audible(q);
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
    double mu = state[0];
    for (int n = rows - 1; n >= 0; n--) {
      double next = mu;
      mu = zBar[at + n] + pole * next;
      out[outAt + n] = sound[at + n] * (mu - next);
    }
    state[0] = audible(mu);
  }

  @Override
  public void product(double[] a, int aAt, double[] b, double[] out, int outAt, int rows) {
    for (int n = 0; n < rows; n++) {
      out[outAt + n] = a[aAt + n] * b[n];
    }
  }

  /// In four sums, so that an addition need not wait for the one before.
  @Override
  public void dot(double[] a, int aAt, double[] b, int bAt, double[] sums, int row, int rows) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int n = 0;
    for (; n < rows - 3; n += 4) {
      s0 += a[aAt + n] * b[bAt + n];
      s1 += a[aAt + n + 1] * b[bAt + n + 1];
      s2 += a[aAt + n + 2] * b[bAt + n + 2];
      s3 += a[aAt + n + 3] * b[bAt + n + 3];
    }
    for (; n < rows; n++) {
      s0 += a[aAt + n] * b[bAt + n];
    }
    sums[row] += (s0 + s1) + (s2 + s3);
  }

  private static double audible(double state) {
    return Math.abs(state) < PreEmphasis.INAUDIBLE ? 0 : state;
  }
}
