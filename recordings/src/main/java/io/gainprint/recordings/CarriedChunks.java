package io.gainprint.recordings;

import io.gainprint.recordings.riff.ExtraChunks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The chunks of a WAV, RF64 or BW64 file that say more than what its samples are, to be carried
/// over into another one: `bext`, `iXML`, `LIST`, `cue `, `smpl`, `axml`, `chna` and any other,
/// byte for byte and where they were, before or behind the samples.
///
/// Left behind is what would no longer be true or is of no use: `fmt `, `fact`, `data`, `ds64`,
/// room (`JUNK`, `PAD `, `FLLR`), and `PEAK` and `levl`, which hold peaks of the old samples. A
/// count of samples within a chunk, such as the time reference of `bext`, stays true as long as the
/// sample rate and the length do.
///
/// They are read while they are written, so their size does not count.
public final class CarriedChunks {
  private static final CarriedChunks NONE = new CarriedChunks(ExtraChunks.NONE);

  private final ExtraChunks chunks;

  private CarriedChunks(ExtraChunks chunks) {
    this.chunks = chunks;
  }

  static CarriedChunks of(ExtraChunks chunks) {
    return new CarriedChunks(chunks);
  }

  /// No chunks.
  ///
  /// @return what a file has that is not WAVE, or has nothing but sound
  public static CarriedChunks none() {
    return NONE;
  }

  ExtraChunks chunks() {
    return chunks;
  }

  /// The identifiers of the chunks, in their order.
  ///
  /// @return four characters each, such as `bext` and `LIST`
  public List<String> ids() {
    return chunks.ids();
  }

  /// What is lost on the way into a file.
  ///
  /// @param target the file to be written; its name chooses the container
  /// @return one clause for each chunk or group of them, such as "'cue ' is cut short"
  /// @throws SoundFileException if the container cannot be told from the name
  public List<String> lossesIn(Path target) throws SoundFileException {
    List<String> losses = new ArrayList<>(chunks.lost());
    switch (Container.named(target)) {
      case WAVE -> {}
      case AIFF -> {
        if (!ids().isEmpty()) {
          losses.add("'%s' cannot be held by AIFF".formatted(String.join("', '", ids())));
        }
      }
    }
    return losses;
  }
}
