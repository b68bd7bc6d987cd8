import org.jspecify.annotations.NullMarked;

/// Sound files, dry/wet pairs and the material to make them from.
@NullMarked
@SuppressWarnings("requires-automatic") // JTransforms has no module descriptor
module io.gainprint.recordings {
  requires static org.jspecify;
  requires java.desktop;
  requires JTransforms;

  exports io.gainprint.recordings;
  exports io.gainprint.recordings.programme;

  provides javax.sound.sampled.spi.AudioFileReader with
      io.gainprint.recordings.wave.Rf64Reader;
  provides javax.sound.sampled.spi.AudioFileWriter with
      io.gainprint.recordings.wave.Rf64Writer;
}
