import org.jspecify.annotations.NullMarked;

/// Signal processing with exact derivatives: filters, state spaces and dynamics as differentiable
/// processors, the feed-forward compressor with its loss, equaliser designs; and measures.
///
/// It knows nothing of files, fitting or devices. Everything works on arrays the caller owns, in
/// double precision, and is confined to the thread that uses it unless it says otherwise.
@NullMarked
@SuppressWarnings("requires-automatic") // EJML and JTransforms have no module descriptors
module io.gainprint.dsp {
  requires static jdk.incubator.vector;
  requires static transitive org.jspecify;
  requires JTransforms;
  requires ejml.core;
  requires ejml.ddense;

  exports io.gainprint.dsp;
  exports io.gainprint.dsp.compressor;
  exports io.gainprint.dsp.compressor.block;
  exports io.gainprint.dsp.compressor.lanes;
  exports io.gainprint.dsp.dynamics;
  exports io.gainprint.dsp.equaliser;
  exports io.gainprint.dsp.filter;
  exports io.gainprint.dsp.measure;
  exports io.gainprint.dsp.polynomial;
  exports io.gainprint.dsp.processor;
  exports io.gainprint.dsp.recurrence;
  exports io.gainprint.dsp.spectral;
  exports io.gainprint.dsp.statespace;
  exports io.gainprint.dsp.unit;
}
