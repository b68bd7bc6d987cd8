package io.gainprint.fitting.start;

/// The attack and release that explain some gain changes best, and how well that is.
///
/// @param attack coefficient while the gain falls
/// @param release coefficient while it rises
/// @param error Σ w (d − α_A A − α_R R)² as a share of Σ w d²; ∞ if nothing changes
record Timing(double attack, double release, double error) {
  /// The range of a coefficient.
  record Range(double least, double greatest) {
    double clip(double value) {
      return Math.clamp(value, least, greatest);
    }
  }

  /// Weighted sums of products of changes d and what is to explain them, A and R.
  record Sums(double dd, double ad, double rd, double aa, double ar, double rr) {
    /// The sum of squares of d − α_A A − α_R R.
    double error(double attack, double release) {
      return dd
          - 2 * (attack * ad + release * rd)
          + attack * attack * aa
          + 2 * attack * release * ar
          + release * release * rr;
    }

    /// The attack that suits a release best.
    double attackGiven(double release, Range range) {
      return aa > 0 ? range.clip((ad - release * ar) / aa) : range.least();
    }

    /// The release that suits an attack best.
    double releaseGiven(double attack, Range range) {
      return rr > 0 ? range.clip((rd - attack * ar) / rr) : range.least();
    }
  }

  /// Least squares within ranges: the solution of the normal equations if that is inside, else the
  /// best point of the four edges, because the sum is convex.
  static Timing of(Sums sums, Range attacks, Range releases) {
    double determinant = sums.aa * sums.rr - sums.ar * sums.ar;
    double attack = (sums.ad * sums.rr - sums.rd * sums.ar) / determinant;
    double release = (sums.rd * sums.aa - sums.ad * sums.ar) / determinant;
    if (attack == attacks.clip(attack) && release == releases.clip(release)) {
      return at(sums, attack, release);
    }
    Timing best = at(sums, attacks.least(), sums.releaseGiven(attacks.least(), releases));
    best =
        best.orBetter(
            at(sums, attacks.greatest(), sums.releaseGiven(attacks.greatest(), releases)));
    best = best.orBetter(at(sums, sums.attackGiven(releases.least(), attacks), releases.least()));
    return best.orBetter(
        at(sums, sums.attackGiven(releases.greatest(), attacks), releases.greatest()));
  }

  private static Timing at(Sums sums, double attack, double release) {
    double error = sums.dd > 0 ? sums.error(attack, release) / sums.dd : Double.POSITIVE_INFINITY;
    return new Timing(attack, release, error);
  }

  private Timing orBetter(Timing other) {
    return other.error < error ? other : this;
  }
}
