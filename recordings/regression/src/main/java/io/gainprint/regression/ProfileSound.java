package io.gainprint.regression;

import io.gainprint.dsp.LookAhead;
import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.filter.FilterChain;
import io.gainprint.dsp.unit.ControlMap;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.fitting.filter.FittedFilter;
import io.gainprint.fitting.profile.Model;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.profile.ProfileException;
import io.gainprint.fitting.profile.ProfileJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// What a profile does to sound, from rest.
sealed interface ProfileSound {
  /// Sound through the profile.
  ///
  /// @param dry samples; not written to
  /// @return as many samples, neither late nor early
  /// @throws IllegalArgumentException if the profile's filter is none at that rate
  float[] of(float[] dry, double sampleRateHz);

  /// A compressor's.
  record OfCompressor(CompressorParameters parameters, double lookAheadMs) implements ProfileSound {
    @Override
    public float[] of(float[] dry, double sampleRateHz) {
      int latency = LookAhead.samples(lookAheadMs, sampleRateHz);
      double[] samples = new double[dry.length + latency];
      copy(dry, samples);
      new Compressor(parameters.at(sampleRateHz), latency)
          .process(samples, 0, samples, 0, samples.length);
      return floats(samples, latency);
    }
  }

  /// A filter's.
  record OfFilter(FittedFilter filter) implements ProfileSound {
    @Override
    public float[] of(float[] dry, double sampleRateHz) {
      double[] samples = new double[dry.length];
      copy(dry, samples);
      new FilterChain(filter.sections(sampleRateHz))
          .process(samples, 0, samples, 0, samples.length);
      return floats(samples, 0);
    }
  }

  /// Reads a profile.
  ///
  /// @param controls a position of the unit's controls; may be left out where the profile holds one
  ///   setting
  /// @throws IOException naming the file, if it is no profile
  /// @throws IllegalArgumentException if the profile has nothing for that position
  static ProfileSound read(Path file, Optional<Controls> controls) throws IOException {
    Profile profile;
    try {
      profile = ProfileJson.read(Files.readString(file), _ -> {});
    } catch (NoSuchFileException e) {
      throw new IOException(file + " does not exist: check the profile's name and folder", e);
    } catch (ProfileException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not a profile: it is not even text", e);
    }
    return switch (profile.settings().getFirst().model()) {
      case Model.Compressor _ ->
          new OfCompressor(parameters(file, profile, controls), profile.lookAheadMs());
      case Model.Bands(var equaliser, _) -> new OfFilter(only(file, profile, equaliser));
      case Model.DirectForm(var filter) -> new OfFilter(only(file, profile, filter));
    };
  }

  private static CompressorParameters parameters(
      Path file, Profile profile, Optional<Controls> controls) {
    Optional<ControlMap> map = profile.controlMap();
    if (controls.isPresent() && map.isPresent()) {
      return map.get().at(controls.get());
    }
    if (profile.settings().size() > 1) {
      throw new IllegalArgumentException(
          file + " holds several settings: give the entry the controls of one of them");
    }
    return profile.settings().getFirst().parameters();
  }

  private static FittedFilter only(Path file, Profile profile, FittedFilter filter) {
    if (profile.settings().size() > 1) {
      throw new IllegalArgumentException(
          file + " holds several filters, of which none can be chosen: keep one in each profile");
    }
    return filter;
  }

  private static void copy(float[] from, double[] to) {
    for (int n = 0; n < from.length; n++) {
      to[n] = from[n];
    }
  }

  private static float[] floats(double[] samples, int from) {
    float[] floats = new float[samples.length - from];
    for (int n = 0; n < floats.length; n++) {
      floats[n] = (float) samples[from + n];
    }
    return floats;
  }
}
