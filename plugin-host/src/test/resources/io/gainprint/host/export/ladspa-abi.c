/* Compiles where our declarations of LADSPA have the layout of the published header. */
#include <stddef.h>

#include <ladspa.h>

#define ladspa_descriptor our_descriptor
#include "ladspa.c"

#define SAME(ours, theirs) \
  _Static_assert(offsetof(ladspa_plugin, ours) == offsetof(LADSPA_Descriptor, theirs), #ours)

SAME(id, UniqueID);
SAME(label, Label);
SAME(properties, Properties);
SAME(name, Name);
SAME(maker, Maker);
SAME(copyright, Copyright);
SAME(ports, PortCount);
SAME(port_kinds, PortDescriptors);
SAME(port_names, PortNames);
SAME(port_ranges, PortRangeHints);
SAME(data, ImplementationData);
SAME(instantiate, instantiate);
SAME(connect_port, connect_port);
SAME(activate, activate);
SAME(run, run);
SAME(run_adding, run_adding);
SAME(set_run_adding_gain, set_run_adding_gain);
SAME(deactivate, deactivate);
SAME(cleanup, cleanup);
_Static_assert(sizeof(ladspa_plugin) == sizeof(LADSPA_Descriptor), "size");
_Static_assert(sizeof(ladspa_range) == sizeof(LADSPA_PortRangeHint), "range");
_Static_assert(HARD_REAL_TIME == LADSPA_PROPERTY_HARD_RT_CAPABLE, "property");
