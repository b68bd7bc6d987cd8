package io.gainprint.host;

import io.gainprint.dsp.filter.FilterChain;
import io.gainprint.dsp.filter.FilterCoefficients;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/// Filters that treat every channel alike and have no knobs.
public final class FilterProcessor implements AudioProcessor {
  /// A filter is taken to be silent once its poles have decayed by this, −120 dB.
  private static final double SILENT = 1e-6;

  /// The longest tail that is worth waiting for, seconds.
  private static final double LONGEST_TAIL = 10;

  private final DoubleFunction<List<FilterCoefficients>> design;
  private FilterChain[] chains = {};
  private long tailFrames;

  /// An inactive filter.
  ///
  /// @param design gives the sections for a sample rate in Hz; may refuse a rate
  ///   (`IllegalArgumentException`)
  public FilterProcessor(DoubleFunction<List<FilterCoefficients>> design) {
    this.design = design;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public void activate(ProcessSpec spec) {
    List<FilterCoefficients> sections = design.apply(spec.sampleRateHz());
    chains =
        IntStream.range(0, spec.channels())
            .mapToObj(_ -> new FilterChain(sections))
            .toArray(FilterChain[]::new);
    tailFrames = tail(new FilterChain(sections), (int) (LONGEST_TAIL * spec.sampleRateHz()));
  }

  /// After which sample of an impulse's response nothing above [#SILENT] of its peak is left.
  private static long tail(FilterChain chain, int longest) {
    double[] response = new double[longest];
    response[0] = 1;
    chain.process(response, 0, response, 0, longest);
    double most = 0;
    for (double sample : response) {
      most = Math.max(most, Math.abs(sample));
    }
    int last = longest - 1;
    while (last > 0 && !(Math.abs(response[last]) > SILENT * most)) {
      last--;
    }
    return last;
  }

  @Override
  public void set(int index, double value) {
    // There are no parameters.
  }

  @Override
  public double value(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public void process(double[][] planar, int frames) {
    for (int channel = 0; channel < chains.length; channel++) {
      chains[channel].process(planar[channel], 0, planar[channel], 0, frames);
    }
  }

  @Override
  public void reset() {
    for (FilterChain chain : chains) {
      chain.reset();
    }
  }

  @Override
  public int latencyFrames() {
    return 0;
  }

  @Override
  public long tailFrames() {
    return tailFrames;
  }

  @Override
  public double takeLeastGain() {
    return 1;
  }
}
