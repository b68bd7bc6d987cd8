/// The cases of a manifest as tests of JUnit Jupiter: the annotation [RecordingTest] and what runs
/// it. How a case is judged does not live here.
package io.gainprint.regression.junit;
