package io.gainprint.host.engine;

import io.gainprint.host.device.AudioBackend;
import io.gainprint.host.device.AudioClient;
import io.gainprint.host.device.AudioStream;
import io.gainprint.host.device.BlockTimes;
import io.gainprint.host.device.DeviceException;
import io.gainprint.host.device.StreamFormat;
import io.gainprint.host.device.StreamRequest;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A client on a device for as long as one wants it there: when the device or its server goes, it
/// is opened again as soon as it is back, and the client goes on with its state.
///
/// One control thread calls everything; it calls [#watch] a few times a second.
public final class LiveSession implements AutoCloseable {
  /// How long to wait between two attempts.
  private static final long RETRY_NS = 500_000_000;

  private final AudioBackend backend;
  private final StreamRequest request;
  private final AudioClient client;
  private final Consumer<String> report;
  private final long begunNs = System.nanoTime();
  private final long collectionsBefore = collections();

  private @Nullable AudioStream stream;
  private long nextAttemptNs;
  private String lastRefusal = "";
  private int reopened;
  // Of streams that are closed.
  private long blocksBefore;
  private long lateBefore;
  private long faultsBefore;
  private long allocatedBefore;
  private long worstBefore;
  private double worstShareBefore;
  private BlockTimes closedTimes = new BlockTimes();

  private LiveSession(
      AudioBackend backend, StreamRequest request, AudioClient client, Consumer<String> report) {
    this.backend = backend;
    this.request = request;
    this.client = client;
    this.report = report;
  }

  /// Opens and starts a stream.
  ///
  /// @param backend how to reach the device
  /// @param request what is wanted of it
  /// @param client who processes its blocks
  /// @param report told in a sentence, on the control thread, when the device goes or comes back
  /// @return the session
  /// @throws DeviceException if the device cannot be opened now
  public static LiveSession start(
      AudioBackend backend, StreamRequest request, AudioClient client, Consumer<String> report)
      throws DeviceException {
    LiveSession session = new LiveSession(backend, request, client, report);
    session.open();
    return session;
  }

  private void open() throws DeviceException {
    AudioStream opened = backend.open(request, client);
    try {
      opened.start();
    } catch (DeviceException | RuntimeException e) {
      opened.close();
      throw e;
    }
    stream = opened;
  }

  /// The format of the stream.
  ///
  /// @return empty while there is no device
  public Optional<StreamFormat> format() {
    return Optional.ofNullable(stream).map(AudioStream::format);
  }

  /// Looks whether the device is there, and else whether it can be opened again.
  public void watch() {
    AudioStream open = stream;
    if (open != null) {
      if (open.state() != AudioStream.State.FAILED) {
        return;
      }
      report.accept(
          open.failure().orElse("the device is gone") + "; waiting for it to come back ...");
      lastRefusal = "";
      close(open);
      nextAttemptNs = System.nanoTime() + RETRY_NS;
      return;
    }
    if (System.nanoTime() - nextAttemptNs < 0) {
      return;
    }
    try {
      open();
      reopened++;
      report.accept("the device is back: " + format().map(StreamFormat::description).orElse(""));
    } catch (DeviceException | IllegalArgumentException e) {
      String refusal = String.valueOf(e.getMessage());
      if (!refusal.equals(lastRefusal)) {
        report.accept("not back yet: " + refusal);
        lastRefusal = refusal;
      }
      nextAttemptNs = System.nanoTime() + RETRY_NS;
    }
  }

  private void close(AudioStream open) {
    open.times().allocatedBytes(); // the last chance to ask while its thread lives
    open.close();
    BlockTimes times = open.times();
    blocksBefore += times.blocks();
    lateBefore += times.late();
    faultsBefore += times.deviceFaults();
    allocatedBefore += Math.max(0, times.allocatedBytes());
    worstBefore = Math.max(worstBefore, times.worstNs());
    worstShareBefore = Math.max(worstShareBefore, times.worstShare());
    closedTimes = times;
    stream = null;
  }

  /// How it kept time so far; median and 99.9 % are those of the stream that is open, or was last.
  ///
  /// @return a report of now
  public RunReport report() {
    AudioStream open = stream;
    BlockTimes times = open == null ? closedTimes : open.times();
    boolean isOpen = open != null;
    return new RunReport(
        (System.nanoTime() - begunNs) * 1e-9,
        blocksBefore + (isOpen ? times.blocks() : 0),
        lateBefore + (isOpen ? times.late() : 0),
        faultsBefore + (isOpen ? times.deviceFaults() : 0),
        times.quantileNs(0.5),
        times.quantileNs(0.999),
        Math.max(worstBefore, times.worstNs()),
        Math.max(worstShareBefore, times.worstShare()),
        isOpen && times.allocatedBytes() < 0 && reopened == 0
            ? -1
            : allocatedBefore + (isOpen ? Math.max(0, times.allocatedBytes()) : 0),
        collections() - collectionsBefore,
        reopened);
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  /// Closes the device.
  @Override
  public void close() {
    AudioStream open = stream;
    if (open != null) {
      close(open);
    }
  }
}
