package io.gainprint.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.CompressorObjective.Matched;
import io.gainprint.fitting.solver.SolverStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NeighbourTest {
  private static final CompressorParameters PARAMETERS =
      new CompressorParameters(-20, 4, 5, 100, 2);
  private static final Neighbour NEIGHBOUR = new Neighbour(PARAMETERS, 0.08);

  @Test
  void failure_ofAnErrorLikeTheNeighbours_isNone() {
    // 1.25 · 8 % + 0.1 % is the most.
    assertThat(NEIGHBOUR.failure(SolverStatus.CONVERGED, true, List.of(), 0.1009)).isEmpty();
    assertThat(NEIGHBOUR.failure(SolverStatus.CONVERGED, true, List.of(), 0.1011))
        .contains("it left 10.1 %, and the neighbour 8.00 %");
  }

  @Test
  void failure_ofSmallErrors_isNoneWhateverTheirProportion() {
    Neighbour exact = new Neighbour(PARAMETERS, 1e-12);
    assertThat(exact.failure(SolverStatus.CONVERGED, true, List.of(), 9.9e-4)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONVERGED")
  void failure_ofASearchThatDidNotConverge_saysHowItEnded(SolverStatus status) {
    assertThat(NEIGHBOUR.failure(status, true, List.of(), 0.08))
        .contains("it ended before it converged (" + status + ")");
  }

  @Test
  void failure_onABoundOrWithoutCompression_saysSo() {
    assertThat(NEIGHBOUR.failure(SolverStatus.CONVERGED, false, List.of(), 0.08))
        .contains("it found no compression");
    assertThat(
            NEIGHBOUR.failure(
                SolverStatus.CONVERGED, true, List.of("ratio on its upper bound of 20:1"), 0.08))
        .contains("it ended with ratio on its upper bound of 20:1");
  }

  @Test
  void failure_whereAStartElsewhereIsBetter_saysSo() {
    Matched end = new Matched(PARAMETERS.at(44_100), 0.09);
    assertThat(NEIGHBOUR.failure(end, new Matched(PARAMETERS.at(44_100), 0.08)))
        .contains("it left 9.00 % over some windows, and a start elsewhere 8.00 %");
    assertThat(NEIGHBOUR.failure(end, end)).isEmpty();
  }

  @Test
  void neighbour_ofNoError_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Neighbour(PARAMETERS, Double.NaN))
        .withMessage("esr must be 0 or more: NaN");
  }
}
