package io.gainprint.cli;

import io.gainprint.dsp.unit.Calibration;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.profile.ProfileException;
import io.gainprint.fitting.profile.ProfileJson;
import io.gainprint.fitting.profile.Setting;
import io.gainprint.recordings.OutputFile;
import io.gainprint.recordings.OutputFile.Overwrite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The file that a sweep keeps its profile in, and goes on from.
///
/// @param file the profile
/// @param dataSet where the recordings are, for messages
/// @param calibration what full scale means in the recordings
record SweepProfile(Path file, Path dataSet, Calibration calibration) {

  /// What an earlier sweep has kept.
  ///
  /// @param known the positions of all recordings
  /// @return the profile; empty if the file is not there
  /// @throws CommandFailure if the file is something else, or about something else: nobody's
  ///   profile is lost by a slip
  Optional<Profile> earlier(Set<Controls> known) throws IOException {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    Profile profile;
    try {
      profile = ProfileJson.read(Files.readString(file), _ -> {});
    } catch (CharacterCodingException | ProfileException e) {
      throw refusal("exists and is no profile that a sweep could go on from");
    }
    if (profile.settings().stream().anyMatch(setting -> setting.sweep().isEmpty())) {
      throw refusal("exists and was not made by a sweep");
    }
    for (Controls controls : positions(Optional.of(profile))) {
      if (!known.contains(controls)) {
        throw refusal(
            "holds %s, of which there are no recordings in %s"
                .formatted(SweepReport.words(controls), dataSet));
      }
    }
    return Optional.of(profile);
  }

  private CommandFailure refusal(String why) {
    return new CommandFailure(
        ExitCode.USAGE, file + " " + why + ": give another name, or --force to replace it");
  }

  /// The positions of a profile's settings.
  static Set<Controls> positions(Optional<Profile> profile) {
    return profile.stream()
        .flatMap(known -> known.settings().stream())
        .map(Setting::controls)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  /// Puts a profile in the place of the one before, on the disk before it counts.
  void write(Profile profile) throws IOException {
    byte[] text = ProfileJson.write(profile.with(calibration)).getBytes(StandardCharsets.UTF_8);
    OutputFile.write(
        file,
        Overwrite.REPLACE,
        Interruption.GRACE,
        part -> {
          try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(text);
            while (left.hasRemaining()) {
              channel.write(left);
            }
            channel.force(true);
          }
          return text.length;
        });
  }
}
