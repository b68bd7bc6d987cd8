package io.gainprint.fitting.profile;

import java.io.IOException;

/// A file that is no usable profile; the message names the field and says what it should hold.
public final class ProfileException extends IOException {
  private static final long serialVersionUID = 1;

  ProfileException(String message) {
    super(message);
  }
}
