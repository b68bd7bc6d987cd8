import org.jspecify.annotations.NullMarked;

/// Processors hosted on blocks of sound.
@NullMarked
module io.gainprint.host {
  requires static org.jspecify;
  requires transitive io.gainprint.dsp;

  exports io.gainprint.host;
}
