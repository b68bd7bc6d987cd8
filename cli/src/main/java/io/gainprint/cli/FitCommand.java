package io.gainprint.cli;

import io.gainprint.dsp.VectorUnit;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.fitting.Cancellation;
import io.gainprint.fitting.CompressorFit;
import io.gainprint.fitting.FitResult;
import io.gainprint.fitting.FitSettings;
import io.gainprint.fitting.Take;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.profile.ProfileJson;
import io.gainprint.fitting.profile.Provenance;
import io.gainprint.fitting.profile.Setting;
import io.gainprint.fitting.solver.SolverStatus;
import io.gainprint.recordings.alignment.AlignmentRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `gainprint fit`: recordings of one setting in, a profile out.
@Command(
    name = "fit",
    description = {
      "Fits a compressor, equaliser or filter to a dry and a wet recording and writes a profile.",
      "A compressor may be fitted to several takes of one setting: give --dry and --wet for each, or"
          + " one --dry for all.",
      "It looks for ratios of 1 to 20, attacks of 0.1 to 100 ms, releases of 10 to 1000 ms.",
      "Interrupted by Ctrl-C, it writes the best it has found so far."
    },
    footer = {
      "",
      "Examples:",
      "  gainprint fit --dry in.wav --wet out.wav --unit LA-2A",
      "  gainprint fit --dry in.wav --wet out1.wav --wet out2.wav --robust",
      "  gainprint fit --dry in.wav --wet out.wav --model eq:lowshelf,bell,bell,highshelf"
    })
final class FitCommand implements Callable<Integer> {
  private static final String COMPRESSOR = "compressor";

  @Mixin CommonOptions common;
  @Mixin PairOptions recordings;
  @Mixin OutputOptions outputs;
  @Mixin CalibrationOptions calibration;
  @Mixin SolverOptions solver;
  @ParentCommand Gainprint gainprint;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "<file>",
      description =
          "The profile to write; if left out, the wet file's name with .gainprint.json, in this"
              + " folder.")
  @Nullable Path output;

  @Option(
      names = "--unit",
      paramLabel = "<name>",
      description = "The unit's name; the wet file's if left out.")
  @Nullable String unit;

  @Option(
      names = "--model",
      paramLabel = "<model>",
      defaultValue = COMPRESSOR,
      description =
          "What to fit: compressor; filter:<order>, a direct-form filter of order 1 to 32; or"
              + " eq:<shape>,<shape>…, an equaliser of bell, lowshelf, highshelf, lowpass, highpass,"
              + " bandpass, notch or allpass bands; ${DEFAULT-VALUE} if left out.")
  String model;

  @Option(
      names = "--peak-reduction",
      paramLabel = "<0-100>",
      description = "Where the unit's peak-reduction knob stood.")
  @Nullable Double peakReduction;

  @Option(
      names = "--mode",
      paramLabel = "<mode>",
      description = "Where its switch stood: ${COMPLETION-CANDIDATES}; compress if left out.")
  @Nullable Mode mode;

  @Option(
      names = "--look-ahead",
      paramLabel = "<ms>",
      defaultValue = "0",
      description = "Look-ahead of the compressor to fit; ${DEFAULT-VALUE} ms if left out.")
  double lookAheadMs;

  @Option(
      names = "--details",
      description = {
        "Also print the textbook's intervals, which seconds decide each parameter, and what a higher"
            + " corner of the pre-emphasis would change."
      })
  boolean details;

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    calibration.calibration(); // refuses a level before anything is read
    if (!model.equalsIgnoreCase(COMPRESSOR)) {
      return fitFilter();
    }
    FitSettings settings = CommandFailure.ofUsage(() -> solver.settings(lookAheadMs));
    Optional<Controls> controls = CommandFailure.ofUsage(this::controls);
    Path target = output != null ? output : Path.of(stem(recordings.wet()) + ".gainprint.json");
    outputs.check(target, recordings.files());
    List<PairOptions.Loaded> takes = recordings.loadTakes(common);
    if (!VectorUnit.isPresent() && !common.quiet()) {
      common.err().println("gainprint: warning: " + CommonOptions.NO_VECTORS);
    }

    Cancellation cancellation = gainprint.interruption.listen();
    Fitted fitted =
        outputs.write(
            target,
            Interruption.GRACE,
            file -> {
              Fitted result = fit(takes, settings, controls, cancellation);
              // Does not create the file: given up, it has been deleted and stays so.
              Files.writeString(
                  file, ProfileJson.write(result.profile()), StandardOpenOption.WRITE);
              return result;
            },
            recordings.files());

    FitReport report = new FitReport(fitted.result(), fitted.profile(), target, details);
    boolean cancelled = fitted.result().status() == SolverStatus.CANCELLED;
    if (cancelled) {
      common.err().println(interrupted(fitted.result(), target));
    }
    common.out().print(json ? report.json() : report.text());
    return cancelled ? ExitCode.INTERRUPTED : ExitCode.OK;
  }

  private int fitFilter() throws IOException {
    FilterFitting fitting =
        new FilterFitting(model, common.command.commandLine().getParseResult(), solver, common);
    Path target = output != null ? output : Path.of(stem(recordings.wet()) + ".gainprint.json");
    outputs.check(target, recordings.files());
    PairOptions.Loaded loaded = recordings.load(new AlignmentRequest.Off(), common);
    FilterReport report =
        fitting.run(
            recordings,
            loaded,
            unit != null ? unit : stem(recordings.wet()),
            outputs,
            target,
            gainprint.interruption.listen());
    common.out().print(json ? report.json() : report.text());
    return report.result().status() == SolverStatus.CANCELLED ? ExitCode.INTERRUPTED : ExitCode.OK;
  }

  private static String interrupted(FitResult result, Path file) {
    return String.format(
        Locale.ROOT,
        "gainprint: interrupted: the best so far, ESR %.4g %% after %d step%s, is in %s",
        100 * result.esr(),
        result.iterations(),
        result.iterations() == 1 ? "" : "s",
        file);
  }

  private record Fitted(FitResult result, Profile profile) {}

  private Fitted fit(
      List<PairOptions.Loaded> loaded,
      FitSettings settings,
      Optional<Controls> controls,
      Cancellation cancellation) {
    double sampleRateHz = loaded.getFirst().pair().sampleRateHz();
    FitResult result =
        CommandFailure.ofWork(() ->
            CompressorFit.fit(
                takes(loaded), sampleRateHz, settings, common.progress(), cancellation));
    checkUsable(result);
    Setting setting =
        new Setting(
            controls,
            result.parameters(),
            result.standardErrors(),
            result.esr(),
            result.iterations(),
            result.status().toString());
    Provenance provenance =
        new Provenance(
            Gainprint.version(),
            SolverWords.of(settings),
            settings.plan(),
            loaded.stream().map(recordings::source).toList());
    String name = unit != null ? unit : stem(recordings.wet());
    return new Fitted(
        result,
        new Profile(name, sampleRateHz, settings.lookAheadMs(), List.of(setting), provenance)
            .with(calibration.calibration()));
  }

  /// Takes by the names of their wet files; the only one needs none.
  private static List<Take> takes(List<PairOptions.Loaded> loaded) {
    return loaded.stream()
        .map(take ->
            Take.of(
                loaded.size() == 1 ? "recording" : take.wet().name(),
                take.pair().dry(),
                take.pair().wet()))
        .toList();
  }

  private void checkUsable(FitResult result) {
    if (result.status() == SolverStatus.NON_FINITE) {
      throw new CommandFailure(
          ExitCode.FAILED, "the error is not a finite number: check the level of the recordings");
    }
    boolean cancelled = result.status() == SolverStatus.CANCELLED;
    if (cancelled && !result.isCompressing()) {
      throw new CommandFailure(
          ExitCode.INTERRUPTED, "interrupted: the best so far compresses nothing, and is not kept");
    }
    if (!result.isCompressing()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "no compression was found: check that the unit compresses, and that --dry and --wet are"
              + " not swapped");
    }
    if (result.status() != SolverStatus.CONVERGED && !cancelled) {
      common
          .err()
          .printf("gainprint: warning: the fit ended before it converged (%s)%n", result.status());
    }
  }

  private Optional<Controls> controls() {
    if (peakReduction == null) {
      if (mode != null) {
        throw new IllegalArgumentException("--mode needs --peak-reduction");
      }
      return Optional.empty();
    }
    return Optional.of(new Controls(mode == null ? Mode.COMPRESS : mode, peakReduction));
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
