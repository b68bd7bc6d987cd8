import io.gainprint.recordings.riff.Rf64FileReader;
import io.gainprint.recordings.riff.Rf64FileWriter;
import javax.sound.sampled.spi.AudioFileReader;
import javax.sound.sampled.spi.AudioFileWriter;
import org.jspecify.annotations.NullMarked;

/// Sound files, dry/wet pairs, the material and units to make them from, and data sets of them.
@NullMarked
@SuppressWarnings("requires-automatic") // JTransforms has no module descriptor
module io.gainprint.recordings {
  requires static org.jspecify;
  requires transitive io.gainprint.dsp;
  requires java.desktop;
  requires JTransforms;
  requires tools.jackson.databind;

  provides AudioFileReader with
      Rf64FileReader;
  provides AudioFileWriter with
      Rf64FileWriter;

  exports io.gainprint.recordings;
  exports io.gainprint.recordings.alignment;
  exports io.gainprint.recordings.dataset;
  exports io.gainprint.recordings.programme;
  exports io.gainprint.recordings.unit;
  exports io.gainprint.recordings.unit.measurement;

  opens io.gainprint.recordings.dataset to
      tools.jackson.databind;
}
