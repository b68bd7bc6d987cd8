package io.gainprint.host.jack;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.gainprint.host.device.AudioBackend;
import io.gainprint.host.device.AudioClient;
import io.gainprint.host.device.AudioDevice;
import io.gainprint.host.device.AudioStream;
import io.gainprint.host.device.DeviceException;
import io.gainprint.host.device.StreamRequest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/// Clients of a JACK server that runs already; none is started.
///
/// Rate and block size are the server's: another rate is refused, another block size becomes the
/// server's. A device is a client's name, a regular expression found in the names of ports, or
/// `none` for ports that stay unconnected; where none is named, channel *k* is connected to the
/// *k*-th physical port, if there is one.
public final class JackBackend implements AudioBackend {
  private final String server;

  /// On the default server, which is the one that the environment variable `JACK_DEFAULT_SERVER`
  /// names, or `default`.
  public JackBackend() {
    this("");
  }

  private JackBackend(String server) {
    this.server = server;
  }

  @Override
  public String name() {
    return "jack";
  }

  /// {@inheritDoc}
  ///
  /// @param setting the name of the server, as in `jackd --name`
  @Override
  public AudioBackend with(String setting) {
    if (setting.isBlank()) {
      throw new IllegalArgumentException("jack: takes the name of a server, as in jack:default");
    }
    return new JackBackend(setting);
  }

  @Override
  public List<AudioDevice> devices() throws DeviceException {
    long client = open("gainprint-devices");
    try {
      List<String> sources = Jack.ports(client, Jack.IS_OUTPUT);
      List<String> sinks = Jack.ports(client, Jack.IS_INPUT);
      Set<String> withHardware = new LinkedHashSet<>();
      Jack.ports(client, Jack.IS_PHYSICAL)
          .forEach(port -> withHardware.add(JackPorts.clientOf(port)));
      Set<String> names = new LinkedHashSet<>(withHardware);
      sources.forEach(port -> names.add(JackPorts.clientOf(port)));
      sinks.forEach(port -> names.add(JackPorts.clientOf(port)));
      return devices(client, names, withHardware, sources, sinks);
    } finally {
      Jack.clientClose(client);
    }
  }

  private static List<AudioDevice> devices(
      long client,
      Set<String> names,
      Set<String> withHardware,
      List<String> sources,
      List<String> sinks) {
    int rateHz = Jack.sampleRateHz(client);
    int frames = Jack.bufferFrames(client);
    List<AudioDevice> devices = new ArrayList<>();
    for (String name : names) {
      boolean hardware = withHardware.contains(name);
      devices.add(
          new AudioDevice(
              name,
              "%s, %d Hz, blocks of %d frames"
                  .formatted(hardware ? "the server's device" : "another client", rateHz, frames),
              count(sources, name),
              count(sinks, name),
              hardware,
              OptionalDouble.of(rateHz)));
    }
    return devices;
  }

  private static int count(List<String> ports, String client) {
    return (int) ports.stream().filter(port -> JackPorts.clientOf(port).equals(client)).count();
  }

  @Override
  public AudioStream open(StreamRequest request, AudioClient client) throws DeviceException {
    long handle = open(request.clientName());
    try {
      return JackStream.of(handle, request, client);
    } catch (DeviceException | RuntimeException e) {
      Jack.clientClose(handle);
      throw e;
    }
  }

  private long open(String clientName) throws DeviceException {
    if (JackLibrary.loaded().isEmpty()) {
      throw new DeviceException(
          "JACK is not installed: libjack is not found; install the package jackd2, or pipewire-jack"
              + " where PipeWire runs");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment status = arena.allocate(JAVA_INT);
      long client = Jack.clientOpen(clientName, server, status);
      if (client == 0) {
        throw new DeviceException(refusal(status.get(JAVA_INT, 0)));
      }
      return client;
    }
  }

  private String refusal(int status) {
    String named = System.getenv().getOrDefault("JACK_DEFAULT_SERVER", "default");
    String shown = server.isEmpty() ? named : server;
    if ((status & Jack.VERSION_ERROR) != 0) {
      return "the JACK server '%s' speaks another version than libjack here".formatted(shown);
    }
    if ((status & Jack.SHARED_MEMORY_FAILURE) != 0) {
      return "the JACK server '%s' shares no memory: is it another user's?".formatted(shown);
    }
    return ("no JACK server '%s' runs for this user: start one, for example with 'jackd -d alsa',"
            + " or run this through pw-jack where PipeWire runs")
        .formatted(shown);
  }
}
