package io.gainprint.host.jack;

import io.gainprint.host.device.AudioClient;
import io.gainprint.host.device.AudioStream;
import io.gainprint.host.device.BlockTimes;
import io.gainprint.host.device.DeviceException;
import io.gainprint.host.device.StreamFormat;
import io.gainprint.host.device.StreamRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A client of a JACK server.
///
/// The library calls from threads of its own: [#process] from the audio thread, the others from one
/// that may wait. The audio thread never waits for a preparation that is under way; it plays
/// silence meanwhile and counts a fault.
final class JackStream implements AudioStream {
  /// Who is at the buffers and the client: nobody, the audio thread, or a thread that prepares.
  private static final int FREE = 0;

  private static final int PROCESSING = 1;
  private static final int PREPARING = 2;

  /// How long the last block may be away; that of the slowest server, 8192 frames at 8 kHz, is 1 s.
  private static final Duration LAST_BLOCK = Duration.ofMillis(1500);

  /// So many that the virtual machine has compiled all there is to compile.
  private static final int WARM_UP_BLOCKS = 30_000;

  private static final AtomicBoolean IS_WARM = new AtomicBoolean();

  private final long client;
  private final StreamRequest request;
  private final AudioClient audioClient;
  private final List<String> sources;
  private final List<String> sinks;
  private final long[] inputs;
  private final long[] outputs;
  private final String name;
  private final int priority;
  private final BlockTimes times = new BlockTimes();
  private final AtomicInteger events = new AtomicInteger();
  private final AtomicInteger user = new AtomicInteger(FREE);
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

  private final Object closing = new Object();

  private volatile double sampleRateHz;
  private volatile JackBuffers buffers;
  private volatile StreamFormat format;
  private volatile @Nullable String failure;
  private long number = -1;
  private volatile @Nullable BlockTimes warmUpTimes;
  private volatile @Nullable Thread audioThread;
  private volatile boolean activated;

  private JackStream(
      long client,
      StreamRequest request,
      AudioClient audioClient,
      List<String> sources,
      List<String> sinks)
      throws DeviceException {
    this.client = client;
    this.request = request;
    this.audioClient = audioClient;
    this.sources = sources;
    this.sinks = sinks;
    name = Jack.clientName(client);
    priority = Jack.realTimePriority(client);
    inputs = register("in_", request.inputChannels(), Jack.IS_INPUT);
    outputs = register("out_", request.outputChannels(), Jack.IS_OUTPUT);
    sampleRateHz = Jack.sampleRateHz(client);
    buffers = newBuffers(Jack.bufferFrames(client));
    format = formatNow();
  }

  /// Makes a stream of a client that is open. The caller closes it if this fails.
  static JackStream of(long client, StreamRequest request, AudioClient audioClient)
      throws DeviceException {
    checkRate(request, Jack.sampleRateHz(client));
    JackStream stream =
        new JackStream(
            client,
            request,
            audioClient,
            request.inputChannels() == 0
                ? List.of()
                : JackPorts.wanted(client, request.input(), Jack.IS_OUTPUT),
            request.outputChannels() == 0
                ? List.of()
                : JackPorts.wanted(client, request.output(), Jack.IS_INPUT));
    stream.number = JackCallbacks.add(stream);
    if (stream.number < 0) {
      throw new DeviceException("too many JACK streams are open in this process");
    }
    try {
      if (!Jack.setCallbacks(client, JackCallbacks.STUBS, stream.number)) {
        throw new DeviceException("the JACK server takes no callbacks from this client");
      }
      audioClient.prepare(stream.format);
    } catch (DeviceException | RuntimeException e) {
      JackCallbacks.remove(stream.number);
      throw e;
    }
    return stream;
  }

  private static void checkRate(StreamRequest request, int rateHz) throws DeviceException {
    if (request.sampleRateHz().isPresent() && request.sampleRateHz().getAsDouble() != rateHz) {
      throw new DeviceException(
          "JACK runs at %d Hz, not at %.0f Hz: ask for its rate, or start the server at the other"
              .formatted(rateHz, request.sampleRateHz().getAsDouble()));
    }
  }

  private long[] register(String prefix, int channels, int flag) throws DeviceException {
    long[] ports = new long[channels];
    for (int c = 0; c < channels; c++) {
      ports[c] = Jack.portRegister(client, prefix + (c + 1), flag);
      if (ports[c] == 0) {
        throw new DeviceException(
            "the JACK server has no room for port %s%d of %d".formatted(prefix, c + 1, channels));
      }
    }
    return ports;
  }

  private JackBuffers newBuffers(int frames) {
    return new JackBuffers(frames, request.inputChannels(), request.outputChannels());
  }

  /// {@inheritDoc}
  ///
  /// Latencies are read anew while it runs. What the client is told when the block size changes has
  /// those of before.
  @Override
  public StreamFormat format() {
    synchronized (closing) {
      if (state.get() == State.RUNNING) {
        format = formatNow();
      }
      return format;
    }
  }

  @Override
  public void start() throws DeviceException {
    if (state.get() == State.OPEN) {
      warmUp();
    }
    if (!state.compareAndSet(State.OPEN, State.RUNNING)) {
      throw new IllegalStateException("the stream is not open but " + state());
    }
    activated = true;
    if (!Jack.activate(client)) {
      fail("the JACK server did not start the client");
      throw new DeviceException("the JACK server did not start the client");
    }
    connect(sources, name + ":in_", inputs.length, true);
    connect(sinks, name + ":out_", outputs.length, false);
  }

  /// Connects each channel as far as there are ports.
  private void connect(List<String> ports, String own, int channels, boolean fromOthers)
      throws DeviceException {
    for (int c = 0; c < Math.min(channels, ports.size()); c++) {
      String mine = own + (c + 1);
      String from = fromOthers ? ports.get(c) : mine;
      String to = fromOthers ? mine : ports.get(c);
      if (!Jack.connect(client, from, to)) {
        fail("JACK cannot connect %s to %s".formatted(from, to));
        throw new DeviceException("JACK cannot connect %s to %s".formatted(from, to));
      }
    }
  }

  private StreamFormat formatWith(int inputLatencyFrames, int outputLatencyFrames) {
    return new StreamFormat(
        sampleRateHz,
        buffers.blockFrames(),
        inputs.length,
        outputs.length,
        inputLatencyFrames,
        outputLatencyFrames,
        describe());
  }

  /// What the server says of latency now. Not to be called in a callback of the library, where
  /// other servers than JACK's own may wait for themselves.
  private StreamFormat formatNow() {
    return formatWith(
        latency(sources, inputs.length, Jack.CAPTURE_LATENCY),
        latency(sinks, outputs.length, Jack.PLAYBACK_LATENCY));
  }

  private int latency(List<String> ports, int channels, int direction) {
    int longest = 0;
    for (String port : ports.subList(0, Math.min(channels, ports.size()))) {
      longest = Math.max(longest, Jack.latencyFrames(client, port, direction));
    }
    return longest;
  }

  private String describe() {
    int frames = buffers.blockFrames();
    int asked = request.blockFrames().orElse(frames);
    return "JACK client %s, 32-bit float, the server's blocks of %d frames%s, %s"
        .formatted(
            name,
            frames,
            asked == frames ? "" : " (asked: %d)".formatted(asked),
            priority > 0
                ? "real-time priority " + priority
                : "ordinary priority: the server runs without real time");
  }

  /// A block, on the audio thread. Throws nothing.
  ///
  /// @return 0, or 1 to have the library end the audio thread
  int process(int frames) {
    BlockTimes counted = warmUpTimes == null ? times : warmUpTimes;
    counted.begin();
    if (audioThread == null) {
      audioThread = Thread.currentThread();
      counted.countAllocationsOfThisThread();
    }
    try {
      JackBuffers block = buffers;
      if (state.get() != State.RUNNING) {
        if (warmUpTimes != null) {
          block.read(inputs, frames);
          block.write(outputs, frames);
        }
        JackBuffers.silence(outputs, frames);
      } else if (frames > block.blockFrames() || !user.compareAndSet(FREE, PROCESSING)) {
        JackBuffers.silence(outputs, frames);
        counted.addDeviceFaults(1);
      } else {
        try {
          block.read(inputs, frames);
          audioClient.process(block.input(), block.output(), frames);
          block.write(outputs, frames);
        } finally {
          user.set(FREE);
        }
      }
    } catch (Throwable t) {
      clientFailed(t, frames);
    }
    counted.end(frames, sampleRateHz);
    return state.get() == State.CLOSED ? 1 : 0;
  }

  /// Calls the stub as the library does, with ports that nobody hears yet and without the client,
  /// so that what the first thousands of calls cost, in time and in allocations of the virtual
  /// machine, is not paid on the audio thread. Once in a process.
  private void warmUp() {
    if (IS_WARM.getAndSet(true)) {
      return;
    }
    warmUpTimes = new BlockTimes();
    for (int k = 0; k < WARM_UP_BLOCKS && failure == null; k++) {
      int _ = JackCallbacks.callProcess(number, buffers.blockFrames());
    }
    warmUpTimes = null;
    audioThread = null;
  }

  private void clientFailed(Throwable t, int frames) {
    try {
      fail("the processor failed: " + t);
      JackBuffers.silence(outputs, frames);
    } catch (Throwable _) {
      // There is nobody left to tell: not even silence could be written.
    }
  }

  /// The server has another block size from the next block on.
  void blockFramesAre(int frames) {
    if (frames != buffers.blockFrames()) {
      prepare(frames, sampleRateHz);
    }
  }

  /// The server has another rate from the next block on.
  void sampleRateIs(int rateHz) {
    if (rateHz == sampleRateHz) {
      return;
    }
    if (request.sampleRateHz().isPresent()) {
      fail("JACK changed its rate from %.0f to %d Hz".formatted(sampleRateHz, rateHz));
    } else {
      prepare(buffers.blockFrames(), rateHz);
    }
  }

  /// Never on the audio thread within a block, so that the wait for it ends.
  private void prepare(int frames, double rateHz) {
    while (!user.compareAndSet(FREE, PREPARING)) {
      Thread.onSpinWait();
    }
    try {
      if (frames != buffers.blockFrames()) {
        buffers = newBuffers(frames);
      }
      sampleRateHz = rateHz;
      format = formatWith(format.inputLatencyFrames(), format.outputLatencyFrames());
      audioClient.prepare(format);
    } finally {
      user.set(FREE);
    }
  }

  /// The server is gone, or has thrown the client out.
  void serverIsGone(String why) {
    fail("the JACK server is gone: " + why);
  }

  private void fail(String why) {
    if (state.get() != State.CLOSED && failure == null) {
      failure = why;
      state.compareAndSet(State.OPEN, State.FAILED);
      state.compareAndSet(State.RUNNING, State.FAILED);
    }
  }

  @Override
  public State state() {
    return state.get();
  }

  @Override
  public Optional<String> failure() {
    return state.get() == State.FAILED ? Optional.ofNullable(failure) : Optional.empty();
  }

  @Override
  public BlockTimes times() {
    return times;
  }

  @Override
  public void close() {
    State before = state.getAndSet(State.CLOSED);
    if (before == State.CLOSED) {
      return;
    }
    long _ = times.allocatedBytes(); // while the audio thread lives
    if (activated) {
      leaveAudioThread();
      Jack.deactivate(client);
      awaitEvents();
    }
    synchronized (closing) {
      Jack.clientClose(client);
    }
    JackCallbacks.remove(number);
  }

  /// Waits until the audio thread has ended of its own accord, which it does at its next block:
  /// JACK 2 cancels it asynchronously otherwise, and a thread that vanishes within Java code leaves
  /// the virtual machine waiting for it for ever. Where no next block comes, the thread waits in
  /// the library, and may be cancelled.
  private void leaveAudioThread() {
    Thread thread = audioThread;
    if (thread != null) {
      try {
        boolean _ = thread.join(LAST_BLOCK);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Waits until the library's other thread, which is cancelled likewise when the client is closed,
  /// is out of Java code. Of a client that is not active it reports nothing more; the first wait is
  /// for what it was about to report.
  private void awaitEvents() {
    LockSupport.parkNanos(5_000_000);
    long end = System.nanoTime() + LAST_BLOCK.toNanos();
    while (events.get() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  /// The library reports something.
  void beginEvent() {
    events.incrementAndGet();
  }

  /// The report failed.
  void eventFailed(Throwable t) {
    fail("the processor failed: " + t);
  }

  /// The report returns.
  void endEvent() {
    events.decrementAndGet();
  }
}
