/// Recordings of one unit at many positions of its controls.
///
/// A [DataSet] names the recordings, says what is known of each, and says what is wrong with the
/// folder: one bad file never stands in the way of the others. It is read from a folder whose files
/// are named as the SignalTrain data set names them, or from a [Manifest], `recordings.json`. Sound
/// is not read here, but for the files' headers.
package io.gainprint.recordings.dataset;
