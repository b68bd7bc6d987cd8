package io.gainprint.cli;

import io.gainprint.host.ChannelLink;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `--link`.
final class ChannelLinkConverter implements ITypeConverter<ChannelLink> {
  @Override
  public ChannelLink convert(String text) {
    try {
      return ChannelLink.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
