import io.gainprint.recordings.riff.Rf64FileReader;
import io.gainprint.recordings.riff.Rf64FileWriter;
import javax.sound.sampled.spi.AudioFileReader;
import javax.sound.sampled.spi.AudioFileWriter;
import org.jspecify.annotations.NullMarked;

/// Sound files, dry/wet pairs and the material to make them from.
@NullMarked
@SuppressWarnings("requires-automatic") // JTransforms has no module descriptor
module io.gainprint.recordings {
  requires static org.jspecify;
  requires java.desktop;
  requires JTransforms;

  provides AudioFileReader with
      Rf64FileReader;
  provides AudioFileWriter with
      Rf64FileWriter;

  exports io.gainprint.recordings;
  exports io.gainprint.recordings.programme;
}
