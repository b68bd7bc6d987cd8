package io.gainprint.cli;

import io.gainprint.recordings.alignment.AlignmentRequest;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What `--align` says: `auto`, `off` or a number of samples.
final class AlignmentConverter implements ITypeConverter<AlignmentRequest> {
  @Override
  public AlignmentRequest convert(String word) {
    return switch (word) {
      case "auto" -> new AlignmentRequest.Auto();
      case "off" -> new AlignmentRequest.Off();
      default -> {
        try {
          yield new AlignmentRequest.By(Double.parseDouble(word));
        } catch (IllegalArgumentException e) { // of a number, too
          throw new TypeConversionException("must be auto, off or a number of samples: " + word);
        }
      }
    };
  }
}
