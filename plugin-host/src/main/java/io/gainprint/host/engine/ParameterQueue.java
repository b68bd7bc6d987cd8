package io.gainprint.host.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Parameter values on their way from one control thread to one audio thread, in order. Neither
/// waits, and nothing is allocated after construction.
final class ParameterQueue {
  /// Values that fit, a power of two: at 100 values a second more than a second of 8 parameters.
  static final int CAPACITY = 1024;

  private static final VarHandle WRITTEN;
  private static final VarHandle READ;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      WRITTEN = lookup.findVarHandle(ParameterQueue.class, "written", int.class);
      READ = lookup.findVarHandle(ParameterQueue.class, "read", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int[] generations = new int[CAPACITY];
  private final int[] indices = new int[CAPACITY];
  private final double[] values = new double[CAPACITY];

  @SuppressWarnings("unused") // by the handles
  private int written;

  @SuppressWarnings("unused")
  private int read;

  /// Puts a value in; on the control thread.
  ///
  /// @param generation which processor it is for
  /// @param index which of its parameters
  /// @return false if the queue is full, which leaves it as it was
  boolean offer(int generation, int index, double value) {
    int at = (int) WRITTEN.get(this);
    if (at - (int) READ.getAcquire(this) == CAPACITY) {
      return false;
    }
    int slot = at & (CAPACITY - 1);
    generations[slot] = generation;
    indices[slot] = index;
    values[slot] = value;
    WRITTEN.setRelease(this, at + 1);
    return true;
  }

  /// Whether a value is there; on the audio thread, as all below.
  boolean hasNext() {
    return (int) READ.get(this) != (int) WRITTEN.getAcquire(this);
  }

  /// Which processor the next value is for.
  int generation() {
    return generations[slot()];
  }

  /// Which parameter it is for.
  int index() {
    return indices[slot()];
  }

  /// The next value.
  double value() {
    return values[slot()];
  }

  /// Takes it out.
  void remove() {
    READ.setRelease(this, (int) READ.get(this) + 1);
  }

  private int slot() {
    return (int) READ.get(this) & (CAPACITY - 1);
  }
}
