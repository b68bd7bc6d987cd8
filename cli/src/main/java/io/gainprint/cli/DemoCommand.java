package io.gainprint.cli;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.measure.GainReductionError;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.dsp.unit.PublishedUnits;
import io.gainprint.fitting.CompressorFit;
import io.gainprint.fitting.FitResult;
import io.gainprint.fitting.FitSettings;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.profile.ProfileJson;
import io.gainprint.fitting.profile.Provenance;
import io.gainprint.fitting.profile.Setting;
import io.gainprint.recordings.ChannelChoice;
import io.gainprint.recordings.FrameSource;
import io.gainprint.recordings.Recording;
import io.gainprint.recordings.SoundFileWriter;
import io.gainprint.recordings.SoundFormat;
import io.gainprint.recordings.programme.DryProgramme;
import io.gainprint.recordings.unit.FittedUnit;
import io.gainprint.recordings.unit.UnitModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// `gainprint demo`: the whole way from sound to profile, with nothing but the program.
///
/// The unit is the simulated levelling amplifier at three peak reductions, which no five parameters
/// describe: what they leave is shown. With the published fit of an LA-2A and a noise floor
/// instead, the truth is known and stands beside what the fit finds.
@Command(
    name = "demo",
    description =
        "Renders programme material, passes it through a unit at three peak reductions, fits what"
            + " comes out, and writes profile and sound.",
    footer = {
      "",
      "simulated is a levelling amplifier of light, photoresistor and valves, and not the compressor"
          + " that is fitted: the ESR is what the fit cannot describe. Fits of a real LA-2A lie"
          + " between 6.5 %% and 11 %% (arXiv 2509.10706).",
      "la2a is such a published fit with noise at -80 dBFS: the fit should find its parameters."
    })
final class DemoCommand implements Callable<Integer> {
  private static final int RATE_HZ = 44_100;
  private static final long SEED = 1;

  private static final List<Controls> POSITIONS =
      List.of(
          new Controls(Mode.COMPRESS, 45),
          new Controls(Mode.COMPRESS, 65),
          new Controls(Mode.COMPRESS, 90));

  @Mixin CommonOptions common;
  @Mixin OutputOptions outputs;

  @Option(
      names = "--unit",
      paramLabel = "<unit>",
      defaultValue = "simulated",
      description = "What to measure: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if left out.")
  UnitName unit;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "<folder>",
      defaultValue = "gainprint-demo",
      description = "The folder to write to; ${DEFAULT-VALUE} if left out.")
  Path folder;

  @Option(
      names = "--seconds",
      paramLabel = "<s>",
      defaultValue = "20",
      description = "Length of the programme, 5 to 3600 s; ${DEFAULT-VALUE} s if left out.")
  double seconds;

  @Option(names = "--json", description = "Print the fits as JSON.")
  boolean json;

  /// One position of the unit: what it was, where that is known, and what was found.
  private record Case(
      Controls controls,
      Optional<CompressorParameters> truth,
      Recording wet,
      FitResult fit,
      double gainErrorDb) {}

  @Override
  public Integer call() throws IOException {
    if (!(seconds >= 5 && seconds <= 3600)) {
      throw new CommandFailure(ExitCode.USAGE, "--seconds must be 5 to 3600: " + seconds);
    }
    Files.createDirectories(folder);
    for (Controls controls : POSITIONS) {
      outputs.check(folder.resolve(wetName(controls)));
      outputs.check(folder.resolve(fitName(controls)));
    }
    outputs.check(folder.resolve(profileName()));
    Recording dry = written("dry.wav", DryProgramme.render(RATE_HZ, seconds, SEED));

    List<Case> cases = new ArrayList<>();
    for (Controls controls : POSITIONS) {
      if (!common.quiet()) {
        common
            .err()
            .printf(
                "%n%s, %s, peak reduction %.0f%n",
                model().name(), controls.mode(), controls.peakReduction());
      }
      cases.add(measure(dry, controls));
    }
    outputs.write(
        folder.resolve(profileName()),
        file -> Files.writeString(file, ProfileJson.write(profile(dry, cases))));
    common.out().print(json ? json(cases) : text(cases));
    return ExitCode.OK;
  }

  private UnitModel model() {
    return switch (unit) {
      case SIMULATED -> unit.model();
      case LA2A -> FittedUnit.la2a(); // with noise
    };
  }

  /// What a fit should find, where there is such a thing.
  private Optional<CompressorParameters> truth(Controls controls) {
    return switch (unit) {
      case SIMULATED -> Optional.empty();
      case LA2A -> Optional.of(PublishedUnits.la2a().at(controls));
    };
  }

  private String profileName() {
    return unit + "-demo.gainprint.json";
  }

  private Case measure(Recording dry, Controls controls) throws IOException {
    float[] recorded = model().render(dry.samples(), controls, RATE_HZ, SEED);
    Recording wet = written(wetName(controls), recorded);

    FitResult fit =
        CompressorFit.fit(
            dry.samples(), wet.samples(), RATE_HZ, FitSettings.defaults(), common.progress());
    float[] fitted = compress(dry.samples(), fit.parameters());
    write(fitName(controls), fitted);
    return new Case(controls, truth(controls), wet, fit, gainErrorDb(fitted, wet.samples()));
  }

  /// The root mean square of the gain-reduction error after the warm-up.
  private static double gainErrorDb(float[] fitted, float[] wet) {
    GainReductionError error = new GainReductionError(RATE_HZ);
    double[] y = new double[1];
    double[] t = new double[1];
    for (int n = RATE_HZ; n < wet.length; n++) { // one second
      y[0] = fitted[n];
      t[0] = wet[n];
      error.add(y, t, 0, 1);
    }
    return error.rmsDb();
  }

  private static float[] compress(float[] dry, CompressorParameters parameters) {
    double[] samples = new double[dry.length];
    for (int n = 0; n < dry.length; n++) {
      samples[n] = dry[n];
    }
    new Compressor(parameters.at(RATE_HZ)).process(samples, 0, samples, 0, samples.length);
    float[] wet = new float[dry.length];
    for (int n = 0; n < wet.length; n++) {
      wet[n] = (float) samples[n];
    }
    return wet;
  }

  private static String wetName(Controls controls) {
    return "wet-%s-%.0f.wav".formatted(controls.mode(), controls.peakReduction());
  }

  private static String fitName(Controls controls) {
    return "fit-%s-%.0f.wav".formatted(controls.mode(), controls.peakReduction());
  }

  /// Writes sound and reads it back, so that a profile names the very file.
  private Recording written(String name, float[] samples) throws IOException {
    write(name, samples);
    return Recording.read(folder.resolve(name), new ChannelChoice.MixDown());
  }

  private void write(String name, float[] samples) throws IOException {
    SoundFormat format = new SoundFormat(RATE_HZ, 1, SoundFormat.Encoding.FLOAT_32);
    outputs.write(
        folder.resolve(name), file -> SoundFileWriter.write(file, format, FrameSource.of(samples)));
  }

  private Profile profile(Recording dry, List<Case> cases) {
    List<Setting> settings = new ArrayList<>();
    List<Provenance.Source> sources = new ArrayList<>();
    for (Case c : cases) {
      settings.add(
          new Setting(
              Optional.of(c.controls()),
              c.fit().parameters(),
              c.fit().standardErrors(),
              c.fit().esr(),
              c.fit().iterations(),
              c.fit().status().toString()));
      sources.add(
          new Provenance.Source(
              dry.name(), c.wet().name(), dry.sha256(), c.wet().sha256(), dry.length(), 0, "mean"));
    }
    return new Profile(
        model().name() + " (demo)",
        RATE_HZ,
        0,
        settings,
        new Provenance(
            Gainprint.version(),
            SolverWords.of(FitSettings.defaults()),
            FitSettings.defaults().plan(),
            sources));
  }

  private String text(List<Case> cases) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%n%-16s %-6s %13s %8s %10s %11s %11s %11s %13s %6s %7s%n",
            unit,
            "",
            "threshold dB",
            "ratio",
            "attack ms",
            "release ms",
            "make-up dB",
            "ESR %",
            "gain error dB",
            "steps",
            "s"));
    for (Case c : cases) {
      String position = c.controls().mode() + " " + Math.round(c.controls().peakReduction());
      if (c.truth().isPresent()) {
        text.append(row(position, "truth", c.truth().get())).append('\n');
        position = "";
      }
      text.append(row(position, "fit", c.fit().parameters()));
      text.append(
          String.format(
              Locale.ROOT,
              " %11.3g %13.3f %6d %7.1f%n",
              100 * c.fit().esr(),
              c.gainErrorDb(),
              c.fit().iterations(),
              c.fit().seconds()));
    }
    for (Case c : cases) {
      for (String bound : c.fit().onBounds()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%s %.0f: %s%n",
                c.controls().mode(),
                c.controls().peakReduction(),
                bound));
      }
    }
    text.append(String.format(Locale.ROOT, "profile and sound written to %s%n", folder));
    return text.toString();
  }

  private String json(List<Case> cases) {
    ObjectNode root = Json.object().put("folder", folder.toString());
    root.put("unit", model().name());
    var settings = root.putArray("settings");
    for (Case c : cases) {
      ObjectNode setting = settings.addObject();
      setting.put("mode", c.controls().mode().toString());
      setting.put("peakReduction", c.controls().peakReduction());
      c.truth().ifPresent(truth -> Json.put(setting, "truth", truth));
      Json.put(setting, "fit", c.fit().parameters());
      setting.put("esr", c.fit().esr());
      Json.put(setting, "gainReductionErrorRmsDb", c.gainErrorDb());
      setting.put("status", c.fit().status().toString());
      c.fit().onBounds().forEach(setting.putArray("onBounds")::add);
      setting.put("iterations", c.fit().iterations());
      setting.put("seconds", c.fit().seconds());
    }
    return Json.text(root);
  }

  private static String row(String position, String kind, CompressorParameters p) {
    return String.format(
        Locale.ROOT,
        "%-16s %-6s %13.4f %8.4f %10.4f %11.3f %11.4f",
        position,
        kind,
        p.thresholdDb(),
        p.ratio(),
        p.attackMs(),
        p.releaseMs(),
        p.makeUpDb());
  }
}
