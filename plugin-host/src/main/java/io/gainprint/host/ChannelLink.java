package io.gainprint.host;

import java.util.Locale;

/// How the channels of a compressor share their gain: each listens to
///
/// ```
/// d_c = |x_c| + amount (max over all channels |x| − |x_c|)
/// ```
///
/// @param amount 0 where each channel listens to itself, 1 where all listen to the loudest, and
///   share one gain: the image stays where it is
public record ChannelLink(double amount) {
  /// One gain for all, set by the loudest channel of each sample.
  public static final ChannelLink MAXIMUM = new ChannelLink(1);

  /// A gain of its own for every channel.
  public static final ChannelLink INDEPENDENT = new ChannelLink(0);

  /// Checks the amount.
  ///
  /// @throws IllegalArgumentException if it is not from 0 to 1
  public ChannelLink {
    if (!(amount >= 0 && amount <= 1)) {
      throw new IllegalArgumentException("channel link must be 0 to 1: " + amount);
    }
  }

  /// Reads what people write.
  ///
  /// @param text `maximum`, `independent`, or a share such as `50%`
  /// @return the link
  /// @throws IllegalArgumentException saying what is understood
  public static ChannelLink parse(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (word.equals("maximum")) {
      return MAXIMUM;
    }
    if (word.equals("independent")) {
      return INDEPENDENT;
    }
    try {
      if (word.endsWith("%")) {
        return new ChannelLink(Double.parseDouble(word.substring(0, word.length() - 1)) / 100);
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw new IllegalArgumentException(
        "channel link must be maximum, independent, or a share such as 50%%: %s".formatted(text));
  }

  @Override
  public String toString() {
    if (amount == 1) {
      return "maximum";
    }
    return amount == 0 ? "independent" : "%s%%".formatted(100 * amount);
  }
}
