package io.gainprint.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What is typed: single keys from a terminal, or lines from anything else. Nothing here waits.
final class Terminal implements AutoCloseable {
  private static final File DEVICE = new File("/dev/tty");

  private final InputStream in;
  private final String settingsBefore;
  private final StringBuilder line = new StringBuilder();

  private Terminal(InputStream in, String settingsBefore) {
    this.in = in;
    this.settingsBefore = settingsBefore;
  }

  /// Takes keys as they are typed, if there is a terminal that can do so.
  ///
  /// @param wantsKeys whether to try
  static Terminal open(InputStream in, boolean wantsKeys) {
    String before = "";
    if (wantsKeys && isTerminal()) {
      before = stty("-g").strip();
      if (!before.isEmpty()) {
        stty("-icanon", "-echo", "min", "0", "time", "0");
      }
    }
    return new Terminal(in, before);
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  /// Whether keys come one by one, and a line can be written over.
  boolean hasKeys() {
    return !settingsBefore.isEmpty();
  }

  private static String stty(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "stty";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(DEVICE)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(2, TimeUnit.SECONDS) && process.exitValue() == 0 ? text : "";
    } catch (IOException _) {
      return ""; // no stty: lines, then
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /// The next key; arrows are `up` and `down`. Empty if none was typed.
  String key() throws IOException {
    if (in.available() == 0) {
      return "";
    }
    int key = in.read();
    if (key != 27 || in.available() < 2) { // escape
      return Character.toString(key);
    }
    in.read(); // [
    return switch (in.read()) {
      case 'A' -> "up";
      case 'B' -> "down";
      default -> "";
    };
  }

  /// The next whole line; empty if there is none yet.
  String line() throws IOException {
    while (in.available() > 0) {
      int c = in.read();
      if (c == '\n') {
        String whole = line.toString();
        line.setLength(0);
        return whole.strip();
      }
      if (c >= 0 && line.length() < 1000) {
        line.append((char) c);
      }
    }
    return "";
  }

  @Override
  public void close() {
    if (hasKeys()) {
      stty(settingsBefore);
    }
  }
}
