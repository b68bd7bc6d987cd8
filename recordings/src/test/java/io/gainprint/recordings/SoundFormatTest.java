package io.gainprint.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gainprint.recordings.SoundFormat.Encoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoundFormatTest {
  @Test
  void of_edgesOfTheRanges_areAccepted() {
    assertThat(new SoundFormat(8000, 1, Encoding.PCM_16).sampleRateHz()).isEqualTo(8000);
    assertThat(new SoundFormat(192_000, 64, Encoding.FLOAT_32).channels()).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 7999, 192_001})
  void of_rateOutOfRange_isRefused(int rateHz) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SoundFormat(rateHz, 1, Encoding.PCM_16))
        .withMessage("sampleRateHz must be 8000 to 192000: " + rateHz);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65})
  void of_channelsOutOfRange_areRefused(int channels) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SoundFormat(44_100, channels, Encoding.PCM_16))
        .withMessage("channels must be 1 to 64: " + channels);
  }
}
