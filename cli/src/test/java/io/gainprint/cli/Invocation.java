package io.gainprint.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /// The virtual machine's option that opens the vector unit.
  static final String VECTORS = "--add-modules=jdk.incubator.vector";

  /// Six seconds of one of the project's recordings: `dry`, or the unit it went through, `la2a-65`,
  /// `sc4m` or `zamcomp`.
  static Path recording(String name) {
    return resource(name + "-6s.wav");
  }

  /// 3000 frames of stereo noise, 16-bit: `stereo-16.flac` of the tests of `recordings`.
  static Path flac() {
    return resource("stereo-16.flac");
  }

  private static Path resource(String name) {
    try {
      return Path.of(Objects.requireNonNull(Invocation.class.getResource(name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The command line in a process of its own, on the module and class path of this one: libraries
  /// that no module names are on the latter.
  ///
  /// @param options of the virtual machine
  static ProcessBuilder process(List<String> options, Object... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("--module-path", System.getProperty("jdk.module.path")));
    command.addAll(List.of("--class-path", System.getProperty("java.class.path")));
    command.addAll(List.of("--module", "io.gainprint.cli/io.gainprint.cli.Gainprint"));
    for (Object arg : args) {
      command.add(arg.toString());
    }
    return new ProcessBuilder(command);
  }
}
