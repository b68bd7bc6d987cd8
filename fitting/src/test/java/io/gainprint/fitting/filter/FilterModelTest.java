package io.gainprint.fitting.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import io.gainprint.dsp.filter.FrequencyResponse;
import io.gainprint.fitting.linear.Vector;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// [FilterModel] and what comes of it.
class FilterModelTest {
  @Test
  void of_description_isItsModel() {
    assertThat(FilterModel.of("filter:4")).isEqualTo(new FilterModel.DirectForm(4));
    assertThat(FilterModel.of("EQ:Bell, highshelf"))
        .isEqualTo(new FilterModel.Bands(List.of(Shape.BELL, Shape.HIGH_SHELF)));
    assertThat(FilterModel.of("eq:bell,notch")).hasToString("eq:bell,notch");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eq:bel|shape must be one of bell, lowshelf, highshelf, lowpass, highpass, bandpass, notch, allpass: bel",
        "filter:0|the order of a filter must be 1 to 32: 0",
        "filter:99|the order of a filter must be 1 to 32: 99",
        "filter:x|the order of a filter must be 1 to 32: \"x\"",
        "reverb|model must be compressor, filter:<order> or eq:<shape>,<shape>…: reverb"
      })
  void of_anythingElse_saysWhatThereIs(String description, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilterModel.of(description))
        .withMessage(message);
  }

  @Test
  void of_noBand_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilterModel.of("eq:"))
        .withMessageStartingWith("shape must be one of bell,");
  }

  @Test
  void sections_belowTheRateABandNeeds_areRefused() {
    Equaliser equaliser = new Equaliser(List.of(new Band(Shape.BELL, 12_000, 1, 3)), 0);

    assertThat(equaliser.sections(48_000)).hasSize(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> equaliser.sections(22_050))
        .withMessage("the bell at 12000 Hz needs a sample rate above 24000 Hz: 22050 Hz");
  }

  @Test
  void shelvesInOrder_areTheSameFilterWithTheLowShelfBelow() {
    FilterModel model = FilterModel.of("eq:lowshelf,bell,highshelf");
    Vector swapped = parameters(8000, 0.7, 3, 400, 1, -5, 120, 0.6, -4, 1);
    Vector ordered = Shelves.inOrder(model, swapped);

    assertThat(ordered).isEqualTo(parameters(120, 0.6, 4, 400, 1, -5, 8000, 0.7, -3, 0));
    for (double f : new double[] {20, 150, 1000, 7000, 20_000}) {
      // A few roundings of coefficients of the order of 1.
      assertThat(gainDb(ordered, f)).isCloseTo(gainDb(swapped, f), within(1e-9));
    }
  }

  private static Vector parameters(double... values) {
    return Vector.of(values);
  }

  private static double gainDb(Vector p, double f) {
    Equaliser equaliser =
        new Equaliser(
            List.of(
                new Band(Shape.LOW_SHELF, p.at(0), p.at(1), p.at(2)),
                new Band(Shape.BELL, p.at(3), p.at(4), p.at(5)),
                new Band(Shape.HIGH_SHELF, p.at(6), p.at(7), p.at(8))),
            p.at(9));
    return FrequencyResponse.of(equaliser.sections(44_100), f, 44_100).magnitudeDb();
  }
}
