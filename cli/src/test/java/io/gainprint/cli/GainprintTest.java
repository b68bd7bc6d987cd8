package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;

final class GainprintTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help"})
  void help_listsCommandsAndExitCodes(String option) {
    assertThat(run(option)).isZero();
    assertThat(out.toString())
        .startsWith("Usage: gainprint [-hV] COMMAND")
        .contains("Commands:", "generate-completion", "Exit codes:", "  2     The command line");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-V", "--version"})
  void version_namesProgramAndJava(String option) {
    assertThat(run(option)).isZero();
    assertThat(out.toString().lines())
        .containsExactly("gainprint 0.1.0", "Java " + Runtime.version());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void noCommand_showsUsageAsAnError() {
    assertThat(run()).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).startsWith("Usage: gainprint");
  }

  @Test
  void unknownOption_suggestsTheNearest() {
    assertThat(run("--hepl")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .containsExactly(
            "gainprint: Unknown option: '--hepl'",
            "Possible solutions: --help",
            "Try 'gainprint --help'.");
  }

  @Test
  void unknownCommand_suggestsTheNearest() {
    assertThat(run("generate-completio")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .containsExactly(
            "gainprint: Unmatched argument at index 0: 'generate-completio'",
            "Did you mean: gainprint generate-completion or gainprint evaluate or gainprint bench?",
            "Try 'gainprint --help'.");
  }

  @Test
  void unknownOptionOfCommand_pointsToTheHelpOfThatCommand() {
    assertThat(runFailing(new IllegalStateException(), "--colour")).isEqualTo(2);
    assertThat(err.toString().lines()).endsWith("Try 'gainprint fail --help'.");
  }

  @Test
  void generateCompletion_printsScriptForGainprint() {
    assertThat(run("generate-completion")).isZero();
    assertThat(out.toString()).startsWith("#!/usr/bin/env bash").contains("gainprint");
  }

  @Test
  void commonOptions_areInTheHelpOfEveryCommandThatTakesThem() {
    assertThat(runFailing(new IllegalStateException(), "--help")).isZero();
    assertThat(out.toString())
        .startsWith("Usage: gainprint fail [-hq] [--debug]")
        .contains("--quiet", "Exit codes:", "  130   The work was interrupted.")
        .doesNotContain("--version");
  }

  @Test
  void commandFailure_isItsMessageAndExitCode() {
    assertThat(runFailing(new CommandFailure(ExitCode.USAGE, "dry.wav is also the output")))
        .isEqualTo(2);
    assertThat(err.toString().lines()).containsExactly("gainprint: dry.wav is also the output");
  }

  static Stream<Arguments> ioFailures() {
    return Stream.of(
        arguments(new NoSuchFileException("a.wav"), "a.wav: no such file or folder"),
        arguments(new FileAlreadyExistsException("a.wav"), "a.wav: exists already"),
        arguments(new AccessDeniedException("a.wav"), "a.wav: permission denied"),
        arguments(new NotDirectoryException("a.wav"), "a.wav: NotDirectoryException"),
        arguments(
            new FileSystemException("a.wav", null, "No space left on device"),
            "a.wav: No space left on device"),
        arguments(new IOException("a.wav: not a\nsound file"), "a.wav: not a sound file"),
        arguments(
            new UncheckedIOException(new NoSuchFileException("a.wav")),
            "a.wav: no such file or folder"));
  }

  @ParameterizedTest
  @MethodSource("ioFailures")
  void ioFailure_isOneLineNamingTheFile(Exception failure, String message) {
    assertThat(runFailing(failure)).isEqualTo(1);
    assertThat(err.toString().lines()).containsExactly("gainprint: " + message);
  }

  @Test
  void unexpectedFailure_isOneLineNamingTheDebugOption() {
    assertThat(runFailing(new IllegalStateException("no windows"))).isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly(
            "gainprint: unexpected failure: java.lang.IllegalStateException: no windows;"
                + " --debug shows where");
  }

  @Test
  void unexpectedFailure_withDebugShowsTheStackTrace() {
    assertThat(runFailing(new IllegalStateException("no windows"), "--debug")).isEqualTo(1);
    assertThat(err.toString())
        .contains("\njava.lang.IllegalStateException: no windows\n\tat io.gainprint.cli");
  }

  @Test
  void outOfMemory_saysHowToAllowMore() {
    assertThat(runFailing(new OutOfMemoryError("Java heap space"))).isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly(
            "gainprint: out of memory; GAINPRINT_JAVA_OPTS=-Xmx8g, for example, allows more");
  }

  /// NullAway takes picocli's word that it sets every option, which it does not do for absent ones.
  @Test
  void optionsThatMayBeAbsent_areNullable() {
    assertThat(parameters(new CommandLine(new Gainprint())).filter(GainprintTest::mayBeNull))
        .allSatisfy(argument ->
            assertThat(((Field) argument.userObject()).getAnnotatedType())
                .matches(type -> type.isAnnotationPresent(Nullable.class), "is @Nullable"));
  }

  private static Stream<ArgSpec> parameters(CommandLine command) {
    return Stream.concat(
        command.getCommandSpec().args().stream(),
        command.getSubcommands().values().stream().flatMap(GainprintTest::parameters));
  }

  private static boolean mayBeNull(ArgSpec argument) {
    return !argument.required()
        && argument.defaultValue() == null
        && argument.initialValue() == null
        && !argument.type().isPrimitive();
  }

  private int run(String... args) {
    return Gainprint.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  private int runFailing(Throwable failure, String... options) {
    return Gainprint.execute(
        new CommandLine(new Gainprint()).addSubcommand(new Failing(failure)),
        new PrintWriter(out),
        new PrintWriter(err),
        Stream.concat(Stream.of("fail"), Stream.of(options)).toArray(String[]::new));
  }

  @Command(name = "fail")
  static final class Failing implements Callable<Integer> {
    @Mixin final CommonOptions options = new CommonOptions();

    private final Throwable failure;

    Failing(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws Exception {
      switch (failure) {
        case Exception exception -> throw exception;
        case Error error -> throw error;
        default -> throw new AssertionError(failure);
      }
    }
  }
}
