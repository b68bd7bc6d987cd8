import org.jspecify.annotations.NullMarked;

/// Processors hosted on blocks of sound.
@NullMarked
module io.gainprint.host {
  requires static org.jspecify;
  requires transitive io.gainprint.dsp;
  requires java.desktop;
  requires jdk.management;

  exports io.gainprint.host;
  exports io.gainprint.host.device;
  exports io.gainprint.host.plugin;
}
