package io.gainprint.host.javasound;

/// A line gives or takes no more sound; the message is a sentence for the user.
final class LineGoneException extends Exception {
  private static final long serialVersionUID = 1;

  LineGoneException(String message) {
    super(message);
  }
}
