package io.gainprint.dsp.measure;

/// How far the level of a processed sound strays from that of the sound wanted, frame by frame.
///
/// Since both come from the same dry sound, the difference of their levels is the difference of the
/// gains applied to it, make-up included. Frames are 20 ms long, end to end; those where the wanted
/// sound is below −60 dBFS RMS are left out, because there noise decides.
///
/// ```
/// error = 20 log10 (max(rms(y), 1e-3) / rms(t))          dB, per frame
/// ```
///
/// Streaming; not thread-safe.
public final class GainReductionError {
  private static final double FRAME_SECONDS = 0.02;
  private static final double GATE_MEAN_SQUARE = 1e-6;

  private final int frameLength;
  private int filled;
  private double actualEnergy;
  private double wantedEnergy;
  private double sumOfSquares;
  private double peak;
  private long frames;

  /// An error of nothing yet.
  ///
  /// @param sampleRateHz sample rate, Hz, > 0
  public GainReductionError(double sampleRateHz) {
    frameLength = Math.max(1, (int) Math.round(FRAME_SECONDS * sampleRateHz));
  }

  /// Adds a block. A last frame that is not full does not count.
  ///
  /// @param y processed sound
  /// @param t sound wanted
  /// @param offset first sample in both
  /// @param length samples, ≥ 0
  public void add(double[] y, double[] t, int offset, int length) {
    for (int n = offset; n < offset + length; n++) {
      actualEnergy += y[n] * y[n];
      wantedEnergy += t[n] * t[n];
      if (++filled == frameLength) {
        endFrame();
      }
    }
  }

  private void endFrame() {
    if (wantedEnergy > GATE_MEAN_SQUARE * frameLength) {
      double heard = Math.max(actualEnergy, GATE_MEAN_SQUARE * frameLength);
      double errorDb = 10 * Math.log10(heard / wantedEnergy);
      sumOfSquares += errorDb * errorDb;
      peak = Math.max(peak, Math.abs(errorDb));
      frames++;
    }
    actualEnergy = 0;
    wantedEnergy = 0;
    filled = 0;
  }

  /// The root mean square over the frames so far.
  ///
  /// @return dB; NaN if no frame was loud enough
  public double rmsDb() {
    return Math.sqrt(sumOfSquares / frames);
  }

  /// The largest magnitude over the frames so far.
  ///
  /// @return dB; NaN if no frame was loud enough
  public double peakDb() {
    return frames == 0 ? Double.NaN : peak;
  }
}
