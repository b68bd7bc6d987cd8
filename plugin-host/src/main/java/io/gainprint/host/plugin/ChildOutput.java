package io.gainprint.host.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a child prints: the last lines of plugins, and, from the virtual machine's report of a
/// crash, what happened and where. Everything else is dropped. Any thread.
final class ChildOutput {
  private static final int LINES = 3;
  private static final int MOST_CHARACTERS = 200;
  private static final Pattern SIGNAL = Pattern.compile("#\\s+(SIG[A-Z]+) \\(0x.*");
  private static final Pattern FRAME = Pattern.compile("#\\s+\\S+\\s+(\\[\\S+?\\+0x\\S+\\].*)");
  private static final String CRASH = "# A fatal error has been detected";

  private final Deque<String> last = new ArrayDeque<>();
  private boolean crashed;
  private @Nullable String signal;
  private @Nullable String place;

  /// Reads to the end.
  void readFrom(InputStream in) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        if (c == '\n' || c == '\r') {
          add(line.toString());
          line.setLength(0);
        } else if (line.length() < MOST_CHARACTERS) {
          line.append((char) c);
        }
      }
      add(line.toString());
    } catch (IOException | UncheckedIOException _) {
      // The child has ended.
    }
  }

  private synchronized void add(String line) {
    if (line.startsWith(CRASH)) {
      crashed = true;
    }
    if (crashed) {
      Matcher of = SIGNAL.matcher(line);
      if (signal == null && of.matches()) {
        signal = of.group(1);
      }
      Matcher at = FRAME.matcher(line);
      if (place == null && at.matches()) {
        place = at.group(1).strip();
      }
    } else if (!line.isBlank() && !line.equals("#")) {
      last.addLast(line.strip());
      if (last.size() > LINES) {
        last.removeFirst();
      }
    }
  }

  /// The signal that the virtual machine has reported; empty where it has not.
  synchronized Optional<String> signal() {
    return Optional.ofNullable(signal);
  }

  /// Where in native code the signal was, as in `[x.so+0x1139] run+0x10`.
  synchronized Optional<String> place() {
    return Optional.ofNullable(place);
  }

  /// The last lines that plugins have printed.
  synchronized List<String> lines() {
    return List.copyOf(last);
  }
}
