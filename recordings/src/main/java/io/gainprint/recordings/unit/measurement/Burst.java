package io.gainprint.recordings.unit.measurement;

import java.util.List;

/// What a tone burst does to the gain.
///
/// @param overshootDb level of the burst above the threshold, dB
/// @param exposureSeconds how long it lasts
/// @param reductionDb gain reduction at its end, dB
/// @param attack from the beginning of the burst until shares of that reduction are there
/// @param release from the end of the burst until shares of it are gone
/// @param fullReleaseMs from the end of the burst until the reduction is below 0.5 dB, ms
/// @param trace the reduction over time
public record Burst(
    double overshootDb,
    double exposureSeconds,
    double reductionDb,
    Times attack,
    Times release,
    double fullReleaseMs,
    List<Point> trace) {

  /// Copies the trace.
  public Burst {
    trace = List.copyOf(trace);
  }

  /// When three shares of a change are reached; NaN for one that is not.
  ///
  /// @param halfMs one half, ms
  /// @param constantMs 63 %, ms
  /// @param mostMs 90 %, ms
  public record Times(double halfMs, double constantMs, double mostMs) {}

  /// A moment.
  ///
  /// @param ms time since the beginning of the burst, ms
  /// @param reductionDb gain reduction, dB
  public record Point(double ms, double reductionDb) {}
}
