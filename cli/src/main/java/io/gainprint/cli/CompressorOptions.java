package io.gainprint.cli;

import io.gainprint.dsp.LookAhead;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.dsp.unit.Calibration;
import io.gainprint.dsp.unit.ControlMap;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Interpolation;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.dsp.unit.PublishedUnits;
import io.gainprint.fitting.filter.FittedFilter;
import io.gainprint.fitting.profile.Model;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.profile.ProfileException;
import io.gainprint.fitting.profile.ProfileJson;
import io.gainprint.fitting.profile.Setting;
import io.gainprint.fitting.solver.SolverStatus;
import io.gainprint.host.plugin.PluginId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that say what to run: a profile's compressor or filter, a published unit's
/// compressor, one given outright, or a native plugin.
@Command
final class CompressorOptions {
  /// What the options stand for.
  sealed interface Choice {
    /// A compressor.
    ///
    /// @param parameters the compressor's settings
    /// @param lookAheadMs its look-ahead, ms
    record OfCompressor(CompressorParameters parameters, double lookAheadMs) implements Choice {}

    /// A filter.
    ///
    /// @param sections the filter, at the rate of the sound
    record OfFilter(List<FilterCoefficients> sections) implements Choice {}

    /// A native plugin.
    ///
    /// @param id its name
    /// @param controls values of its controls, each `name=value`
    /// @param limit how long it may take for a step
    record OfPlugin(PluginId id, List<String> controls, Duration limit) implements Choice {}
  }

  @ArgGroup(multiplicity = "1")
  Source source;

  @Option(
      names = "--peak-reduction",
      paramLabel = "<0-100>",
      description = "Where the unit's peak-reduction knob stands.")
  @Nullable Double peakReduction;

  @Option(
      names = "--mode",
      paramLabel = "<mode>",
      description =
          "Where the unit's switch stands: ${COMPLETION-CANDIDATES}; compress if left out.")
  @Nullable Mode mode;

  @Mixin CalibrationOptions calibration;

  @Option(
      names = "--interpolation",
      paramLabel = "<kind>",
      description =
          "How to go between the positions that were fitted: ${COMPLETION-CANDIDATES}; what the"
              + " profile says, or linear, if left out.")
  @Nullable Interpolation interpolation;

  @Option(
      names = "--look-ahead",
      paramLabel = "<ms>",
      description = "How far the gain leads the sound, 0 to 1000 ms; a profile has its own.")
  @Nullable Double lookAheadMs;

  static final class Source {
    @Option(
        names = {"-p", "--profile"},
        paramLabel = "<file>",
        description = "A profile written by fit, sweep or demo.")
    @Nullable Path profile;

    @Option(
        names = "--unit",
        paramLabel = "<name>",
        description = "A published unit: la2a, the Teletronix LA-2A, at peak reductions 40 to 100.")
    @Nullable String unit;

    @ArgGroup(exclusive = false, heading = "%nA compressor given outright:%n")
    @Nullable Outright outright;

    @ArgGroup(exclusive = false, heading = "%nA native plugin:%n")
    @Nullable PluginOptions plugin;
  }

  static final class Outright {
    @Option(
        names = "--threshold",
        required = true,
        paramLabel = "<dB>",
        description = "Level above which gain is reduced, dBFS.")
    double thresholdDb;

    @Option(
        names = "--ratio",
        required = true,
        paramLabel = "<n>",
        description = "Input dB per output dB above the threshold.")
    double ratio;

    @Option(
        names = "--attack",
        required = true,
        paramLabel = "<ms>",
        description = "10-90 %% time of the gain's fall.")
    double attackMs;

    @Option(
        names = "--release",
        required = true,
        paramLabel = "<ms>",
        description = "10-90 %% time of the gain's rise.")
    double releaseMs;

    @Option(
        names = "--make-up",
        paramLabel = "<dB>",
        defaultValue = "0",
        description = "Gain after compression; ${DEFAULT-VALUE} dB if left out.")
    double makeUpDb;

    /// The settings, kept within what a recording could ask for.
    CompressorParameters parameters() {
      requireWithin(-160, 60, "--threshold", thresholdDb);
      requireWithin(-120, 120, "--make-up", makeUpDb);
      return new CompressorParameters(thresholdDb, ratio, attackMs, releaseMs, makeUpDb);
    }

    private static void requireWithin(double least, double most, String option, double value) {
      if (!(value >= least && value <= most)) {
        throw new IllegalArgumentException(
            "%s must be %.0f to %.0f dB: %s".formatted(option, least, most, value));
      }
    }
  }

  /// Reads what is to be read and checks every value.
  ///
  /// @param sampleRateHz rate of the sound to process
  /// @param err told of a profile's unknown fields, of another sample rate, and of an unfinished
  ///   fit
  Choice choose(double sampleRateHz, PrintWriter err) throws IOException {
    if (source.profile != null) {
      return fromProfile(source.profile, sampleRateHz, err);
    }
    if (source.unit != null) {
      return fromUnit(source.unit);
    }
    if (source.plugin != null) {
      return fromPlugin(source.plugin);
    }
    Outright given = Objects.requireNonNull(source.outright);
    refusePosition("a compressor given outright has none");
    return new Choice.OfCompressor(CommandFailure.ofUsage(given::parameters), lookAhead());
  }

  private Choice fromPlugin(PluginOptions plugin) {
    refusePosition("a plugin's are set with --control");
    if (lookAheadMs != null || !calibration.calibration().equals(Calibration.UNKNOWN)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--look-ahead, --input-level-dbu and --output-level-dbu do not go with --plugin");
    }
    return plugin.choice();
  }

  /// The look-ahead that was asked for, ms.
  double lookAhead() {
    Double given = lookAheadMs;
    return given == null ? 0 : CommandFailure.ofUsage(() -> LookAhead.requireValid(given));
  }

  /// Refuses the name of a unit that has not been published.
  static void requirePublished(String unit) {
    if (!unit.replace("-", "").equalsIgnoreCase("la2a")) {
      throw new CommandFailure(
          ExitCode.USAGE, "unit must be la2a, the only published one: " + unit);
    }
  }

  private Choice fromUnit(String unit) {
    requirePublished(unit);
    if (peakReduction == null) {
      throw new CommandFailure(ExitCode.USAGE, "--unit needs --peak-reduction, 40 to 100");
    }
    return new Choice.OfCompressor(at(PublishedUnits.la2a(), peakReduction), lookAhead());
  }

  private Choice fromProfile(Path file, double sampleRateHz, PrintWriter err) throws IOException {
    if (lookAheadMs != null) {
      throw new CommandFailure(ExitCode.USAGE, "--look-ahead does not go with a profile's own");
    }
    Profile profile = read(file, err);
    warnIfUnfinished(file, profile, err);
    return switch (profile.settings().getFirst().model()) {
      case Model.Compressor _ -> fromCompressors(file, profile, sampleRateHz, err);
      case Model.Bands(var equaliser, _) -> {
        if (profile.sampleRateHz() != sampleRateHz) {
          err.printf(
              "gainprint: note: %s was fitted at %.0f Hz, the sound has %.0f Hz; bands near half of"
                  + " either sound a little different%n",
              file, profile.sampleRateHz(), sampleRateHz);
        }
        yield fromFilter(file, profile, equaliser, sampleRateHz);
      }
      case Model.DirectForm(var filter) -> fromFilter(file, profile, filter, sampleRateHz);
    };
  }

  private Choice fromFilter(Path file, Profile profile, FittedFilter filter, double sampleRateHz) {
    requireOnlyFilter(file, profile);
    try {
      return new Choice.OfFilter(filter.sections(sampleRateHz));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, file + ": " + e.getMessage());
    }
  }

  /// Refuses what does not go with a filter.
  void requireOnlyFilter(Path file, Profile profile) {
    refusePosition("profile " + file + " holds a filter");
    if (!calibration.calibration().equals(Calibration.UNKNOWN)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--input-level-dbu and --output-level-dbu are for compressors; profile "
              + file
              + " holds a filter");
    }
    if (profile.settings().size() > 1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "profile " + file + " holds several filters, of which none can be chosen");
    }
  }

  private Choice fromCompressors(Path file, Profile profile, double sampleRateHz, PrintWriter err) {
    if (profile.sampleRateHz() != sampleRateHz) {
      err.printf(
          "gainprint: note: %s was fitted at %.0f Hz, the sound has %.0f Hz; its times hold at any rate%n",
          file, profile.sampleRateHz(), sampleRateHz);
    }
    Optional<ControlMap> map = profile.controlMap();
    if (peakReduction != null) {
      if (map.isEmpty()) {
        refusePosition("profile " + file + " does not say where it was");
      }
      return new Choice.OfCompressor(
          here(file, profile, at(map.orElseThrow(), peakReduction)), profile.lookAheadMs());
    }
    if (profile.settings().size() > 1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "profile "
              + file
              + " holds several settings: say which with --peak-reduction and --mode");
    }
    if (mode != null || interpolation != null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          (mode != null ? "--mode" : "--interpolation") + " needs --peak-reduction");
    }
    return new Choice.OfCompressor(
        here(file, profile, profile.settings().getFirst().parameters()), profile.lookAheadMs());
  }

  /// A profile's settings for the levels of this rig.
  CompressorParameters here(Path file, Profile profile, CompressorParameters parameters) {
    try {
      return profile.calibration().onto(parameters, calibration.calibration());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, file + ": " + e.getMessage());
    }
  }

  /// Says so where a profile holds a fit that was interrupted.
  static void warnIfUnfinished(Path file, Profile profile, PrintWriter err) {
    if (profile.settings().stream().anyMatch(CompressorOptions::isUnfinished)) {
      err.printf(
          "gainprint: warning: %s holds a fit that was interrupted before it converged%n", file);
    }
  }

  private static boolean isUnfinished(Setting setting) {
    return setting.status().equals(SolverStatus.CANCELLED.toString());
  }

  /// Reads a profile.
  ///
  /// @param err told of its unknown fields
  static Profile read(Path file, PrintWriter err) throws IOException {
    try {
      return ProfileJson.read(
          Files.readString(file),
          warning -> err.println("gainprint: warning: " + file + ": " + warning));
    } catch (CharacterCodingException e) {
      throw new CommandFailure(ExitCode.FAILED, file + " is not a profile: it is not even text");
    } catch (ProfileException e) {
      throw new CommandFailure(ExitCode.FAILED, file + ": " + e.getMessage());
    }
  }

  /// The settings of a position; refuses one that was not measured.
  CompressorParameters at(ControlMap map, double position) {
    ControlMap chosen = interpolation == null ? map : map.with(interpolation);
    return CommandFailure.ofUsage(
        () -> chosen.at(new Controls(mode == null ? Mode.COMPRESS : mode, position)));
  }

  /// Refuses what says where knob and switch stand.
  void refusePosition(String why) {
    if (peakReduction != null || mode != null || interpolation != null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--peak-reduction, --mode and --interpolation are about positions of a unit's controls; "
              + why);
    }
  }
}
