package io.gainprint.host.device;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLongArray;

/// What the blocks of a stream took on the audio thread: counts, a histogram of times, and the
/// bytes that the thread allocated.
///
/// One thread, the audio thread, writes, with [#begin] and [#end] around all that it does for a
/// block; any other reads at any time. Nothing is allocated or locked after construction. Times
/// fall into classes a sixteenth of an octave wide, so that a quantile is at most 4.5 % too high.
public final class BlockTimes {
  /// Classes per octave of nanoseconds.
  private static final int PER_OCTAVE = 16;

  private static final int CLASSES = 40 * PER_OCTAVE; // to 2^40 ns, 18 minutes

  private static final Object THREADS = ManagementFactory.getThreadMXBean();

  private final AtomicLongArray histogram = new AtomicLongArray(CLASSES);
  // Written by the audio thread alone, so that an ordinary addition suffices.
  private volatile long blocks;
  private volatile long late;
  private volatile long deviceFaults;
  private volatile long worstNs;
  private volatile double worstShare;
  private volatile long threadId = -1;
  private volatile long allocatedBefore;
  private volatile long allocatedSince = -1;
  private long begunNs;

  /// No block yet.
  public BlockTimes() {}

  /// A block begins, on the audio thread.
  public void begin() {
    begunNs = System.nanoTime();
  }

  /// The block that began last is done, on the audio thread. It was late if it took longer than its
  /// sound lasts.
  ///
  /// @param frames its length
  /// @param sampleRateHz its rate, Hz
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  public void end(int frames, double sampleRateHz) {
    long took = System.nanoTime() - begunNs;
    double lasts = frames * 1e9 / sampleRateHz;
    histogram.setRelease(classOf(took), histogram.getPlain(classOf(took)) + 1);
    if (took > lasts) {
      late++;
    }
    if (took > worstNs) {
      worstNs = took;
    }
    if (took > worstShare * lasts) {
      worstShare = took / lasts;
    }
    blocks++;
  }

  /// The device reports that sound was lost: an underrun, overrun or late wake-up. On any one
  /// thread.
  ///
  /// @param count how often since it was asked last
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  public void addDeviceFaults(long count) {
    deviceFaults += count;
  }

  /// Tells whose allocations to count. To be called on the audio thread once, before its first
  /// block; this itself may allocate.
  public void countAllocationsOfThisThread() {
    long id = Thread.currentThread().threadId();
    long _ = allocated(id); // the first question itself allocates
    allocatedBefore = allocated(id);
    threadId = id;
  }

  /// Blocks so far.
  ///
  /// @return their number
  public long blocks() {
    return blocks;
  }

  /// Blocks that took longer than they last.
  ///
  /// @return their number
  public long late() {
    return late;
  }

  /// How often the device lost sound.
  ///
  /// @return the number of reports
  public long deviceFaults() {
    return deviceFaults;
  }

  /// The longest time.
  ///
  /// @return ns; 0 before the first block
  public long worstNs() {
    return worstNs;
  }

  /// The longest time as a share of what the block lasts.
  ///
  /// @return 1 where a block took as long as it lasts
  public double worstShare() {
    return worstShare;
  }

  /// The time that a share of blocks did not exceed.
  ///
  /// @param share of all blocks, in (0, 1]
  /// @return ns, up to 4.5 % too high; 0 before the first block
  public long quantileNs(double share) {
    long total = 0;
    for (int k = 0; k < CLASSES; k++) {
      total += histogram.getAcquire(k);
    }
    long wanted = (long) Math.ceil(share * total);
    long sum = 0;
    for (int k = 0; k < CLASSES; k++) {
      sum += histogram.getAcquire(k);
      if (sum >= wanted && sum > 0) {
        return Math.min(upperEnd(k), worstNs);
      }
    }
    return worstNs;
  }

  /// Bytes that the audio thread has allocated since its first block. As the virtual machine
  /// forgets a thread that has ended, a stream asks once more before it ends it, and this keeps the
  /// answer.
  ///
  /// @return bytes; −1 where they are not counted
  public long allocatedBytes() {
    long id = threadId;
    long now = id < 0 ? -1 : allocated(id);
    if (now >= 0) {
      allocatedSince = now - allocatedBefore;
    }
    return allocatedSince;
  }

  private static long allocated(long threadId) {
    return THREADS instanceof ThreadMXBean threads ? threads.getThreadAllocatedBytes(threadId) : -1;
  }

  /// The class of a time: whole octaves, and within one the four bits below the highest.
  private static int classOf(long ns) {
    if (ns < PER_OCTAVE) {
      return (int) Math.max(0, ns);
    }
    int octave = 63 - Long.numberOfLeadingZeros(ns); // >= 4
    int sixteenth = (int) (ns >>> (octave - 4)) & (PER_OCTAVE - 1);
    return Math.min(CLASSES - 1, (octave - 3) * PER_OCTAVE + sixteenth);
  }

  private static long upperEnd(int k) {
    if (k < PER_OCTAVE) {
      return k;
    }
    int octave = k / PER_OCTAVE + 3;
    long sixteenths = PER_OCTAVE + (long) (k % PER_OCTAVE) + 1;
    return (sixteenths << (octave - 4)) - 1;
  }
}
