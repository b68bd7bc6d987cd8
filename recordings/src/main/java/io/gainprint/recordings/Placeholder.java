package io.gainprint.recordings;

final class Placeholder {
  private Placeholder() {}
}
