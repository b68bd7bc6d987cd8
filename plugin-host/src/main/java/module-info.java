import org.jspecify.annotations.NullMarked;

/// Processors hosted on blocks of sound.
@NullMarked
module io.gainprint.host {
  requires static org.jspecify;
  requires transitive io.gainprint.dsp;
  requires java.desktop;
  requires jdk.management;

  uses io.gainprint.host.device.AudioBackend;

  provides io.gainprint.host.device.AudioBackend with
      io.gainprint.host.jack.JackBackend,
      io.gainprint.host.javasound.JavaSoundBackend;

  exports io.gainprint.host;
  exports io.gainprint.host.device;
  exports io.gainprint.host.engine;
  exports io.gainprint.host.export;
  exports io.gainprint.host.plugin;
}
