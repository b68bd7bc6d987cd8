package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.PerChannel;
import io.gainprint.dsp.processor.ProcessorChain;
import java.util.List;

/// A feed-forward compressor with an RMS detector and a soft knee, for one channel or several that
/// are linked.
///
/// ```
/// p[n] = (1 − α) p[n−1] + α x[n]²                   mean square, of each channel
/// a[n] = link √p[n]                                 amplitude
/// X[n] = 20 log10 max(a[n], 10⁻⁸)                   level, dBFS
/// f[n] = exp(−κ (1 − 1/R) q(X[n] − T, W))           static gain, see CompressorCurve
/// g[n] = g[n−1] + c (f[n] − g[n−1])                 c = α_A if f[n] < g[n−1], else α_R
/// y[n] = exp(κM) g[n] x[n]
/// ```
///
/// Its parameters are θ = (α, T, R, W, α_A, α_R, M). Its state is (p, g), at rest (0, 1), where p
/// has a value for each channel, and g as well if they are independent.
///
/// [io.gainprint.dsp.processor.Hessian] gives gradient, Gauss-Newton matrix and Hessian of a loss
/// of its output.
///
/// With W = 0 and α = 1 it is [io.gainprint.dsp.compressor.Compressor] without look-ahead, to the
/// last bit, and has its derivatives. There are three exceptions: a level within rounding of the
/// threshold may give a gain that is a few units in the last place off; a threshold below the floor
/// of −160 dBFS reduces digital silence here; and samples that are not finite spoil the state here.
///
/// Derivatives are those of the branches that were taken: attack at f < `g[n−1]`, else release;
/// outside of the knee at its edges; none by x where the level is at the floor or below. The
/// linearisation keeps the input, x², p, a, X, f, g and mg, from which the same comparisons tell
/// the branches.
public final class SoftKneeCompressor implements DifferentiableProcessor {
  private final SoftKneeSettings settings;
  private final int channels;
  private final Linking linking;
  private final SideChain path;

  /// A compressor of one channel.
  ///
  /// @param settings θ
  public SoftKneeCompressor(SoftKneeSettings settings) {
    this(settings, 1, Linking.INDEPENDENT);
  }

  /// A compressor of several channels.
  ///
  /// @param settings θ, the same for all
  /// @param channels how many, ≥ 1
  /// @param linking how they share a level
  /// @throws IllegalArgumentException if there is no channel
  public SoftKneeCompressor(SoftKneeSettings settings, int channels, Linking linking) {
    this.settings = settings;
    this.channels = channels;
    this.linking = linking;
    DifferentiableProcessor detector = Detector.rms(settings.averaging());
    CompressorCurve curve =
        new CompressorCurve(settings.thresholdDb(), settings.ratio(), settings.kneeDb());
    DifferentiableProcessor gain =
        new ProcessorChain(
            List.of(
                GainComputer.of(curve, settings.attack(), settings.release()),
                new Memoryless(new MakeUp(settings.makeUpDb()))));
    path = new SideChain(chain(detector, gain, channels, linking));
  }

  private static DifferentiableProcessor chain(
      DifferentiableProcessor detector,
      DifferentiableProcessor gain,
      int channels,
      Linking linking) {
    if (channels == 1) {
      return new ProcessorChain(List.of(detector, gain));
    }
    ChannelLink link = new ChannelLink(channels, linking);
    return new ProcessorChain(
        List.of(
            new PerChannel(detector, channels),
            link,
            link.outputChannels() == 1 ? gain : new PerChannel(gain, channels)));
  }

  /// The settings.
  ///
  /// @return θ
  public SoftKneeSettings settings() {
    return settings;
  }

  @Override
  public int inputChannels() {
    return channels;
  }

  @Override
  public int outputChannels() {
    return channels;
  }

  @Override
  public double[] parameters() {
    return path.parameters();
  }

  @Override
  public SoftKneeCompressor with(double[] parameters) {
    return new SoftKneeCompressor(SoftKneeSettings.of(parameters), channels, linking);
  }

  @Override
  public double[] restingState() {
    return path.restingState();
  }

  @Override
  public void process(
      double[] input,
      int inputOffset,
      double[] output,
      int outputOffset,
      int frames,
      double[] state) {
    path.process(input, inputOffset, output, outputOffset, frames, state);
  }

  @Override
  public Linearisation linearise(double[] input, double[] output, double[] state) {
    return path.linearise(input, output, state);
  }
}
