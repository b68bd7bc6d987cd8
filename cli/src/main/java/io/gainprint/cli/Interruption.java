package io.gainprint.cli;

import io.gainprint.fitting.Cancellation;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What a command needs in order to end well when it is interrupted, by Ctrl-C or any other signal
/// that stops a virtual machine: the request to end, and the time for it.
///
/// A command that does not listen is ended at once. The exit code of an interrupted process is the
/// virtual machine's, 128 plus the signal's number, whatever the command returns.
final class Interruption implements AutoCloseable {
  /// The command is given up after this time: far more than a fit needs to stop and be written, and
  /// no longer than one likes to wait for a disk that hangs.
  static final Duration GRACE = Duration.ofSeconds(5);

  private final Cancellation cancellation = new Cancellation();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::requestAndWait, "interruption");

  /// Listens from now on: the process ends only after this is closed, or after [#GRACE].
  ///
  /// @return requested when the command is interrupted
  /// @throws CancellationException if it has been already
  Cancellation listen() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      CancellationException late = new CancellationException("interrupted");
      late.initCause(e);
      throw late;
    }
    return cancellation;
  }

  /// Lets the process end, now that the command has.
  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The virtual machine is stopping, and the hook is at work.
    }
  }

  private void requestAndWait() {
    cancellation.request();
    try {
      over.await(GRACE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // Nobody interrupts the hook; if somebody does, the process ends sooner.
    }
  }
}
