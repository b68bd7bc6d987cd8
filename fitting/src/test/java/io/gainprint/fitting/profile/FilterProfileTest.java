package io.gainprint.fitting.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import io.gainprint.fitting.WindowPlan;
import io.gainprint.fitting.filter.Band;
import io.gainprint.fitting.filter.DirectFormFilter;
import io.gainprint.fitting.filter.Equaliser;
import io.gainprint.fitting.filter.EqualiserErrors;
import io.gainprint.fitting.filter.EqualiserErrors.BandErrors;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Profiles of equalisers and filters.
class FilterProfileTest {
  private static final Profile EQUALISER =
      profile(
          new Model.Bands(
              new Equaliser(
                  List.of(
                      new Band(Shape.LOW_SHELF, 100.0 / 3, 0.7, -Math.PI),
                      new Band(Shape.NOTCH, 1000, 5, 0)),
                  1.5),
              new EqualiserErrors(
                  List.of(new BandErrors(0.1, Double.NaN, 1e-17), new BandErrors(1, 2, Double.NaN)),
                  0.25)));
  private static final Profile FILTER =
      profile(
          new Model.DirectForm(
              new DirectFormFilter(44_100, List.of(0.1, 1.0 / 3), List.of(1.0, -0.999999999999))));

  private static Profile profile(Model model) {
    return new Profile(
        "u",
        44_100,
        0,
        List.of(new Setting(Optional.empty(), model, 1e-12, 8, "converged")),
        new Provenance("0.1.0", "s", new WindowPlan(12, 1), List.of()));
  }

  private static Profile read(String json) throws ProfileException {
    return ProfileJson.read(
        json,
        warning -> {
          throw new AssertionError(warning);
        });
  }

  @Test
  void read_ofWritten_isTheSameToTheLastDigit() throws ProfileException {
    assertThat(read(ProfileJson.write(EQUALISER))).isEqualTo(EQUALISER);
    assertThat(read(ProfileJson.write(FILTER))).isEqualTo(FILTER);
  }

  @Test
  void write_namesTheModelAndHasNoLookAhead() {
    assertThat(ProfileJson.write(EQUALISER))
        .contains("\"model\" : \"equaliser\"")
        .doesNotContain("lookAhead");
    assertThat(ProfileJson.write(FILTER)).contains("\"model\" : \"direct-form-filter\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bands", "shape", "frequencyHz", "q", "gainDb"})
  void read_ofAnEqualiserWithoutAField_namesIt(String field) {
    String json = ProfileJson.write(EQUALISER).replaceFirst("\"" + field + "\"", "\"other\"");

    assertThatThrownBy(() -> ProfileJson.read(json, _ -> {}))
        .isInstanceOf(ProfileException.class)
        .hasMessageStartingWith("field settings[0].parameters")
        .hasMessageEndingWith(field + " is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"notch\"|\"nothc\"|shape must be one of bell,",
        "\"q\" : 5.0|\"q\" : -5.0|settings[0].parameters.bands[1]: q must be greater than 0: -5.0",
        "\"model\" : \"equaliser\"|\"model\" : \"reverb\"|field model must be \"feed-forward-compressor\", \"equaliser\" or \"direct-form-filter\": \"reverb\""
      })
  void read_ofAWrongEqualiser_saysWhatIsWrong(String right, String wrong, String message) {
    assertThatThrownBy(() -> read(ProfileJson.write(EQUALISER).replace(right, wrong)))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-0.999999999999|-1.5|settings[0].parameters: feedback must be stable",
        "1.0, -0.9|0.5, -0.9|settings[0].parameters: feedback[0] must be 1: 0.5",
        "0.1, |\"x\", |field settings[0].parameters.feedForward must be a list of numbers",
        "0.1, ||settings[0].parameters: feedForward and feedback must be of one length: 1 and 2"
      })
  void read_ofAWrongFilter_saysWhatIsWrong(String right, String wrong, String message) {
    String json = ProfileJson.write(FILTER);
    assertThat(json).contains(right);

    assertThatThrownBy(() -> read(json.replace(right, wrong == null ? "" : wrong)))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining(message);
  }

  @Test
  void parameters_ofAFilter_areNoCompressors() {
    assertThat(EQUALISER.controlMap()).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> EQUALISER.settings().getFirst().parameters())
        .withMessage("the model is no compressor: equaliser");
  }
}
