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
final class BlockLoop {
  /// Blocks written ahead when both lines run, and again whenever the playback buffer ran dry.
  static final int BLOCKS_AHEAD = 2;

  /// Without any progress for so long, a device is gone. A sound server may take a second to start.
  private static final long STALL_NS = 4_000_000_000L;

  private static final String NO_MORE_CAPTURED =
      "the device captures no more sound: it was unplugged, or its server is gone";

  private static final String NO_MORE_PLAYED =
      "the device plays no more sound: it was unplugged, or its server is gone";

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
    boolean first = true;
    while (awaitBlock()) {
      boolean unclocked = pacer.begin(System.nanoTime());
      times.begin();
      if (!unclocked && !first) {
        mend();
      }
      first = false;
      block();
      times.end(blockFrames, sampleRateHz);
    }
  }

  /// Waits until no call of the system would have to.
  ///
  /// @return whether there is a block to process: not after [#end]
  private boolean awaitBlock() throws LineGoneException {
    long begun = System.nanoTime();
    while (!ended) {
      long now = System.nanoTime();
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
    if (input != null && input.available() >= input.getBufferSize()) {
      times.addDeviceFaults(1);
      leaveOut(input, input.available() / inputBytes.length - 1);
      queue.restart();
    }
    if (output != null && output.available() >= output.getBufferSize()) {
      times.addDeviceFaults(1);
      playSilence(output, input == null ? 0 : BLOCKS_AHEAD - 1);
      queue.restart();
    }
    if (input != null && output != null) {
      int waiting = input.available() / inputFrameBytes;
      int playing = outputBufferFrames - output.available() / outputFrameBytes;
      int excess = queue.excessBlocks(waiting + playing);
      if (excess > 0) {
        times.addDeviceFaults(1);
        leaveOut(input, Math.min(excess, waiting / blockFrames - 1));
      }
    }
  }

  private void leaveOut(TargetDataLine line, int blocks) throws LineGoneException {
    for (int k = 0; k < blocks; k++) {
      read(line);
    }
  }

  private void block() throws LineGoneException {
    if (input != null) {
      read(input);
      inputCodec.decode(inputBytes, captured, blockFrames);
    }
    client.process(captured, played, blockFrames);
    if (output != null) {
      outputCodec.encode(played, outputBytes, blockFrames);
      write(output);
    }
  }

  private void playSilence(SourceDataLine line, int blocks) throws LineGoneException {
    Arrays.fill(outputBytes, (byte) 0);
    for (int k = 0; k < blocks; k++) {
      write(line);
    }
  }

  private void read(TargetDataLine line) throws LineGoneException {
    if (line.read(inputBytes, 0, inputBytes.length) < inputBytes.length && !ended) {
      throw new LineGoneException(NO_MORE_CAPTURED);
    }
  }

  private void write(SourceDataLine line) throws LineGoneException {
    if (line.write(outputBytes, 0, outputBytes.length) < outputBytes.length && !ended) {
      throw new LineGoneException(NO_MORE_PLAYED);
    }
  }
}
