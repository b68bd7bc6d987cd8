package io.gainprint.host.engine;

import io.gainprint.host.device.AudioClient;
import io.gainprint.host.device.StreamFormat;
import java.util.Arrays;

/// Plays a sound and records what comes back at the same time, frame by frame: the first frame
/// recorded is of the block in which the first one was played. Silence is played before and after.
///
/// One control thread gives it [Job]s, one at a time; the audio thread does the rest and allocates
/// nothing.
public final class PlayRecord implements AudioClient {
  private final int send;
  private final int receive;
  private volatile Job job = Job.NONE;

  /// A player of silence.
  ///
  /// @param send the channel to play on, from 0
  /// @param receive the channel to record, from 0
  public PlayRecord(int send, int receive) {
    this.send = send;
    this.receive = receive;
  }

  /// A sound on its way out, and what came back so far.
  public static final class Job {
    private static final Job NONE = new Job(new float[0], 0);

    private final float[] sound;
    private final float[] recorded;
    private volatile int done;

    private Job(float[] sound, int frames) {
      this.sound = sound;
      recorded = new float[frames];
    }

    /// How much is recorded.
    ///
    /// @return frames; once it is all of them, [#recorded] does not change any more
    public int done() {
      return done;
    }

    /// Whether all is recorded.
    ///
    /// @return true at the end
    public boolean isDone() {
      return done == recorded.length;
    }

    /// What came back.
    ///
    /// @return the array itself, valid up to [#done]
    public float[] recorded() {
      return recorded;
    }

    /// The largest magnitude that came back since `from`.
    ///
    /// @param from first frame
    /// @param to frame after the last one, at most [#done]
    /// @return full scale = 1
    public double peak(int from, int to) {
      double peak = 0;
      for (int n = from; n < to; n++) {
        peak = Math.max(peak, Math.abs(recorded[n]));
      }
      return peak;
    }
  }

  /// Begins to play and record with the next block.
  ///
  /// @param sound what to play, full scale = 1; must not be changed meanwhile
  /// @param frames how much to record
  /// @return the job
  /// @throws IllegalStateException if the last one is not done
  public Job begin(float[] sound, int frames) {
    if (!job.isDone()) {
      throw new IllegalStateException("the last recording is not done");
    }
    Job next = new Job(sound, frames);
    job = next;
    return next;
  }

  @Override
  public void prepare(StreamFormat format) {
    // Nothing depends on it.
  }

  @Override
  public void process(double[][] input, double[][] output, int frames) {
    for (double[] channel : output) {
      Arrays.fill(channel, 0, frames, 0);
    }
    Job now = job;
    int done = now.done;
    int wanted = Math.min(frames, now.recorded.length - done);
    double[] back = input[receive];
    for (int n = 0; n < wanted; n++) {
      now.recorded[done + n] = (float) back[n];
    }
    double[] out = output[send];
    int played = Math.min(wanted, Math.max(0, now.sound.length - done));
    for (int n = 0; n < played; n++) {
      out[n] = now.sound[done + n];
    }
    now.done = done + wanted;
  }
}
