package io.gainprint.host.device;

import java.util.List;

/// A way to reach audio devices. Thread-safe.
public interface AudioBackend {
  /// The name used on the command line.
  ///
  /// @return for example `jack`
  String name();

  /// This backend with a setting of its own: for JACK the name of the server, for javax.sound the
  /// encoding of samples.
  ///
  /// @param setting what to set
  /// @return another backend of the same name
  /// @throws IllegalArgumentException if it has no such setting, saying which it has
  AudioBackend with(String setting);

  /// What can be opened now.
  ///
  /// @return devices in the order that the system lists them; empty where there is none
  /// @throws DeviceException if the system cannot be asked, saying why and what to do
  List<AudioDevice> devices() throws DeviceException;

  /// Opens a stream; it runs from [AudioStream#start] on. The client is prepared before this
  /// returns.
  ///
  /// @param request what is wanted
  /// @param client who processes the blocks
  /// @return the stream, with the format that was agreed on
  /// @throws DeviceException if there is no such device, it is taken, or it cannot do what is asked
  AudioStream open(StreamRequest request, AudioClient client) throws DeviceException;
}
