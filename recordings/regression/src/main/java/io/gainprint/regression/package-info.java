/// Tests that profiles still sound as the recordings they were made from.
///
/// A [RegressionCase] is an entry of a data set that says what a profile must make of the dry
/// recording: how close to the wet one, how far off in level, and which samples to the last bit.
/// Verifying it gives an [Outcome], and many of them an [OutcomeTable].
package io.gainprint.regression;
