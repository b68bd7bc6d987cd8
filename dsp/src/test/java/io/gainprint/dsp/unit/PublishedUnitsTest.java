package io.gainprint.dsp.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gainprint.dsp.compressor.CompressorParameters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PublishedUnitsTest {

  @Test
  void la2a_atSixtyFiveInCompress_hasThePublishedNumbers() {
    assertThat(PublishedUnits.la2a().at(new Controls(Mode.COMPRESS, 65)))
        .isEqualTo(
            new CompressorParameters(
                -17.586275100708008,
                4.265491962432861,
                5.948177814483643,
                266.1832580566406,
                0.5347366333007812));
  }

  @ParameterizedTest
  @EnumSource
  void la2a_wasMeasuredFromFortyToHundredInStepsOfFive(Mode mode) throws IOException {
    List<String> rows = table().lines().filter(row -> row.startsWith(mode + ",")).toList();

    assertThat(rows).hasSize(13);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i)).startsWith(mode + "," + (40 + 5 * i) + ",");
    }
  }

  @Test
  void la2a_atEveryRowOfItsTable_isThatRow() throws IOException {
    List<String> rows = table().lines().skip(1).toList();

    assertThat(rows).hasSize(26);
    for (String row : rows) {
      String[] column = row.split(",", -1);
      Mode mode = column[0].equals("limit") ? Mode.LIMIT : Mode.COMPRESS;
      CompressorParameters p =
          PublishedUnits.la2a().at(new Controls(mode, Double.parseDouble(column[1])));
      assertThat(List.of(p.thresholdDb(), p.ratio(), p.attackMs(), p.releaseMs(), p.makeUpDb()))
          .isEqualTo(List.of(column).subList(2, 7).stream().map(Double::valueOf).toList());
    }
  }

  @Test
  void la2a_belowTheMeasuredRange_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PublishedUnits.la2a().at(new Controls(Mode.LIMIT, 39.5)))
        .withMessage(
            "peak reduction 39.5 is outside what was measured in limit mode: 40.0 to 100.0");
  }

  private static String table() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            PublishedUnits.class.getResourceAsStream("la2a-published-fit.csv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
