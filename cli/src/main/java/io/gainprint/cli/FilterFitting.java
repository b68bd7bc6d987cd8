package io.gainprint.cli;

import io.gainprint.fitting.Cancellation;
import io.gainprint.fitting.filter.DirectFormFilter;
import io.gainprint.fitting.filter.Equaliser;
import io.gainprint.fitting.filter.FilterFit;
import io.gainprint.fitting.filter.FilterFitResult;
import io.gainprint.fitting.filter.FilterModel;
import io.gainprint.fitting.filter.FilterProgress;
import io.gainprint.fitting.filter.FilterSettings;
import io.gainprint.fitting.profile.Model;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.profile.ProfileJson;
import io.gainprint.fitting.profile.Provenance;
import io.gainprint.fitting.profile.Setting;
import io.gainprint.fitting.solver.Minimizer;
import io.gainprint.fitting.solver.SolverStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.ParseResult;

/// `gainprint fit --model` for everything that is no compressor.
final class FilterFitting {
  /// The solver's name in profiles.
  private static final String SOLVER = "levenberg-marquardt, exact hessian";

  /// Options of `fit` that are about compressors.
  private static final List<String> COMPRESSOR_OPTIONS =
      List.of(
          "--peak-reduction",
          "--mode",
          "--look-ahead",
          "--method",
          "--coordinates",
          "--start",
          "--robust",
          "--switching",
          "--details",
          "--hessian",
          "--hessian-memory",
          "--input-level-dbu",
          "--output-level-dbu");

  private final FilterModel model;
  private final FilterSettings settings;
  private final CommonOptions common;

  /// Reads the model and refuses options that do not go with it.
  ///
  /// @param search how to search
  FilterFitting(String model, ParseResult options, SolverOptions search, CommonOptions common) {
    this.common = common;
    this.model = CommandFailure.ofUsage(() -> FilterModel.of(model));
    for (String option : COMPRESSOR_OPTIONS) {
      if (options.hasMatchedOption(option)) {
        throw new CommandFailure(
            ExitCode.USAGE, option + " is for compressors and does not go with --model " + model);
      }
    }
    FilterSettings defaults = FilterSettings.defaults();
    Minimizer solver =
        CommandFailure.ofUsage(
            () -> search.ofFilters(defaults.solver(), FilterSettings.DEFAULT_TOLERANCES));
    settings =
        CommandFailure.ofUsage(() -> new FilterSettings(defaults.plan(), solver, search.workers()));
  }

  /// Fits and writes the profile.
  ///
  /// @return the report, which is of a cancelled fit if its status says so
  FilterReport run(
      PairOptions recordings,
      PairOptions.Loaded loaded,
      String unit,
      OutputOptions outputs,
      Path target,
      Cancellation cancellation)
      throws IOException {
    FilterReport report =
        outputs.write(
            target,
            Interruption.GRACE,
            file -> {
              FilterFitResult result = fit(loaded, cancellation);
              Profile profile = profile(recordings, loaded, unit, result);
              // Does not create the file: given up, it has been deleted and stays so.
              Files.writeString(file, ProfileJson.write(profile), StandardOpenOption.WRITE);
              return new FilterReport(result, profile, target);
            },
            recordings.files());
    if (report.result().status() == SolverStatus.CANCELLED) {
      common
          .err()
          .printf(
              Locale.ROOT,
              "gainprint: interrupted: the best so far, ESR %.4g %%, is in %s%n",
              100 * report.result().esr(),
              target);
    }
    return report;
  }

  private FilterFitResult fit(PairOptions.Loaded loaded, Cancellation cancellation) {
    FilterFitResult result =
        CommandFailure.ofWork(() ->
            FilterFit.fit(
                loaded.pair().dry(),
                loaded.pair().wet(),
                loaded.pair().sampleRateHz(),
                model,
                settings,
                common.quiet() ? _ -> {} : progress(common.err()),
                cancellation));
    if (result.status() == SolverStatus.NON_FINITE) {
      throw new CommandFailure(
          ExitCode.FAILED, "the error is not a finite number: check the level of the recordings");
    }
    if (result.status() != SolverStatus.CONVERGED && result.status() != SolverStatus.CANCELLED) {
      common
          .err()
          .printf("gainprint: warning: the fit ended before it converged (%s)%n", result.status());
    }
    return result;
  }

  private static Consumer<FilterProgress> progress(PrintWriter err) {
    return progress -> {
      if (progress.step().number() == 0) {
        err.printf(
            "search %d%n%9s %12s %9s %9s %6s%n",
            progress.search(), "iteration", "ESR %", "gradient", "step", "taken");
      }
      err.printf(
          Locale.ROOT,
          "%9d %12.5e %9.2e %9.2e %6.4f%n",
          progress.step().number(),
          100 * progress.step().loss(),
          progress.step().gradientNorm(),
          progress.step().stepNorm(),
          progress.step().stepFraction());
    };
  }

  private Profile profile(
      PairOptions recordings, PairOptions.Loaded loaded, String unit, FilterFitResult result) {
    Model found =
        switch (result.filter()) {
          case Equaliser equaliser -> new Model.Bands(equaliser, result.errors());
          case DirectFormFilter filter -> new Model.DirectForm(filter);
        };
    Setting setting =
        new Setting(
            Optional.empty(), found, result.esr(), result.iterations(), result.status().toString());
    return new Profile(
        unit,
        loaded.pair().sampleRateHz(),
        0,
        List.of(setting),
        new Provenance(
            Gainprint.version(), SOLVER, settings.plan(), List.of(recordings.source(loaded))));
  }
}
