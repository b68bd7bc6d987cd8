package io.gainprint.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorLoss;
import io.gainprint.dsp.compressor.CompressorLoss.Order;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.compressor.lanes.LaneLoss;
import io.gainprint.dsp.filter.PreEmphasis;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowGroupTest {
  private static final double RATE = 8000;
  private static final double POLE = PreEmphasis.poleAt(RATE);
  private static final CompressorCoefficients AT =
      new CompressorParameters(-28, 3, 2, 70, 1).at(RATE);

  private final SimulatedPair pair =
      new SimulatedPair(new CompressorParameters(-20, 4, 5, 100, 2), RATE, 3.4, 1e-3, 1);

  /// Windows of 10000 samples, the last of 3200: more than two chunks, and no multiple of one.
  private final List<WindowPlan.Window> windows =
      new WindowPlan(1.25, 0.25).over(pair.dry.length, RATE);

  private final LaneLoss loss = LaneLoss.streaming(POLE, Order.HESSIAN);

  /// As many windows as there are lanes, the last one among them.
  private final List<WindowPlan.Window> inLanes =
      windows.subList(Math.max(0, windows.size() - loss.lanes()), windows.size());

  private Takes takes(int lookAhead) {
    return new Takes(List.of(Take.of("pair", pair.dry, pair.wet)), RATE, lookAhead);
  }

  private WindowGroup group(int lookAhead) {
    return new WindowGroup(takes(lookAhead), null, inLanes, lookAhead);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 37, 5000})
  void rowsKeptAndRowsMadeAnew_giveTheSameBits(int lookAhead) {
    List<Derivatives> made = results(group(lookAhead));
    WindowGroup kept = group(lookAhead).packed(loss.lanes(), new Cancellation());
    List<Derivatives> again = results(kept);

    for (int lane = 0; lane < made.size(); lane++) {
      assertThat(again.get(lane).value()).isEqualTo(made.get(lane).value()).isPositive();
      for (int i = 0; i < CompressorCoefficients.COUNT; i++) {
        assertThat(again.get(lane).gradient(i)).isEqualTo(made.get(lane).gradient(i));
        for (int j = 0; j <= i; j++) {
          assertThat(again.get(lane).hessian(i, j)).isEqualTo(made.get(lane).hessian(i, j));
        }
      }
    }
  }

  /// Where the detector hears what follows the window, the sound ends with it.
  @ParameterizedTest
  @ValueSource(ints = {0, 37, 5000})
  void everyLane_isTheScalarLossOfItsWindow(int lookAhead) {
    List<Derivatives> results = results(group(lookAhead));

    for (int lane = 0; lane < results.size(); lane++) {
      double expected = scalar(inLanes.get(lane), lookAhead);
      // Some 1e4 squares in another order.
      assertThat(results.get(lane).value() / expected).isCloseTo(1, within(1e-12));
    }
  }

  private List<Derivatives> results(WindowGroup group) {
    loss.begin(AT);
    group.feed(loss, new Cancellation());
    return IntStream.range(0, inLanes.size()).mapToObj(loss::derivatives).toList();
  }

  private double scalar(WindowPlan.Window window, int lookAhead) {
    CompressorLoss scalar = new CompressorLoss(AT, POLE, lookAhead, Order.VALUE);
    int length = window.length() + lookAhead;
    double[] x = new double[length];
    double[] target = new double[length];
    double[] weight = new double[length];
    for (int n = 0; n < length && window.start() + n < pair.dry.length; n++) {
      x[n] = pair.dry[window.start() + n];
      target[n] = pair.wet[window.start() + n];
      int sample = window.start() + n;
      weight[n] = sample >= window.countedFrom() && sample < window.end() ? 1 : 0;
    }
    new PreEmphasis(POLE).process(target, 0, target, 0, length);
    scalar.accumulate(x, target, weight, 0, length);
    return scalar.value();
  }

  @Test
  void countedRows_followTheWindows() {
    WindowGroup group = new WindowGroup(takes(100), null, windows, 100);

    assertThat(windows)
        .extracting(WindowPlan.Window::length)
        .containsExactly(10000, 10000, 10000, 3200);
    assertThat(group.rows()).isEqualTo(10100);
    assertThat(group.countedFrom()).isEqualTo(2100);
    assertThat(group.countedUpTo(0)).isEqualTo(10100);
    assertThat(group.countedUpTo(3)).isEqualTo(3300);
    assertThat(group.countedUpTo(7)).isZero();
  }

  @Test
  void cancelled_feedsNoMore() {
    Cancellation cancellation = new Cancellation();
    cancellation.request();
    loss.begin(AT);

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> group(0).feed(loss, cancellation));
    assertThat(loss.value(0)).isZero();
  }
}
