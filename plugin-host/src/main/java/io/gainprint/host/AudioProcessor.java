package io.gainprint.host;

import java.util.List;

/// What can stand in a signal path: a compressor, a limiter, filters, or several of them in a row.
///
/// A processor is inactive until [#activate], which allocates everything; from then on [#process],
/// [#set] and [#reset] allocate nothing, take no lock, throw nothing, and belong to one thread at a
/// time. Blocks of any size, cut anywhere, give the same sound; a parameter that is set takes
/// effect from the next of the grid of 64 frames on which parameters move, and without a click.
public interface AudioProcessor {
  /// Its knobs and switches, in an order that never changes.
  ///
  /// @return possibly none
  List<Parameter> parameters();

  /// Makes ready to process, at rest and with all parameters where they were set last, or else at
  /// their initial values. May be called again for another rate or number of channels.
  ///
  /// @param spec what it will run on
  /// @throws IllegalArgumentException if it cannot
  void activate(ProcessSpec spec);

  /// Moves a parameter.
  ///
  /// @param index its place in [#parameters]
  /// @param value the value to go to; what is out of range counts as the nearest that is not
  void set(int index, double value);

  /// Where a parameter was set last. On the thread that sets it.
  ///
  /// @param index its place in [#parameters]
  /// @return the value it goes to, or has reached
  double value(int index);

  /// Processes a block in place.
  ///
  /// @param planar one array per channel, full scale = 1, finite
  /// @param frames samples per channel, 0 to the most that were announced
  void process(double[][] planar, int frames);

  /// Forgets the sound that was, and goes to the values of all parameters at once.
  void reset();

  /// How late the output is.
  ///
  /// @return frames, ≥ 0; does not change while active
  int latencyFrames();

  /// How long it sounds on after its input has ended, beyond its latency.
  ///
  /// @return frames, ≥ 0; 0 where silence in gives silence out
  long tailFrames();

  /// The smallest gain by which a sound was reduced since this was asked last, for a meter. On the
  /// thread that processes.
  ///
  /// @return in `[0, 1]`; 1 where nothing is reduced
  double takeLeastGain();
}
