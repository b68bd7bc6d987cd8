/// Units and small values that all of signal processing shares, and whether there is a vector unit.
///
/// Levels are in decibels relative to full scale, where full scale is a sample of magnitude 1;
/// gains are linear factors unless a name ends in `Db`; times end in `Ms` and rates in `Hz`. A
/// one-pole coefficient is never called a time.
package io.gainprint.dsp;
