package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class EvaluateCommandTest {
  private static Invocation evaluate(String unit, Object... more) {
    Object[] args = new Object[5 + more.length];
    Object[] fixed = {
      "evaluate", "--dry", Invocation.recording("dry"), "--wet", Invocation.recording(unit)
    };
    System.arraycopy(fixed, 0, args, 0, fixed.length);
    System.arraycopy(more, 0, args, fixed.length, more.length);
    return Invocation.of(args);
  }

  @Test
  void evaluate_theUnitItself_findsNoDifference() {
    JsonNode figures =
        FitCommandTest.json(
            evaluate("la2a-65", "--unit", "la2a", "--peak-reduction", 65, "--json"));

    assertThat(figures.propertyNames())
        .containsExactly(
            "esr",
            "plainEsr",
            "gainReductionErrorRmsDb",
            "gainReductionErrorPeakDb",
            "loudnessDynamicRangeDb",
            "recordedLoudnessDynamicRangeDb",
            "loudnessDynamicRangeDifferenceDb");
    // 24 bits are −146 dB of noise; the recording's level takes some 30 dB off.
    assertThat(figures.get("esr").asDouble()).isLessThan(1e-10);
    assertThat(figures.get("plainEsr").asDouble()).isLessThan(1e-10);
    assertThat(figures.get("gainReductionErrorPeakDb").asDouble()).isLessThan(0.01);
    assertThat(figures.get("loudnessDynamicRangeDifferenceDb").asDouble())
        .isCloseTo(0, within(1e-3));
  }

  @Test
  void evaluate_oneDecibelTooLoud_saysSo() {
    // The published parameters at 65 with 1 dB more of make-up.
    JsonNode figures =
        FitCommandTest.json(
            evaluate(
                "la2a-65",
                "--threshold=-17.586275",
                "--ratio=4.265492",
                "--attack=5.948178",
                "--release=266.183258",
                "--make-up=1.534737",
                "--json"));

    // (10^(1/20) − 1)²; parameters to seven digits and 24 bits allow for the tolerance.
    assertThat(figures.get("esr").asDouble()).isCloseTo(0.0148889, within(1e-5));
    assertThat(figures.get("gainReductionErrorRmsDb").asDouble()).isCloseTo(1, within(1e-4));
    assertThat(figures.get("loudnessDynamicRangeDifferenceDb").asDouble())
        .isCloseTo(0, within(1e-3));
  }

  @Test
  void evaluate_text_namesEveryMeasure() {
    Invocation run = evaluate("zamcomp", "--unit", "la2a", "--peak-reduction", 65);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            "ESR, pre-emphasised",
            "ESR, plain",
            "gain-reduction error, RMS",
            "gain-reduction error, peak",
            "loudness dynamic range",
            "difference");
  }
}
