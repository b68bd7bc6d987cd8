/* What the plugin interfaces have in common: an instance with its ports. Included, not compiled. */
#define GAINPRINT_API static
#include "compressor.c"
#include "unit.c"

#include <stdlib.h>

#if defined(_WIN32)
#define EXPORTED __declspec(dllexport)
#elif defined(__GNUC__)
#define EXPORTED __attribute__((visibility("default")))
#else
#define EXPORTED
#endif

/* Control ports follow the audio ports: first those of the unit, then these that the interface has. */
enum {
#if PLUGIN_HAS_ENABLED
  ENABLED = GAINPRINT_CONTROLS,
  INPUT_LEVEL,
#else
  INPUT_LEVEL = GAINPRINT_CONTROLS,
#endif
  OUTPUT_LEVEL,
  GAIN_REDUCTION,
  LATENCY, /* there if there is look-ahead */
  CONTROL_PORTS
};

/* Values that have an effect on the sound. */
#if PLUGIN_HAS_ENABLED
#define SETTINGS (GAINPRINT_CONTROLS + 1)
#else
#define SETTINGS GAINPRINT_CONTROLS
#endif

typedef struct {
  gainprint_compressor compressor;
  int channels;
  const float *in[2];
  float *out[2];
  float *control[CONTROL_PORTS];
  float settings[SETTINGS]; /* those in use */
  float *delay;
} instance;

static void *new_instance(double rate, int channels) {
  instance *it;
  uint32_t look_ahead;
  uint32_t floats;
  if (!(rate >= 1000 && rate <= 1e6)) {
    return NULL;
  }
  it = calloc(1, sizeof *it);
  if (it == NULL) {
    return NULL;
  }
  it->channels = channels;
  look_ahead = gainprint_look_ahead(GAINPRINT_LOOK_AHEAD_MS, rate);
  floats = gainprint_delay_floats(look_ahead, channels);
  if (floats > 0) {
    it->delay = calloc(floats, sizeof(float));
    if (it->delay == NULL) {
      free(it);
      return NULL;
    }
  }
  gainprint_init(&it->compressor, rate, channels, look_ahead, it->delay);
  return it;
}

static void connect(instance *it, unsigned long port, void *data) {
  unsigned long channels = (unsigned long)it->channels;
  if (port < channels) {
    it->in[port] = data;
  } else if (port < 2 * channels) {
    it->out[port - channels] = data;
  } else if (port - 2 * channels < CONTROL_PORTS) {
    it->control[port - 2 * channels] = data;
  }
}

static void activate(void *handle) {
  gainprint_reset(&((instance *)handle)->compressor);
}

/* Settings are looked at bit by bit, so that one that is not a number is the same again. */
static void update_settings(instance *it) {
  float settings[SETTINGS];
  int is_enabled = 1;
  gainprint_parameters parameters;
  for (int i = 0; i < GAINPRINT_CONTROLS; i++) {
    settings[i] = it->control[i] ? *it->control[i] : gainprint_unit_initial(i);
  }
#if PLUGIN_HAS_ENABLED
  settings[ENABLED] = it->control[ENABLED] ? *it->control[ENABLED] : 1;
  is_enabled = !(settings[ENABLED] <= 0);
#endif
  if (!it->compressor.is_set || memcmp(settings, it->settings, sizeof settings) != 0) {
    memcpy(it->settings, settings, sizeof settings);
    gainprint_unit_parameters(settings, &parameters);
    gainprint_set(&it->compressor, &parameters, is_enabled);
  }
}

static void show(const instance *it, int port, double value) {
  if (it->control[port]) {
    *it->control[port] = (float)value;
  }
}

static void process(instance *it, uint32_t frames) {
  update_settings(it);
  gainprint_process(&it->compressor, it->in, it->out, frames);
  show(it, INPUT_LEVEL, gainprint_input_db(&it->compressor));
  show(it, OUTPUT_LEVEL, gainprint_output_db(&it->compressor));
  show(it, GAIN_REDUCTION, gainprint_reduction_db(&it->compressor));
  show(it, LATENCY, it->compressor.look_ahead);
}

static void delete_instance(void *handle) {
  free(((instance *)handle)->delay);
  free(handle);
}
