package io.gainprint.dsp.compressor;

/// How the curvature of the two switches is estimated, which the exact Hessian leaves out: samples
/// change between attack and release, and between below and above the threshold.
///
/// The gain is continuous there, but its derivatives jump. With Dirac's δ, the second derivative of
/// c(e) e is (α_R − α_A) δ(e), and that of the static gain to the threshold is −κ s δ(X − T). The
/// Hessian between switches knows nothing of either, while a step of finite length crosses some of
/// them. With the adjoint λ = ∂L/∂g,
///
/// ```
/// K_ij = Σ λ[n] (α_R − α_A) ∂_i e[n] ∂_j e[n] δ(e[n])          ∂_i e[n] = f_i[n] − g_i[n−1]
/// K_TT also − Σ λ[n] c[n] κ s δ(X[n] − T)
/// ```
///
/// over the four parameters with a recursion; make-up has no part in either. δ is taken to be a box
/// as wide as steps of h scales D move its argument:
///
/// ```
/// δ(e) ≈ 1/(2w) if |e| < w, else 0          w = h max(|D_i ∂_i e|, |D_j ∂_j e|)
/// δ(X − T) likewise with w = h D_T
/// ```
///
/// so that the Hessian with K is what central differences of the gradient over such steps give. K
/// is in proportion to λ: without a residual it is 0. Both count the samples that a step moves
/// across a switch, and differ by the noise of that count: with few seconds of sound, or a small h,
/// by more than either differs from a smooth curvature.
///
/// Source: our derivation, from the recursions in the package.
///
/// @param width h > 0, in scales, such as 0.01
/// @param thresholdScale D of the threshold, dB, ≥ 0: in a fit's own coordinate z it is dT/dz, and
///   0 if the parameter is held. Likewise the others
/// @param ratioScale D of the ratio
/// @param attackScale D of the attack coefficient
/// @param releaseScale D of the release coefficient
public record SwitchingTerm(
    double width,
    double thresholdScale,
    double ratioScale,
    double attackScale,
    double releaseScale) {

  /// Checks every range.
  ///
  /// @throws IllegalArgumentException naming the component, its limit and its value
  public SwitchingTerm {
    Requirements.finite("width", width);
    if (!(width > 0)) {
      throw new IllegalArgumentException("width must be more than 0: " + width);
    }
    Requirements.atLeast(0, "scale of the threshold", thresholdScale);
    Requirements.atLeast(0, "scale of the ratio", ratioScale);
    Requirements.atLeast(0, "scale of the attack coefficient", attackScale);
    Requirements.atLeast(0, "scale of the release coefficient", releaseScale);
  }
}
