/// The cases of a manifest as tests of JUnit Jupiter.
package io.gainprint.regression.junit;
