package io.gainprint.host.javasound;

import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFormat;

/// How a device's samples are encoded.
///
/// @param bits of a sample: 16, 24 or 32
/// @param dither whether triangular noise of ± one step is added before samples are rounded; with
///   16 bits only
record Encoding(int bits, boolean dither) {
  /// From the finest to the coarsest.
  static final List<Encoding> ALL =
      List.of(new Encoding(32, false), new Encoding(24, false), new Encoding(16, false));

  /// The encodings to try for a setting.
  ///
  /// @param setting `16`, `24`, `32` or `16-dither`
  /// @throws IllegalArgumentException if it is another
  static List<Encoding> of(String setting) {
    return switch (setting) {
      case "16-dither" -> List.of(new Encoding(16, true));
      case "16", "24", "32" -> List.of(new Encoding(Integer.parseInt(setting), false));
      default ->
          throw new IllegalArgumentException(
              "javasound: takes 16, 16-dither, 24 or 32 for the bits of a sample: " + setting);
    };
  }

  /// Bytes of a sample.
  int bytes() {
    return bits / 8;
  }

  /// What javax.sound calls it.
  AudioFormat format(double sampleRateHz, int channels) {
    return new AudioFormat(
        AudioFormat.Encoding.PCM_SIGNED,
        (float) sampleRateHz,
        bits,
        channels,
        bytes() * channels,
        (float) sampleRateHz,
        false);
  }

  /// Several in words.
  static String words(List<Encoding> encodings) {
    List<String> bits = new ArrayList<>();
    encodings.forEach(encoding -> bits.add(Integer.toString(encoding.bits())));
    return String.join("/", bits) + " bit";
  }

  @Override
  public String toString() {
    return bits + " bit" + (dither ? " with dither" : "");
  }
}
