/* The LV2 plugin: http://lv2plug.in/ns/lv2core. Compile this file only. */
#define PLUGIN_HAS_ENABLED 1
#include "plugin.c"

/* The binary interface of LV2. */
typedef struct lv2_feature lv2_feature;

typedef struct lv2_plugin {
  const char *uri;
  void *(*instantiate)(const struct lv2_plugin *plugin, double rate, const char *bundle,
                       const lv2_feature *const *features);
  void (*connect_port)(void *handle, uint32_t port, void *data);
  void (*activate)(void *handle);
  void (*run)(void *handle, uint32_t frames);
  void (*deactivate)(void *handle);
  void (*cleanup)(void *handle);
  const void *(*extension_data)(const char *uri);
} lv2_plugin;

EXPORTED const lv2_plugin *lv2_descriptor(uint32_t index);

static void *instantiate_mono(const lv2_plugin *plugin, double rate, const char *bundle,
                              const lv2_feature *const *features) {
  (void)plugin;
  (void)bundle;
  (void)features;
  return new_instance(rate, 1);
}

static void *instantiate_stereo(const lv2_plugin *plugin, double rate, const char *bundle,
                                const lv2_feature *const *features) {
  (void)plugin;
  (void)bundle;
  (void)features;
  return new_instance(rate, 2);
}

static void connect_port(void *handle, uint32_t port, void *data) {
  connect(handle, port, data);
}

static void run(void *handle, uint32_t frames) {
  process(handle, frames);
}

static const lv2_plugin plugins[] = {
    {GAINPRINT_MONO_URI, instantiate_mono, connect_port, activate, run, NULL, delete_instance, NULL},
    {GAINPRINT_STEREO_URI, instantiate_stereo, connect_port, activate, run, NULL, delete_instance,
     NULL}};

EXPORTED const lv2_plugin *lv2_descriptor(uint32_t index) {
  return index < 2 ? &plugins[index] : NULL;
}
