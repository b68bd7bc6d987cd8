/// Units that turn dry sound into wet, so that there is something to measure without hardware.
///
/// A [UnitModel] at one position of its controls is a [UnitProcessor]. A [FittedUnit] is exactly
/// what a fit can find: the truth is known.
package io.gainprint.recordings.unit;
