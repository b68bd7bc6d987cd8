package io.gainprint.regression.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.displayName;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.gainprint.recordings.Recording;
import io.gainprint.regression.Measurement;
import io.gainprint.regression.RegressionCase;
import io.gainprint.regression.SampleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.opentest4j.AssertionFailedError;

/// Test classes of others, run by JUnit itself. They find their recordings by a path, so that these
/// are written to the module's build folder.
class RecordingTestExtensionTest {
  private static final String FOLDER = "target/recording-test/";
  private static final List<String> CALLS = new ArrayList<>();

  static final class Good {
    @RecordingTest(FOLDER + "good")
    void withoutParameters() {
      CALLS.add("called");
    }

    @RecordingTest(FOLDER + "good/recordings.json")
    void withParameters(RegressionCase regressionCase, Recording output, Measurement measurement) {
      CALLS.add(regressionCase.entry().id());
      assertThat(output.name()).isEqualTo(regressionCase.entry().id());
      assertThat(measurement.esr()).isLessThan(1e-10);
    }
  }

  static final class Spoilt {
    @RecordingTest(FOLDER + "spoilt")
    void cases(Recording output) {
      CALLS.add("called");
    }
  }

  static final class Strict {
    @RecordingTest(FOLDER + "good")
    void failsByItself() {
      throw new AssertionFailedError("not good enough");
    }
  }

  static final class HalfFinished {
    @RecordingTest(FOLDER + "half-finished")
    void cases() {
      CALLS.add("called");
    }
  }

  static final class Missing {
    @RecordingTest(FOLDER + "none")
    void cases() {}
  }

  static final class WithoutCases {
    @RecordingTest(FOLDER + "without-cases")
    void cases() {}
  }

  @BeforeAll
  static void writeSets() throws IOException {
    SampleSet.in(Path.of(FOLDER, "good")).writeManifest();
    SampleSet spoilt = SampleSet.in(Path.of(FOLDER, "spoilt"));
    spoilt.writeManifest();
    spoilt.spoil();
    SampleSet halfFinished = SampleSet.in(Path.of(FOLDER, "half-finished"));
    halfFinished.writeManifest();
    Files.delete(Path.of(FOLDER, "half-finished", "limit-80.wav"));
    Path withoutCases = Files.createDirectories(Path.of(FOLDER, "without-cases"));
    Files.writeString(
        withoutCases.resolve("recordings.json"),
        "{ \"schema\": 1, \"unit\": \"LA-2A\", \"entries\": [] }");
  }

  @BeforeEach
  void forgetCalls() {
    CALLS.clear();
  }

  private static EngineExecutionResults run(Class<?> testClass) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(testClass)).execute();
  }

  @Test
  void goodSet_isATestForEachCase() {
    EngineExecutionResults results = run(Good.class);

    results.testEvents().assertStatistics(events -> events.started(4).succeeded(4).failed(0));
    assertThat(CALLS).containsExactlyInAnyOrder("called", "called", "compress-60", "limit-80");
    results
        .testEvents()
        .assertThatEvents()
        .haveExactly(2, event(test(), displayName("compress-60"), finishedSuccessfully()))
        .haveExactly(2, event(test(), displayName("limit-80"), finishedSuccessfully()));
  }

  @Test
  void spoiltProfile_failsWithTheLineOfTheTable() {
    EngineExecutionResults results = run(Spoilt.class);

    results.testEvents().assertStatistics(events -> events.started(2).succeeded(1).failed(1));
    assertThat(CALLS).hasSize(1); // the method of the spoilt case is not called
    results
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test(),
                displayName("compress-60"),
                finishedWithFailure(
                    instanceOf(AssertionFailedError.class),
                    message(m ->
                        m.contains("case ")
                            && m.contains("FAILED")
                            && m.contains("ESR is 1.489 %, expected at most")))));
  }

  @Test
  void method_mayAskForMore() {
    run(Strict.class).testEvents().assertStatistics(events -> events.started(2).failed(2));
  }

  @Test
  void halfFinishedSet_failsForTheFileAndVerifiesTheRest() {
    EngineExecutionResults results = run(HalfFinished.class);

    results.testEvents().assertStatistics(events -> events.started(2).succeeded(1).failed(1));
    results
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test(),
                displayName("limit-80.wav"),
                finishedWithFailure(
                    message(m -> m.contains("limit-80.wav does not exist: check its name")))));
    assertThat(CALLS).hasSize(1);
  }

  @Test
  void missingSet_failsTheTest() {
    EngineExecutionResults results = run(Missing.class);

    assertContainerFails(results, "none does not exist");
  }

  @Test
  void setWithoutCases_failsTheTest() {
    EngineExecutionResults results = run(WithoutCases.class);

    assertContainerFails(results, "holds no regression case");
  }

  private static void assertContainerFails(EngineExecutionResults results, String words) {
    results.testEvents().assertStatistics(events -> events.started(0));
    results
        .containerEvents()
        .assertThatEvents()
        .haveExactly(1, event(finishedWithFailure(message(m -> m.contains(words)))));
  }
}
