/* Compiles where our declarations of LV2 have the layout of the published header. */
#include <stddef.h>

#include <lv2/core/lv2.h>

#define lv2_descriptor our_descriptor
#include "lv2.c"

#define SAME(ours, theirs) \
  _Static_assert(offsetof(lv2_plugin, ours) == offsetof(LV2_Descriptor, theirs), #ours)

SAME(uri, URI);
SAME(instantiate, instantiate);
SAME(connect_port, connect_port);
SAME(activate, activate);
SAME(run, run);
SAME(deactivate, deactivate);
SAME(cleanup, cleanup);
SAME(extension_data, extension_data);
_Static_assert(sizeof(lv2_plugin) == sizeof(LV2_Descriptor), "size");
