package io.gainprint.cli;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.Calibration;
import io.gainprint.dsp.unit.ControlMap;
import io.gainprint.dsp.unit.Interpolation;
import io.gainprint.dsp.unit.Measurement;
import io.gainprint.dsp.unit.PublishedUnits;
import io.gainprint.fitting.profile.Model;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.host.export.ExportedUnit;
import io.gainprint.host.export.UnitControls;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that say which unit to export.
@Command
final class ExportSource {
  @ArgGroup(multiplicity = "1")
  Chosen chosen;

  @Option(
      names = "--name",
      paramLabel = "<name>",
      description = "What hosts call it; the unit's name if left out.")
  @Nullable String name;

  @Option(
      names = "--interpolation",
      paramLabel = "<kind>",
      description =
          "How to go between the positions that were fitted: ${COMPLETION-CANDIDATES}; what the"
              + " profile says, or linear, if left out.")
  @Nullable Interpolation interpolation;

  @Mixin CalibrationOptions calibration;

  static final class Chosen {
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
  }

  /// Reads what is to be read and checks every value.
  ///
  /// @param err told of a profile's unknown fields, and of an unfinished fit
  ExportedUnit unit(PrintWriter err) throws IOException {
    Path file = chosen.profile;
    if (file == null) {
      CompressorOptions.requirePublished(String.valueOf(chosen.unit));
      UnaryOperator<CompressorParameters> here = parameters -> // nobody has published its levels
          Calibration.UNKNOWN.onto(parameters, calibration.calibration());
      ControlMap map = CommandFailure.ofUsage(() -> onto(PublishedUnits.la2a(), here));
      return CommandFailure.ofUsage(
          () -> new ExportedUnit(named("LA-2A"), UnitControls.of(map), 0));
    }
    Profile profile = CompressorOptions.read(file, err);
    if (!(profile.settings().getFirst().model() instanceof Model.Compressor)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "profile %s holds a filter; only compressors can be exported".formatted(file));
    }
    CompressorOptions.warnIfUnfinished(file, profile, err);
    try {
      return new ExportedUnit(named(profile.unit()), controls(profile), profile.lookAheadMs());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, file + ": " + e.getMessage());
    }
  }

  private String named(String otherwise) {
    return name == null ? otherwise : name;
  }

  private UnitControls controls(Profile profile) {
    UnaryOperator<CompressorParameters> here =
        parameters -> profile.calibration().onto(parameters, calibration.calibration());
    Optional<ControlMap> map = profile.controlMap();
    return map.isPresent()
        ? UnitControls.of(onto(map.get(), here))
        : new UnitControls.OfCompressor(here.apply(profile.settings().getFirst().parameters()));
  }

  /// A map for the levels of this rig, interpolated as asked for.
  private ControlMap onto(ControlMap map, UnaryOperator<CompressorParameters> here) {
    return ControlMap.of(
        map.measurements().stream()
            .map(m -> new Measurement(m.controls(), here.apply(m.parameters()), m.scatter()))
            .toList(),
        interpolation == null ? map.interpolation() : interpolation);
  }
}
