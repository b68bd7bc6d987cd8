package io.gainprint.regression.junit;

import io.gainprint.recordings.PairFinding.Severity;
import io.gainprint.recordings.Recording;
import io.gainprint.recordings.dataset.DataSet;
import io.gainprint.recordings.dataset.Problem;
import io.gainprint.regression.Measurement;
import io.gainprint.regression.Outcome;
import io.gainprint.regression.OutcomeTable;
import io.gainprint.regression.RegressionCase;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;

/// Makes the tests of a [RecordingTest]; of use to JUnit only, which must be able to make one.
@SuppressWarnings("exports") // to pass JUnit on would ask it of those who only verify
public final class RecordingTestExtension implements TestTemplateInvocationContextProvider {
  /// For JUnit.
  public RecordingTestExtension() {}

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getRequiredTestMethod(), RecordingTest.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    String path =
        AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), RecordingTest.class)
            .orElseThrow()
            .value();
    DataSet dataSet = read(path);
    List<RegressionCase> cases = RegressionCase.of(dataSet);
    if (cases.isEmpty() && dataSet.isWhole()) {
      throw new ExtensionConfigurationException(
          path + " holds no regression case: give its entries an expectation");
    }
    Stream<Problem> errors =
        dataSet.problems().stream().filter(problem -> problem.severity() == Severity.ERROR);
    return Stream.concat(errors.map(OfProblem::new), cases.stream().map(OfCase::new));
  }

  private static DataSet read(String path) {
    try {
      return DataSet.read(Path.of(path));
    } catch (IOException e) {
      throw new ExtensionConfigurationException(String.valueOf(e.getMessage()), e);
    }
  }

  /// The test that fails for a file of the data set.
  private record OfProblem(Problem problem)
      implements TestTemplateInvocationContext, BeforeTestExecutionCallback {
    @Override
    public String getDisplayName(int invocationIndex) {
      return String.valueOf(problem.file().getFileName());
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(this);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
      throw new AssertionFailedError(problem.message());
    }
  }

  /// The test of a case. Parameters of a method are resolved after the callback before it.
  private static final class OfCase
      implements TestTemplateInvocationContext, BeforeTestExecutionCallback, ParameterResolver {
    private final RegressionCase regressionCase;
    private @Nullable Measurement measurement;

    OfCase(RegressionCase regressionCase) {
      this.regressionCase = regressionCase;
    }

    @Override
    public String getDisplayName(int invocationIndex) {
      return regressionCase.entry().id();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(this);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
      Outcome outcome = regressionCase.verify();
      if (!outcome.passed()) {
        throw new AssertionFailedError("\n" + OutcomeTable.of(List.of(outcome)));
      }
      if (outcome instanceof Outcome.Measured measured) {
        measurement = measured.measurement();
      }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      Class<?> type = parameter.getParameter().getType();
      return parameter.getDeclaringExecutable() instanceof Method
          && (type == RegressionCase.class || type == Measurement.class || type == Recording.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      Class<?> type = parameter.getParameter().getType();
      if (type == RegressionCase.class) {
        return regressionCase;
      }
      if (type == Measurement.class) {
        return Objects.requireNonNull(measurement, "measurement");
      }
      try {
        return regressionCase.render();
      } catch (IOException e) {
        throw new ParameterResolutionException(String.valueOf(e.getMessage()), e);
      }
    }
  }
}
