/// Native plugins, LV2 and LADSPA, as units to render sound through.
///
/// No plugin is ever loaded into this process. [PluginHost] starts a child, a small Java process
/// that loads one and answers over its standard input and output; a plugin that crashes, exits or
/// never returns takes the child with it, and the caller gets a [PluginException] that says which
/// plugin it was and how it ended. What plugins print goes no further than into that message.
///
/// Plugins work in single precision. Sound is converted from and to double precision, full scale at
/// 1, where it enters and leaves the child.
package io.gainprint.host.plugin;
