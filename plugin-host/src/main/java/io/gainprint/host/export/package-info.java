/// Native plugins made from a fitted unit: C source, its description, and what builds it.
///
/// [ExportedUnit] says what to export, [PluginBundle] holds the files of a bundle in memory,
/// [BundleFolder] puts them on disk whole or not at all, [NativeCompiler] compiles them and
/// [PluginFolders] knows where hosts look. The C source is a set of resources that never change;
/// all that is generated is `constants.h`, the names of LADSPA ports, and text. Names of units are
/// quoted wherever they go: none can end the string or comment that it stands in.
///
/// Running native plugins, ours or others', is not done here but in `io.gainprint.host.plugin`.
package io.gainprint.host.export;
