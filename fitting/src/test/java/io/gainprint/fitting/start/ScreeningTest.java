package io.gainprint.fitting.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.start.Screening.Candidate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScreeningTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static List<Vector> candidates(int count) {
    return IntStream.range(0, count).mapToObj(i -> Vector.of(10 * i)).toList();
  }

  @Test
  void best_keepsLeastLosses_earlierOneFirstAmongEquals() {
    List<Candidate> kept =
        Screening.best(candidates(6), _ -> List.of(3.0, 1.0, 2.0, 1.0, -INFINITY, NAN), 3);

    assertThat(kept)
        .containsExactly(
            new Candidate(1, Vector.of(10), 1),
            new Candidate(3, Vector.of(30), 1),
            new Candidate(2, Vector.of(20), 2));
  }

  @Test
  void best_lossesThatAreNotFinite_comeLast() {
    List<Candidate> kept =
        Screening.best(candidates(4), _ -> List.of(NAN, -INFINITY, 5.0, INFINITY), 9);

    assertThat(kept)
        .containsExactly(
            new Candidate(2, Vector.of(20), 5),
            new Candidate(0, Vector.of(0), INFINITY),
            new Candidate(1, Vector.of(10), INFINITY),
            new Candidate(3, Vector.of(30), INFINITY));
  }

  @Test
  void best_asksForAllLossesAtOnce() {
    List<Vector> points = candidates(3);

    assertThat(
            Screening.best(
                points,
                batch -> {
                  assertThat(batch).isEqualTo(points);
                  return List.of(0.0, 0.0, 0.0);
                },
                0))
        .isEmpty();
  }

  @Test
  void best_wrongNumberOfLosses_isRefused() {
    assertThatThrownBy(() -> Screening.best(candidates(3), _ -> List.of(1.0, 2.0), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there must be one loss per point: 2 for 3");
    assertThatThrownBy(() -> Screening.best(candidates(1), _ -> List.of(1.0), -1))
        .hasMessage("number to keep must not be negative: -1");
  }
}
