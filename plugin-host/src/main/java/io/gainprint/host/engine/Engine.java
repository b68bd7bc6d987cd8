package io.gainprint.host.engine;

import io.gainprint.dsp.filter.DelayLine;
import io.gainprint.host.AudioProcessor;
import io.gainprint.host.ProcessSpec;
import io.gainprint.host.device.AudioClient;
import io.gainprint.host.device.StreamFormat;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A processor in a signal path, live or from file to file.
///
/// **Threads.** One control thread calls everything but [#process]; one audio thread calls that.
/// [#meters] and [#state] may be read by any. On the audio thread nothing is allocated, locked,
/// logged or thrown: a processor that fails is followed by silence and counted.
///
/// **Sound.** What is not finite in the input is replaced by silence before anything sees it, so
/// that it sticks in no state. Bypass and a change of the processor are crossfades of 20 ms; in
/// bypass the sound is as late as the processor makes it, so that nothing jumps in time.
public final class Engine implements AudioClient {
  private volatile EngineState state = EngineState.INACTIVE;
  private final ParameterQueue queue = new ParameterQueue();
  private final boolean warmsUp;

  // Of the control thread.
  private AudioProcessor newest;
  private int newestGeneration;
  private @Nullable ProcessSpec spec;

  // Shared.
  private volatile @Nullable AudioProcessor coming;
  private volatile boolean bypassed;
  private volatile Meters meters = new Meters(48_000, 1);

  // Of the audio thread while processing.
  private AudioProcessor current;
  private @Nullable AudioProcessor leaving;
  private int generation;
  private final Fade bypass = new Fade();
  private final Fade change = new Fade();
  private double[][] planar = {};
  private double[][] dry = {};
  private double[][] old = {};
  private DelayLine[] delays = {};

  /// An inactive engine.
  ///
  /// @param processor what to run
  /// @param warmsUp whether [#activate] takes a second or two to have all code compiled, so that
  ///   the first blocks take no longer and allocate no more than the rest; for files it need not
  public Engine(AudioProcessor processor, boolean warmsUp) {
    newest = processor;
    current = processor;
    this.warmsUp = warmsUp;
  }

  /// Where it stands.
  ///
  /// @return the state
  public EngineState state() {
    return state;
  }

  /// Allocates everything: from inactive to active.
  ///
  /// @param newSpec what to run on
  /// @throws IllegalStateException unless inactive
  /// @throws IllegalArgumentException if the processor cannot run on that
  public void activate(ProcessSpec newSpec) {
    require(EngineState.INACTIVE);
    current = newest;
    coming = null;
    leaving = null;
    generation = newestGeneration;
    current.activate(newSpec);
    int channels = newSpec.channels();
    planar = new double[channels][newSpec.maxFrames()];
    dry = new double[channels][newSpec.maxFrames()];
    old = new double[channels][newSpec.maxFrames()];
    delays = delays(channels, current.latencyFrames());
    bypass.activate(newSpec.sampleRateHz());
    change.activate(newSpec.sampleRateHz());
    bypass.jumpTo(bypassed ? 1 : 0);
    change.jumpTo(0);
    spec = newSpec;
    meters = new Meters(newSpec.sampleRateHz(), channels);
    if (warmsUp) {
      warmUp(newSpec);
    }
    state = EngineState.ACTIVE;
  }

  private static DelayLine[] delays(int channels, int frames) {
    return IntStream.range(0, channels)
        .mapToObj(_ -> new DelayLine(frames))
        .toArray(DelayLine[]::new);
  }

  /// Lets the audio thread process: from active to processing.
  ///
  /// @throws IllegalStateException unless active
  public void start() {
    require(EngineState.ACTIVE);
    state = EngineState.PROCESSING;
  }

  /// From processing to active. No block may be under way.
  ///
  /// @throws IllegalStateException unless processing
  public void stop() {
    require(EngineState.PROCESSING);
    state = EngineState.ACTIVE;
  }

  /// From active to inactive.
  ///
  /// @throws IllegalStateException unless active
  public void deactivate() {
    require(EngineState.ACTIVE);
    state = EngineState.INACTIVE;
  }

  private void require(EngineState needed) {
    if (state != needed) {
      throw new IllegalStateException("engine must be %s and is %s".formatted(needed, state));
    }
  }

  /// What runs, or is about to.
  ///
  /// @return the processor given last
  public AudioProcessor processor() {
    return newest;
  }

  /// Moves a parameter of [#processor]; on the control thread.
  ///
  /// @param index its place among the parameters
  /// @param value where to
  /// @return false if a thousand values are already under way, and this one was not taken
  public boolean set(int index, double value) {
    if (state == EngineState.INACTIVE) {
      newest.set(index, value);
      return true;
    }
    return queue.offer(newestGeneration, index, value);
  }

  /// Switches the bypass; on the control thread.
  ///
  /// @param on whether the sound passes unchanged
  public void bypass(boolean on) {
    bypassed = on;
  }

  /// Whether the bypass is on.
  ///
  /// @return what was said last
  public boolean isBypassed() {
    return bypassed;
  }

  /// Puts another processor in the place of this one, with a crossfade; on the control thread. The
  /// other one must have the same latency, since a sound cannot be late by two amounts at once.
  ///
  /// @param other an inactive processor
  /// @return false if the last change is not done yet, and this one was not taken
  /// @throws IllegalArgumentException if its latency is another, or it cannot run here
  public boolean replace(AudioProcessor other) {
    ProcessSpec here = spec;
    if (state == EngineState.INACTIVE || here == null) {
      newest = other;
      newestGeneration++;
      return true;
    }
    if (coming != null) {
      return false;
    }
    other.activate(here);
    if (other.latencyFrames() != newest.latencyFrames()) {
      throw new IllegalArgumentException(
          "a look-ahead cannot change while running: %d frames, and %d now"
              .formatted(other.latencyFrames(), newest.latencyFrames()));
    }
    newest = other;
    newestGeneration++;
    coming = other;
    return true;
  }

  /// How late the output is.
  ///
  /// @return frames
  public int latencyFrames() {
    return newest.latencyFrames();
  }

  /// What the meters show.
  ///
  /// @return a reading of now
  public MeterReading meters() {
    return meters.reading();
  }

  /// Makes ready for a stream. A stream of the same rate, channels and block size goes on with the
  /// state that the last one left: a device that comes back finds everything as it was.
  @Override
  public void prepare(StreamFormat format) {
    ProcessSpec wanted =
        new ProcessSpec(
            format.sampleRateHz(),
            Math.max(1, Math.max(format.inputChannels(), format.outputChannels())),
            format.blockFrames());
    if (state == EngineState.PROCESSING && wanted.equals(spec)) {
      return;
    }
    if (state == EngineState.PROCESSING) {
      stop();
    }
    if (state == EngineState.ACTIVE) {
      deactivate();
    }
    activate(wanted);
    start();
  }

  /// Processes a block of a stream, on the audio thread. A stream with fewer inputs than outputs
  /// hears its last input on all others.
  @Override
  public void process(double[][] input, double[][] output, int frames) {
    if (input.length == 0) {
      for (double[] channel : planar) {
        Arrays.fill(channel, 0, frames, 0);
      }
    }
    for (int channel = 0; input.length > 0 && channel < planar.length; channel++) {
      System.arraycopy(input[Math.min(channel, input.length - 1)], 0, planar[channel], 0, frames);
    }
    process(planar, frames);
    for (int channel = 0; channel < output.length; channel++) {
      System.arraycopy(planar[channel], 0, output[channel], 0, frames);
    }
  }

  /// Processes a block in place, on the audio thread.
  ///
  /// @param block one array per channel, full scale = 1; what is not finite counts as silence
  /// @param frames samples per channel, 0 to the most that were announced
  public void process(double[][] block, int frames) {
    if (state != EngineState.PROCESSING) {
      silence(block, frames);
      return;
    }
    if (frames > 0) {
      run(block, frames);
    }
  }

  /// A block, whatever the state: [WarmUp] runs some before the engine is active.
  void run(double[][] block, int frames) {
    try {
      takeChanges();
      if (!meters.input(block, frames)) {
        meters.countNonFinite(clean(block, frames));
      }
      keepDry(block, frames);
      AudioProcessor before = leaving;
      if (before != null) {
        copy(block, old, frames);
        before.process(old, frames);
      }
      current.process(block, frames);
      if (before != null) {
        change.mix(old, block, planar.length, frames);
        copy(old, block, frames);
        if (!change.isMoving()) {
          leaving = null;
        }
      }
      bypass.to(bypassed ? 1 : 0);
      if (!bypass.isAtFirst()) {
        bypass.mix(block, dry, planar.length, frames);
      }
    } catch (Throwable _) { // whatever it is, it must not leave the audio thread
      meters.countFailure();
      silence(block, frames);
    }
    meters.output(block, frames, current.takeLeastGain());
  }

  /// A new processor first, then the values that are meant for it.
  private void takeChanges() {
    AudioProcessor next = coming;
    if (next != null && leaving == null) {
      leaving = current;
      current = next;
      generation++;
      change.jumpTo(0);
      change.to(1);
      coming = null;
    }
    while (queue.hasNext()) {
      int ahead = queue.generation() - generation;
      if (ahead > 0) {
        return; // for a processor that is still to come
      }
      if (ahead == 0) {
        current.set(queue.index(), queue.value());
      }
      queue.remove();
    }
  }

  private void keepDry(double[][] block, int frames) {
    boolean isLate = delays.length > 0 && delays[0].samples() > 0;
    if (!isLate && bypass.isAtFirst() && !bypassed) {
      return;
    }
    for (int channel = 0; channel < delays.length; channel++) {
      delays[channel].process(block[channel], 0, dry[channel], 0, frames);
    }
  }

  /// Puts silence in the place of what is not finite, and counts it.
  private static int clean(double[][] block, int frames) {
    int count = 0;
    for (double[] channel : block) {
      for (int n = 0; n < frames; n++) {
        if (!(Math.abs(channel[n]) <= Double.MAX_VALUE)) {
          channel[n] = 0;
          count++;
        }
      }
    }
    return count;
  }

  private static void copy(double[][] from, double[][] to, int frames) {
    for (int channel = 0; channel < from.length; channel++) {
      System.arraycopy(from[channel], 0, to[channel], 0, frames);
    }
  }

  private static void silence(double[][] block, int frames) {
    for (double[] channel : block) {
      Arrays.fill(channel, 0, frames, 0);
    }
  }

  /// Runs noise through everything until nothing is allocated any more, that is until all of it is
  /// compiled, and leaves no trace of it.
  private void warmUp(ProcessSpec on) {
    new WarmUp(this, current, on).run();
    current.reset();
    for (DelayLine delay : delays) {
      delay.reset();
    }
    bypass.jumpTo(bypassed ? 1 : 0);
    meters = new Meters(on.sampleRateHz(), on.channels());
  }
}
