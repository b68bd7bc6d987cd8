package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gainprint.servers.JackServer;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class DevicesCommandTest {
  @Test
  void unknownBackend_isRefusedWithThoseThereAre() {
    Invocation result = Invocation.of("devices", "--backend", "asio");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).isEqualTo("gainprint: backend must be one of jack, javasound: asio\n");
  }

  @Test
  void unknownSetting_isRefused() {
    Invocation result = Invocation.of("devices", "--backend", "javasound:8");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("javasound: takes 16, 16-dither, 24 or 32");
  }

  /// With or without the library, there is no server of this name.
  @Test
  void backendThatIsUnavailable_saysWhyAndIsNoFailure() {
    Invocation text = Invocation.of("devices", "--backend", "jack:there-is-none");
    assertThat(text.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(text.out())
        .containsPattern(
            "jack       (no JACK server 'there-is-none' runs .* start one|JACK is not installed)");
    Invocation json = Invocation.of("devices", "--backend", "jack:there-is-none", "--json");
    assertThat(json.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(json.out()).contains("\"problem\" : \"", "\"devices\" : [ ]");
  }

  @Test
  void allBackends_areListed() {
    Invocation result = Invocation.of("devices", "--json");
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out()).contains("\"backend\" : \"jack\"", "\"backend\" : \"javasound\"");
  }

  @Test
  void portsOfAServer_areADevice() throws IOException {
    Optional<String> missing = JackServer.missing();
    Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    try (JackServer server = JackServer.start(44_100, 256, false)) {
      Invocation text = Invocation.of("devices", "--backend", server.backend());
      assertThat(text.out())
          .containsPattern("jack +system +2 +2 +44100 +default, the server's device");
      Invocation json = Invocation.of("devices", "--backend", server.backend(), "--json");
      assertThat(json.out())
          .contains("\"id\" : \"system\"", "\"sampleRateHz\" : 44100.0", "\"problem\" : null");
    }
  }
}
