package io.gainprint.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gainprint.recordings.ChannelChoice.MixDown;
import io.gainprint.recordings.ChannelChoice.Only;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  /// Two frames of three channels: 1, 2, 3 and 4, 5, 9 steps of 2⁻¹⁵.
  private static final byte[] THREE_CHANNELS = {1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 9, 0};

  @TempDir Path folder;

  @Test
  void read_oneOfThreeChannels_isThatChannel() throws IOException {
    Recording recording = Recording.read(threeChannels(), new Only(2));
    assertThat(recording.samples()).containsExactly(3 * 0x1p-15f, 9 * 0x1p-15f);
    assertThat(recording.length()).isEqualTo(2);
    assertThat(recording.sampleRateHz()).isEqualTo(48_000);
    assertThat(recording.name()).isEqualTo("three.wav");
  }

  @Test
  void read_mixDown_isTheMean() throws IOException {
    assertThat(Recording.read(threeChannels(), new MixDown()).samples())
        .containsExactly(2 * 0x1p-15f, 6 * 0x1p-15f);
  }

  @Test
  void read_mixDownOfMono_isItsChannelExactly() throws IOException {
    byte[] data = {0x56, 0x34, 0x12, (byte) 0xff, (byte) 0xff, 0x7f};
    Path file =
        WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 24).write(folder.resolve("mono.wav"), data);
    // 24-bit integers are floats exactly, which have a significand of 24 bits.
    assertThat(Recording.read(file, new MixDown()).samples())
        .containsExactly(0x123456 * 0x1p-23f, 0x7fffff * 0x1p-23f);
    assertThat(Recording.read(file, new Only(0)).samples())
        .containsExactly(0x123456 * 0x1p-23f, 0x7fffff * 0x1p-23f);
  }

  @Test
  void read_longerThanABlock_isWhole() throws IOException {
    byte[] data = new byte[2 * 20_000];
    data[0] = 1;
    data[2 * 8192] = 2; // the first frame of the second block
    data[2 * 19_999] = 3;
    Path file =
        WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 16).write(folder.resolve("long.wav"), data);
    float[] samples = Recording.read(file, new MixDown()).samples();
    assertThat(samples).hasSize(20_000);
    assertThat(samples[0]).isEqualTo(0x1p-15f);
    assertThat(samples[8192]).isEqualTo(2 * 0x1p-15f);
    assertThat(samples[19_999]).isEqualTo(3 * 0x1p-15f);
  }

  @Test
  void read_channelThatIsNotThere_namesThoseThatAre() throws IOException {
    Path three = threeChannels();
    assertThatExceptionOfType(SoundFileException.class)
        .isThrownBy(() -> Recording.read(three, new Only(3)))
        .withMessage("%s has 3 channels and no number 4: choose one of 1 to 3", three);
    Path mono =
        WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 16)
            .write(folder.resolve("mono.wav"), new byte[2]);
    assertThatExceptionOfType(SoundFileException.class)
        .isThrownBy(() -> Recording.read(mono, new Only(1)))
        .withMessage("%s has one channel, number 1, and no number 2: choose 1", mono);
  }

  @Test
  void sha256_ofAFile_isThatOfItsBytes() throws IOException {
    Path file =
        WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 16)
            .write(folder.resolve("one.wav"), new byte[] {1, 0});
    // From sha256sum, of the same 46 bytes.
    assertThat(Recording.read(file, new MixDown()).sha256())
        .isEqualTo("1a285127c827345c144e37c137a35e14e3edcd11c371db916992317ccf2292a9");
  }

  @Test
  void sha256_ofSamples_isThatOfTheirLittleEndianBits() {
    // From sha256sum, of 00 00 80 3f 00 00 00 bf.
    assertThat(Recording.of("two", new float[] {1, -0.5f}, 44_100).sha256())
        .isEqualTo("e5e0ce39fac89cd93af5ba8bcad2fe35d88c75417c7e44941fe5ee4e48f1cf75");
  }

  @Test
  void sha256_ofManySamples_dependsOnEach() {
    float[] samples = new float[20_000];
    String zeros = Recording.of("a", samples, 44_100).sha256();
    samples[19_999] = 1;
    assertThat(Recording.of("a", samples, 44_100).sha256()).isNotEqualTo(zeros);
  }

  @Test
  void of_samples_areCopied() {
    float[] samples = {1, 2};
    Recording recording = Recording.of("mine", samples, 44_100);
    samples[0] = 5;
    assertThat(recording.samples()).containsExactly(1, 2);
    assertThat(recording.name()).isEqualTo("mine");
  }

  @Test
  void of_nothingOrRateOutOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Recording.of("none", new float[0], 44_100))
        .withMessage("samples must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Recording.of("slow", new float[1], 7999))
        .withMessage("sampleRateHz must be 8000 to 192000: 7999");
  }

  @Test
  void only_negativeIndex_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Only(-1))
        .withMessage("index must be >= 0: -1");
  }

  private Path threeChannels() throws IOException {
    return WaveBytes.plain(WaveBytes.PCM, 3, 48_000, 16)
        .write(folder.resolve("three.wav"), THREE_CHANNELS);
  }
}
