package io.gainprint.recordings.alignment;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jtransforms.fft.DoubleFFT_1D;

/// Refines a time base to hundredths of a sample.
///
/// Up to 128 excerpts, the loudest of as many parts of the recording, are read from the wet one
/// along the line known so far, so that neither shift nor drift blurs them. With S the
/// cross-spectrum of an excerpt (Hann window, first differences) and ω in radians per sample, what
/// is left of the shift there is the τ with the largest
///
///     J(τ) = Σ W(ω) Re( S(ω) / |S(ω)|^½ · e^(i (ωτ − c/ω)) )
///
/// W = γ² / (1 − γ²) is taken from the coherence γ of the two recordings, over all excerpts, in
/// bands: the weight of maximum likelihood (Knapp and Carter, as in [WholeShift]), which counts a
/// frequency by what the unit leaves of it against noise and distortion.
///
/// The lead c/ω is no delay. A fast compressor lowers the gain while a half-wave rises; the ripple of
/// the gain, at twice the frequency and in size as 1/ω, turns the tone forward by as much. An AC
/// coupling does likewise, by ω₀/ω far above its corner ω₀. Unheeded, that would be taken for 0.005
/// samples behind a compressor of 20:1, and for about ten times as much when only a range below some
/// kHz is left.
///
/// A [RobustLine] through the τ of all excerpts refines the time base, and all is done again.
final class FineSearch {
  /// Rounds of reading along the line and refining it. The first has no coherence to go by, the
  /// second one that is blurred by what the first corrects.
  private static final int ROUNDS = 3;

  /// From here on the lead follows its law: a gain that is slower than a cycle, Hz.
  private static final double LOWEST_HZ = 800;

  private static final int MOST_EXCERPTS = 128;

  /// Excerpts there should be in a short recording.
  private static final int WANTED_EXCERPTS = 8;

  /// Long enough for the deepest tones, s.
  private static final double EXCERPT_SECONDS = 0.3;

  private static final int SHORTEST_EXCERPT = 512;

  /// Drift from end to end of an excerpt that makes no difference, samples: half of it at either
  /// end, and in opposite directions.
  private static final double STILL = 1e-3;

  /// Farthest that an excerpt may be off the line in the first round, samples: what [CoarseSearch]
  /// may leave.
  private static final int FIRST_RANGE = 48;

  /// And later on, samples.
  private static final int LATER_RANGE = 4;

  private final float[] dry;
  private final float[] wet;
  private final int excerpt;
  private final int[] starts;
  private final double[] window;
  private final DoubleFFT_1D fft;
  private final Bands bands;

  private FineSearch(float[] dry, float[] wet, int sampleRateHz) {
    this.dry = dry;
    this.wet = wet;
    excerpt = excerptLength(dry.length, sampleRateHz);
    starts = starts(dry, excerpt);
    window = window(excerpt);
    fft = new DoubleFFT_1D(excerpt);
    bands = new Bands(excerpt / 2);
  }

  /// Side by side and overlapping by half where all is needed, else the loudest of each part.
  private static int[] starts(float[] dry, int excerpt) {
    int length = dry.length;
    int count = Math.clamp(2L * length / excerpt - 1, 1, MOST_EXCERPTS);
    int[] starts = new int[count];
    for (int k = 0; k < count; k++) {
      int from = (int) ((long) length * k / count);
      int to = (int) ((long) length * (k + 1) / count);
      starts[k] =
          to - from >= excerpt
              ? Excerpts.loudest(dry, from, to, excerpt)
              : (int) ((long) (length - excerpt) * k / Math.max(1, count - 1));
    }
    return starts;
  }

  private static double[] window(int length) {
    double[] hann = new double[length];
    for (int n = 0; n < length; n++) {
      hann[n] = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / length);
    }
    return hann;
  }

  /// A power of two, so that there are enough excerpts.
  private static int excerptLength(int length, int sampleRateHz) {
    int wanted = Excerpts.ceilingPowerOfTwo((int) (EXCERPT_SECONDS * sampleRateHz));
    int most = Integer.highestOneBit(Math.max(length / WANTED_EXCERPTS, SHORTEST_EXCERPT));
    return Math.min(Math.min(wanted, most), Integer.highestOneBit(length));
  }

  /// The line refined.
  ///
  /// @param base the line through the whole recording
  /// @param correction the last correction to it, over the sample number, with its errors
  /// @param inverted whether the wet recording is upside down
  record Result(TimeBase base, RobustLine correction, boolean inverted) {}

  static Result find(float[] dry, float[] wet, int sampleRateHz, TimeBase start) {
    FineSearch search = new FineSearch(dry, wet, sampleRateHz);
    double[] weights = new double[search.bands.count()];
    Arrays.fill(weights, 1);
    List<Spectrum> first = search.spectra(start, 1);
    Round upright = search.round(first, weights, 0, FIRST_RANGE);
    List<Spectrum> over = first.stream().map(Spectrum::turnedOver).toList();
    Round turned = search.round(over, weights, 0, FIRST_RANGE);
    // Along the line, drift blurs nothing: no half-wave is taken for its neighbour any more.
    boolean inverted = turned.agreement > upright.agreement;
    Result result = refined(start, (inverted ? turned : upright).line, inverted);
    double lowest = 2 * Math.PI * LOWEST_HZ / sampleRateHz;
    for (int round = 1; round < ROUNDS; round++) {
      List<Spectrum> spectra = search.spectra(result.base, inverted ? -1 : 1);
      Bands.Pooled pooled = search.bands.pooled(spectra);
      Round found =
          search.round(spectra, pooled.likelihoodWeights(), pooled.lead(lowest), LATER_RANGE);
      result = refined(result.base, found.line, inverted);
    }
    return result;
  }

  private static Result refined(TimeBase base, RobustLine line, boolean inverted) {
    return new Result(
        new TimeBase(base.lateBySamples() + line.at(0), base.driftPpm() + 1e6 * line.slope()),
        line,
        inverted);
  }

  private List<Spectrum> spectra(TimeBase base, int sign) {
    return IntStream.range(0, starts.length)
        .parallel()
        .mapToObj(k -> spectrum(starts[k], base, sign))
        .toList();
  }

  /// What one round finds.
  ///
  /// @param line through the shifts that are left
  /// @param agreement of all excerpts at these, their sum
  private record Round(RobustLine line, double agreement) {}

  private Round round(List<Spectrum> spectra, double[] weights, double lead, int range) {
    double[] x = new double[starts.length];
    double[] y = new double[starts.length];
    double[] w = new double[starts.length];
    double[] agreement = new double[starts.length];
    IntStream.range(0, starts.length)
        .parallel()
        .forEach(k -> {
          PhasePeak peak = PhasePeak.of(fft, bands.weighted(spectra.get(k), weights, lead), range);
          x[k] = starts[k] + excerpt / 2;
          y[k] = peak.lateBySamples();
          w[k] = peak.weight();
          agreement[k] = peak.agreement();
        });
    // Added in order, whatever the number of threads.
    return new Round(RobustLine.through(x, y, w), Arrays.stream(agreement).sum());
  }

  /// Cross-spectrum and power spectra of one excerpt, each excerpt at the same power.
  static final class Spectrum {
    /// re and im of bins 1 … n − 1.
    final double[] cross;

    final double[] dryPower;
    final double[] wetPower;

    Spectrum(double[] cross, double[] dryPower, double[] wetPower) {
      this.cross = cross;
      this.dryPower = dryPower;
      this.wetPower = wetPower;
    }

    /// That of the wet recording upside down.
    Spectrum turnedOver() {
      double[] turned = cross.clone();
      scale(turned, -1);
      return new Spectrum(turned, dryPower, wetPower);
    }
  }

  private Spectrum spectrum(int start, TimeBase base, int sign) {
    double[] x = windowed(Resampler.read(dry, TimeBase.COMMON, start, excerpt));
    double[] y = windowed(Resampler.read(wet, through(base, start), start, excerpt));
    fft.realForward(x);
    fft.realForward(y);
    int bins = excerpt / 2;
    double[] cross = new double[excerpt];
    double[] dryPower = new double[bins];
    double[] wetPower = new double[bins];
    double sumX = 0;
    double sumY = 0;
    for (int f = 1; f < bins; f++) {
      double xr = x[2 * f];
      double xi = x[2 * f + 1];
      double yr = y[2 * f];
      double yi = y[2 * f + 1];
      cross[2 * f] = sign * (xr * yr + xi * yi);
      cross[2 * f + 1] = sign * (xr * yi - xi * yr);
      dryPower[f] = xr * xr + xi * xi;
      wetPower[f] = yr * yr + yi * yi;
      sumX += dryPower[f];
      sumY += wetPower[f];
    }
    scale(cross, 1 / Math.sqrt(sumX * sumY));
    scale(dryPower, 1 / sumX);
    scale(wetPower, 1 / sumY);
    return new Spectrum(cross, dryPower, wetPower);
  }

  /// The line within one excerpt. Clocks that hardly drift are taken to stand still there, at what
  /// holds in its middle: a third of the work.
  private TimeBase through(TimeBase base, int start) {
    return Math.abs(base.drift()) * excerpt < STILL
        ? new TimeBase(base.lateBy(start + excerpt / 2.0), 0)
        : base;
  }

  /// First differences under a Hann window.
  private double[] windowed(float[] samples) {
    double[] out = new double[excerpt];
    for (int n = 1; n < excerpt; n++) {
      out[n] = window[n] * ((double) samples[n] - samples[n - 1]);
    }
    return out;
  }

  private static void scale(double[] values, double factor) {
    double finite = Double.isFinite(factor) ? factor : 0; // silence
    for (int i = 0; i < values.length; i++) {
      values[i] *= finite;
    }
  }
}
