package io.gainprint.regression;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.dsp.unit.PublishedUnits;
import io.gainprint.fitting.StandardErrors;
import io.gainprint.fitting.WindowPlan;
import io.gainprint.fitting.filter.DirectFormFilter;
import io.gainprint.fitting.profile.Model;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.profile.ProfileJson;
import io.gainprint.fitting.profile.Provenance;
import io.gainprint.fitting.profile.Setting;
import io.gainprint.recordings.FrameSource;
import io.gainprint.recordings.SoundFileWriter;
import io.gainprint.recordings.SoundFormat;
import io.gainprint.recordings.SoundFormat.Encoding;
import io.gainprint.recordings.dataset.DataSet;
import io.gainprint.recordings.dataset.Entry;
import io.gainprint.recordings.dataset.Expectation;
import io.gainprint.recordings.dataset.Manifest;
import io.gainprint.recordings.programme.DryProgramme;
import io.gainprint.recordings.unit.FittedUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A folder with two seconds of programme through the published LA-2A, and its profile.
public final class SampleSet {
  static final int RATE_HZ = 44_100;
  static final Controls AT_60 = new Controls(Mode.COMPRESS, 60);
  static final Controls AT_80 = new Controls(Mode.LIMIT, 80);

  private final Path folder;

  private SampleSet(Path folder) {
    this.folder = folder;
  }

  /// Writes `dry.wav`, `compress-60.wav`, `limit-80.wav` and `la2a.gainprint.json`.
  public static SampleSet in(Path folder) throws IOException {
    Files.createDirectories(folder);
    SampleSet set = new SampleSet(folder);
    float[] dry = DryProgramme.render(RATE_HZ, 2, 1);
    set.write("dry.wav", dry);
    FittedUnit unit = new FittedUnit("LA-2A", PublishedUnits.la2a(), 0);
    for (Controls controls : List.of(AT_60, AT_80)) {
      set.write(wetName(controls), unit.render(dry, controls, RATE_HZ, 1));
    }
    set.write("la2a.gainprint.json", 0, AT_60, AT_80);
    return set;
  }

  Path folder() {
    return folder;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  void write(String name, float[] samples) throws IOException {
    SoundFileWriter.write(
        file(name), new SoundFormat(RATE_HZ, 1, Encoding.PCM_24), FrameSource.of(samples));
  }

  /// Writes a profile with the published settings.
  void write(String name, double lookAheadMs, Controls... positions) throws IOException {
    List<Setting> settings = new ArrayList<>();
    for (Controls controls : positions) {
      settings.add(setting(controls, PublishedUnits.la2a().at(controls)));
    }
    write(name, lookAheadMs, settings);
  }

  private void write(String name, double lookAheadMs, List<Setting> settings) throws IOException {
    Files.writeString(
        file(name),
        ProfileJson.write(
            new Profile(
                "LA-2A",
                RATE_HZ,
                lookAheadMs,
                settings,
                new Provenance("0.1.0", "published", new WindowPlan(12, 1), List.of()))));
  }

  /// Gives the profile 1 dB too much make-up at one of its positions.
  public void spoil() throws IOException {
    write(
        "la2a.gainprint.json",
        0,
        List.of(setting(AT_60, louder(AT_60, 1)), setting(AT_80, PublishedUnits.la2a().at(AT_80))));
  }

  /// Writes a profile whose make-up gain is off.
  void spoil(String name, Controls controls, double db) throws IOException {
    write(name, 0, List.of(setting(controls, louder(controls, db))));
  }

  private static CompressorParameters louder(Controls controls, double db) {
    CompressorParameters p = PublishedUnits.la2a().at(controls);
    return new CompressorParameters(
        p.thresholdDb(), p.ratio(), p.attackMs(), p.releaseMs(), p.makeUpDb() + db);
  }

  void writeFilter(String name, List<Double> b, List<Double> a) throws IOException {
    write(
        name,
        0,
        List.of(
            new Setting(
                Optional.empty(),
                new Model.DirectForm(new DirectFormFilter(RATE_HZ, b, a)),
                0,
                0,
                "converged")));
  }

  private static Setting setting(Controls controls, CompressorParameters parameters) {
    return new Setting(
        Optional.of(controls), parameters, StandardErrors.UNKNOWN, 0, 0, "converged");
  }

  static String wetName(Controls controls) {
    return "%s-%.0f.wav".formatted(controls.mode(), controls.peakReduction());
  }

  RegressionCase at(Controls controls) {
    return at(controls, "la2a.gainprint.json");
  }

  RegressionCase at(Controls controls, String profile) {
    // 24 bits are −146 dB of noise; the level of the recording takes some 30 dB off.
    return regressionCase(
        wetName(controls).replace(".wav", ""),
        wetName(controls),
        Optional.of(controls),
        new Expectation(file(profile), 1e-10, 1e-4, Optional.empty()));
  }

  RegressionCase regressionCase(
      String id, String wet, Optional<Controls> controls, Expectation expectation) {
    return new RegressionCase(
        new Entry(
            id,
            file("dry.wav"),
            file(wet),
            controls,
            Optional.empty(),
            Optional.empty(),
            Optional.of(expectation)),
        expectation);
  }

  /// Writes a manifest of the cases at both positions.
  public void writeManifest() throws IOException {
    writeManifest(at(AT_60), at(AT_80));
  }

  void writeManifest(RegressionCase... cases) throws IOException {
    Files.writeString(
        file(Manifest.FILE_NAME),
        Manifest.write(
            new DataSet(
                "LA-2A",
                Optional.empty(),
                List.of(cases).stream().map(RegressionCase::entry).toList(),
                List.of()),
            folder));
  }
}
