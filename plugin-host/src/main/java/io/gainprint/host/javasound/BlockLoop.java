package io.gainprint.host.javasound;

import io.gainprint.host.device.AudioClient;
import io.gainprint.host.device.BlockTimes;
import io.gainprint.host.javasound.Lines.Opened;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;
import org.jspecify.annotations.Nullable;

/// The blocks of a stream, one after the other, on its audio thread.
///
/// What is timed is the conversion of samples and the client. The system's reading and writing is
/// not: how long it takes is the device's matter, and sound that is lost by it counts as a fault of
/// the device.
final class BlockLoop {
  /// Blocks written ahead when both lines run, and again whenever the playback buffer ran dry.
  static final int BLOCKS_AHEAD = 2;

  /// Without any progress for so long, a device is gone. A sound server may take a second to start.
  private static final long STALL_NS = 4_000_000_000L;

  /// Without any progress of a call that need not wait, likewise.
  private static final long RECOVERY_NS = 1_000_000_000L;

  static final String NO_MORE_CAPTURED =
      "the device captures no more sound: it was unplugged, or its server is gone";

  static final String NO_MORE_PLAYED =
      "the device plays no more sound: it was unplugged, or its server is gone";

  private static final int WARM_UP_BLOCKS = 20_000;
  private static final int WARM_UP_FRAMES = 64;
  private static final long SHORTEST_PARK_NS = 100_000;
  private static final long LONGEST_PARK_NS = 5_000_000;

  private final @Nullable TargetDataLine input;
  private final @Nullable SourceDataLine output;
  private final PcmCodec inputCodec;
  private final PcmCodec outputCodec;
  private final int inputFrameBytes;
  private final int outputFrameBytes;
  private final byte[] inputBytes;
  private final byte[] outputBytes;
  private final double[][] captured;
  private final double[][] played;
  private final AudioClient client;
  private final BlockTimes times;
  private final int blockFrames;
  private final double sampleRateHz;
  private final int outputBufferFrames;
  private final Pacer pacer;
  private final QueueWatch queue;
  // A line without a clock, such as a file, is full or empty again at once.
  private boolean inputHasClock = true;
  private boolean outputHasClock = true;
  private int leaveOut; // blocks of input to come
  private volatile long aliveNs;
  private volatile boolean ended;

  BlockLoop(Lines lines, AudioClient client, BlockTimes times) {
    this.client = client;
    this.times = times;
    blockFrames = lines.blockFrames();
    sampleRateHz = lines.sampleRateHz();
    Opened<TargetDataLine> in = lines.input().orElse(null);
    Opened<SourceDataLine> out = lines.output().orElse(null);
    input = in == null ? null : in.line();
    output = out == null ? null : out.line();
    inputCodec = new PcmCodec(in == null ? Encoding.ALL.getFirst() : in.encoding());
    outputCodec = new PcmCodec(out == null ? Encoding.ALL.getFirst() : out.encoding());
    inputFrameBytes = in == null ? 0 : in.bytesPerFrame();
    outputFrameBytes = out == null ? 0 : out.bytesPerFrame();
    inputBytes = new byte[inputFrameBytes * blockFrames];
    outputBytes = new byte[outputFrameBytes * blockFrames];
    captured = new double[in == null ? 0 : in.line().getFormat().getChannels()][blockFrames];
    played = new double[out == null ? 0 : out.line().getFormat().getChannels()][blockFrames];
    outputBufferFrames = out == null ? 0 : out.bufferFrames();
    pacer = new Pacer(blockFrames, sampleRateHz, System.nanoTime());
    queue = new QueueWatch(BLOCKS_AHEAD * blockFrames, blockFrames, sampleRateHz);
  }

  /// Makes [#run] return after the block that is under way. Any thread.
  void end() {
    ended = true;
  }

  /// Whether a call of the system does not come back: that of a device whose server is gone may
  /// wait for ever, and with it the audio thread. Any thread.
  boolean isStuck() {
    long since = aliveNs;
    return since != 0 && System.nanoTime() - since > STALL_NS;
  }

  /// Processes blocks until [#end].
  ///
  /// @throws RuntimeException what the client throws
  /// @throws LineGoneException if a line gives or takes no more
  void run() throws LineGoneException {
    if (output != null && input != null) {
      playSilence(output, BLOCKS_AHEAD);
    }
    if (input != null) {
      input.start();
    }
    if (output != null) {
      output.start();
    }
    times.countAllocationsOfThisThread();
    boolean first = true;
    while (awaitBlock()) {
      pacer.begin(System.nanoTime());
      if (!first) {
        mend();
      }
      first = false;
      if (input != null) {
        read(input);
        inputHasClock = input.available() < input.getBufferSize();
        if (leaveOut > 0) {
          leaveOut--;
          continue;
        }
      }
      times.begin();
      inputCodec.decode(inputBytes, captured, blockFrames);
      client.process(captured, played, blockFrames);
      outputCodec.encode(played, outputBytes, blockFrames);
      times.end(blockFrames, sampleRateHz);
      if (output != null) {
        write(output);
        outputHasClock = output.available() < output.getBufferSize();
      }
    }
  }

  /// Does everything but the system's and the client's part of a block so often that the virtual
  /// machine has compiled it, and has allocated what it needs to run it.
  void warmUp() {
    BlockTimes scratch = new BlockTimes();
    int frames = Math.min(blockFrames, WARM_UP_FRAMES);
    for (int k = 0; k < WARM_UP_BLOCKS; k++) {
      scratch.begin();
      inputCodec.decode(inputBytes, captured, frames);
      outputCodec.encode(played, outputBytes, frames);
      scratch.end(frames, sampleRateHz);
    }
  }

  /// Waits until no call of the system would have to.
  ///
  /// @return whether there is a block to process: not after [#end]
  private boolean awaitBlock() throws LineGoneException {
    long begun = System.nanoTime();
    while (!ended) {
      long now = System.nanoTime();
      aliveNs = now;
      long wait = pacer.waitNs(now);
      int missing = Math.max(missingInput(), missingRoom());
      if (wait <= 0 && missing <= 0) {
        return true;
      }
      if (missing > 0 && now - begun > STALL_NS) {
        throw new LineGoneException(missingInput() > 0 ? NO_MORE_CAPTURED : NO_MORE_PLAYED);
      }
      long arrives = (long) (missing * 0.5e9 / sampleRateHz);
      LockSupport.parkNanos(Math.clamp(Math.max(wait, arrives), SHORTEST_PARK_NS, LONGEST_PARK_NS));
    }
    return false;
  }

  private int missingInput() {
    return input == null ? 0 : blockFrames - input.available() / inputFrameBytes;
  }

  private int missingRoom() {
    return output == null ? 0 : blockFrames - output.available() / outputFrameBytes;
  }

  /// Looks for sound that was lost since the last block, and for sound that waits too long.
  private void mend() throws LineGoneException {
    if (input != null && inputHasClock && input.available() >= input.getBufferSize()) {
      times.addDeviceFaults(1);
      leaveOut = input.available() / inputBytes.length - 1;
      queue.restart();
    }
    if (output != null && outputHasClock && output.available() >= output.getBufferSize()) {
      times.addDeviceFaults(1);
      playSilence(output, input == null ? 0 : BLOCKS_AHEAD - 1);
      queue.restart();
    }
    if (input != null && output != null && inputHasClock && outputHasClock && leaveOut == 0) {
      int waiting = input.available() / inputFrameBytes;
      int playing = outputBufferFrames - output.available() / outputFrameBytes;
      leaveOut = queue.excessBlocks(waiting + playing);
      if (leaveOut > 0) {
        times.addDeviceFaults(1);
      }
    }
  }

  private void playSilence(SourceDataLine line, int blocks) throws LineGoneException {
    Arrays.fill(outputBytes, (byte) 0);
    for (int k = 0; k < blocks; k++) {
      write(line);
    }
  }

  private void read(TargetDataLine line) throws LineGoneException {
    int done = 0;
    for (long since = 0; done < inputBytes.length && !ended; ) {
      int more = line.read(inputBytes, done, inputBytes.length - done);
      done += Math.max(0, more);
      since = checkProgress(more > 0 || done == inputBytes.length, since, NO_MORE_CAPTURED);
    }
  }

  private void write(SourceDataLine line) throws LineGoneException {
    int done = 0;
    for (long since = 0; done < outputBytes.length && !ended; ) {
      int more = line.write(outputBytes, done, outputBytes.length - done);
      done += Math.max(0, more);
      since = checkProgress(more > 0 || done == outputBytes.length, since, NO_MORE_PLAYED);
    }
  }

  /// A line that moves nothing may be recovering from an underrun or overrun; after a second it is
  /// gone.
  ///
  /// @param since when it was first seen to move nothing, ns; 0 if it moved
  /// @return the same for the next call
  private long checkProgress(boolean moved, long since, String message) throws LineGoneException {
    if (moved) {
      return 0;
    }
    long now = System.nanoTime();
    if (since == 0) {
      times.addDeviceFaults(1);
      return now;
    }
    if (now - since > RECOVERY_NS) {
      throw new LineGoneException(message);
    }
    LockSupport.parkNanos(SHORTEST_PARK_NS);
    return since;
  }
}
