package io.gainprint.cli;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.Cancellation;
import io.gainprint.fitting.CoordinateKind;
import io.gainprint.fitting.HessianSettings;
import io.gainprint.fitting.SolverComparison;
import io.gainprint.fitting.solver.Minimizer;
import io.gainprint.fitting.solver.Minimum;
import io.gainprint.fitting.solver.NewtonMethod;
import io.gainprint.fitting.solver.SolverStatus;
import io.gainprint.fitting.solver.StoppingRule;
import io.gainprint.fitting.solver.Tolerances;
import io.gainprint.fitting.solver.catalogue.BaselineName;
import io.gainprint.fitting.solver.catalogue.CurvatureName;
import io.gainprint.fitting.solver.catalogue.GlobalisationName;
import io.gainprint.fitting.solver.problem.ClassicProblem;
import io.gainprint.recordings.ChannelChoice;
import io.gainprint.recordings.DryWetPair;
import io.gainprint.recordings.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `gainprint bench solvers`: methods against problems.
@Command(
    name = "solvers",
    description = {
      "Compares methods of minimisation: on recordings, each from the same random starts; without"
          + " recordings, on classical test functions.",
    },
    footer = {
      "",
      "found: searches that end within 0.1 %% of the least error that any of the methods found on"
          + " that recording, or below -60 dB. steps, evaluations, ms: medians over all searches;"
          + " as many searches as threads go on at the same time. least: the least error.",
      "On a classical function: steps and evaluations of the loss to a gradient of 1e-6, within 200"
          + " steps, and the loss there.",
      "",
      "Examples:",
      "  gainprint bench solvers",
      "  gainprint bench solvers --dry dry.wav --wet sc4m.wav --wet zamcomp.wav",
      "  gainprint bench solvers --dry dry.wav --wet la2a-65.wav --curvature bfgs"
          + " --globalisation armijo --baseline adam"
    })
final class BenchSolversCommand implements Callable<Integer> {
  @Mixin CommonOptions common;
  @ParentCommand BenchCommand bench;

  @Option(names = "--dry", paramLabel = "<file>", description = "A dry recording, with --wet.")
  @Nullable Path dry;

  @Option(
      names = "--wet",
      paramLabel = "<file>",
      description = "A wet recording to it; may be given several times.")
  @Nullable List<Path> wets;

  @Option(
      names = "--starts",
      paramLabel = "<n>",
      defaultValue = "64",
      description =
          "Random starts: thresholds of -50 to -10 dB, ratios of 1.5 to 15, attacks of 0.3 to 50"
              + " ms, releases of 20 to 800 ms; ${DEFAULT-VALUE} if left out.")
  int starts;

  @Option(
      names = "--curvature",
      paramLabel = "<model>",
      split = ",",
      description =
          "Curvature models: ${COMPLETION-CANDIDATES}; exact, gauss-newton and hybrid if left out.")
  @Nullable List<CurvatureName> curvatures;

  @Option(
      names = "--globalisation",
      paramLabel = "<rule>",
      split = ",",
      description =
          "Globalisations, each with every curvature: ${COMPLETION-CANDIDATES}; armijo,"
              + " trust-region and levenberg-marquardt if left out.")
  @Nullable List<GlobalisationName> globalisations;

  @Option(
      names = "--baseline",
      paramLabel = "<method>",
      split = ",",
      description = "Methods of first order as well: ${COMPLETION-CANDIDATES}; none if left out.")
  @Nullable List<BaselineName> baselines;

  @Option(
      names = "--coordinates",
      paramLabel = "<kind>",
      split = ",",
      description = "Coordinates: ${COMPLETION-CANDIDATES}; coefficient if left out.")
  @Nullable List<CoordinateKind> kinds;

  @Option(
      names = "--switching",
      paramLabel = "<width>",
      defaultValue = "0",
      description = "Width of the switching term of the exact Hessian; none if left out.")
  double switching;

  @Option(
      names = "--iterations",
      paramLabel = "<n>",
      defaultValue = "100",
      description =
          "Steps at most; ${DEFAULT-VALUE} if left out. Methods of first order have ten times as"
              + " many.")
  int iterations;

  @Option(
      names = "--threads",
      paramLabel = "<n>",
      description = "Searches at the same time; all processors if left out.")
  @Nullable Integer threads;

  @Option(names = "--json", description = "Print the rows as JSON.")
  boolean json;

  private final ObjectNode root = Json.object();
  private final ArrayNode rows = root.putArray("rows");

  /// A method as a table names it.
  private record Contender(String name, Minimizer minimizer) {}

  @Override
  public Integer call() throws IOException {
    requireAtLeast1("--starts", starts);
    requireAtLeast1("--iterations", iterations);
    if ((dry == null) != (wets == null)) {
      throw new CommandFailure(ExitCode.USAGE, "--dry and --wet go together");
    }
    if (dry != null && wets != null) {
      HessianSettings hessian =
          CommandFailure.ofUsage(() -> HessianSettings.defaults().withSwitching(switching));
      Cancellation cancellation = bench.gainprint.interruption.listen();
      for (Path wet : wets) {
        compare(dry, wet, hessian, cancellation);
      }
    } else {
      onClassicProblems();
    }
    if (json) {
      common.out().print(Json.text(root));
    }
    return ExitCode.OK;
  }

  private static void requireAtLeast1(String option, int value) {
    if (value < 1) {
      throw new CommandFailure(ExitCode.USAGE, option + " must be at least 1: " + value);
    }
  }

  private List<Contender> contenders(StoppingRule newton, StoppingRule firstOrder) {
    List<Contender> contenders = new ArrayList<>();
    List<CurvatureName> models =
        curvatures != null
            ? curvatures
            : List.of(CurvatureName.EXACT, CurvatureName.GAUSS_NEWTON, CurvatureName.HYBRID);
    List<GlobalisationName> rules =
        globalisations != null
            ? globalisations
            : List.of(
                GlobalisationName.ARMIJO,
                GlobalisationName.TRUST_REGION,
                GlobalisationName.LEVENBERG_MARQUARDT);
    for (CurvatureName model : models) {
      for (GlobalisationName rule : rules) {
        contenders.add(
            new Contender(
                model + " " + rule,
                new Minimizer(new NewtonMethod(model.model(), rule.rule()), newton)));
      }
    }
    for (BaselineName baseline : baselines == null ? List.<BaselineName>of() : baselines) {
      contenders.add(
          new Contender(baseline.toString(), new Minimizer(baseline.method(), firstOrder)));
    }
    return contenders;
  }

  private void onClassicProblems() {
    print(
        String.format(
            Locale.ROOT,
            "%-12s %-34s %6s %6s %12s  %s%n",
            "problem",
            "method",
            "steps",
            "losses",
            "loss",
            "end"));
    StoppingRule byGradient = StoppingRule.gradient(1e-6);
    List<Contender> contenders =
        contenders(
            byGradient.or(StoppingRule.iterations(200)),
            byGradient.or(StoppingRule.iterations(20_000)));
    for (ClassicProblem problem : ClassicProblem.all()) {
      for (Contender contender : contenders) {
        Minimum minimum =
            contender.minimizer().minimise(problem.objective(), problem.start(), _ -> {});
        print(
            String.format(
                Locale.ROOT,
                "%-12s %-34s %6d %6d %12.6g  %s%n",
                problem.name(),
                contender.name(),
                minimum.steps(),
                minimum.work().losses(),
                minimum.loss(),
                minimum.status()));
        rows.addObject()
            .put("problem", problem.name())
            .put("method", contender.name())
            .put("iterations", minimum.steps())
            .put("evaluations", minimum.work().total())
            .put("loss", minimum.loss())
            .put("status", minimum.status().toString());
      }
    }
  }

  /// The searches of one method.
  private record Searches(String method, CoordinateKind kind, List<SolverComparison.Run> runs) {
    double least() {
      return runs.stream().mapToDouble(SolverComparison.Run::esr).min().orElseThrow();
    }

    long found(double best) {
      double enough = Math.max(1e-6, 1.001 * best);
      return runs.stream().filter(run -> run.esr() <= enough).count();
    }

    long converged() {
      return runs.stream().filter(run -> run.status() == SolverStatus.CONVERGED).count();
    }

    double median(ToDoubleFunction<SolverComparison.Run> of) {
      double[] sorted = runs.stream().mapToDouble(of).sorted().toArray();
      return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
  }

  private void compare(
      Path dryFile, Path wetFile, HessianSettings hessian, Cancellation cancellation)
      throws IOException {
    Recording dryRecording = Recording.read(dryFile, new ChannelChoice.MixDown());
    Recording wetRecording = Recording.read(wetFile, new ChannelChoice.MixDown());
    DryWetPair pair = CommandFailure.ofUsage(() -> DryWetPair.of(dryRecording, wetRecording));
    List<CompressorParameters> from = SolverComparison.randomStarts(starts, 1);
    int workers = threads != null ? threads : Runtime.getRuntime().availableProcessors();
    requireAtLeast1("--threads", workers);
    Tolerances limited = Tolerances.DEFAULT.withIterations(iterations);
    List<Contender> contenders =
        contenders(limited, Tolerances.DEFAULT.withIterations(10 * iterations));
    List<Searches> all = new ArrayList<>();
    try (SolverComparison comparison =
        new SolverComparison(
            pair.dry(), pair.wet(), pair.sampleRateHz(), hessian, workers, cancellation)) {
      for (CoordinateKind kind : kinds == null ? List.of(CoordinateKind.COEFFICIENT) : kinds) {
        for (Contender contender : contenders) {
          all.add(
              new Searches(
                  contender.name(),
                  kind,
                  CommandFailure.ofWork(() -> comparison.run(contender.minimizer(), kind, from))));
          if (!common.quiet()) {
            common.err().printf("gainprint: %s, %s, %s done%n", wetFile, contender.name(), kind);
          }
        }
      }
    }
    report(wetFile, all);
  }

  private void report(Path wetFile, List<Searches> all) {
    double best = all.stream().mapToDouble(Searches::least).min().orElseThrow();
    print(
        String.format(
            Locale.ROOT,
            "%s, %d starts%n%-34s %-11s %6s %6s %6s %6s %9s %12s%n",
            wetFile,
            starts,
            "method",
            "coordinates",
            "found",
            "conv.",
            "steps",
            "evals",
            "ms",
            "least"));
    for (Searches searches : all) {
      double steps = searches.median(SolverComparison.Run::iterations);
      double evaluations = searches.median(SolverComparison.Run::evaluations);
      double seconds = searches.median(SolverComparison.Run::seconds);
      print(
          String.format(
              Locale.ROOT,
              "%-34s %-11s %6d %6d %6.0f %6.0f %9.0f %10.5g %%%n",
              searches.method(),
              searches.kind(),
              searches.found(best),
              searches.converged(),
              steps,
              evaluations,
              1e3 * seconds,
              100 * searches.least()));
      rows.addObject()
          .put("problem", wetFile.toString())
          .put("method", searches.method())
          .put("coordinates", searches.kind().toString())
          .put("starts", starts)
          .put("found", searches.found(best))
          .put("converged", searches.converged())
          .put("iterations", steps)
          .put("evaluations", evaluations)
          .put("seconds", seconds)
          .put("leastEsr", searches.least());
    }
  }

  private void print(String text) {
    if (!json) {
      common.out().print(text);
      common.out().flush();
    }
  }
}
