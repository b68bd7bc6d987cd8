package io.gainprint.dsp.spectral;

import io.gainprint.dsp.processor.Lengths;
import java.util.Arrays;
import java.util.List;

/// How far the short-time spectra of a signal are from those of a target, at several resolutions.
///
/// With the magnitudes A of the signal and B of the target over all K frames and bins,
///
/// ```
/// A = sqrt(max(|X|², ε))
/// convergence = ‖B − A‖ / ‖B‖            log = 1/K Σ |ln A − ln B|
/// D = mean over resolutions of (convergenceWeight · convergence + logWeight · log)
/// ```
///
/// where ‖·‖ is the Frobenius norm. The gradient is exact:
///
/// ```
/// Ā = convergenceWeight (A − B) / (‖B − A‖ ‖B‖) + logWeight sign(A − B) / (K A)
/// X̄ = Ā X / A where |X|² ≥ ε, else 0          x̄ = sum of the transforms' adjoints of X̄
/// ```
///
/// divided by the number of resolutions. Where D has a kink this is one of its subgradients: a bin
/// below the floor ε, which all of silence is, adds 0; so does the sign of 0, and the convergence
/// where A = B everywhere. NaN in the signal makes the value NaN, and the gradient wherever a frame
/// has sound.
///
/// Immutable, and safe to share between threads: every call works in arrays of its own. For each
/// resolution this keeps the target's magnitudes, F/(2H) numbers a sample, which is 2 at the usual
/// hop of a quarter; a call needs 3F/(2H) more for as long as it works, of one resolution at a
/// time.
///
/// Source: R. Yamamoto, E. Song and J.-M. Kim, "Parallel WaveGAN", ICASSP 2020, doi
/// 10.1109/ICASSP40776.2020.9053795; weights, floor and mirrored ends are those of auraloss (C. J.
/// Steinmetz and J. D. Reiss, DMRN+15, 2020).
public final class SpectralDistance {
  private final int length;
  private final List<ResolutionDistance> resolutions;

  /// The distance from a target.
  ///
  /// @param target samples, longer than half the longest transform; not kept
  /// @param settings resolutions and weights
  /// @throws IllegalArgumentException if the target is too short
  public SpectralDistance(double[] target, SpectralSettings settings) {
    length = target.length;
    for (Resolution resolution : settings.resolutions()) {
      int half = resolution.transformSamples() / 2;
      if (length <= half) {
        throw new IllegalArgumentException(
            "target must be longer than %d samples, half a transform: %d".formatted(half, length));
      }
    }
    resolutions =
        settings.resolutions().stream()
            .map(resolution -> new ResolutionDistance(resolution, settings, target))
            .toList();
  }

  /// The distance of a signal.
  ///
  /// @param signal x, as long as the target; not modified
  /// @return D ≥ 0
  /// @throws IllegalArgumentException if the length is another
  public double value(double[] signal) {
    Lengths.require("signal", signal, length);
    double sum = 0;
    for (ResolutionDistance resolution : resolutions) {
      sum += resolution.value(signal);
    }
    return sum / resolutions.size();
  }

  /// The distance of a signal, with its gradient.
  ///
  /// @param signal x, as long as the target; not modified
  /// @param signalCotangent written: x̄ = ∂D/∂x, as long; no alias of the signal
  /// @return D ≥ 0
  /// @throws IllegalArgumentException if a length is another
  public double valueAndGradient(double[] signal, double[] signalCotangent) {
    Lengths.require("signal", signal, length);
    Lengths.require("signalCotangent", signalCotangent, length);
    Arrays.fill(signalCotangent, 0);
    double scale = 1.0 / resolutions.size();
    double sum = 0;
    for (ResolutionDistance resolution : resolutions) {
      sum += resolution.addGradient(signal, scale, signalCotangent);
    }
    return sum / resolutions.size();
  }
}
