package io.gainprint.dsp.filter;

import java.util.List;

/// Filters one after the other; none of them passes a sound on unchanged.
///
/// Streaming: blocks of any size compose, as those of [DirectForm] do. Not thread-safe; [#process]
/// allocates nothing.
public final class FilterChain {
  private final DirectForm[] filters;

  /// A chain at rest.
  ///
  /// @param sections coefficients, in the order in which the sound passes
  public FilterChain(List<FilterCoefficients> sections) {
    filters = sections.stream().map(DirectForm::new).toArray(DirectForm[]::new);
  }

  /// Filters a block and keeps the state for the next one.
  ///
  /// @param in input
  /// @param inOffset its first sample
  /// @param out written; may be `in` if the offsets are equal
  /// @param outOffset first sample written
  /// @param length samples, ≥ 0
  public void process(double[] in, int inOffset, double[] out, int outOffset, int length) {
    System.arraycopy(in, inOffset, out, outOffset, length);
    for (DirectForm filter : filters) {
      filter.process(out, outOffset, out, outOffset, length);
    }
  }

  /// Forgets the past.
  public void reset() {
    for (DirectForm filter : filters) {
      filter.reset();
    }
  }
}
