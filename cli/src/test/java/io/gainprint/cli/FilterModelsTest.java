package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import io.gainprint.dsp.filter.FilterChain;
import io.gainprint.fitting.filter.Band;
import io.gainprint.fitting.filter.Equaliser;
import io.gainprint.recordings.SoundFormat.Encoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Equalisers and direct-form filters on the command line.
final class FilterModelsTest {
  private static final int RATE = 44_100;
  private static final Equaliser TRUTH =
      new Equaliser(
          List.of(new Band(Shape.BELL, 800, 1.2, -6), new Band(Shape.HIGH_SHELF, 6000, 0.7, 4)),
          -1);

  @TempDir Path folder;
  private Path dry;
  private Path wet;
  private Path profile;

  @BeforeEach
  void writePair() throws IOException {
    dry = folder.resolve("dry.wav");
    wet = folder.resolve("wet.wav");
    profile = folder.resolve("unit.gainprint.json");
    double[] sound = noise(3);
    double[] filtered = sound.clone();
    new FilterChain(TRUTH.sections(RATE)).process(sound, 0, filtered, 0, sound.length);
    SoundFiles.write(dry, RATE, Encoding.PCM_24, sound);
    SoundFiles.write(wet, RATE, Encoding.PCM_24, filtered);
  }

  private static double[] noise(double seconds) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    double[] sound = new double[(int) (seconds * RATE)];
    for (int n = 0; n < sound.length; n++) {
      sound[n] = Math.rint(0x1p23 * Math.clamp(0.1 * random.nextGaussian(), -0.4, 0.4)) * 0x1p-23;
    }
    return sound;
  }

  private Invocation fit(String model, Object... more) {
    Object[] args = new Object[10 + more.length];
    Object[] fixed = {
      "fit", "--dry", dry, "--wet", wet, "--output", profile, "--model", model, "--quiet"
    };
    System.arraycopy(fixed, 0, args, 0, fixed.length);
    System.arraycopy(more, 0, args, fixed.length, more.length);
    return Invocation.of(args);
  }

  @ParameterizedTest
  @ValueSource(strings = {"eq:bell,highshelf", "filter:4"})
  void process_throughAFittedProfile_givesTheRecording(String model) throws IOException {
    Invocation fitted = fit(model);
    assertThat(fitted.exitCode()).as(fitted.err()).isZero();
    Path rendered = folder.resolve("rendered.wav");

    Invocation processed = Invocation.of("process", dry, rendered, "--profile", profile);
    Invocation evaluated =
        Invocation.of(
            "evaluate", "--dry", dry, "--wet", wet, "--profile", profile, "--json", "--quiet");

    assertThat(processed.exitCode()).as(processed.err()).isZero();
    double[] expected = SoundFiles.read(wet)[0];
    double[] actual = SoundFiles.read(rendered)[0];
    for (int n = 0; n < expected.length; n++) {
      // Two steps of 24 bits: what is halfway between two may be rounded either way.
      assertThat(actual[n]).isCloseTo(expected[n], within(2 * 0x1p-23));
    }
    // Rounding to 24 bits is −149 dBFS, the sound −20 dBFS.
    assertThat(FitCommandTest.json(evaluated).get("esr").asDouble()).isLessThan(1e-12);
  }

  @Test
  void fit_ofAnEqualiser_reportsItsBands() {
    Invocation text = fit("eq:highshelf,bell");
    JsonNode json = FitCommandTest.json(fit("eq:highshelf,bell", "--force", "--json"));

    assertThat(text.out())
        .contains("wet, fitted at 44100 Hz", "highshelf", "bell", "±", "overall")
        .contains("largest difference from the recording's response", "converged after");
    assertThat(json.propertyNames())
        .containsExactly(
            "profile",
            "bands",
            "bandErrors",
            "gainDb",
            "gainError",
            "esr",
            "status",
            "iterations",
            "searches",
            "evaluations",
            "onBounds",
            "largestDifferenceDb",
            "largestDifferenceHz",
            "seconds");
    // 24 bits leave a millionth of each parameter open, see the standard errors.
    assertThat(json.get("bands").get(1).get("frequencyHz").asDouble()).isCloseTo(800, within(1e-2));
    assertThat(json.get("bands").get(1).get("gainDb").asDouble()).isCloseTo(-6, within(1e-4));
    assertThat(json.get("gainDb").asDouble()).isCloseTo(-1, within(1e-4));
  }

  @Test
  void fit_ofAFilter_reportsItsCoefficients() {
    JsonNode json = FitCommandTest.json(fit("filter:4", "--json"));

    assertThat(json.get("feedForward").size()).isEqualTo(5);
    assertThat(json.get("feedback").get(0).asDouble()).isEqualTo(1);
  }

  @Test
  void process_ofTwoChannels_filtersEachAlike() throws IOException {
    fit("eq:bell,highshelf");
    double[] left = noise(0.5);
    double[] right = new double[left.length];
    right[100] = 0.5;
    Path stereo = folder.resolve("stereo.wav");
    Path rendered = folder.resolve("rendered.wav");
    SoundFiles.write(stereo, RATE, Encoding.FLOAT_32, left, right);

    Invocation run =
        Invocation.of("process", stereo, rendered, "--profile", profile, "--block-size", 17);

    assertThat(run.exitCode()).as(run.err()).isZero();
    double[] expected = new double[right.length];
    new FilterChain(TRUTH.sections(RATE)).process(right, 0, expected, 0, right.length);
    double[][] actual = SoundFiles.read(rendered);
    for (int n = 0; n < expected.length; n++) {
      assertThat(actual[1][n]).isCloseTo(expected[n], within(1e-6)); // of the fit, and of floats
    }
  }

  @Test
  void process_atAnotherRate_takesAnEqualiserAndRefusesAFilter() throws IOException {
    Path other = folder.resolve("other.wav");
    Path low = folder.resolve("low.wav");
    Path rendered = folder.resolve("rendered.wav");
    SoundFiles.write(other, 48_000, Encoding.PCM_24, noise(0.1));
    SoundFiles.write(low, 8_000, Encoding.PCM_24, noise(0.1));

    fit("filter:4");
    Invocation refused = Invocation.of("process", other, rendered, "--profile", profile);
    fit("eq:bell,highshelf", "--force");
    Invocation tooLow = Invocation.of("process", low, rendered, "--profile", profile);
    Invocation taken = Invocation.of("process", other, rendered, "--profile", profile);

    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err())
        .contains("holds only at the sample rate it was fitted at, 44100 Hz: 48000 Hz");
    assertThat(tooLow.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(tooLow.err())
        .contains("the highshelf at 6000 Hz needs a sample rate above 12000 Hz");
    assertThat(taken.exitCode()).isZero();
    assertThat(taken.err()).contains("was fitted at 44100 Hz, the sound has 48000 Hz");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eq:bel|shape must be one of bell, lowshelf,",
        "filter:0|the order of a filter must be 1 to 32: 0",
        "filter:99|the order of a filter must be 1 to 32: 99",
        "reverb|model must be compressor, filter:<order> or eq:<shape>,<shape>…: reverb"
      })
  void fit_ofNoModel_isAMistake(String model, String message) {
    Invocation run = fit(model);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(message);
    assertThat(profile).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"--look-ahead, 0", "--hessian, block-adjoint", "--peak-reduction, 50"})
  void fit_ofAFilterWithACompressorsOption_isAMistake(String option, String value) {
    Invocation run = fit("filter:4", option, value);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains(option + " is for compressors and does not go with --model filter:4");
  }

  @Test
  void process_ofAFilterWithACompressorsOption_isAMistake() {
    fit("filter:4");
    Path rendered = folder.resolve("rendered.wav");

    Invocation linked =
        Invocation.of("process", dry, rendered, "--profile", profile, "--link", "independent");
    Invocation placed =
        Invocation.of("process", dry, rendered, "--profile", profile, "--peak-reduction", 50);

    assertThat(linked.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(linked.err()).contains("--link is for compressors: a filter treats every channel");
    assertThat(placed.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(placed.err()).contains("holds a filter");
    assertThat(rendered).doesNotExist();
  }
}
