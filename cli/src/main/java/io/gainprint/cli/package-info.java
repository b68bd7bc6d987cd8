/// The command line: one package-private class per command, named for it and listed among the
/// subcommands of `Gainprint`.
///
/// A command is thin. It implements `Callable<Integer>` and returns an `ExitCode`, takes `@Mixin
/// CommonOptions`, reads options and arguments, calls the modules below and prints. Results go to
/// the command line's `getOut()`, everything else to its `getErr()`, so that tests run every
/// command in their own process. An option that may be absent and has no default is `@Nullable`.
///
/// What fails because of the user's input or files is thrown: a `CommandFailure`, or the
/// `IOException` as it came. `ErrorReport` turns each into one line. Colour is picocli's, in help
/// only, where there is a terminal; all other text is plain.
package io.gainprint.cli;
