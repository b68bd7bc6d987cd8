package io.gainprint.recordings;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A running SHA-256 of bytes.
final class Sha256 {
  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  void update(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
  }

  /// The hash of all bytes so far, 64 lower-case hexadecimal digits; begins anew.
  String finish() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
