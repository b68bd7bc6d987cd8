package io.gainprint.cli;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.ControlMap;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.dsp.unit.PublishedUnits;
import io.gainprint.fitting.filter.FittedFilter;
import io.gainprint.fitting.profile.Model;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.host.AudioProcessor;
import io.gainprint.host.ChannelLink;
import io.gainprint.host.CompressorControls;
import io.gainprint.host.CompressorProcessor;
import io.gainprint.host.FilterProcessor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/// What the options stand for where it runs live: something that takes any rate, and whose knobs
/// can be moved. Those are the unit's, if the positions of its knob are known.
///
/// @param processor what to run
/// @param fittedAtHz the rate of the recordings it was fitted to, if there were any
/// @param title what to call it
record LiveChoice(AudioProcessor processor, OptionalDouble fittedAtHz, String title) {
  /// Where the knob of a published unit stands at first, if nobody says.
  private static final double START = 65;

  /// Reads what is to be read and checks every value.
  ///
  /// @param err told of a profile's unknown fields, and of an unfinished fit
  static LiveChoice of(CompressorOptions options, ChannelLink link, PrintWriter err)
      throws IOException {
    Path file = options.source.profile;
    if (file != null) {
      return ofProfile(options, file, link, err);
    }
    String unit = options.source.unit;
    if (unit != null) {
      CompressorOptions.requirePublished(unit);
      Double position = options.peakReduction;
      CompressorControls knobs =
          knobs(options, PublishedUnits.la2a(), position == null ? START : position);
      return new LiveChoice(
          new CompressorProcessor(knobs, options.lookAhead(), link),
          OptionalDouble.empty(),
          "LA-2A");
    }
    if (options.source.plugin != null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "a native plugin runs in process only: measure it there, and run its profile live");
    }
    CompressorOptions.Outright given = Objects.requireNonNull(options.source.outright);
    options.refusePosition("a compressor given outright has none");
    CompressorParameters parameters = CommandFailure.ofUsage(given::parameters);
    return new LiveChoice(
        new CompressorProcessor(
            new CompressorControls.Outright(parameters), options.lookAhead(), link),
        OptionalDouble.empty(),
        "compressor");
  }

  private static LiveChoice ofProfile(
      CompressorOptions options, Path file, ChannelLink link, PrintWriter err) throws IOException {
    if (options.lookAheadMs != null) {
      throw new CommandFailure(ExitCode.USAGE, "--look-ahead does not go with a profile's own");
    }
    Profile profile = CompressorOptions.read(file, err);
    CompressorOptions.warnIfUnfinished(file, profile, err);
    return new LiveChoice(
        switch (profile.settings().getFirst().model()) {
          case Model.Compressor _ ->
              new CompressorProcessor(knobs(options, file, profile), profile.lookAheadMs(), link);
          case Model.Bands(var equaliser, _) -> filter(options, file, profile, equaliser);
          case Model.DirectForm(var filter) -> filter(options, file, profile, filter);
        },
        OptionalDouble.of(profile.sampleRateHz()),
        profile.unit());
  }

  private static AudioProcessor filter(
      CompressorOptions options, Path file, Profile profile, FittedFilter filter) {
    options.requireOnlyFilter(file, profile);
    return new FilterProcessor(filter::sections);
  }

  private static CompressorControls knobs(CompressorOptions options, Path file, Profile profile) {
    Optional<ControlMap> map = profile.controlMap();
    boolean isOnePosition = options.peakReduction == null && profile.settings().size() == 1;
    if (map.isEmpty() || isOnePosition) {
      if (options.peakReduction != null || options.mode != null) {
        options.refusePosition("profile " + file + " holds one setting");
      }
      return new CompressorControls.Outright(
          options.here(file, profile, profile.settings().getFirst().parameters()));
    }
    Controls first = profile.settings().getFirst().controls().orElseThrow();
    ControlMap here = map.get().map(parameters -> options.here(file, profile, parameters));
    Double position = options.peakReduction;
    if (options.mode == null && position == null) {
      options.mode = first.mode();
    }
    return knobs(options, here, position == null ? first.peakReduction() : position);
  }

  private static CompressorControls knobs(
      CompressorOptions options, ControlMap map, double position) {
    options.at(map, position); // refuses what was not measured
    ControlMap chosen = options.interpolation == null ? map : map.with(options.interpolation);
    return new CompressorControls.OfUnit(
        chosen, position, options.mode == null ? Mode.COMPRESS : options.mode);
  }
}
