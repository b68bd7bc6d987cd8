package io.gainprint.fitting;

import java.util.Objects;

/// A recording of what went into a unit and what came out, to be fitted with others of the same
/// setting.
///
/// The arrays are kept, not copied, and must not change while the take is in use.
public final class Take {
  private final String name;
  private final float[] dry;
  private final float[] wet;

  private Take(String name, float[] dry, float[] wet) {
    this.name = name;
    this.dry = dry;
    this.wet = wet;
  }

  /// A take.
  ///
  /// @param name what to call it, such as the wet file's name
  /// @param dry what went in, full scale = 1, all finite
  /// @param wet what came out, as long as `dry`
  /// @return the take
  /// @throws IllegalArgumentException if the lengths differ
  public static Take of(String name, float[] dry, float[] wet) {
    Objects.requireNonNull(name, "name");
    if (dry.length != wet.length) {
      throw new IllegalArgumentException(
          "dry and wet must be equally long: " + dry.length + " and " + wet.length + " samples");
    }
    return new Take(name, dry, wet);
  }

  /// What it is called.
  ///
  /// @return the name
  public String name() {
    return name;
  }

  /// Its length.
  ///
  /// @return samples
  public int length() {
    return dry.length;
  }

  float[] dry() {
    return dry;
  }

  float[] wet() {
    return wet;
  }
}
