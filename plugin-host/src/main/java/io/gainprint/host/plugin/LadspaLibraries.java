package io.gainprint.host.plugin;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where LADSPA's libraries are.
final class LadspaLibraries {
  private static final List<String> EXTENSIONS = List.of(".so", ".dylib");

  private final List<Path> folders;

  /// @param environment `LADSPA_PATH`, if set, names the folders; else they are the usual ones
  LadspaLibraries(Map<String, String> environment) {
    String path = environment.getOrDefault("LADSPA_PATH", "");
    folders = path.isBlank() ? usual(environment) : split(path);
  }

  private static List<Path> split(String path) {
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(Path::of)
        .toList();
  }

  private static List<Path> usual(Map<String, String> environment) {
    List<Path> usual = new ArrayList<>();
    String home = environment.getOrDefault("HOME", "");
    if (!home.isBlank()) {
      usual.add(Path.of(home, ".ladspa"));
      usual.add(Path.of(home, "Library/Audio/Plug-Ins/LADSPA"));
    }
    for (String folder :
        List.of(
            "/usr/local/lib/ladspa",
            "/usr/lib/ladspa",
            "/usr/lib64/ladspa",
            "/usr/lib/x86_64-linux-gnu/ladspa",
            "/usr/lib/aarch64-linux-gnu/ladspa",
            "/Library/Audio/Plug-Ins/LADSPA")) {
      usual.add(Path.of(folder));
    }
    return usual;
  }

  /// All files that should be libraries, in the order of the folders and then of their names.
  List<Path> all() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, this::isLibrary)) {
          List<Path> sorted = new ArrayList<>();
          files.forEach(sorted::add);
          sorted.sort(null);
          all.addAll(sorted);
        }
      }
    }
    return all;
  }

  private boolean isLibrary(Path file) {
    String name = file.getFileName().toString();
    return EXTENSIONS.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
  }

  /// The file of a library.
  ///
  /// @param library a path, or the name of a file with or without its extension
  /// @return its path; empty where there is no such file
  Optional<Path> find(String library) {
    if (library.contains("/")) {
      return named(Path.of(library));
    }
    return folders.stream().flatMap(folder -> named(folder.resolve(library)).stream()).findFirst();
  }

  private static Optional<Path> named(Path file) {
    if (Files.isRegularFile(file)) {
      return Optional.of(file.toAbsolutePath());
    }
    for (String extension : EXTENSIONS) {
      Path extended = file.resolveSibling(file.getFileName() + extension);
      if (Files.isRegularFile(extended)) {
        return Optional.of(extended.toAbsolutePath());
      }
    }
    return Optional.empty();
  }

  /// The shortest name that [#find] takes to a library.
  String nameOf(Path file) {
    String name = file.getFileName().toString();
    String bare = name.substring(0, name.lastIndexOf('.'));
    return find(bare).filter(file.toAbsolutePath()::equals).isPresent() ? bare : file.toString();
  }

  /// The folders, as a list for people.
  String places() {
    List<String> present = folders.stream().filter(Files::isDirectory).map(Path::toString).toList();
    return present.isEmpty()
        ? "any LADSPA folder, of which none is there"
        : String.join(", ", present);
  }
}
