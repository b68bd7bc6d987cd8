package io.gainprint.dsp.compressor.lanes;

/// The few recursions, sources and sums that every assembly of the Hessian is made of, over a block
/// of rows of several lanes.
///
/// With κd = κ min(0, T − X) and `[above]`, `[attack]`, `[release]` 1 where the sample is above the
/// threshold, has e < 0, or has not:
///
/// ```
/// f = exp(s κd)          e[n] = f[n] − g[n−1]          g[n] = g[n−1] + c[n] e[n]
/// ```
///
/// Arrays lie as in [LaneSignals]. A number beside them is the element at which the block begins;
/// what has none begins at 0. Signals with a history (`g` and its sensitivities, marked by a minus,
/// `g⁻`) hold the value of sample n − 1 in row n, so that their sample n begins one row later.
/// States are one row, read and written; where they have decayed beyond what can be heard they
/// become 0, since silence would run on slow denormal numbers.
///
/// A recursion takes as long as its states wait for each other, so they are written such that one
/// multiply-add leads from a state to the next.
interface LaneKernels {
  /// The number of lanes.
  int lanes();

  /// Levels in nepers into κd, f and g of the tape; its row of g at `at` is the state.
  void gain(GainTape tape, double[] level, int at, int rows);

  /// c = `[attack]` α_A + `[release]` α_R.
  void coefficient(GainTape tape, int at, double[] c, int rows);

  /// The sources of the first-order sensitivities:
  ///
  /// ```
  /// s_T = [above] c κs f          s_s = c κd f          s_A = [attack] e          s_R = [release] e
  /// ```
  ///
  /// @param s written: the four, each beginning at `sAt`
  void sources(GainTape tape, int at, double[][] s, int sAt, int rows);

  /// The sources of the second-order sensitivities that involve the threshold, with f_T = `[above]`
  /// κs f:
  ///
  /// ```
  /// s_TT = κs c f_T     s_Ts = [above] κ c f (1 + s κd)     s_TA = [attack] (f_T − g_T⁻)     s_TR = [release] (f_T − g_T⁻)
  /// ```
  void thresholdSources(
      GainTape tape,
      double[] gT,
      int at,
      double[] sTT,
      double[] sTS,
      double[] sTA,
      double[] sTR,
      int rows);

  /// Those that involve the slope and not the threshold, with f_s = κd f:
  ///
  /// ```
  /// s_ss = c κd f_s     s_sA = [attack] (f_s − g_s⁻)     s_sR = [release] (f_s − g_s⁻)
  /// ```
  void slopeSources(
      GainTape tape, double[] gS, int at, double[] sSS, double[] sSA, double[] sSR, int rows);

  /// Those that involve the coefficients alone:
  ///
  /// ```
  /// s_AA = −2 [attack] g_A⁻     s_AR = −[attack] g_R⁻ − [release] g_A⁻     s_RR = −2 [release] g_R⁻
  /// ```
  void coefficientSources(
      GainTape tape,
      double[] gA,
      double[] gR,
      int at,
      double[] sAA,
      double[] sAR,
      double[] sRR,
      int rows);

  /// How the coefficients move what an adjoint hands on, (1 − c) λ:
  ///
  /// ```
  /// p_A = −[attack] λ          p_R = −[release] λ
  /// ```
  void couplings(
      GainTape tape, int at, double[] lambda, int lambdaAt, double[] pA, double[] pR, int rows);

  /// `h[n] = (1 − c[n]) h[n−1] + s[n]`, in place of s.
  void recur(double[] c, double[] h, int at, double[] state, int rows);

  /// The adjoint of it, in place of w; the state is the bracket of the row after the block.
  ///
  /// ```
  /// λ[n] = w[n] + ((1 − c[n+1]) λ[n+1])
  /// ```
  void recurBack(double[] c, double[] lambda, int at, double[] state, int rows);

  /// The change of that adjoint with a coefficient, into `change`; the state is the bracket.
  ///
  /// ```
  /// λ̇[n] = ((1 − c[n+1]) λ̇[n+1] + p[n+1])
  /// ```
  void recurBackCoupled(double[] c, double[] p, double[] change, double[] state, int rows);

  /// z = P(y) for y = sound · gains, as z = y + q, q = ρ q − (1 − ρ) y; q is the state. May be in
  /// place.
  void emphasise(
      double pole,
      double[] sound,
      int at,
      double[] gains,
      int gainsAt,
      double[] z,
      double[] state,
      int rows);

  /// r = P(y − wet) and z = P(y), for y = sound · gains.
  ///
  /// @param wet in: wet sound, out: r
  void compare(
      double pole,
      double[] sound,
      int at,
      double[] gains,
      int gainsAt,
      double[] wet,
      double[] z,
      double[] residualState,
      double[] state,
      int rows);

  /// sound · Pᵀ(z̄), the adjoint of [#emphasise] with respect to the gains; μ is the state.
  ///
  /// ```
  /// μ[n] = z̄[n] + ρ μ[n+1]          out[n] = sound[n] (μ[n] − μ[n+1])
  /// ```
  void emphasiseBack(
      double pole,
      double[] zBar,
      double[] sound,
      int at,
      double[] out,
      int outAt,
      double[] state,
      int rows);

  /// Products of two signals.
  void product(double[] a, int aAt, double[] b, double[] out, int outAt, int rows);

  /// Adds Σ a b of every lane to one row of sums.
  void dot(double[] a, int aAt, double[] b, int bAt, double[] sums, int row, int rows);
}
