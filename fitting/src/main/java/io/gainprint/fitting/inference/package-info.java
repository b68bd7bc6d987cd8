/// What can be said of a fit once it is found: how sure it is, what it hangs on, and how it would
/// move.
///
/// All of it are pure functions of derivatives at the minimum of a sum of squares, for the whole
/// and for the parts (windows, segments, recordings) it is the sum of:
///
/// ```
/// L = Σ r²          g = 2 Jᵀr          G = 2 JᵀJ          H = G + 2 Σ r ∇²r
/// L = Σ L_k         g = Σ g_k ≈ 0      G = Σ G_k          H = Σ H_k
/// ```
///
/// m is the number of parts, p that of parameters, N that of samples. There is no factor ½ in L, so
/// that the covariance of white noise is 2σ² G⁻¹. A factor common to all of L, such as 1 / Σt²,
/// cancels everywhere. Parameters on a bound of their range are left out first
/// ([FreeParameters][io.gainprint.fitting.inference.FreeParameters]).
///
/// - How sure: [SandwichCovariance][io.gainprint.fitting.inference.SandwichCovariance],
///   [Covariance][io.gainprint.fitting.inference.Covariance],
///   [ConfidenceInterval][io.gainprint.fitting.inference.ConfidenceInterval], and in words
///   [Identifiability][io.gainprint.fitting.inference.Identifiability].
/// - What it hangs on: [SegmentInfluence][io.gainprint.fitting.inference.SegmentInfluence]. Without
///   part k the minimum moves by about **+**(G − G_k)⁻¹ g_k.
/// - How it would move with a setting φ:
///   [ImplicitSensitivity][io.gainprint.fitting.inference.ImplicitSensitivity], **−**H⁻¹ ∂g/∂φ.
/// - What not to trust: [NormTrimming][io.gainprint.fitting.inference.NormTrimming] of parts,
///   [HuberWeights][io.gainprint.fitting.inference.HuberWeights] of samples.
///
/// Sources: White 1982 (doi 10.2307/1912526) and Newey and West 1987 (doi 10.2307/1913610) on the
/// sandwich; Cook 1977 (doi 10.2307/1268249) on influence; Krantz and Parks, The Implicit Function
/// Theorem (doi 10.1007/978-1-4614-5981-1); Ghosh, Maity and Mazumdar 2020 (arXiv 2006.08737) on
/// trimming by the norm of Newton steps; Huber 1964 (doi 10.1214/aoms/1177703732).
package io.gainprint.fitting.inference;
