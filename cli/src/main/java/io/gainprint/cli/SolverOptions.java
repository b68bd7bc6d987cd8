package io.gainprint.cli;

import io.gainprint.dsp.compressor.lanes.HessianAssembly;
import io.gainprint.fitting.CoordinateKind;
import io.gainprint.fitting.FitSettings;
import io.gainprint.fitting.HessianSettings;
import io.gainprint.fitting.Robustness;
import io.gainprint.fitting.StartChoice;
import io.gainprint.fitting.solver.Minimizer;
import io.gainprint.fitting.solver.NewtonMethod;
import io.gainprint.fitting.solver.Tolerances;
import io.gainprint.fitting.solver.catalogue.BaselineName;
import io.gainprint.fitting.solver.catalogue.CurvatureName;
import io.gainprint.fitting.solver.catalogue.GlobalisationName;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The options that say how to search. None is needed.
@Command
final class SolverOptions {
  /// Newton's method, made of curvature and globalisation.
  private static final String NEWTON = "newton";

  /// The published trainer, like for like.
  private static final String PUBLISHED = "4a2a";

  @Option(
      names = "--method",
      paramLabel = "<method>",
      completionCandidates = Methods.class,
      description =
          "${COMPLETION-CANDIDATES}; newton if left out, made of the next three. 4a2a is the"
              + " published trainer with its defects mended: its windows, start, coordinates and"
              + " step. The others are methods of first order, for comparison.")
  @Nullable String method;

  @Option(
      names = "--curvature",
      paramLabel = "<model>",
      description =
          "What stands for second derivatives: ${COMPLETION-CANDIDATES}; the best on recordings if"
              + " left out.")
  @Nullable CurvatureName curvature;

  @Option(
      names = "--globalisation",
      paramLabel = "<rule>",
      description =
          "How far to follow it: ${COMPLETION-CANDIDATES}; the best on recordings if left out.")
  @Nullable GlobalisationName globalisation;

  @Option(
      names = "--coordinates",
      paramLabel = "<kind>",
      description =
          "What the searches move in: ${COMPLETION-CANDIDATES}; the best on recordings if left"
              + " out. A box is searched with the curvature and active bounds.")
  @Nullable CoordinateKind coordinates;

  @Option(
      names = "--start",
      paramLabel = "<start>",
      description =
          "Where searches begin: ${COMPLETION-CANDIDATES}; auto if left out: what the recording"
              + " shows or the published start, then many others if the error is not small.")
  @Nullable StartChoice start;

  @Option(
      names = "--robust",
      description =
          "Leave out windows that are out of line with the others, and weigh large errors down:"
              + " for recordings with dropouts, clicks or a wrong take among them.")
  boolean robust;

  @Option(
      names = "--iterations",
      paramLabel = "<n>",
      description = "Steps at most, per search; 100 if left out, 1000 for methods of first order.")
  @Nullable Integer iterations;

  @Option(
      names = "--hessian",
      paramLabel = "<assembly>",
      defaultValue = "block-adjoint",
      completionCandidates = Assemblies.class,
      description =
          "How the exact Hessian is put together: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE}, the"
              + " fastest, if left out. All give the same up to rounding, except the differences.")
  String hessian;

  @Option(
      names = "--hessian-memory",
      paramLabel = "<MB>",
      description =
          "What an assembly that keeps signals of whole windows may keep at once, in MB of 2^20"
              + " bytes: with less, fewer windows are worked on at a time. A quarter of Java's heap"
              + " if left out.")
  @Nullable Integer hessianMemory;

  @Option(
      names = "--switching",
      paramLabel = "<width>",
      description =
          "Add the curvature of samples that change between attack and release or cross the"
              + " threshold, estimated over steps of this size in the coordinates, such as 0.01;"
              + " left out if left out.")
  @Nullable Double switching;

  @Option(
      names = "--threads",
      paramLabel = "<n>",
      description =
          "Threads to compute with; all processors if left out. No influence on the result.")
  @Nullable Integer threads;

  /// The words for `--hessian`.
  static final class Assemblies implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(HessianAssembly.values()).map(HessianAssembly::toString).iterator();
    }
  }

  /// The words for `--method`.
  static final class Methods implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return methods().iterator();
    }
  }

  private static List<String> methods() {
    return Stream.concat(
            Stream.of(NEWTON, PUBLISHED),
            Arrays.stream(BaselineName.values()).map(BaselineName::toString))
        .toList();
  }

  /// The settings that the options stand for.
  ///
  /// @throws IllegalArgumentException naming the option that is wrong, or does not go with another
  FitSettings settings(double lookAheadMs) {
    String name = method == null ? NEWTON : method;
    FitSettings settings =
        (name.equals(PUBLISHED) ? FitSettings.published() : FitSettings.defaults())
            .withLookAheadMs(lookAheadMs)
            .withHessian(hessian())
            .withRobustness(robust ? Robustness.FULL : Robustness.NONE)
            .withThreads(workers());
    Optional<BaselineName> baseline =
        Arrays.stream(BaselineName.values()).filter(b -> b.toString().equals(name)).findFirst();
    if (baseline.isEmpty() && !name.equals(NEWTON) && !name.equals(PUBLISHED)) {
      throw new IllegalArgumentException(
          "--method must be one of " + String.join(", ", methods()) + ": " + name);
    }
    if (!name.equals(NEWTON) && (curvature != null || globalisation != null)) {
      throw new IllegalArgumentException(
          "--curvature and --globalisation make up --method newton: leave them out with " + name);
    }
    if (name.equals(PUBLISHED) && (start != null || coordinates != null)) {
      throw new IllegalArgumentException(
          "--method 4a2a has a start and coordinates of its own: leave --start and --coordinates"
              + " out");
    }
    if (coordinates == CoordinateKind.BOX && baseline.isPresent()) {
      throw new IllegalArgumentException(
          "--coordinates box takes a method with a curvature model: take --method newton, or other"
              + " coordinates than with "
              + name);
    }
    if (coordinates == CoordinateKind.BOX && globalisation != null) {
      throw new IllegalArgumentException(
          "--coordinates box has a globalisation of its own: leave --globalisation out");
    }
    if (coordinates == CoordinateKind.BOX && curvature == CurvatureName.CONJUGATE_GRADIENTS) {
      throw new IllegalArgumentException(
          "--coordinates box needs curvature over all variables, not within a subspace: take"
              + " another --curvature");
    }
    if (coordinates != null) {
      settings = settings.withCoordinates(coordinates);
    }
    if (start != null) {
      settings = settings.withStart(start);
    }
    return settings.withSolver(solver(settings.solver(), baseline));
  }

  private Minimizer solver(Minimizer defaults, Optional<BaselineName> baseline) {
    if (iterations != null && iterations < 0) {
      throw new IllegalArgumentException("--iterations must be at least 0: " + iterations);
    }
    Tolerances tolerances =
        iterations != null
            ? Tolerances.DEFAULT.withIterations(iterations)
            : Tolerances.DEFAULT.withIterations(baseline.isPresent() ? 1000 : 100);
    if (baseline.isPresent()) {
      return new Minimizer(baseline.get().method(), tolerances);
    }
    return composed(defaults, tolerances);
  }

  /// The solver with another curvature or globalisation, where one is given.
  private Minimizer composed(Minimizer defaults, Tolerances tolerances) {
    if ((curvature == null && globalisation == null)
        || !(defaults.method() instanceof NewtonMethod best)) {
      return defaults.stopping(tolerances);
    }
    return new Minimizer(
        new NewtonMethod(
            curvature != null ? curvature.model() : best.curvature(),
            globalisation != null ? globalisation.rule() : best.globalisation()),
        tolerances);
  }

  /// The solver of a fit of filters, for which only curvature, globalisation and iterations count.
  ///
  /// @throws IllegalArgumentException if the iterations are negative
  Minimizer ofFilters(Minimizer defaults, Tolerances tolerances) {
    return composed(
        defaults, iterations == null ? tolerances : tolerances.withIterations(iterations));
  }

  int workers() {
    return threads != null ? threads : Runtime.getRuntime().availableProcessors();
  }

  private HessianSettings hessian() {
    HessianSettings defaults = HessianSettings.of(HessianAssembly.named(hessian));
    Integer megabytes = hessianMemory;
    if (megabytes != null && megabytes < 1) {
      throw new IllegalArgumentException("--hessian-memory must be at least 1 MB: " + megabytes);
    }
    Double width = switching;
    if (width != null && !(width > 0 && width < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "--switching must be more than 0, such as 0.01, or left out: " + width);
    }
    if (width != null && defaults.assembly() != HessianAssembly.BLOCK_ADJOINT) {
      throw new IllegalArgumentException(
          "--switching needs --hessian block-adjoint, which is taken if left out: " + hessian);
    }
    long bytes = megabytes == null ? defaults.memoryBytes() : (long) megabytes << 20;
    return new HessianSettings(
        defaults.assembly(), defaults.isVectorised(), bytes, width == null ? 0 : width);
  }
}
