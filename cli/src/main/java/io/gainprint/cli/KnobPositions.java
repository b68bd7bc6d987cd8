package io.gainprint.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Positions of a knob as they are given on the command line: numbers and ranges such as
/// `40-100/5`, separated by commas.
///
/// @param values the positions, in the order given
record KnobPositions(List<Double> values) {
  private static final Pattern PART =
      Pattern.compile("(\\d+(?:\\.\\d+)?)(?:-(\\d+(?:\\.\\d+)?)/(\\d+(?:\\.\\d+)?))?");

  /// More than any knob has marks; keeps a slip from taking the memory.
  private static final int MOST = 1000;

  /// Reads positions.
  static final class Converter implements ITypeConverter<KnobPositions> {
    @Override
    public KnobPositions convert(String text) {
      List<Double> values = new ArrayList<>();
      for (String part : text.split(",", -1)) {
        Matcher matcher = PART.matcher(part.strip());
        if (!matcher.matches()) {
          throw new TypeConversionException(
              "'%s' is no position or range, such as 65 or 40-100/5".formatted(part));
        }
        BigDecimal from = new BigDecimal(matcher.group(1));
        BigDecimal to = matcher.group(2) == null ? from : new BigDecimal(matcher.group(2));
        BigDecimal step =
            matcher.group(3) == null ? BigDecimal.ONE : new BigDecimal(matcher.group(3));
        if (step.signum() == 0 || to.compareTo(from) < 0) {
          throw new TypeConversionException(
              "'%s' must rise from the first to the second by steps of more than 0"
                  .formatted(part));
        }
        for (BigDecimal value = from; value.compareTo(to) <= 0; value = value.add(step)) {
          values.add(value.doubleValue());
          if (values.size() > MOST) {
            throw new TypeConversionException(
                "'%s' has more than %d positions".formatted(text, MOST));
          }
        }
      }
      return new KnobPositions(List.copyOf(values));
    }
  }
}
