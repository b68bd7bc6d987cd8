package io.gainprint.recordings.unit;

import io.gainprint.dsp.equaliser.CookbookDesign;
import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import io.gainprint.dsp.filter.FilterChain;
import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.dsp.unit.PublishedUnits;
import java.util.ArrayList;
import java.util.List;

/// What drives the panel: the sound behind the cell, weighted and amplified.
///
/// ```
/// drive = S(peak reduction) · weighting ∗ ((1 − λ) y + λ x)
/// ```
///
/// x and y are the sound before and behind the cell. In compress λ is 0: pure feedback. In limit a
/// small part of the sound before the cell is mixed in. While little gain is reduced x and y are
/// alike, so threshold and knee stay where they are; far above the threshold x no longer falls with
/// the gain, and the ratio rises. The two modes part above 8 dB, as measured (dusk-audio-plugins
/// #204).
final class SideChain {
  /// λ in limit.
  private static final double FORWARD_SHARE = 0.012;

  /// A low shelf that weights 100 Hz 4 to 5 dB more than 1 kHz, as measured (ibid., #205).
  private static final double LOW_SHELF_HZ = 170;

  private static final double LOW_SHELF_DB = 5;
  private static final double SHELF_Q = Math.sqrt(0.5);

  /// The trimmer at the back of the unit makes the side chain more sensitive from here up.
  private static final double HIGH_SHELF_HZ = 2000;

  /// Level in dB of a sine at 1 kHz, relative to the drive at which the panel has a light of 1, at
  /// which gain is reduced by 1 dB: read off the cell's static curve.
  private static final double KNEE_DB = 2.7;

  /// The lowest position of the knob that was measured.
  private static final double LOWEST_MEASURED = 40;

  private final double amplification;
  private final double forward;
  private final FilterChain weighting;

  /// @param emphasisDb what the trimmer adds at high frequencies
  SideChain(Controls controls, double emphasisDb, double sampleRateHz) {
    amplification = amplification(controls.peakReduction());
    forward =
        switch (controls.mode()) {
          case COMPRESS -> 0;
          case LIMIT -> FORWARD_SHARE;
        };
    List<FilterCoefficients> sections = new ArrayList<>();
    sections.add(
        new CookbookDesign(Shape.LOW_SHELF, sampleRateHz)
            .at(LOW_SHELF_HZ, SHELF_Q, LOW_SHELF_DB)
            .coefficients());
    if (emphasisDb != 0) {
      sections.add(
          new CookbookDesign(Shape.HIGH_SHELF, sampleRateHz)
              .at(HIGH_SHELF_HZ, SHELF_Q, emphasisDb)
              .coefficients());
    }
    weighting = new FilterChain(sections);
  }

  /// S of a position of the knob, which moves the threshold and nothing else: in front of the
  /// threshold that the published fits have there, and in proportion to the position below what
  /// they cover, so that nothing happens at 0.
  private static double amplification(double peakReduction) {
    double measured = Math.max(peakReduction, LOWEST_MEASURED);
    double thresholdDb =
        PublishedUnits.la2a().at(new Controls(Mode.COMPRESS, measured)).thresholdDb();
    return StrictMath.pow(10, (KNEE_DB - thresholdDb) / 20) * peakReduction / measured;
  }

  /// Makes the drive of a block.
  ///
  /// @param before the sound before the cell
  /// @param behind the sound behind it
  /// @param drive written; may be either of them
  void process(double[] before, double[] behind, double[] drive, int length) {
    for (int n = 0; n < length; n++) {
      drive[n] = amplification * ((1 - forward) * behind[n] + forward * before[n]);
    }
    weighting.process(drive, 0, drive, 0, length);
  }

  void reset() {
    weighting.reset();
  }
}
