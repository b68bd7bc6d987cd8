package io.gainprint.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.solver.SolverStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NeighbourTest {
  private static final CompressorParameters ANY = new CompressorParameters(-20, 4, 5, 200, 0);

  private static Optional<String> failure(
      SolverStatus status, boolean isCompressing, List<String> newBounds, double found) {
    return new Neighbour(ANY, 0.04).failure(status, isCompressing, newBounds, found);
  }

  @Test
  void failure_asGoodAsTheNeighbour_isNone() {
    assertThat(failure(SolverStatus.CONVERGED, true, List.of(), 0.045)).isEmpty();
  }

  @Test
  void failure_namesWhatWentWrong() {
    assertThat(failure(SolverStatus.ITERATION_LIMIT, true, List.of(), 0.04))
        .hasValueSatisfying(why -> assertThat(why).contains("iteration limit"));
    assertThat(failure(SolverStatus.CONVERGED, false, List.of(), 0.04))
        .hasValue("it found no compression");
    assertThat(failure(SolverStatus.CONVERGED, true, List.of("ratio on its upper bound"), 0.04))
        .hasValue("it ended with ratio on its upper bound");
    assertThat(failure(SolverStatus.CONVERGED, true, List.of(), 0.06))
        .hasValue("it left 6.00 %, and the neighbour 4.00 %");
  }

  @Test
  void failure_ofErrorsThatAreHardlyHeard_isNoneWhateverTheirRatio() {
    assertThat(new Neighbour(ANY, 1e-9).failure(SolverStatus.CONVERGED, true, List.of(), 9e-4))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN})
  void esr_thatIsNone_isRefused(double esr) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Neighbour(ANY, esr))
        .withMessageContaining("esr must be 0 or more");
  }

  /// Where the recordings of a setting hold the ratio on its bound, and the neighbour was there
  /// too, nothing new has happened; where it was not, all other starts are tried as well.
  @Test
  void fitFrom_onABoundAsTheNeighbourIs_doesNotSearchEverywhere() {
    CompressorParameters limiter = new CompressorParameters(-20, 60, 5, 100, 0);
    SimulatedPair pair = new SimulatedPair(limiter, 8000, 9, 0, 3);
    List<Take> takes = List.of(Take.of("take", pair.dry, pair.wet));
    FitSettings settings = FitSettings.defaults().withPlan(new WindowPlan(4, 1)).withThreads(2);
    FitResult usual = CompressorFit.fit(takes, 8000, settings, _ -> {}, new Cancellation());
    assertThat(usual.onBounds()).as("the ratio is outside of the range").isNotEmpty();

    WarmFit near =
        CompressorFit.fitFrom(
            new Neighbour(usual.parameters(), usual.esr()),
            takes,
            8000,
            settings,
            _ -> {},
            new Cancellation());
    WarmFit far =
        CompressorFit.fitFrom(
            new Neighbour(new CompressorParameters(-21, 8, 5, 100, 0), usual.esr()),
            takes,
            8000,
            settings,
            _ -> {},
            new Cancellation());

    assertThat(near.fallback()).isEmpty();
    assertThat(far.fallback())
        .hasValueSatisfying(why -> assertThat(why).contains("ratio on its upper bound"));
  }
}
