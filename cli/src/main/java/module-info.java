import org.jspecify.annotations.NullMarked;

/// The command line.
@NullMarked
@SuppressWarnings("requires-automatic") // XChart and VectorGraphics2D
module io.gainprint.cli {
  requires static org.jspecify;
  requires io.gainprint.dsp;
  requires io.gainprint.fitting;
  requires io.gainprint.host;
  requires io.gainprint.recordings;
  requires io.gainprint.regression;
  requires info.picocli;
  requires java.desktop;
  requires jdk.management;
  requires tools.jackson.databind;
  requires xchart;
  requires VectorGraphics2D;

  opens io.gainprint.cli to
      info.picocli;
}
