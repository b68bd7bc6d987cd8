/* The LADSPA plugin: https://www.ladspa.org. Compile this file only. */
#define PLUGIN_HAS_ENABLED 0
#include "plugin.c"

/* The binary interface of LADSPA. */
typedef struct {
  int hints;
  float least;
  float most;
} ladspa_range;

typedef struct ladspa_plugin {
  unsigned long id;
  const char *label;
  int properties;
  const char *name;
  const char *maker;
  const char *copyright;
  unsigned long ports;
  const int *port_kinds;
  const char *const *port_names;
  const ladspa_range *port_ranges;
  void *data;
  void *(*instantiate)(const struct ladspa_plugin *plugin, unsigned long rate);
  void (*connect_port)(void *handle, unsigned long port, float *data);
  void (*activate)(void *handle);
  void (*run)(void *handle, unsigned long frames);
  void (*run_adding)(void *handle, unsigned long frames);
  void (*set_run_adding_gain)(void *handle, float gain);
  void (*deactivate)(void *handle);
  void (*cleanup)(void *handle);
} ladspa_plugin;

#define HARD_REAL_TIME 4
/* By this text gainprint export knows what it may replace. */
#define ORIGIN "Apache-2.0 (gainprint export: ladspa)"
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#include "ports.h"

EXPORTED const ladspa_plugin *ladspa_descriptor(unsigned long index);

static void *instantiate(const ladspa_plugin *plugin, unsigned long rate) {
  return new_instance((double)rate, plugin->ports == COUNT(stereo_kinds) ? 2 : 1);
}

static void connect_port(void *handle, unsigned long port, float *data) {
  connect(handle, port, data);
}

static void run(void *handle, unsigned long frames) {
  process(handle, (uint32_t)frames);
}

static const ladspa_plugin plugins[] = {
    {LADSPA_ID, GAINPRINT_SLUG "_mono", HARD_REAL_TIME, GAINPRINT_NAME, "Gainprint", ORIGIN,
     COUNT(mono_kinds), mono_kinds, mono_names, mono_ranges, NULL, instantiate, connect_port,
     activate, run, NULL, NULL, NULL, delete_instance},
    {LADSPA_ID + 1, GAINPRINT_SLUG "_stereo", HARD_REAL_TIME, GAINPRINT_NAME " (stereo)",
     "Gainprint", ORIGIN, COUNT(stereo_kinds), stereo_kinds, stereo_names, stereo_ranges, NULL,
     instantiate, connect_port, activate, run, NULL, NULL, NULL, delete_instance}};

EXPORTED const ladspa_plugin *ladspa_descriptor(unsigned long index) {
  return index < 2 ? &plugins[index] : NULL;
}
