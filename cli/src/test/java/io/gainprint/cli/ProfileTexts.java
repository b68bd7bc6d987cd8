package io.gainprint.cli;

/// Profiles for tests.
final class ProfileTexts {
  static final String TWO_SETTINGS =
      """
      { "schema": 1, "unit": "test", "model": "feed-forward-compressor", "sampleRateHz": 44100,
        "settings": [
          { "controls": { "peakReduction": 50, "mode": "compress" },
            "parameters": { "thresholdDb": -20, "ratio": 2, "attackMs": 1, "releaseMs": 100, "makeUpDb": 2 },
            "esr": 0.01, "iterations": 5, "status": "converged" },
          { "controls": { "peakReduction": 60, "mode": "compress" },
            "parameters": { "thresholdDb": -30, "ratio": 8, "attackMs": 4, "releaseMs": 400, "makeUpDb": 4 },
            "esr": 0.01, "iterations": 5, "status": "converged" } ],
        "provenance": { "gainprint": "0.1.0", "solver": "none",
          "windows": { "windowSeconds": 12, "warmUpSeconds": 1 }, "recordings": [] } }
      """;

  private ProfileTexts() {}
}
