import org.jspecify.annotations.NullMarked;

/// Sound files, dry/wet pairs, and the material and units to make them from.
@NullMarked
@SuppressWarnings("requires-automatic") // JTransforms has no module descriptor
module io.gainprint.recordings {
  requires static org.jspecify;
  requires transitive io.gainprint.dsp;
  requires java.desktop;
  requires JTransforms;

  exports io.gainprint.recordings;
  exports io.gainprint.recordings.programme;
  exports io.gainprint.recordings.unit;
  exports io.gainprint.recordings.unit.measurement;
}
