package io.gainprint.host.device;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/// The backends there are. One that does not work here, for lack of a library or a server, is among
/// them all the same, and says why when it is used.
public final class AudioBackends {
  private AudioBackends() {}

  /// Every backend, the one to prefer first.
  ///
  /// @return a new list
  public static List<AudioBackend> all() {
    ClassLoader own = AudioBackends.class.getClassLoader();
    return ServiceLoader.load(AudioBackend.class, own).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /// The backend of a name.
  ///
  /// @param name that of the backend, such as `jack`; after a colon, a setting of its own may
  ///   follow: see [AudioBackend#with]
  /// @return the backend
  /// @throws IllegalArgumentException if there is none of this name, listing those there are, or if
  ///   it has no such setting
  public static AudioBackend named(String name) {
    int colon = name.indexOf(':');
    String first = colon < 0 ? name : name.substring(0, colon);
    for (AudioBackend backend : all()) {
      if (backend.name().equals(first)) {
        return colon < 0 ? backend : backend.with(name.substring(colon + 1));
      }
    }
    throw new IllegalArgumentException(
        all().stream()
            .map(AudioBackend::name)
            .collect(
                Collectors.joining(
                    ", ", "backend must be one of ", ": " + (name.isEmpty() ? "''" : name))));
  }
}
