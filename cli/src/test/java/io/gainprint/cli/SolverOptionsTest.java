package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.profile.ProfileJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SolverOptionsTest {
  @TempDir Path folder;

  private Invocation fit(String options) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "fit",
                "--dry",
                Invocation.recording("dry"),
                "--wet",
                Invocation.recording("la2a-65"),
                "--output",
                profile(),
                "--quiet"));
    args.addAll(List.of(options.split(" ", -1)));
    return Invocation.of(args.toArray());
  }

  private Path profile() {
    return folder.resolve("unit.gainprint.json");
  }

  private Profile written() throws IOException {
    return ProfileJson.read(
        Files.readString(profile()),
        warning -> {
          throw new AssertionError(warning);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--threads 2 | newton: gauss-newton, trust-region, coefficient coordinates, auto start",
        "--curvature gauss-newton --globalisation trust-region"
            + " | newton: gauss-newton, trust-region, coefficient coordinates, auto start",
        "--method newton --curvature exact --coordinates log-time --start guess"
            + " | newton: exact, trust-region, log-time coordinates, guess start",
        "--coordinates box --start published"
            + " | newton: gauss-newton, active bounds, box coordinates, published start",
        "--coordinates box --curvature bfgs"
            + " | newton: bfgs, active bounds, box coordinates, auto start",
        "--curvature lazy | newton: lazy, trust-region, coefficient coordinates, auto start",
        "--switching 0.01 --robust --globalisation levenberg-marquardt"
            + " | newton: gauss-newton, levenberg-marquardt, coefficient coordinates, auto start,"
            + " switching 0.01, robust"
      })
  void fit_byOptions_findsTheModelAndSaysHow(String options, String words) throws IOException {
    Invocation run = fit(options);

    assertThat(run.exitCode()).as(run.err()).isZero();
    Profile profile = written();
    assertThat(profile.provenance().solver()).isEqualTo(words);
    // The bounds of the issue, whichever way.
    CompressorParameters p = profile.settings().getFirst().parameters();
    assertThat(p.thresholdDb()).isCloseTo(-17.586275, within(0.005));
    assertThat(p.ratio()).isCloseTo(4.265492, within(0.005));
    assertThat(p.attackMs() / 5.948178).isCloseTo(1, within(0.002));
    assertThat(p.releaseMs() / 266.183258).isCloseTo(1, within(0.002));
  }

  @Test
  void fit_byAdam_lowersTheErrorInTheStepsItMayTake() throws IOException {
    Invocation run = fit("--method adam --iterations 60");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(written().provenance().solver())
        .isEqualTo("adam, coefficient coordinates, auto start");
    assertThat(written().settings().getFirst().esr()).isLessThan(0.01);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--method foo | --method must be one of newton, 4a2a, gradient-descent, adam, diffgrad,"
            + " oasis: foo",
        "--curvature foo | --curvature must be one of hybrid, exact, gauss-newton, saddle-free, lazy,"
            + " conjugate-gradients, diagonal, bfgs: foo",
        "--globalisation foo | --globalisation must be one of armijo, trust-region,"
            + " levenberg-marquardt, cubic, gradient-normalised, affine-invariant: foo",
        "--coordinates foo | --coordinates must be one of published, coefficient, log-time, box: foo",
        "--start foo | --start must be one of auto, published, guess, multistart, consensus: foo",
        "--method adam --curvature exact" + " | make up --method newton: leave them out with adam",
        "--method 4a2a --start guess | leave --start and --coordinates out",
        "--switching -1 | --switching must be more than 0, such as 0.01, or left out: -1.0",
        "--switching NaN | --switching must be more than 0",
        "--switching 0.01 --hessian forward-over-forward | --switching needs --hessian"
            + " block-adjoint",
        "--coordinates box --method adam | take --method newton, or other coordinates",
        "--coordinates box --globalisation cubic | leave --globalisation out",
        "--coordinates box --curvature conjugate-gradients | take another --curvature",
        "--iterations -1 | --iterations must be at least 0: -1"
      })
  void fit_byWordsThatMakeNoSense_namesTheFix(String options, String message) {
    Invocation run = fit(options);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).startsWith("gainprint: ").contains(message).doesNotContain("\tat ");
    assertThat(profile()).doesNotExist();
  }

  /// Six seconds hold no window of twelve.
  @Test
  void fit_asPublishedOfAShortRecording_saysHowLongItMustBe() {
    Invocation run = fit("--method 4a2a");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("at least a window of 12.0 s long");
  }
}
