package io.gainprint.dsp.unit;

import io.gainprint.dsp.compressor.CompressorParameters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// Units whose fits have been published.
public final class PublishedUnits {
  private static final ControlMap LA2A = ControlMap.of(read("la2a-published-fit.csv"));

  private PublishedUnits() {}

  /// The Teletronix LA-2A of the SignalTrain recordings, at peak reductions 40 to 100 in both
  /// modes.
  ///
  /// Source: arXiv 2509.10706 and the plugin 4A-2A, fitted at 44.1 kHz to an ESR of 6.5 to 11 %.
  ///
  /// @return its control map
  public static ControlMap la2a() {
    return LA2A;
  }

  private static Map<Controls, CompressorParameters> read(String resource) {
    InputStream in = Objects.requireNonNull(PublishedUnits.class.getResourceAsStream(resource));
    try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      Map<Controls, CompressorParameters> settings = new LinkedHashMap<>();
      lines.lines().skip(1).map(line -> line.split(",", -1)).forEach(row -> put(row, settings));
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Columns: mode, peakReduction, thresholdDb, ratio, attackMs, releaseMs, makeUpDb, esr.
  private static void put(String[] row, Map<Controls, CompressorParameters> settings) {
    settings.put(
        new Controls(Mode.of(row[0]), Double.parseDouble(row[1])),
        new CompressorParameters(
            Double.parseDouble(row[2]),
            Double.parseDouble(row[3]),
            Double.parseDouble(row[4]),
            Double.parseDouble(row[5]),
            Double.parseDouble(row[6])));
  }
}
