package io.gainprint.recordings.dataset;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file name as the SignalTrain data set gives them.
public sealed interface SignalTrainName {
  /// A dry recording, such as `input_158_.wav`.
  ///
  /// @param number what its wet recordings go by, ≥ 0
  record Dry(int number) implements SignalTrainName {
    private static final Pattern NAME = Pattern.compile("(?i)input_(\\d{1,9})_\\.wav");

    /// Checks the number.
    ///
    /// @throws IllegalArgumentException if it is negative
    public Dry {
      requireNumber(number);
    }

    @Override
    public String fileName() {
      return "input_%d_.wav".formatted(number);
    }
  }

  /// A wet recording, such as `target_158_LA2A_3c__0__100.wav`.
  ///
  /// @param number that of its dry recording, ≥ 0
  /// @param unit the unit's name, letters, digits and hyphens, such as `LA2A`
  /// @param version which recordings of the unit, letters and digits, such as `3c`
  /// @param controls where the unit's controls stood
  record Wet(int number, String unit, String version, Controls controls)
      implements SignalTrainName {
    /// Number, unit, version, mode and peak reduction.
    private static final Pattern NAME =
        Pattern.compile(
            "(?i)target_(\\d{1,9})_([a-z0-9-]+)_([a-z0-9]+)__([01])__(\\d{1,3}(?:\\.\\d+)?)\\.wav");

    /// Checks number and words.
    ///
    /// @throws IllegalArgumentException naming what could not be read back from the file name
    public Wet {
      requireNumber(number);
      requireWord("unit", "[A-Za-z0-9-]+", unit);
      requireWord("version", "[A-Za-z0-9]+", version);
    }

    /// The peak reduction as file names have it, a whole number without a point.
    static String knob(Controls controls) {
      double knob = controls.peakReduction();
      return knob == Math.rint(knob) ? Integer.toString((int) knob) : Double.toString(knob);
    }

    private static void requireWord(String what, String letters, String word) {
      if (!word.matches(letters)) {
        throw new IllegalArgumentException("%s must be %s: %s".formatted(what, letters, word));
      }
    }

    @Override
    public String fileName() {
      String mode =
          switch (controls.mode()) {
            case COMPRESS -> "0";
            case LIMIT -> "1";
          };
      return "target_%d_%s_%s__%s__%s.wav".formatted(number, unit, version, mode, knob(controls));
    }
  }

  /// The name as a file has it.
  ///
  /// @return the file's name, ending in `.wav`
  String fileName();

  /// Reads a name.
  ///
  /// @param fileName the file's name, without its folder; the case of letters does not matter
  /// @return what it says; empty if it is no such name
  static Optional<SignalTrainName> of(String fileName) {
    Matcher dry = Dry.NAME.matcher(fileName);
    if (dry.matches()) {
      return Optional.of(new Dry(Integer.parseInt(dry.group(1))));
    }
    Matcher wet = Wet.NAME.matcher(fileName);
    if (!wet.matches() || Double.parseDouble(wet.group(5)) > 100) {
      return Optional.empty();
    }
    Mode mode = wet.group(4).equals("0") ? Mode.COMPRESS : Mode.LIMIT;
    Controls controls = new Controls(mode, Double.parseDouble(wet.group(5)));
    return Optional.of(
        new Wet(Integer.parseInt(wet.group(1)), wet.group(2), wet.group(3), controls));
  }

  private static void requireNumber(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("number must be 0 or more: " + number);
    }
  }
}
