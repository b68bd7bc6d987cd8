/* A host without mercy: random rates, block sizes (0 and 1 often), sound that is not finite, huge or
 * denormal, controls out of range or unconnected, buffers in place, activation at any time. After
 * each such life, finite sound must give finite and, once at rest, untouched quiet sound again.
 *
 *   fuzz <lives> <seed>
 */
#include "lv2.c"

#include <stdio.h>

#define LONGEST 700
#define PORTS (4 + CONTROL_PORTS)

static uint32_t state;

static uint32_t draw(uint32_t below) {
  state = state * 1664525u + 1013904223u;
  return (state >> 8) % below;
}

static float wild(void) {
  static const uint32_t bits[] = {0x7fc00000, 0xffc00001, 0x7f800001, 0x7f800000, 0xff800000,
                                  0x7f7fffff, 0xff7fffff, 0x00000001, 0x80000001, 0x007fffff,
                                  0x00800000, 0x00000000, 0x80000000, 0x3f800000};
  uint32_t word = draw(3) ? bits[draw(sizeof bits / sizeof bits[0])] : draw(1 << 16) << 16;
  float value;
  memcpy(&value, &word, sizeof value);
  return value;
}

static float tame(void) {
  return ((float)draw(20001) - 10000) / 10000;
}

static int is_finite(float value) {
  return value - value == 0;
}

static int fail(const char *why) {
  fprintf(stderr, "%s\n", why);
  return 1;
}

static int live(void) {
  static const double rates[] = {8000, 11025, 44100, 48000, 88200, 96000, 192000};
  const lv2_plugin *plugin = lv2_descriptor(draw(2));
  uint32_t channels = plugin == lv2_descriptor(1) ? 2 : 1;
  void *handle = plugin->instantiate(plugin, rates[draw(7)], "", NULL);
  float sound[4][LONGEST];
  float controls[CONTROL_PORTS];
  if (handle == NULL) {
    return fail("no instance");
  }
  for (uint32_t i = 0; i < channels; i++) {
    plugin->connect_port(handle, i, sound[i]);
    plugin->connect_port(handle, channels + i, draw(2) ? sound[i] : sound[2 + i]);
  }
  for (uint32_t i = 0; i < CONTROL_PORTS; i++) {
    controls[i] = i < GAINPRINT_CONTROLS ? gainprint_unit_initial((int)i) : 1;
    if (draw(4)) {
      plugin->connect_port(handle, 2 * channels + i, &controls[i]);
    }
  }
  plugin->activate(handle);
  for (int block = 0; block < 200; block++) {
    uint32_t frames = draw(3) ? draw(3) : draw(LONGEST + 1);
    int is_wild = (int)draw(2);
    if (draw(50) == 0) {
      plugin->activate(handle);
    }
    if (draw(5) == 0) {
      controls[draw(GAINPRINT_CONTROLS + 1)] = draw(2) ? wild() : 200 * tame();
    }
    for (uint32_t i = 0; i < channels; i++) {
      for (uint32_t n = 0; n < frames; n++) {
        sound[i][n] = is_wild ? wild() : tame();
      }
    }
    plugin->run(handle, frames);
    for (uint32_t i = GAINPRINT_CONTROLS + 1; i < CONTROL_PORTS; i++) {
      if (!is_finite(controls[i])) {
        return fail("a meter is not finite");
      }
    }
  }
  for (uint32_t i = 0; i < GAINPRINT_CONTROLS; i++) {
    controls[i] = gainprint_unit_initial((int)i);
    plugin->connect_port(handle, 2 * channels + i, &controls[i]);
  }
  for (uint32_t i = 0; i < channels; i++) {
    plugin->connect_port(handle, channels + i, sound[2 + i]);
  }
  for (int block = 0; block < 3000; block++) { /* 10 s at 192 kHz */
    for (uint32_t i = 0; i < channels; i++) {
      for (uint32_t n = 0; n < 640; n++) {
        sound[i][n] = 1e-6f * tame();
      }
    }
    plugin->run(handle, 640);
    for (uint32_t i = 0; i < channels && block > 300; i++) { /* what was delayed has left */
      for (uint32_t n = 0; n < 640; n++) {
        if (!is_finite(sound[2 + i][n])) {
          return fail("what is not finite stays");
        }
      }
    }
  }
  if (((instance *)handle)->compressor.gain < 0.99) {
    return fail("the gain does not recover");
  }
  plugin->cleanup(handle);
  return 0;
}

/* Runs 100 ms of a constant below every threshold; returns the last output, and the largest step from
 * frame to frame in `step`. */
static float settle(const lv2_plugin *plugin, void *handle, float *in, float *out, float before,
                    float *step) {
  float last = before;
  *step = 0;
  for (int block = 0; block < 100; block++) {
    for (int n = 0; n < 48; n++) {
      in[n] = 1e-4f;
    }
    plugin->run(handle, 48);
    for (int n = 0; n < 48; n++) {
      float jump = out[n] > last ? out[n] - last : last - out[n];
      *step = jump > *step ? jump : *step;
      last = out[n];
    }
  }
  return last;
}

/* The last control of every unit is a gain in dB. Changes reach the sound, over 20 ms. */
static int turn(void) {
  const lv2_plugin *plugin = lv2_descriptor(0);
  void *handle = plugin->instantiate(plugin, 48000, "", NULL);
  float gain = 0;
  float enabled = 1;
  float latency = -1;
  float in[48];
  float out[48];
  float step;
  float at_0;
  float at_12;
  float at_rest;
  plugin->connect_port(handle, 0, in);
  plugin->connect_port(handle, 1, out);
  plugin->connect_port(handle, 2 + GAINPRINT_CONTROLS - 1, &gain);
  plugin->connect_port(handle, 2 + ENABLED, &enabled);
  plugin->connect_port(handle, 2 + LATENCY, &latency);
  plugin->activate(handle);
  plugin->run(handle, 0);
  if (latency != (float)gainprint_look_ahead(GAINPRINT_LOOK_AHEAD_MS, 48000)) {
    return fail("no frames, no latency");
  }
  at_0 = settle(plugin, handle, in, out, 0, &step);
  gain = 12;
  at_12 = settle(plugin, handle, in, out, at_0, &step);
  if (fabs(at_12 / at_0 - 3.98107) > 1e-4) {
    return fail("12 dB are not 12 dB");
  }
  if (step > 1.001f * (at_12 - at_0) / 960) {
    return fail("a gain clicks");
  }
  enabled = 0;
  at_rest = settle(plugin, handle, in, out, at_12, &step);
  if (at_rest != 1e-4f) {
    return fail("a disabled plugin changes the sound");
  }
  if (step > 1.001f * fabsf(at_12 - at_rest) / 960) {
    return fail("bypass clicks");
  }
  plugin->cleanup(handle);
  return 0;
}

int main(int argc, char **argv) {
  int lives = argc > 1 ? atoi(argv[1]) : 10;
  state = argc > 2 ? (uint32_t)atol(argv[2]) : 1;
  for (int i = 0; i < lives; i++) {
    if (live() != 0) {
      fprintf(stderr, "in life %d\n", i);
      return 1;
    }
  }
  return turn();
}
