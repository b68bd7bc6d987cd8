package io.gainprint.fitting.inference;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/// One thing that a recording does not tell of the parameters.
public sealed interface Finding {
  /// The finding in plain words.
  ///
  /// @return one sentence without its full stop, in lower case
  String sentence();

  /// A parameter that the recording does not determine, even if all others were known.
  ///
  /// @param change by how much it can be changed, upwards
  /// @param isAtLeast whether it may be more
  record Undetermined(Change change, boolean isAtLeast) implements Finding {
    @Override
    public String sentence() {
      return change.parameter()
          + " is not determined by this recording: "
          + change.words()
          + nothing(isAtLeast);
    }
  }

  /// Parameters of which the recording determines some combination only.
  ///
  /// @param changes what changes together, two or more; the first is upwards
  /// @param isAtLeast whether it may be more
  record Inseparable(List<Change> changes, boolean isAtLeast) implements Finding {
    /// Copies the changes.
    ///
    /// @throws IllegalArgumentException if there are fewer than two
    public Inseparable {
      changes = List.copyOf(changes);
      if (changes.size() < 2) {
        throw new IllegalArgumentException("changes must be two or more: " + changes);
      }
    }

    @Override
    public String sentence() {
      return list(changes.stream().map(Change::parameter).toList())
          + " are not separable on this recording: "
          + list(changes.stream().map(Change::words).toList())
          + nothing(isAtLeast);
    }
  }

  /// A parameter on a bound of its range.
  ///
  /// @param parameter its name
  /// @param bound which one, such as upper bound of 1000 ms
  record OnBound(String parameter, String bound) implements Finding {
    @Override
    public String sentence() {
      return parameter
          + " is on its "
          + bound
          + ": the recording asks for more than the range allows, or does not determine it";
    }
  }

  /// A change of one parameter.
  ///
  /// @param parameter its name
  /// @param amount the change, negative downwards: dB, or a share such as −0.1 for 10 % less
  /// @param unit which of the two
  record Change(String parameter, double amount, Tolerance.Unit unit) {
    /// Two digits, which is more than is known.
    private static final MathContext DIGITS = new MathContext(2);

    /// The change in words.
    ///
    /// @return such as raising make-up by 1.1 dB
    public String words() {
      double magnitude = Math.abs(amount);
      return (amount < 0 ? "lowering " : "raising ")
          + parameter
          + " by "
          + switch (unit) {
            case DECIBELS -> rounded(magnitude) + " dB";
            case PERCENT -> rounded(100 * magnitude) + " %";
          };
    }

    private static String rounded(double value) {
      return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
  }

  private static String nothing(boolean isAtLeast) {
    return " changes the error by nothing that could be told from noise"
        + (isAtLeast ? ", and more of it may not either" : "");
  }

  private static String list(List<String> items) {
    List<String> firsts = new ArrayList<>(items);
    String last = firsts.removeLast();
    return firsts.isEmpty() ? last : String.join(", ", firsts) + " and " + last;
  }
}
