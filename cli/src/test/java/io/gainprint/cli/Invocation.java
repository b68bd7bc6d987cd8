package io.gainprint.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/// A command run in this process, and what came of it.
record Invocation(int exitCode, String out, String err) {

  static Invocation of(Object... args) {
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = String.valueOf(args[i]);
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Gainprint.run(new PrintWriter(out), new PrintWriter(err), texts);
    return new Invocation(exitCode, out.toString(), err.toString());
  }

  /// Six seconds of one of the project's recordings: `dry`, or the unit it went through, `la2a-65`,
  /// `sc4m` or `zamcomp`.
  static Path recording(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(Invocation.class.getResource(name + "-6s.wav")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
