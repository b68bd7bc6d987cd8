package io.gainprint.cli;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.fitting.Cancellation;
import io.gainprint.host.device.AudioStream;
import io.gainprint.host.device.StreamFormat;
import io.gainprint.host.engine.PlayRecord;
import io.gainprint.host.engine.RoundTrip;
import io.gainprint.recordings.ChannelChoice;
import io.gainprint.recordings.Recording;
import io.gainprint.recordings.SoundFileReader;
import io.gainprint.recordings.SoundFormat;
import io.gainprint.recordings.dataset.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `gainprint record`: one position of a hardware unit, played and recorded.
@Command(
    name = "record",
    description = {
      "Plays a dry recording into a unit and records what comes back, in line with it, as one entry"
          + " of a data set that sweep can fit."
    },
    footer = {
      "",
      "First a short burst of noise finds how long the way through the unit takes; with --latency it"
          + " is not played. Nothing is written unless the whole take is good; Ctrl-C leaves the data"
          + " set as it was.",
      "",
      "Examples:",
      "  gainprint record --dry dry.wav --output set --unit LA-2A --mode compress --peak-reduction 65",
      "  gainprint sweep set --output unit.gainprint.json"
    })
final class RecordCommand implements Callable<Integer> {
  private static final double SETTLING_SECONDS = 0.3;
  private static final double SHORT_PROBE_SECONDS = 0.4;
  private static final double LONG_PROBE_SECONDS = 2;

  /// What a unit still says after the music has ended is not part of the recording.
  private static final double TAIL_SECONDS = 0.1;

  @Mixin CommonOptions common;
  @Mixin DeviceOptions device;
  @Mixin OutputOptions outputs;

  @ParentCommand Gainprint gainprint;

  @Option(
      names = "--dry",
      paramLabel = "<file>",
      required = true,
      description = "The sound to play: a minute of programme that moves the unit's needle.")
  Path dryFile;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "<folder>",
      required = true,
      description = "The folder of the data set; begun if it is not there, else added to.")
  Path folder;

  @Option(names = "--unit", paramLabel = "<name>", description = "What the unit is called.")
  @Nullable String unit;

  @Option(
      names = "--peak-reduction",
      paramLabel = "<0-100>",
      required = true,
      description = "Where the unit's peak-reduction knob stands now.")
  double peakReduction;

  @Option(
      names = "--mode",
      paramLabel = "<mode>",
      defaultValue = "compress",
      description = "Where its switch stands now: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE}.")
  Mode mode;

  @Option(
      names = "--send",
      paramLabel = "<channel>",
      defaultValue = "1",
      description = "The output channel the unit's input is on; ${DEFAULT-VALUE} if left out.")
  int send;

  @Option(
      names = "--return",
      paramLabel = "<channel>",
      defaultValue = "1",
      description = "The input channel the unit's output is on; ${DEFAULT-VALUE} if left out.")
  int receive;

  @Option(
      names = "--latency",
      paramLabel = "<frames>",
      description = "How late the return is, if it is known; measured if left out.")
  @Nullable Integer latency;

  @Option(names = "--json", description = "Print what was recorded as JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    requireChannel("--send", send);
    requireChannel("--return", receive);
    if (latency != null && (latency < 0 || latency > 192_000)) {
      throw new CommandFailure(ExitCode.USAGE, "--latency must be 0 to 192000: " + latency);
    }
    Controls controls = CommandFailure.ofUsage(() -> new Controls(mode, peakReduction));
    SoundFormat format;
    try (SoundFileReader reader = SoundFileReader.open(dryFile)) {
      format = reader.format();
    }
    if (format.channels() != 1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s has %d channels, and a unit hears one: give a mono file"
              .formatted(dryFile, format.channels()));
    }
    Recording dry = Recording.read(dryFile, new ChannelChoice.MixDown());
    RecordedTake target = RecordedTake.of(folder, dryFile, Optional.ofNullable(unit), controls);
    target.check(outputs.overwrite());

    PlayRecord client = new PlayRecord(send - 1, receive - 1);
    device.rateHz = (double) dry.sampleRateHz();
    Cancellation cancellation = gainprint.interruption.listen();
    Take take;
    try (AudioStream stream =
        device.chosen().open(device.request(receive, send, "gainprint"), client)) {
      stream.start();
      introduce(stream.format(), dry);
      take = record(stream, client, dry, cancellation);
    }
    warn(take);
    DataSet dataSet = target.write(take.wet, dry.sampleRateHz(), format.encoding(), outputs);
    report(target, take, dataSet);
    return ExitCode.OK;
  }

  private static void requireChannel(String option, int channel) {
    if (channel < 1 || channel > 64) {
      throw new CommandFailure(ExitCode.USAGE, option + " must be 1 to 64: " + channel);
    }
  }

  private void introduce(StreamFormat format, Recording dry) {
    if (!common.quiet()) {
      common
          .err()
          .printf(
              "gainprint: %.1f s through %s, %d frames a block%n",
              (double) dry.length() / dry.sampleRateHz(),
              format.description(),
              format.blockFrames());
    }
  }

  /// What was recorded.
  private static final class Take {
    final float[] wet;
    final int latency;
    final Optional<RoundTrip> trip;
    final int clipped;
    final double peak;

    Take(float[] wet, int latency, Optional<RoundTrip> trip) {
      this.wet = wet;
      this.latency = latency;
      this.trip = trip;
      int beyond = 0;
      double most = 0;
      for (float sample : wet) {
        most = Math.max(most, Math.abs(sample));
        if (Math.abs(sample) >= FULL_SCALE) {
          beyond++;
        }
      }
      clipped = beyond;
      peak = most;
    }
  }

  /// The largest sample of 16 bits: whoever reads more has clipped.
  private static final double FULL_SCALE = 32_767.0 / 32_768;

  private Take record(
      AudioStream stream, PlayRecord client, Recording dry, Cancellation cancellation) {
    int rate = dry.sampleRateHz();
    Optional<RoundTrip> trip = Optional.empty();
    int late;
    if (latency == null) {
      // Some devices lose sound when they begin.
      wait(
          stream,
          client.begin(new float[0], (int) (SETTLING_SECONDS * rate)),
          "waiting for the device",
          cancellation);
      RoundTrip found = probe(stream, client, SHORT_PROBE_SECONDS, rate, cancellation);
      if (!found.isFound() || found.hasFeedback()) {
        // A way as long as that of some sound servers, or sound that was lost within the burst,
        // which then comes in two parts. A loop is there the next time, too.
        found = probe(stream, client, LONG_PROBE_SECONDS, rate, cancellation);
      }
      refuseNothing(found);
      trip = Optional.of(found);
      late = found.frames();
    } else {
      late = latency;
    }
    int frames = Math.addExact(dry.length(), late + (int) (TAIL_SECONDS * rate));
    long lostBefore = stream.times().deviceFaults();
    float[] recorded = wait(stream, client.begin(dry.samples(), frames), "recording", cancellation);
    long lost = stream.times().deviceFaults() - lostBefore;
    if (lost > 0) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "sound was lost %d times while recording, so nothing is written: record again, with a larger --block if it persists"
              .formatted(lost));
    }
    Take take = new Take(Arrays.copyOfRange(recorded, late, late + dry.length()), late, trip);
    if (take.peak < 1e-4) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "what came back is silence (peak %.1f dBFS), so nothing is written: is the unit on, and is channel %d its output?"
              .formatted(20 * Math.log10(take.peak), receive));
    }
    return take;
  }

  private RoundTrip probe(
      AudioStream stream, PlayRecord client, double seconds, int rate, Cancellation cancellation) {
    int frames = RoundTrip.PROBE_FRAMES + (int) (seconds * rate);
    return RoundTrip.of(
        wait(stream, client.begin(RoundTrip.probe(), frames), "measuring the way", cancellation));
  }

  private void refuseNothing(RoundTrip found) {
    if (!found.isFound()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          ("the test sound did not come back (peak %.1f dBFS, likeness %.2f of 1): look at the cables,"
                  + " at --send and --return, and at the unit's gain; --latency does without it")
              .formatted(found.levelDb(), found.likeness()));
    }
    if (found.hasFeedback()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "what comes back is played again, in a loop of %d frames: mute the monitoring of the input, and begin again"
              .formatted(found.frames()));
    }
  }

  private float[] wait(
      AudioStream stream, PlayRecord.Job job, String what, Cancellation cancellation) {
    long printed = System.nanoTime();
    int before = 0;
    long stalledSince = System.nanoTime();
    while (!job.isDone()) {
      if (cancellation.isRequested()) {
        throw new CancellationException("interrupted while recording; nothing was written");
      }
      if (stream.state() == AudioStream.State.FAILED) {
        throw new CommandFailure(
            ExitCode.FAILED,
            stream.failure().orElse("the device is gone") + "; nothing was written");
      }
      long now = System.nanoTime();
      int done = job.done();
      if (done != before) {
        before = done;
        stalledSince = now;
      } else if (now - stalledSince > 5_000_000_000L) {
        throw new CommandFailure(
            ExitCode.FAILED, "the device delivers nothing; nothing was written");
      }
      if (!common.quiet() && now - printed > 1_000_000_000L) {
        printed = now;
        progress(stream, job, what);
      }
      LockSupport.parkNanos(10_000_000);
    }
    return job.recorded();
  }

  private void progress(AudioStream stream, PlayRecord.Job job, String what) {
    double rate = stream.format().sampleRateHz();
    int done = job.done();
    common
        .err()
        .printf(
            "gainprint: %s, %.1f of %.1f s, peak %.1f dBFS%n",
            what,
            done / rate,
            job.recorded().length / rate,
            20 * Math.log10(job.peak(Math.max(0, done - (int) rate), done)));
  }

  private void warn(Take take) {
    if (take.clipped > 0) {
      common
          .err()
          .printf(
              "gainprint: warning: %d samples of the return are at full scale: turn the unit's or the input's gain down, and record again%n",
              take.clipped);
    }
    if (take.peak < 0.03) {
      common
          .err()
          .printf(
              "gainprint: warning: the return is quiet (peak %.1f dBFS): turn the input's gain up%n",
              20 * Math.log10(take.peak));
    }
    if (take.trip.map(RoundTrip::inverted).orElse(false)) {
      common
          .err()
          .println(
              "gainprint: note: the return is upside down; fit and sweep find that by themselves");
    }
  }

  private void report(RecordedTake target, Take take, DataSet dataSet) {
    if (json) {
      common
          .out()
          .print(
              Json.text(
                  Json.object()
                      .put("wet", target.wet().toString())
                      .put("dry", target.dry().toString())
                      .put("latencyFrames", take.latency)
                      .put("frames", take.wet.length)
                      .put("peakDb", 20 * Math.log10(take.peak))
                      .put("clippedSamples", take.clipped)
                      .put("entries", dataSet.entries().size())));
      return;
    }
    common
        .out()
        .printf(
            "%s: late by %d frames, peak %.1f dBFS; %s has %d recordings of %s%n",
            target.wet(),
            take.latency,
            20 * Math.log10(take.peak),
            folder,
            dataSet.entries().size(),
            dataSet.unit());
  }
}
