package io.gainprint.host.javasound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcmCodecTest {
  private static byte[] encoded(Encoding encoding, double... samples) {
    byte[] bytes = new byte[samples.length * encoding.bytes()];
    new PcmCodec(encoding).encode(new double[][] {samples}, bytes, samples.length);
    return bytes;
  }

  private static double[] decoded(Encoding encoding, byte... bytes) {
    double[][] samples = new double[1][bytes.length / encoding.bytes()];
    new PcmCodec(encoding).decode(bytes, samples, samples[0].length);
    return samples[0];
  }

  /// What was captured is played as the same bits, in each of three channels.
  @ParameterizedTest
  @ValueSource(ints = {16, 24, 32})
  void decodedBytes_encodeToThemselves(int bits) {
    Encoding encoding = new Encoding(bits, false);
    int frames = 4000;
    byte[] bytes = new byte[frames * 3 * encoding.bytes()];
    new Random(4).nextBytes(bytes);
    double[][] samples = new double[3][frames];
    byte[] again = new byte[bytes.length];
    PcmCodec codec = new PcmCodec(encoding);
    codec.decode(bytes, samples, frames);
    codec.encode(samples, again, frames);
    assertThat(again).isEqualTo(bytes);
  }

  @Test
  void bytes_areLittleEndianWithFullScaleAtOne() {
    assertThat(decoded(new Encoding(16, false), (byte) 0x01, (byte) 0x80))
        .containsExactly(-32767 / 32768.0);
    assertThat(decoded(new Encoding(24, false), (byte) 0x01, (byte) 0x02, (byte) 0x83))
        .containsExactly((0x830201 - 0x1000000) / 8388608.0);
    assertThat(decoded(new Encoding(32, false), (byte) 4, (byte) 3, (byte) 2, (byte) 1))
        .containsExactly(0x01020304 / 2147483648.0);
    assertThat(encoded(new Encoding(16, false), -0.5, 0.25))
        .containsExactly(new int[] {0, 0xc0, 0, 0x20});
    assertThat(encoded(new Encoding(24, false), -0.5)).containsExactly(new int[] {0, 0, 0xc0});
    assertThat(encoded(new Encoding(32, false), 0.5)).containsExactly(new int[] {0, 0, 0, 0x40});
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 24, 32})
  void beyondFullScale_isClampedAndWhatIsNotFiniteIsSilent(int bits) {
    Encoding encoding = new Encoding(bits, false);
    double step = Math.scalb(1.0, 1 - bits);
    byte[] bytes =
        encoded(
            encoding,
            1,
            7,
            -1,
            -1.5,
            1e300,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY);
    assertThat(decoded(encoding, bytes))
        .containsExactly(1 - step, 1 - step, -1, -1, 1 - step, 0, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 24, 32})
  void halves_areRoundedToEven(int bits) {
    Encoding encoding = new Encoding(bits, false);
    double step = Math.scalb(1.0, 1 - bits);
    byte[] bytes = encoded(encoding, 0.5 * step, 1.5 * step, -0.5 * step, -1.5 * step, 0.51 * step);
    assertThat(decoded(encoding, bytes)).containsExactly(0, 2 * step, 0, -2 * step, step);
  }

  /// Its error has no mean and the variance of triangular noise and rounding: (1/6 + 1/12) steps².
  @Test
  void dither_makesTheErrorIndependentOfTheSample() {
    Encoding encoding = new Encoding(16, true);
    double step = 0x1p-15;
    for (double part : new double[] {0, 0.3, 0.5}) {
      int frames = 100_000;
      double[] samples = new double[frames];
      Arrays.fill(samples, (100 + part) * step);
      double[] heard = decoded(encoding, encoded(encoding, samples));
      double sum = 0;
      double squares = 0;
      for (double y : heard) {
        double error = y / step - 100 - part;
        sum += error;
        squares += error * error;
      }
      assertThat(sum / frames).isBetween(-0.01, 0.01); // six standard errors
      assertThat(squares / frames).isBetween(0.245, 0.255);
    }
  }

  @Test
  void settings_areNamed() {
    assertThat(Encoding.of("16-dither")).containsExactly(new Encoding(16, true));
    assertThat(Encoding.of("24")).containsExactly(new Encoding(24, false));
    assertThatThrownBy(() -> Encoding.of("8"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("javasound: takes 16, 16-dither, 24 or 32 for the bits of a sample: 8");
  }
}
