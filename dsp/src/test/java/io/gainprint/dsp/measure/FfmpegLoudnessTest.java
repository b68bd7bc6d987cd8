package io.gainprint.dsp.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gainprint.dsp.RandomSignals;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The measures against those of ffmpeg's filter `ebur128`, on the recordings that the project
/// carries and on seeded programmes; with `-Dgainprint.recordings=FOLDER` on every WAV file there.
class FfmpegLoudnessTest {
  private static final Path CARRIED = Path.of("..", "recordings", "regression", "set");

  /// It prints one decimal, from histograms of 0.01 LU.
  private static final double PRINTED = 0.05 + 0.02;

  /// It resamples to 192 kHz by a filter and a grid of its own, and prints one decimal.
  private static final double TRUE_PEAK = 0.15;

  @TempDir Path folder;

  @BeforeAll
  static void assumeInstalled() {
    boolean found =
        Stream.of(String.valueOf(System.getenv("PATH")).split(":", -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "ffmpeg")));
    assumeTrue(found, "ffmpeg is not installed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "excerpts/dry-6s.wav",
        "excerpts/la2a-65-6s.wav",
        "excerpts/sc4m-6s.wav",
        "excerpts/zamcomp-6s.wav",
        "la2a-22k/dry.wav",
        "la2a-48k/dry.wav",
        "la2a-96k/dry.wav"
      })
  void measures_ofARecording_areThoseOfFfmpeg(String file) throws Exception {
    assertSame(CARRIED.resolve(file));
  }

  @Test
  @EnabledIfSystemProperty(named = "gainprint.recordings", matches = ".+")
  void measures_ofWholeRecordings_areThoseOfFfmpeg() throws Exception {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("gainprint.recordings")))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".wav")).toList()) {
        assertSame(file);
      }
    }
  }

  /// 30 s in stereo: two tones in noise that swell over 40 dB, with pauses.
  @ParameterizedTest
  @ValueSource(ints = {44_100, 48_000})
  void measures_ofAProgramme_areThoseOfFfmpeg(int rate) throws Exception {
    int frames = 30 * rate;
    double[] left = swelling(1, frames, rate);
    double[] right = swelling(2, frames, rate);
    ByteBuffer bytes = ByteBuffer.allocate(16 * frames).order(ByteOrder.LITTLE_ENDIAN);
    for (int n = 0; n < frames; n++) {
      bytes.putDouble(left[n]).putDouble(right[n]);
    }
    Path file = Files.write(folder.resolve("programme.raw"), bytes.array());
    Ebur128 theirs =
        Ebur128.of("-f", "f64le", "-ar", String.valueOf(rate), "-ac", "2", "-i", file.toString());

    theirs.assertSame(rate, new double[][] {left, right});
  }

  private static double[] swelling(long seed, int frames, int rate) {
    var random = RandomSignals.random(seed);
    double[] x = new double[frames];
    double swell = random.nextDouble(0.05, 0.2);
    double low = random.nextDouble(60, 300);
    double high = random.nextDouble(2000, 9000);
    for (int n = 0; n < frames; n++) {
      double seconds = (double) n / rate;
      double db = -25 + 20 * Math.sin(2 * Math.PI * swell * seconds);
      double tones =
          Math.sin(2 * Math.PI * low * seconds) + 0.3 * Math.sin(2 * Math.PI * high * seconds);
      double gain = seconds % 9 < 1.5 ? 0 : Math.pow(10, db / 20);
      x[n] = gain * (0.5 * tones + random.nextDouble(-0.2, 0.2));
    }
    return x;
  }

  private void assertSame(Path file) throws Exception {
    ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(header.getShort(22)).as("channels of %s", file).isEqualTo((short) 1);
    int rate = header.getInt(24);
    Path decoded = folder.resolve("decoded.raw");
    ffmpeg("-y", "-i", file.toString(), "-f", "f64le", decoded.toString());
    byte[] bytes = Files.readAllBytes(decoded);
    double[] x = new double[bytes.length / 8];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(x);

    Ebur128.of("-i", file.toString()).assertSame(rate, new double[][] {x});
  }

  /// Runs it, and returns what it reports.
  private static String ffmpeg(String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-nostats"));
    words.addAll(List.of(arguments));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      return output;
    } finally {
      process.destroyForcibly();
    }
  }

  /// What the summary of the filter says.
  private record Ebur128(double integratedLufs, double rangeLu, double truePeakDb) {
    static Ebur128 of(String... input) throws Exception {
      List<String> arguments = new ArrayList<>(List.of(input));
      arguments.addAll(List.of("-filter_complex", "ebur128=peak=true", "-f", "null", "-"));
      String report = ffmpeg(arguments.toArray(String[]::new));
      String summary = report.substring(report.lastIndexOf("Summary:"));
      return new Ebur128(
          number(summary, "I:\\s*(\\S+) LUFS"),
          number(summary, "LRA:\\s*(\\S+) LU"),
          number(summary, "Peak:\\s*(\\S+) dBFS"));
    }

    private static double number(String text, String pattern) {
      Matcher matcher = Pattern.compile(pattern).matcher(text);
      assertThat(matcher.find()).as(text).isTrue();
      return Double.parseDouble(matcher.group(1));
    }

    void assertSame(int rate, double[][] planar) {
      LoudnessMeter meter = new LoudnessMeter(rate, Channel.fronts(planar.length));
      List<Double> shortTerm = new ArrayList<>();
      int step = Math.round(rate / 10f);
      for (int n = 0; n + step <= planar[0].length; n += step) {
        meter.add(planar, n, step);
        if (n + step >= 30 * step) {
          shortTerm.add(meter.shortTermLufs());
        }
      }
      double peakDb = Double.NEGATIVE_INFINITY;
      for (double[] channel : planar) {
        TruePeak peak = new TruePeak(rate);
        peak.add(channel, 0, channel.length);
        peakDb = Math.max(peakDb, peak.valueDb());
      }
      assertThat(meter.integratedLufs()).isCloseTo(integratedLufs, within(PRINTED));
      assertThat(rangeByTheirRanks(shortTerm)).isCloseTo(rangeLu, within(PRINTED));
      assertThat(peakDb).isCloseTo(truePeakDb, within(TRUE_PEAK));
    }

    /// Ranks round(q M) from 1, where EBU Tech 3342 has round(q (M − 1) + 1): one window lower at
    /// the low end, which is up to 0.7 LU here, where there are few. It says 0 where there is none.
    private static double rangeByTheirRanks(List<Double> shortTerm) {
      List<Double> sorted = new ArrayList<>(shortTerm);
      sorted.removeIf(lufs -> lufs <= -70);
      double power =
          sorted.stream().mapToDouble(lufs -> Math.pow(10, lufs / 10)).average().orElse(0);
      sorted.removeIf(lufs -> lufs <= 10 * Math.log10(power) - 20);
      Collections.sort(sorted);
      int low = (int) Math.round(0.1 * sorted.size());
      int high = (int) Math.round(0.95 * sorted.size());
      return sorted.isEmpty() ? 0 : sorted.get(high - 1) - sorted.get(low - 1);
    }
  }
}
