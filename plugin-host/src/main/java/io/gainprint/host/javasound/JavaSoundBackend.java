package io.gainprint.host.javasound;

import io.gainprint.host.device.AudioBackend;
import io.gainprint.host.device.AudioClient;
import io.gainprint.host.device.AudioDevice;
import io.gainprint.host.device.AudioStream;
import io.gainprint.host.device.DeviceException;
import io.gainprint.host.device.StreamRequest;
import java.util.List;

/// The mixers of javax.sound that capture or play.
///
/// A device is a mixer's name or a part that no other has. Samples are as fine as the device takes
/// them, unless a setting says otherwise: `16`, `24` or `32` bits, or `16-dither`. Where no rate is
/// asked for, it is the first of 48, 44.1, 96, 88.2, 192 and 32 kHz that both sides open at; where
/// no block size is, 256 frames.
public final class JavaSoundBackend implements AudioBackend {
  private final List<Encoding> encodings;

  /// With samples as fine as the device takes them.
  public JavaSoundBackend() {
    this(Encoding.ALL);
  }

  private JavaSoundBackend(List<Encoding> encodings) {
    this.encodings = encodings;
  }

  @Override
  public String name() {
    return "javasound";
  }

  /// {@inheritDoc}
  ///
  /// @param setting the bits of a sample: `16`, `16-dither`, `24` or `32`
  @Override
  public AudioBackend with(String setting) {
    return new JavaSoundBackend(Encoding.of(setting));
  }

  @Override
  public List<AudioDevice> devices() {
    return Mixers.devices();
  }

  @Override
  public AudioStream open(StreamRequest request, AudioClient client) throws DeviceException {
    Lines lines = Lines.open(request, encodings);
    try {
      return JavaSoundStream.of(lines, client);
    } catch (RuntimeException e) {
      lines.close();
      throw e;
    }
  }
}
