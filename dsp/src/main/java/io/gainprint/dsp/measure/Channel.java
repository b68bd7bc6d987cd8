package io.gainprint.dsp.measure;

import java.util.Collections;
import java.util.List;

/// What a channel is, and so what its power weighs in a loudness.
///
/// Source: ITU-R BS.1770-5, annex 1, table 3, and annex 3 for positions beyond those of 5.1.
public enum Channel {
  /// Left, right, centre, mono, back, overhead, and whatever else is not below: 1.
  FRONT(1),

  /// To the side, 60° to 120° from the front and less than 30° up or down, as the surrounds of 5.1
  /// are: 1.41, about 1.5 dB.
  SURROUND(1.41),

  /// Low-frequency effects: not counted.
  LOW_FREQUENCY(0);

  private final double weight;

  Channel(double weight) {
    this.weight = weight;
  }

  /// The weight of its power.
  ///
  /// @return G, ≥ 0
  public double weight() {
    return weight;
  }

  /// Channels of weight 1: one for mono, two for stereo.
  ///
  /// @param count how many, ≥ 0
  /// @return that many times [#FRONT]
  public static List<Channel> fronts(int count) {
    return Collections.nCopies(count, FRONT);
  }
}
