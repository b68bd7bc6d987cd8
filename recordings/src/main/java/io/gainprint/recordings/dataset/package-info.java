/// Recordings of one unit at many positions of its controls.
///
/// A [DataSet] names the recordings, says what is known of each, and says what is wrong with the
/// folder: one bad file never stands in the way of the others. It is read from a folder whose files
/// are named as the SignalTrain data set names them, or from a [Manifest], `recordings.json`. Sound
/// is read only to check it ([EntryCheck]), one pair at a time, and to make it ([RecordingPlan]);
/// what is learnt from it does not live here.
package io.gainprint.recordings.dataset;
