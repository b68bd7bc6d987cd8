package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.compressor.lanes.HessianAssembly;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.profile.ProfileJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class FitCommandTest {
  private static final Path DRY = Invocation.recording("dry");

  @TempDir Path folder;

  private Invocation fit(String unit, Object... more) {
    Object[] args = new Object[7 + more.length];
    Object[] fixed = {
      "fit", "--dry", DRY, "--wet", Invocation.recording(unit), "--output", profile()
    };
    System.arraycopy(fixed, 0, args, 0, fixed.length);
    System.arraycopy(more, 0, args, fixed.length, more.length);
    return Invocation.of(args);
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

  @Test
  void fit_ofTheModelItself_writesItsParameters() throws IOException {
    Invocation run =
        fit("la2a-65", "--unit", "LA-2A", "--peak-reduction", 65, "--mode", "compress");

    assertThat(run.exitCode()).isZero();
    Profile profile = written();
    assertThat(profile.unit()).isEqualTo("LA-2A");
    assertThat(profile.sampleRateHz()).isEqualTo(44100);
    var setting = profile.settings().getFirst();
    assertThat(setting.controls()).contains(new Controls(Mode.COMPRESS, 65));
    // The bounds; the recording is the published fit, 24-bit.
    assertThat(setting.parameters().thresholdDb()).isCloseTo(-17.586275, within(0.005));
    assertThat(setting.parameters().ratio()).isCloseTo(4.265492, within(0.005));
    assertThat(setting.parameters().attackMs() / 5.948178).isCloseTo(1, within(0.002));
    assertThat(setting.parameters().releaseMs() / 266.183258).isCloseTo(1, within(0.002));
    assertThat(setting.parameters().makeUpDb()).isCloseTo(0.534737, within(0.005));
    assertThat(setting.esr()).isLessThan(1e-8);
    assertThat(setting.iterations()).isLessThanOrEqualTo(15);
    assertThat(run.out())
        .contains("LA-2A, fitted at 44100 Hz", "converged after", profile().toString());
  }

  /// Units nobody here wrote. Bounds are what the fit reached when these excerpts were made, and 1
  /// %.
  @ParameterizedTest
  @CsvSource({"sc4m, 0.003794", "zamcomp, 4.678e-5"})
  void fit_ofAnotherCompressor_leavesTheSmallErrorItAlwaysLeft(String unit, double esr)
      throws IOException {
    assertThat(fit(unit, "--quiet").exitCode()).isZero();
    assertThat(written().settings().getFirst().esr()).isLessThan(esr);
    assertThat(written().settings().getFirst().status()).isEqualTo("converged");
  }

  @Test
  void fit_evaluatedFromItsProfile_hasTheErrorItClaims() throws IOException {
    fit("zamcomp", "--quiet");

    Invocation evaluated =
        Invocation.of(
            "evaluate",
            "--dry",
            DRY,
            "--wet",
            Invocation.recording("zamcomp"),
            "--profile",
            profile(),
            "--json");

    // Six seconds are one window: the same samples from the same rest, summed in another order.
    assertThat(json(evaluated).get("esr").asDouble() / written().settings().getFirst().esr())
        .isCloseTo(1, within(1e-10));
  }

  /// Little memory, so that a window is worked on at a time where more must be kept of it.
  @ParameterizedTest
  @EnumSource
  void fit_byEveryAssemblyOfTheHessian_findsTheSame(HessianAssembly assembly) throws IOException {
    fit("zamcomp", "--quiet", "--hessian", assembly, "--hessian-memory", 64);
    CompressorParameters found = written().settings().getFirst().parameters();
    fit("zamcomp", "--quiet", "--force");
    CompressorParameters expected = written().settings().getFirst().parameters();

    // The search ends where it may win 1e-7 of the error, which is flat along threshold and
    // make-up: ways that differ by rounding end together, that of differences a little beside.
    double tolerance = assembly == HessianAssembly.CENTRAL_DIFFERENCES ? 2e-2 : 1e-6;
    assertThat(found.thresholdDb() / expected.thresholdDb()).isCloseTo(1, within(tolerance));
    assertThat(found.ratio() / expected.ratio()).isCloseTo(1, within(tolerance));
    assertThat(found.attackMs() / expected.attackMs()).isCloseTo(1, within(tolerance));
    assertThat(found.releaseMs() / expected.releaseMs()).isCloseTo(1, within(tolerance));
  }

  /// A Java that is started without the module of vectors, or with vectors of one double or two.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xshare:auto",
        Invocation.VECTORS + " -XX:MaxVectorSize=8",
        Invocation.VECTORS + " -XX:MaxVectorSize=16"
      })
  void fit_onSmallerVectorsOrNone_findsTheSame(String options) throws Exception {
    fit("la2a-65", "--quiet");
    CompressorParameters expected = written().settings().getFirst().parameters();
    Process process =
        Invocation.process(
                List.of(options.split(" ", -1)),
                "fit",
                "--dry",
                DRY,
                "--wet",
                Invocation.recording("la2a-65"),
                "--output",
                profile(),
                "--force",
                "--quiet")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectErrorStream(true)
            .start();
    assertThat(process.waitFor()).isZero();

    // The last step of the search is smaller than this.
    CompressorParameters found = written().settings().getFirst().parameters();
    assertThat(found.thresholdDb()).isCloseTo(expected.thresholdDb(), within(1e-6));
    assertThat(found.ratio()).isCloseTo(expected.ratio(), within(1e-6));
    assertThat(found.attackMs()).isCloseTo(expected.attackMs(), within(1e-6));
    assertThat(found.releaseMs()).isCloseTo(expected.releaseMs(), within(1e-4));
  }

  @Test
  void fit_unknownAssembly_listsThem() {
    Invocation run = fit("la2a-65", "--hessian", "forward");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains("Hessian assembly must be one of block-adjoint, forward-over-forward,");
  }

  @Test
  void fit_tooLittleMemoryForAWindow_saysHowMuchItTakes() {
    Invocation run = fit("la2a-65", "--hessian=reverse-over-reverse", "--hessian-memory=10");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err())
        .contains(
            "reverse-over-reverse keeps 31 MB of a window, and may keep 10 MB: allow more, or take"
                + " block-adjoint");
    assertThat(profile()).doesNotExist();
  }

  @Test
  void fit_noMemoryForTheHessian_isAMistake() {
    Invocation run = fit("la2a-65", "--hessian-memory", 0);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--hessian-memory must be at least 1 MB: 0");
  }

  @Test
  void fit_twice_isTheSameToTheLastByte() throws IOException {
    fit("sc4m", "--quiet", "--threads", 1);
    byte[] first = Files.readAllBytes(profile());
    fit("sc4m", "--quiet", "--threads", 3, "--force");

    assertThat(Files.readAllBytes(profile())).isEqualTo(first);
  }

  @Test
  void fit_withDetails_saysWhatDecides() {
    Invocation plain = fit("zamcomp", "--quiet");
    Invocation detailed = fit("zamcomp", "--quiet", "--details", "--force");

    assertThat(plain.out()).contains("95 %: ").doesNotContain("textbook", "these seconds");
    assertThat(detailed.out())
        .contains(
            "threshold: by the textbook, which takes errors for white noise, 95 %: ",
            "release: these seconds decide ", "with the corner of the pre-emphasis 10 % higher");
  }

  @Test
  void fit_asJson_carriesEverythingThatIsKnown() {
    JsonNode json = json(fit("zamcomp", "--quiet", "--json"));

    double low = json.at("/intervals/thresholdDb/low").asDouble();
    double high = json.at("/intervals/thresholdDb/high").asDouble();
    assertThat(json.at("/parameters/thresholdDb").asDouble()).isBetween(low, high);
    assertThat(json.at("/whiteNoiseIntervals/releaseMs/high").asDouble()).isPositive();
    assertThat(json.at("/decidedBy/releaseMs/passages/0/toSeconds").asDouble()).isPositive();
    assertThat(json.at("/cornerShifts/makeUpDb").isNumber()).isTrue();
    assertThat(json.get("findings").isArray()).isTrue();
    assertThat(json.get("dropped")).isEmpty();
    assertThat(json.get("suspects")).isEmpty();
    assertThat(json.get("weighedDown").asDouble()).isZero();
  }

  @Test
  void fit_tellsProgressOnStandardErrorOnly() {
    Invocation run = fit("la2a-65", "--json");

    assertThat(run.err().lines().findFirst()).contains("search 1");
    assertThat(run.err())
        .contains("iteration", "loss", "ESR %", "gradient", "step", "thresh dB", "release ms");
    long steps = run.err().lines().filter(line -> line.matches(" +\\d+ .*")).count();
    assertThat(steps).isEqualTo(json(run).get("iterations").asInt() + 1);
    assertThat(fit("la2a-65", "--force", "--quiet").err()).isEmpty();
  }

  @Test
  void fit_json_holdsEveryDocumentedField() {
    JsonNode result = json(fit("la2a-65", "--quiet", "--json"));

    assertThat(result.propertyNames())
        .containsExactly(
            "profile",
            "parameters",
            "standardErrors",
            "intervals",
            "whiteNoiseIntervals",
            "decidedBy",
            "cornerShifts",
            "findings",
            "esr",
            "status",
            "iterations",
            "searches",
            "evaluations",
            "onBounds",
            "dropped",
            "weighedDown",
            "suspects",
            "seconds");
    assertThat(result.get("parameters").propertyNames())
        .containsExactly("thresholdDb", "ratio", "attackMs", "releaseMs", "makeUpDb");
    assertThat(result.get("profile").asString()).isEqualTo(profile().toString());
  }

  @Test
  void fit_ofTooFewIterations_writesTheBestAndSaysSo() throws IOException {
    Invocation run = fit("la2a-65", "--quiet", "--iterations", 1);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("not converged (iteration limit)");
    assertThat(written().settings().getFirst().status()).isEqualTo("iteration limit");
  }

  @Test
  void fit_ofALateRecording_putsItInLine() throws IOException {
    Path late = folder.resolve("late.wav");
    SoundFiles.shift(Invocation.recording("la2a-65"), late, 100);

    Invocation refused =
        Invocation.of("fit", "--dry", DRY, "--wet", late, "-o", profile(), "--align", "off");
    Invocation told =
        Invocation.of("fit", "--dry", DRY, "--wet", late, "-o", profile(), "--align", 100, "-q");
    double toldEsr = written().settings().getFirst().esr();
    Invocation found =
        Invocation.of("fit", "--dry", DRY, "--wet", late, "-o", profile(), "--force");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("100 samples (2.27 ms) late", "--align 100");
    assertThat(told.exitCode()).isZero();
    assertThat(toldEsr).isLessThan(1e-8);
    assertThat(found.exitCode()).isZero();
    assertThat(found.err()).contains("late.wav was 100 samples (2.268 ms) late: put in line");
    assertThat(written().settings().getFirst().esr()).isEqualTo(toldEsr);
    assertThat(written().provenance().recordings().getFirst().alignSamples()).isEqualTo(100);
  }

  @Test
  void fit_withLevels_keepsThemAndProcessAdaptsToOthers() throws IOException {
    Invocation fitted = fit("la2a-65", "-q", "--input-level-dbu=18", "--output-level-dbu=18");
    Path same = folder.resolve("same.wav");
    Path hotter = folder.resolve("hotter.wav");
    Invocation asFitted =
        Invocation.of(
            "process", DRY, same, "--profile", profile(), "--input-level-dbu=18", "--bits=32f");
    Invocation onAnother =
        Invocation.of(
            "process", DRY, hotter, "--profile", profile(), "--input-level-dbu=24", "--bits=32f");

    assertThat(fitted.exitCode()).as(fitted.err()).isZero();
    assertThat(written().calibration().inputDbu()).hasValue(18);
    assertThat(asFitted.exitCode()).as(asFitted.err()).isZero();
    assertThat(onAnother.exitCode()).isZero();
    // The threshold is 6 dB lower in the file: more of the sound is compressed.
    assertThat(Files.mismatch(same, hotter)).isNotNegative();
  }

  static JsonNode json(Invocation run) {
    return JsonMapper.shared().readTree(run.out());
  }
}
