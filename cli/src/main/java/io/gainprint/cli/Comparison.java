package io.gainprint.cli;

import io.gainprint.dsp.filter.PreEmphasis;
import io.gainprint.dsp.measure.ErrorToSignalRatio;
import io.gainprint.dsp.measure.GainReductionError;
import io.gainprint.dsp.measure.LoudnessDynamicRange;
import io.gainprint.recordings.DryWetPair;
import java.io.IOException;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// How close the output of a compressor, filter or plugin comes to a recording.
///
/// @param esr error-to-signal ratio, pre-emphasised
/// @param plainEsr error-to-signal ratio of the sound as it is
/// @param gainErrorRmsDb root mean square of the gain-reduction error
/// @param gainErrorPeakDb its largest magnitude
/// @param outputRangeDb loudness dynamic range of that output, pre-emphasised
/// @param wetRangeDb that of the recording
record Comparison(
    double esr,
    double plainEsr,
    double gainErrorRmsDb,
    double gainErrorPeakDb,
    double outputRangeDb,
    double wetRangeDb) {
  private static final int BLOCK = 4096;
  private static final double WARM_UP_SECONDS = 1;

  /// Renders the dry sound from rest and compares all but the warm-up; the loudness dynamic range
  /// is that of the whole, as it was published.
  static Comparison of(DryWetPair pair, CompressorOptions.Choice choice) throws IOException {
    double rate = pair.sampleRateHz();
    int samples = pair.dry().length;
    int warmUp = (int) (WARM_UP_SECONDS * rate);
    Rendering rendering = Rendering.of(choice, rate, pair.dry());
    int lookAhead = rendering.latency();
    if (samples <= warmUp) {
      throw new CommandFailure(
          ExitCode.FAILED, "the recordings must be longer than 1 s, which is not compared");
    }
    PreEmphasis outputFilter = new PreEmphasis(PreEmphasis.poleAt(rate));
    PreEmphasis wetFilter = new PreEmphasis(PreEmphasis.poleAt(rate));
    ErrorToSignalRatio esr = new ErrorToSignalRatio();
    ErrorToSignalRatio plainEsr = new ErrorToSignalRatio();
    GainReductionError gainError = new GainReductionError(rate);
    LoudnessDynamicRange outputRange = new LoudnessDynamicRange(rate);
    LoudnessDynamicRange wetRange = new LoudnessDynamicRange(rate);

    double[] y = new double[BLOCK];
    double[] t = new double[BLOCK];
    // Frame n of the output belongs to sample n − D of the recording.
    for (int from = -lookAhead; from < samples; from += BLOCK) {
      int length = Math.min(BLOCK, samples - from);
      for (int n = 0; n < length; n++) {
        int heard = from + n + lookAhead;
        int compared = from + n;
        y[n] = heard < samples ? pair.dry()[heard] : 0;
        t[n] = compared >= 0 ? pair.wet()[compared] : 0;
      }
      rendering.process(y, 0, length);
      int skip = Math.clamp((long) warmUp - from, 0, length);
      plainEsr.add(y, t, skip, length - skip);
      gainError.add(y, t, skip, length - skip);
      outputFilter.process(y, 0, y, 0, length);
      wetFilter.process(t, 0, t, 0, length);
      esr.add(y, t, skip, length - skip);
      int before = Math.clamp(-(long) from, 0, length); // of the recording, in a look-ahead
      outputRange.add(y, before, length - before);
      wetRange.add(t, before, length - before);
    }
    return new Comparison(
        esr.value(),
        plainEsr.value(),
        gainError.rmsDb(),
        gainError.peakDb(),
        outputRange.valueDb(),
        wetRange.valueDb());
  }

  double rangeDifferenceDb() {
    return outputRangeDb - wetRangeDb;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        """
        ESR, pre-emphasised         %10.4g %%  (%.1f dB)
        ESR, plain                  %10.4g %%  (%.1f dB)
        gain-reduction error, RMS   %10.4f dB
        gain-reduction error, peak  %10.4f dB
        loudness dynamic range      %10.4f dB, recording %.4f dB, difference %+.4f dB
        """,
        100 * esr,
        10 * Math.log10(esr),
        100 * plainEsr,
        10 * Math.log10(plainEsr),
        gainErrorRmsDb,
        gainErrorPeakDb,
        outputRangeDb,
        wetRangeDb,
        rangeDifferenceDb());
  }

  String json() {
    ObjectNode root = Json.object();
    Json.put(root, "esr", esr);
    Json.put(root, "plainEsr", plainEsr);
    Json.put(root, "gainReductionErrorRmsDb", gainErrorRmsDb);
    Json.put(root, "gainReductionErrorPeakDb", gainErrorPeakDb);
    Json.put(root, "loudnessDynamicRangeDb", outputRangeDb);
    Json.put(root, "recordedLoudnessDynamicRangeDb", wetRangeDb);
    Json.put(root, "loudnessDynamicRangeDifferenceDb", rangeDifferenceDb());
    return Json.text(root);
  }
}
