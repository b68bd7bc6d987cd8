package io.gainprint.cli;

import io.gainprint.fitting.Cancellation;
import io.gainprint.host.ChannelLink;
import io.gainprint.host.device.StreamFormat;
import io.gainprint.host.engine.Engine;
import io.gainprint.host.engine.LiveSession;
import io.gainprint.host.engine.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `gainprint live`: a compressor or filter between the input and the output of an audio device.
@Command(
    name = "live",
    description =
        "Runs a profile, a published unit or a compressor given outright on an audio device.",
    footer = {
      "",
      "In a terminal, with --monitor: up and down turn the peak reduction (or the threshold), [ and ]"
          + " the gain, m switches compress and limit, b the bypass, q ends it.",
      "Without a terminal, lines on standard input do: set <parameter> <value>, bypass on, bypass"
          + " off, status, quit.",
      "Ctrl-C ends it, with the device closed. A profile that changes on disk is taken over while it"
          + " runs; a device that goes is waited for.",
      "",
      "Examples:",
      "  gainprint live --profile unit.gainprint.json --monitor",
      "  gainprint live --unit la2a --peak-reduction 65 --backend jack --channels 2 --link 50%%"
    })
final class LiveCommand implements Callable<Integer> {
  private static final long TICK_NS = 20_000_000;
  private static final int MONITOR_TICKS = 4; // 80 ms: a needle looks alive
  private static final int LINE_TICKS = 50;
  private static final int RELOAD_TICKS = 12;

  @Mixin CommonOptions common;
  @Mixin CompressorOptions compressor;
  @Mixin DeviceOptions device;

  @ParentCommand Gainprint gainprint;

  @Option(
      names = "--channels",
      paramLabel = "<n>",
      defaultValue = "2",
      description = "Channels, 1 to 64; ${DEFAULT-VALUE} if left out.")
  int channels;

  @Option(
      names = "--link",
      paramLabel = "<link>",
      defaultValue = "maximum",
      converter = ChannelLinkConverter.class,
      description =
          "How channels share their gain: maximum, independent, or a share such as 50%%;"
              + " ${DEFAULT-VALUE} if left out.")
  ChannelLink link;

  @Option(names = "--bypass", description = "Begin bypassed.")
  boolean bypass;

  @Option(
      names = "--monitor",
      description = "Show meters and take keys; without a terminal, a line of meters each second.")
  boolean monitor;

  @Option(
      names = "--seconds",
      paramLabel = "<s>",
      description = "End after this time; runs until it is ended if left out.")
  @Nullable Double seconds;

  @Option(
      names = "--garbage",
      paramLabel = "<MB/s>",
      defaultValue = "0",
      hidden = true,
      description =
          "Make so much garbage in another thread, and turn a knob a hundred times a second, to see that neither matters.")
  double garbage;

  @Option(names = "--json", description = "Print how it kept time as JSON.")
  boolean json;

  private @Nullable FileTime profileTime;

  @Override
  public Integer call() throws IOException {
    if (channels < 1 || channels > 64) {
      throw new CommandFailure(ExitCode.USAGE, "--channels must be 1 to 64: " + channels);
    }
    if (seconds != null && !(seconds > 0)) {
      throw new CommandFailure(ExitCode.USAGE, "--seconds must be > 0: " + seconds);
    }
    LiveChoice choice = LiveChoice.of(compressor, link, common.err());
    profileTime = timeOfProfile();
    Engine engine = new Engine(choice.processor(), true);
    engine.bypass(bypass);
    Cancellation cancellation = gainprint.interruption.listen();
    RunReport report;
    try (LiveSession session =
            LiveSession.start(
                device.chosen(),
                device.request(channels, channels, "gainprint"),
                engine,
                this::say);
        Terminal terminal = Terminal.open(System.in, monitor)) {
      introduce(choice, session.format().orElseThrow(), engine);
      try (Litter _ = Litter.of(garbage)) {
        run(session, engine, terminal, cancellation);
      }
      report = session.report();
      if (terminal.hasKeys()) {
        common.err().println();
      }
    } catch (IllegalArgumentException e) { // a filter that cannot run at the device's rate
      throw new CommandFailure(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
    print(report, engine);
    return ExitCode.OK;
  }

  private void say(String sentence) {
    common.err().println("gainprint: " + sentence);
  }

  private void introduce(LiveChoice choice, StreamFormat format, Engine engine) {
    choice
        .fittedAtHz()
        .ifPresent(rate -> {
          if (rate != format.sampleRateHz()) {
            say(
                "warning: fitted at %.0f Hz, the device runs at %.0f Hz; times hold at any rate,"
                        .formatted(rate, format.sampleRateHz())
                    + " filters near half of either sound a little different");
          }
        });
    if (!common.quiet()) {
      double latencyMs =
          1e3
              * (format.inputLatencyFrames()
                  + format.outputLatencyFrames()
                  + engine.latencyFrames())
              / format.sampleRateHz();
      say(
          "%s on %s: %.0f Hz, %d frames a block, %d in, %d out, latency %.1f ms (%d frames of it look-ahead)"
              .formatted(
                  choice.title(),
                  format.description(),
                  format.sampleRateHz(),
                  format.blockFrames(),
                  format.inputChannels(),
                  format.outputChannels(),
                  latencyMs,
                  engine.latencyFrames()));
    }
  }

  private void run(LiveSession session, Engine engine, Terminal terminal, Cancellation cancellation)
      throws IOException {
    Knobs knobs = new Knobs(engine);
    long begin = System.nanoTime();
    for (long tick = 1; !cancellation.isRequested(); tick++) {
      if (seconds != null && System.nanoTime() - begin > seconds * 1e9) {
        return;
      }
      session.watch();
      boolean goesOn =
          terminal.hasKeys()
              ? keys(terminal, engine, knobs)
              : lines(terminal, session, engine, knobs);
      if (!goesOn) {
        return;
      }
      if (garbage > 0) {
        knobs.turn(
            knobs.has("peak_reduction") ? "peak_reduction" : "threshold", tick % 20 < 10 ? 2 : -2);
      }
      if (tick % RELOAD_TICKS == 0) {
        reload(engine, knobs);
      }
      if (monitor && !common.quiet()) {
        show(tick, session, engine, terminal, knobs);
      }
      LockSupport.parkNanos(garbage > 0 ? TICK_NS / 2 : TICK_NS);
    }
  }

  private void show(long tick, LiveSession session, Engine engine, Terminal terminal, Knobs knobs) {
    if (tick % (terminal.hasKeys() ? MONITOR_TICKS : LINE_TICKS) != 0) {
      return;
    }
    String line =
        LiveView.line(engine.meters(), session.report(), knobs.text(), engine.isBypassed());
    if (terminal.hasKeys()) {
      common.err().print("\r\033[K" + line);
      common.err().flush();
    } else {
      common.err().println(line);
    }
  }

  private static boolean keys(Terminal terminal, Engine engine, Knobs knobs) throws IOException {
    for (String key = terminal.key(); !key.isEmpty(); key = terminal.key()) {
      String main = knobs.has("peak_reduction") ? "peak_reduction" : "threshold";
      String gain = knobs.has("gain") ? "gain" : "makeup";
      switch (key) {
        case "up", "+" -> knobs.turn(main, 1);
        case "down", "-" -> knobs.turn(main, -1);
        case "]" -> knobs.turn(gain, 0.5);
        case "[" -> knobs.turn(gain, -0.5);
        case "m" -> knobs.set("limit", 1 - knobs.value("limit"));
        case "b" -> engine.bypass(!engine.isBypassed());
        case "q" -> {
          return false;
        }
        default -> {}
      }
    }
    return true;
  }

  private boolean lines(Terminal terminal, LiveSession session, Engine engine, Knobs knobs)
      throws IOException {
    for (String line = terminal.line(); !line.isEmpty(); line = terminal.line()) {
      String[] words = line.split("\\s+", -1);
      switch (words[0]) {
        case "set" -> set(words, knobs);
        case "bypass" -> engine.bypass(words.length < 2 || !words[1].equals("off"));
        case "status" ->
            common
                .err()
                .println(
                    LiveView.line(
                        engine.meters(), session.report(), knobs.text(), engine.isBypassed()));
        case "quit" -> {
          return false;
        }
        default ->
            say(
                "commands are set <parameter> <value>, bypass on, bypass off, status, quit: "
                    + line);
      }
    }
    return true;
  }

  private void set(String[] words, Knobs knobs) {
    try {
      if (words.length != 3) {
        throw new NumberFormatException();
      }
      knobs.set(words[1], Double.parseDouble(words[2])).ifPresent(this::say);
    } catch (NumberFormatException _) {
      say("set needs a parameter and a number: " + String.join(" ", words));
    }
  }

  private @Nullable FileTime timeOfProfile() {
    Path file = compressor.source.profile;
    try {
      return file == null ? null : Files.getLastModifiedTime(file);
    } catch (IOException _) {
      return null; // it is being replaced: the next look finds it
    }
  }

  private void reload(Engine engine, Knobs knobs) throws IOException {
    FileTime time = timeOfProfile();
    if (time == null || time.equals(profileTime)) {
      return;
    }
    try {
      if (!engine.replace(LiveChoice.of(compressor, link, common.err()).processor())) {
        return; // the last change is not done: at the next look
      }
      knobs.replaced();
      say("the profile has changed, and is taken over");
    } catch (CommandFailure | IllegalArgumentException e) {
      say("warning: the profile has changed, and cannot be taken over: " + e.getMessage());
    }
    profileTime = time;
  }

  private void print(RunReport report, Engine engine) {
    if (!json) {
      common.out().print(LiveView.report(report));
      return;
    }
    common
        .out()
        .print(
            Json.text(
                Json.object()
                    .put("seconds", report.seconds())
                    .put("blocks", report.blocks())
                    .put("late", report.late())
                    .put("deviceFaults", report.deviceFaults())
                    .put("reopened", report.reopened())
                    .put("medianNs", report.medianNs())
                    .put("ns999", report.rareNs())
                    .put("worstNs", report.worstNs())
                    .put("worstShare", report.worstShare())
                    .put("allocatedBytes", report.allocatedBytes())
                    .put("collections", report.collections())
                    .put("nonFiniteSamples", engine.meters().nonFinite())
                    .put("failures", engine.meters().failures())));
  }
}
