/// The profile: what a fit leaves behind, as a JSON file that any sample rate can use, but for
/// direct-form filters.
///
/// [Profile] and its parts are plain values; [ProfileJson] reads and writes them. Times are in ms,
/// gains and levels in dB.
package io.gainprint.fitting.profile;
