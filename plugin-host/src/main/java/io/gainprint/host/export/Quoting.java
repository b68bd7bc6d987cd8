package io.gainprint.host.export;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;

/// Names of units, as other languages and file systems can hold them.
final class Quoting {
  private static final int LONGEST_SLUG = 40;

  /// Hosts show a name on one line.
  private static final int LONGEST_NAME = 200;

  private Quoting() {}

  /// A name on one line, of a length that hosts can show: control characters and halves of
  /// surrogate pairs replaced, spaces trimmed; `unit` if nothing is left.
  static String line(String name) {
    String line =
        name.codePoints()
            .map(Quoting::visible)
            .limit(LONGEST_NAME)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .strip();
    return line.isEmpty() ? "unit" : line;
  }

  /// Formatting characters turn text around or hide it.
  private static int visible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          ' ';
      case Character.SURROGATE -> 0xfffd; // half of a pair
      default -> c;
    };
  }

  /// A name for files, symbols and URIs: lower-case letters, digits and single underscores, a
  /// letter first.
  static String slug(String name) {
    String ascii =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^_|_$", "");
    String cut = ascii.length() > LONGEST_SLUG ? ascii.substring(0, LONGEST_SLUG) : ascii;
    String slug = cut.replaceAll("_$", "");
    if (slug.isEmpty()) {
      return "unit";
    }
    return Character.isDigit(slug.charAt(0)) ? "unit_" + slug : slug;
  }

  /// A string literal of C99, in ASCII: everything but letters, digits and plain punctuation is an
  /// octal escape of three digits, so that neither trigraphs nor line ends can be formed.
  static String c(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char ch = (char) (b & 0xff);
      boolean isPlain = ch >= ' ' && ch < 0x7f && "\"\\?*/%".indexOf(ch) < 0;
      if (isPlain) {
        literal.append(ch);
      } else {
        literal.append("\\%03o".formatted((int) ch));
      }
    }
    return literal.append('"').toString();
  }

  /// A string literal of Turtle.
  static String turtle(String text) {
    StringBuilder literal = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\' || c < ' ' || c == 0x7f) {
            literal.append("\\u%04X".formatted(c));
          } else {
            literal.appendCodePoint(c);
          }
        });
    return literal.append('"').toString();
  }

  /// The first hexadecimal digits of a text's SHA-256.
  ///
  /// @param digits even, at most 64
  static String hash(String text, int digits) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum).substring(0, digits);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
