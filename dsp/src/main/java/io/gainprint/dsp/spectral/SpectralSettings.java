package io.gainprint.dsp.spectral;

import java.util.List;

/// What a [SpectralDistance] is made of.
///
/// @param resolutions one or more, over which it is averaged
/// @param convergenceWeight of the spectral convergence, finite and ≥ 0
/// @param logWeight of the logarithmic difference, finite and ≥ 0
/// @param powerFloor ε, below which `|X|²` counts as ε, finite and > 0
public record SpectralSettings(
    List<Resolution> resolutions, double convergenceWeight, double logWeight, double powerFloor) {
  /// Windows of 512, 1024 and 2048 samples, both parts alike, and ε = 10⁻⁸.
  public static final SpectralSettings DEFAULT =
      new SpectralSettings(
          List.of(Resolution.of(512), Resolution.of(1024), Resolution.of(2048)), 1, 1, 1e-8);

  /// The resolutions of Parallel WaveGAN (table 1 of doi 10.1109/ICASSP40776.2020.9053795), which
  /// are also the defaults of auraloss: transforms of 1024, 2048 and 512 samples, windows of 600,
  /// 1200 and 240, hops of 120, 240 and 50.
  public static final SpectralSettings PARALLEL_WAVEGAN =
      new SpectralSettings(
          List.of(
              new Resolution(600, 120, 1024),
              new Resolution(1200, 240, 2048),
              new Resolution(240, 50, 512)),
          1,
          1,
          1e-8);

  /// Copies the list, and checks what the parameters say.
  ///
  /// @throws IllegalArgumentException if there is no resolution, or a number is out of range
  public SpectralSettings {
    resolutions = List.copyOf(resolutions);
    if (resolutions.isEmpty()) {
      throw new IllegalArgumentException("resolutions must be 1 or more: 0");
    }
    requireWeight("convergenceWeight", convergenceWeight);
    requireWeight("logWeight", logWeight);
    if (!(powerFloor > 0 && powerFloor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "powerFloor must be finite and greater than 0: " + powerFloor);
    }
  }

  private static void requireWeight(String name, double weight) {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be finite and >= 0: " + weight);
    }
  }
}
