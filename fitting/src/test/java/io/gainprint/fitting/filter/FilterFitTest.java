package io.gainprint.fitting.filter;

import static io.gainprint.fitting.filter.Responses.largestDifferenceDb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import io.gainprint.fitting.Cancellation;
import io.gainprint.fitting.solver.SolverStatus;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterFitTest {
  private static final Equaliser TRUTH =
      new Equaliser(
          List.of(
              new Band(Shape.LOW_SHELF, 120, 0.7, 4),
              new Band(Shape.BELL, 400, 1.4, -5),
              new Band(Shape.BELL, 2500, 2, 3),
              new Band(Shape.HIGH_SHELF, 8000, 0.7, -3)),
          -2);
  private static final String BANDS = "eq:lowshelf,bell,bell,highshelf";

  private static FilterFitResult fit(FilteredPair pair, String model, Cancellation cancellation) {
    return FilterFit.fit(
        pair.dry,
        pair.wet,
        FilteredPair.RATE,
        FilterModel.of(model),
        FilterSettings.defaults(),
        _ -> {},
        cancellation);
  }

  private static FilterFitResult fit(FilteredPair pair, String model) {
    return fit(pair, model, new Cancellation());
  }

  private static float[] dry(String kind) {
    return kind.equals("noise") ? FilteredPair.noise(5) : FilteredPair.music(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"noise|" + BANDS, "music|" + BANDS, "noise|filter:8", "music|filter:8"})
  void fit_ofAKnownEqualiser_recoversItsResponse(String kind, String model) {
    FilterFitResult found = fit(FilteredPair.of(dry(kind), TRUTH, 0), model);

    // 0.01 dB is what nobody hears, and 10⁴ times what the rounding to 24 bits leaves of it.
    assertThat(largestDifferenceDb(found.filter(), TRUTH)).isLessThan(1e-2);
    assertThat(found.status()).isEqualTo(SolverStatus.CONVERGED);
    // Rounding to 24 bits is −149 dBFS, and the sounds are of −20 dBFS or so.
    assertThat(found.esr()).isLessThan(1e-11);
    assertThat(found.difference().db()).isLessThan(1e-3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"noise|" + BANDS, "music|" + BANDS, "noise|filter:8", "music|filter:8"})
  void fit_ofANoisyRecording_recoversItsResponseToo(String kind, String model) {
    // −80 dBFS.
    FilterFitResult found = fit(FilteredPair.of(dry(kind), TRUTH, 1e-4), model);

    // Up to 0.0012 dB was seen; noise of −60 dB below the sound, over 2·10⁵ samples, moves what a
    // dozen parameters make of it by some 10⁻³ √(13 / 2·10⁵) = 10⁻⁵, 10⁻⁴ dB, and by more where
    // music has little energy.
    assertThat(largestDifferenceDb(found.filter(), TRUTH)).isLessThan(1e-2);
  }

  @Test
  void fit_ofAKnownEqualiser_recoversItsBandsInOrder() {
    FilterFitResult found = fit(FilteredPair.of(FilteredPair.noise(10), TRUTH, 1e-4), BANDS);

    Equaliser equaliser = (Equaliser) found.filter();
    for (int i = 0; i < 4; i++) {
      Band expected = TRUTH.bands().get(i);
      Band actual = equaliser.bands().get(i);
      EqualiserErrors.BandErrors errors = found.errors().band(i);
      assertThat(actual.shape()).isEqualTo(expected.shape());
      // Five standard errors: one in a million, and the seed is fixed.
      assertThat(actual.frequencyHz())
          .isCloseTo(expected.frequencyHz(), within(5 * errors.frequencyHz()));
      assertThat(actual.q()).isCloseTo(expected.q(), within(5 * errors.q()));
      assertThat(actual.gainDb()).isCloseTo(expected.gainDb(), within(5 * errors.gainDb()));
      // And they are small: a thousandth of the value, for a hundredth of the sound's level.
      assertThat(errors.frequencyHz()).isLessThan(1e-2 * expected.frequencyHz());
    }
    assertThat(equaliser.gainDb()).isCloseTo(-2, within(5 * found.errors().gainDb()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"eq:highpass,notch", "eq:allpass,bell", "eq:lowpass", "filter:5"})
  void fit_ofOtherShapes_recoversThem(String model) {
    FittedFilter truth =
        switch (model) {
          case "eq:highpass,notch" ->
              new Equaliser(
                  List.of(new Band(Shape.HIGH_PASS, 90, 0.8, 0), new Band(Shape.NOTCH, 1500, 3, 0)),
                  1);
          case "eq:allpass,bell" ->
              new Equaliser(
                  List.of(new Band(Shape.ALL_PASS, 600, 0.9, 0), new Band(Shape.BELL, 3000, 1, 6)),
                  0);
          case "eq:lowpass" -> new Equaliser(List.of(new Band(Shape.LOW_PASS, 5000, 0.7, 0)), 0);
          default ->
              new DirectFormFilter(
                  FilteredPair.RATE,
                  List.of(0.5, -0.3, 0.2, 0.1, -0.2, 0.1),
                  List.of(1.0, -1.1, 0.7, -0.4, 0.2, -0.1));
        };

    FilterFitResult found = fit(FilteredPair.of(FilteredPair.noise(4), truth, 0), model);

    assertThat(largestDifferenceDb(found.filter(), truth)).isLessThan(1e-2);
  }

  @Test
  void fit_onAnyNumberOfThreads_isTheSame() {
    FilteredPair pair = FilteredPair.of(FilteredPair.noise(14), TRUTH, 1e-3);
    List<FilterFitResult> results =
        List.of(1, 3).stream()
            .map(threads ->
                FilterFit.fit(
                    pair.dry,
                    pair.wet,
                    FilteredPair.RATE,
                    FilterModel.of("eq:lowshelf,bell"),
                    new FilterSettings(
                        FilterSettings.defaults().plan(), FilterSettings.DEFAULT_SOLVER, threads),
                    _ -> {},
                    new Cancellation()))
            .toList();

    assertThat(results.getFirst().filter()).isEqualTo(results.getLast().filter());
    assertThat(results.getFirst().errors()).isEqualTo(results.getLast().errors());
  }

  @Test
  void fit_cancelledOnTheWay_returnsTheBestSoFar() {
    FilteredPair pair = FilteredPair.of(FilteredPair.noise(3), TRUTH, 0);
    Cancellation cancellation = new Cancellation();
    double[] last = {Double.NaN};

    FilterFitResult found =
        FilterFit.fit(
            pair.dry,
            pair.wet,
            FilteredPair.RATE,
            FilterModel.of(BANDS),
            FilterSettings.defaults(),
            progress -> {
              last[0] = progress.step().loss();
              if (progress.step().number() == 1) {
                cancellation.request();
              }
            },
            cancellation);

    assertThat(found.status()).isEqualTo(SolverStatus.CANCELLED);
    assertThat(found.esr()).isEqualTo(last[0]);
    assertThat(found.errors().gainDb()).isNaN();
  }

  @Test
  void fit_cancelledBeforeItBegins_throws() {
    FilteredPair pair = FilteredPair.of(FilteredPair.noise(2), TRUTH, 0);
    Cancellation cancellation = new Cancellation();
    cancellation.request();

    assertThatThrownBy(() -> fit(pair, BANDS, cancellation))
        .isInstanceOf(CancellationException.class);
  }
}
