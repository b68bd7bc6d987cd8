import org.jspecify.annotations.NullMarked;

/// Tests that profiles still sound as the recordings they were made from.
@NullMarked
module io.gainprint.regression {
  requires static org.jspecify;
  requires transitive io.gainprint.recordings;
  requires io.gainprint.fitting;
  requires static org.junit.jupiter.api;

  exports io.gainprint.regression;
  exports io.gainprint.regression.junit;
}
