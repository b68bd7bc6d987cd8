package io.gainprint.regression.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test for each regression case of a data set.
///
/// A case is verified before the method is called: if the output of its profile is not as the
/// manifest expects, the test fails with a line that says what was expected and what came. The
/// method may look further; its parameters are among
///
/// - [io.gainprint.regression.RegressionCase], the case;
/// - [io.gainprint.regression.Measurement], what was measured;
/// - [io.gainprint.recordings.Recording], the output.
///
/// ```java
/// @RecordingTest("src/test/recordings")
/// void profiles_soundAsTheyDid() {}
///
/// @RecordingTest("src/test/recordings/recordings.json")
/// void profiles_doNotClip(RegressionCase regressionCase, Recording output) { … }
/// ```
///
/// A test also fails for each file that is wrong in the data set, with its name and the fix.
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@SuppressWarnings("exports") // to pass JUnit on would ask it of those who only verify
@TestTemplate
@ExtendWith(RecordingTestExtension.class)
public @interface RecordingTest {
  /// The data set: a manifest, or a folder with one.
  ///
  /// @return a path; a relative one is resolved against the folder that the tests run in, which is
  ///   that of the module for Maven and Gradle
  String value();
}
