package io.gainprint.recordings;

import io.gainprint.recordings.alignment.WholeShift;
import java.util.Locale;

/// Something about a dry and a wet recording that stands in the way of using them as a pair, or
/// that one should know.
public sealed interface PairFinding {
  /// Whether the pair can be used all the same.
  ///
  /// @return `ERROR` if it cannot, as with most findings
  default Severity severity() {
    return Severity.ERROR;
  }

  /// What was found, for people.
  ///
  /// @return full sentences that name the recording, the figures and the fix
  String message();

  /// How much a finding matters.
  enum Severity {
    /// The pair cannot be used.
    ERROR,
    /// The pair can be used, and the result may suffer.
    WARNING
  }

  /// The two recordings differ in sample rate.
  ///
  /// @param dryHz sample rate of the dry recording, Hz
  /// @param wetHz sample rate of the wet recording, Hz
  record RatesDiffer(int dryHz, int wetHz) implements PairFinding {
    @Override
    public String message() {
      return ("The dry recording has %d Hz and the wet one %d Hz."
              + " Record both at one rate, or resample one of them.")
          .formatted(dryHz, wetHz);
    }
  }

  /// The wet recording ends before the dry one.
  ///
  /// @param drySamples length of the dry recording
  /// @param wetSamples length of the wet recording
  record WetShorter(int drySamples, int wetSamples) implements PairFinding {
    @Override
    public String message() {
      return ("The wet recording has %d samples and the dry one %d."
              + " Record again to the end of the dry one, or cut it.")
          .formatted(wetSamples, drySamples);
    }
  }

  /// The wet recording goes on after the dry one.
  ///
  /// @param drySamples length of the dry recording
  /// @param wetSamples length of the wet recording
  record WetLonger(int drySamples, int wetSamples) implements PairFinding {
    @Override
    public Severity severity() {
      return Severity.WARNING;
    }

    @Override
    public String message() {
      return ("The wet recording has %d samples and the dry one %d."
              + " The %d at its end are ignored; cut them to be rid of this.")
          .formatted(wetSamples, drySamples, wetSamples - drySamples);
    }
  }

  /// The recordings are too short to tell whether they belong together.
  ///
  /// @param samples length that they share
  /// @param leastSamples shortest length that is accepted
  record TooShort(int samples, int leastSamples) implements PairFinding {
    @Override
    public String message() {
      return ("The recordings share %d samples, and at least %d are needed."
              + " Record some seconds of music or speech.")
          .formatted(samples, leastSamples);
    }
  }

  /// A recording holds NaN or infinite samples.
  ///
  /// @param recording its name
  /// @param count how many there are
  /// @param firstSample where the first one is, from 0
  /// @param sampleRateHz sample rate of the recording, Hz
  record NonFinite(String recording, int count, int firstSample, int sampleRateHz)
      implements PairFinding {
    @Override
    public String message() {
      return String.format(
          Locale.ROOT,
          "%s holds %d NaN or infinite samples,"
              + " the first at sample %d (%.3f s). Export it again, as PCM if need be.",
          recording,
          count,
          firstSample,
          (double) firstSample / sampleRateHz);
    }
  }

  /// A recording is silent.
  ///
  /// @param recording its name
  /// @param peakDbfs its largest magnitude, dBFS; negative infinity for digital silence
  record Silent(String recording, double peakDbfs) implements PairFinding {
    @Override
    public String message() {
      return String.format(
          Locale.ROOT,
          "%s is silent, its peak is %s. Check the cabling,"
              + " the input and the channel that is read.",
          recording,
          peakDbfs == Double.NEGATIVE_INFINITY
              ? "0"
              : String.format(Locale.ROOT, "%.1f dBFS", peakDbfs));
    }
  }

  /// A recording is clipped.
  ///
  /// @param recording its name
  /// @param runs how many times three or more consecutive samples stand at its extreme
  /// @param firstSample where the first such run begins, from 0
  /// @param sampleRateHz sample rate of the recording, Hz
  record Clipped(String recording, int runs, int firstSample, int sampleRateHz)
      implements PairFinding {
    @Override
    public Severity severity() {
      return Severity.WARNING;
    }

    @Override
    public String message() {
      return String.format(
          Locale.ROOT,
          "%s is clipped in %d places, the first at sample %d (%.3f s)."
              + " Record again at a lower level.",
          recording,
          runs,
          firstSample,
          (double) firstSample / sampleRateHz);
    }
  }

  /// The wet recording is the dry one, sample by sample.
  record Identical() implements PairFinding {
    @Override
    public String message() {
      return "The wet recording is the dry one, sample by sample."
          + " Name the file that was recorded behind the unit.";
    }
  }

  /// The wet recording is the dry one at another level.
  ///
  /// @param gainDb how much louder the wet one is, dB
  /// @param relativeResidual root mean square of what the gain does not explain, over that of the
  ///   wet recording
  record PureGain(double gainDb, double relativeResidual) implements PairFinding {
    @Override
    public Severity severity() {
      return Severity.WARNING;
    }

    @Override
    public String message() {
      return String.format(
          Locale.ROOT,
          "The wet recording is the dry one with %+.2f dB of gain, to within %.1e."
              + " Check that the unit is not bypassed and that it compresses.",
          gainDb,
          relativeResidual);
    }
  }

  /// The wet recording is upside down.
  ///
  /// @param coherence how well the recordings agree when it is turned over, 0 to 1
  record PolarityInverted(double coherence) implements PairFinding {
    @Override
    public String message() {
      return String.format(
          Locale.ROOT,
          "The wet recording has inverted polarity (coherence -%.2f)."
              + " Invert it, or swap the wires of one cable.",
          coherence);
    }
  }

  /// The wet recording is shifted in time.
  ///
  /// @param wetLateBySamples by how much, after any alignment; positive if the wet recording is
  ///   late, not 0
  /// @param alignedBySamples how late it was already taken to be
  /// @param sampleRateHz sample rate of both recordings, Hz
  record TimeOffset(int wetLateBySamples, int alignedBySamples, int sampleRateHz)
      implements PairFinding {
    /// The largest shift that a unit's own filters may make.
    private static final int TOLERATED_SAMPLES = 2;

    @Override
    public Severity severity() {
      return Math.abs(wetLateBySamples) > TOLERATED_SAMPLES ? Severity.ERROR : Severity.WARNING;
    }

    @Override
    public String message() {
      return String.format(
          Locale.ROOT,
          "The wet recording is %d samples (%.2f ms) %s%s. Pass --align %d.",
          Math.abs(wetLateBySamples),
          1e3 * Math.abs(wetLateBySamples) / sampleRateHz,
          wetLateBySamples > 0 ? "late" : "early",
          alignedBySamples == 0 ? "" : " after --align " + alignedBySamples,
          wetLateBySamples + alignedBySamples);
    }
  }

  /// The clocks of the recordings are too far apart.
  ///
  /// @param driftPpm by how much the wet one is slow, millionths
  /// @param sampleRateHz the rate that both claim, Hz
  record ClocksApart(double driftPpm, int sampleRateHz) implements PairFinding {
    @Override
    public String message() {
      return String.format(
          Locale.ROOT,
          "The wet recording runs %.0f ppm %s: as if the dry one had been played at %.1f Hz and not at"
              + " %d. Let both devices follow one clock, or check their sample rates.",
          Math.abs(driftPpm),
          driftPpm > 0 ? "slow" : "fast",
          sampleRateHz / (1 + 1e-6 * driftPpm),
          sampleRateHz);
    }
  }

  /// One recording is far louder than the other.
  ///
  /// @param gainDb by how much the wet one is louder, dB RMS
  record LevelsApart(double gainDb) implements PairFinding {
    /// The 40 dB that a levelling amplifier makes or takes, and 20 dB for the settings of
    /// converters.
    static final double MOST_DB = 60;

    @Override
    public String message() {
      return String.format(
          Locale.ROOT,
          "The wet recording is %.1f dB %s than the dry one, and up to %.0f dB are accepted."
              + " Set the levels of converters and unit, and record again.",
          Math.abs(gainDb),
          gainDb > 0 ? "louder" : "quieter",
          MOST_DB);
    }
  }

  /// The recordings have nothing to do with each other.
  ///
  /// @param coherence how well they agree at best, 0 to 1
  /// @param searchedSeconds largest shift that was tried, s
  record Unrelated(double coherence, double searchedSeconds) implements PairFinding {
    @Override
    public String message() {
      return String.format(
          Locale.ROOT,
          "The wet recording does not follow the dry one at any shift up to %.1f s (coherence %.2f,"
              + " %.2f is needed). Check that the files belong together and begin within that time.",
          searchedSeconds,
          coherence,
          WholeShift.LEAST_COHERENCE);
    }
  }
}
