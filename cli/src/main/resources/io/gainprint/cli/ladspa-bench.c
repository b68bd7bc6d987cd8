/* Runs a LADSPA plugin on noise and prints ns per frame: ladspa-bench FILE LABEL BLOCK FRAMES.
 * Controls stand at their defaults, or in the middle of their range where there is none. The
 * structures are those of the LADSPA 1.1 interface. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
  int hints;
  float lower, upper;
} range_hint;

typedef struct descriptor {
  unsigned long id;
  const char *label;
  int properties;
  const char *name, *maker, *copyright;
  unsigned long port_count;
  const int *ports;
  const char *const *port_names;
  const range_hint *hints;
  void *data;
  void *(*instantiate)(const struct descriptor *, unsigned long);
  void (*connect)(void *, unsigned long, float *);
  void (*activate)(void *);
  void (*run)(void *, unsigned long);
  void (*run_adding)(void *, unsigned long);
  void (*set_gain)(void *, float);
  void (*deactivate)(void *);
  void (*cleanup)(void *);
} descriptor;

enum { INPUT = 1, OUTPUT = 2, CONTROL = 4, AUDIO = 8 };

static double start_value(range_hint h) {
  double lower = h.hints & 0x8 ? h.lower * 48000.0 : h.lower;
  double upper = h.hints & 0x8 ? h.upper * 48000.0 : h.upper;
  int logarithmic = h.hints & 0x10 && lower > 0 && upper > 0;
  double share;
  switch (h.hints & 0x3C0) {
    case 0x40: return lower;
    case 0x80: share = 0.25; break;
    case 0xC0: share = 0.5; break;
    case 0x100: share = 0.75; break;
    case 0x140: return upper;
    case 0x200: return 0;
    case 0x240: return 1;
    case 0x280: return 100;
    case 0x2C0: return 440;
    default: share = 0.5;
  }
  return logarithmic ? exp(log(lower) * (1 - share) + log(upper) * share)
                     : lower * (1 - share) + upper * share;
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  unsigned long block = strtoul(argv[3], NULL, 10), frames = strtoul(argv[4], NULL, 10);
  void *library = dlopen(argv[1], RTLD_NOW);
  if (!library) return printf("%s\n", dlerror()), 1;
  const descriptor *(*get)(unsigned long);
  *(void **)&get = dlsym(library, "ladspa_descriptor");
  if (!get) return printf("not a LADSPA library\n"), 1;
  const descriptor *d = NULL;
  for (unsigned long i = 0; (d = get(i)) && strcmp(d->label, argv[2]); i++) {
  }
  if (!d) return printf("no plugin with this label\n"), 1;
  void *plugin = d->instantiate(d, 48000);
  float *buffers = calloc(d->port_count * (block + 1), sizeof(float));
  float *noise = malloc((1 << 15) * sizeof(float));
  if (!plugin || !buffers || !noise) return printf("cannot be instantiated\n"), 1;
  for (int n = 0; n < 1 << 15; n++) noise[n] = 0.3f * ((float)rand() / RAND_MAX - 0.5f) * 2;
  for (unsigned long p = 0; p < d->port_count; p++) {
    float *buffer = buffers + p * (block + 1);
    if (d->ports[p] & CONTROL) *buffer = (float)start_value(d->hints[p]);
    d->connect(plugin, p, buffer);
  }
  if (d->activate) d->activate(plugin);
  struct timespec t0, t1;
  double best = 1e99;
  for (int repetition = 0; repetition < 3; repetition++) {
    unsigned long at = 0;
    clock_gettime(CLOCK_MONOTONIC, &t0);
    for (unsigned long n = 0; n + block <= frames; n += block) {
      for (unsigned long p = 0; p < d->port_count; p++)
        if ((d->ports[p] & (INPUT | AUDIO)) == (INPUT | AUDIO))
          d->connect(plugin, p, noise + at);
      at = at + 2 * block > 1 << 15 ? 0 : at + block;
      d->run(plugin, block);
    }
    clock_gettime(CLOCK_MONOTONIC, &t1);
    double ns = ((t1.tv_sec - t0.tv_sec) * 1e9 + (t1.tv_nsec - t0.tv_nsec)) / frames;
    if (ns < best) best = ns;
  }
  printf("%.4f\n", best);
  return 0;
}
