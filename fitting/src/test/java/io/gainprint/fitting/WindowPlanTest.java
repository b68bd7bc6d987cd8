package io.gainprint.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gainprint.fitting.WindowPlan.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowPlanTest {
  @Test
  void over_recordingOfThreeWindows_overlapsByTheWarmUp() {
    assertThat(WindowPlan.PUBLISHED.over(25_000, 1000))
        .containsExactly(
            new Window(0, 1000, 12_000),
            new Window(11_000, 12_000, 23_000),
            new Window(22_000, 23_000, 25_000));
  }

  @ParameterizedTest
  @CsvSource({"12, 1", "3, 0.5", "2, 0", "1.7, 1.1"})
  void over_anyPlan_countsEverySampleAfterTheFirstWarmUpOnce(double window, double warmUp) {
    int samples = 31_111;
    int[] counts = new int[samples];

    List<Window> windows = new WindowPlan(window, warmUp).over(samples, 1000);
    for (Window w : windows) {
      for (int n = w.countedFrom(); n < w.end(); n++) {
        counts[n]++;
      }
    }

    int first = windows.getFirst().countedFrom();
    assertThat(first).isEqualTo((int) (1000 * warmUp));
    for (int n = 0; n < samples; n++) {
      assertThat(counts[n]).as("sample %d", n).isEqualTo(n < first ? 0 : 1);
    }
  }

  @Test
  void over_recordingWithinTheWarmUp_hasNoWindow() {
    assertThat(WindowPlan.PUBLISHED.over(1000, 1000)).isEmpty();
    assertThat(WindowPlan.PUBLISHED.over(0, 1000)).isEmpty();
    assertThat(WindowPlan.PUBLISHED.over(1001, 1000)).containsExactly(new Window(0, 1000, 1001));
  }

  @Test
  void over_wholeWindows_leavesThePartialOneOut() {
    assertThat(WindowPlan.WHOLE_WINDOWS.over(25_000, 1000))
        .containsExactly(new Window(0, 1000, 12_000), new Window(11_000, 12_000, 23_000));
    assertThat(WindowPlan.WHOLE_WINDOWS.over(23_000, 1000)).hasSize(2);
    assertThat(WindowPlan.WHOLE_WINDOWS.over(22_999, 1000)).hasSize(1);
    assertThat(WindowPlan.WHOLE_WINDOWS.over(11_999, 1000)).isEmpty();
  }

  @Test
  void over_longestArray_doesNotOverflow() {
    List<Window> windows = WindowPlan.PUBLISHED.over(Integer.MAX_VALUE, 192_000);

    assertThat(windows.getLast().end()).isEqualTo(Integer.MAX_VALUE);
    assertThat(windows).allMatch(w -> w.start() >= 0 && w.countedFrom() < w.end());
  }

  @Test
  void windowPlan_impossibleLengths_areRefusedByName() {
    assertThatThrownBy(() -> new WindowPlan(1, 1))
        .hasMessage("window must be longer than the warm-up of 1.0 s: 1.0 s");
    assertThatThrownBy(() -> new WindowPlan(Double.NaN, 1))
        .hasMessage("window must be longer than the warm-up of 1.0 s: NaN s");
    assertThatThrownBy(() -> new WindowPlan(1, -1))
        .hasMessage("warm-up must not be negative: -1.0 s");
  }
}
