/* Small LADSPA plugins for tests, by the ABI of version 1.1. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  int hint;
  float lower, upper;
} Hint;

typedef struct Descriptor {
  unsigned long id;
  const char *label;
  int properties;
  const char *name, *maker, *copyright;
  unsigned long port_count;
  const int *ports;
  const char *const *names;
  const Hint *hints;
  void *data;
  void *(*instantiate)(const struct Descriptor *, unsigned long);
  void (*connect)(void *, unsigned long, float *);
  void (*activate)(void *);
  void (*run)(void *, unsigned long);
  void (*run_adding)(void *, unsigned long);
  void (*set_gain)(void *, float);
  void (*deactivate)(void *);
  void (*cleanup)(void *);
} Descriptor;

enum { IN = 1, OUT = 2, CONTROL = 4, AUDIO = 8, DELAY = 100 };

typedef struct {
  float *ports[8];
  float line[DELAY];
  int at;
} Unit;

static void *make(const Descriptor *descriptor, unsigned long rate) {
  (void)descriptor;
  return rate > 192000 ? NULL : calloc(1, sizeof(Unit));
}

static void connect(void *unit, unsigned long port, float *values) {
  ((Unit *)unit)->ports[port] = values;
}

/* Ports: gain, mode, in, out. */
static void gain(void *handle, unsigned long frames) {
  Unit *u = handle;
  printf("the gain is %g\n", (double)*u->ports[0]);
  fflush(stdout);
  for (unsigned long n = 0; n < frames; n++) u->ports[3][n] = *u->ports[0] * u->ports[2][n];
}

static void aborts(void *handle, unsigned long frames) {
  (void)handle;
  (void)frames;
  fprintf(stderr, "first line\nabout to abort\n");
  abort();
}

static void writes_to_null(void *handle, unsigned long frames) {
  (void)handle;
  for (volatile float *nowhere = NULL;; nowhere++) *nowhere = (float)frames;
}

static void loops(void *handle, unsigned long frames) {
  (void)handle;
  for (volatile unsigned long n = 0;; n += frames) {
  }
}

static void exits(void *handle, unsigned long frames) {
  (void)handle;
  (void)frames;
  printf("good bye\n");
  exit(3);
}

/* Ports: latency, gain, in, out. */
static void delays(void *handle, unsigned long frames) {
  Unit *u = handle;
  *u->ports[0] = DELAY;
  for (unsigned long n = 0; n < frames; n++) {
    u->ports[3][n] = u->line[u->at];
    u->line[u->at] = *u->ports[1] * u->ports[2][n];
    u->at = (u->at + 1) % DELAY;
  }
}

/* Ports: in left, in right, side chain, out left, out right: the sum and the difference. */
static void stereo(void *handle, unsigned long frames) {
  Unit *u = handle;
  for (unsigned long n = 0; n < frames; n++) {
    u->ports[3][n] = u->ports[0][n] + u->ports[1][n] + u->ports[2][n];
    u->ports[4][n] = u->ports[0][n] - u->ports[1][n];
  }
}

static void fails_at_the_end(void *handle) {
  (void)handle;
  abort();
}

static const int gain_ports[] = {IN | CONTROL, IN | CONTROL, IN | AUDIO, OUT | AUDIO};
static const char *const gain_names[] = {"Gain factor (x)", "Gain Mode", "Input", "Output"};
/* Bounded below and above, default middle; toggled, default 1. */
static const Hint gain_hints[] = {{0x3 | 0xC0, 0, 4}, {0x4 | 0x240, 0, 0}, {0, 0, 0}, {0, 0, 0}};

static const int late_ports[] = {OUT | CONTROL, IN | CONTROL, IN | AUDIO, OUT | AUDIO};
static const char *const late_names[] = {"latency", "Level", "Input", "Output"};
/* In sample rates, default maximum; default 1. */
static const Hint late_hints[] = {{0, 0, 0}, {0x1 | 0x240, 0, 0}, {0, 0, 0}, {0, 0, 0}};

static const int stereo_ports[] = {IN | AUDIO, IN | AUDIO, IN | AUDIO, OUT | AUDIO, OUT | AUDIO};
static const char *const stereo_names[] = {"L", "R", "Side-chain", "Left", "Right"};
static const Hint stereo_hints[5];

#define UNIT(label, kind, count, run, cleanup)                                                  \
  {1, label, 0, "Test unit " label, "", "None", count, kind##_ports, kind##_names, kind##_hints, \
   NULL, make, connect, NULL, run, NULL, NULL, NULL, cleanup}

static const Descriptor units[] = {
    UNIT("gain", gain, 4, gain, free),
    UNIT("aborts", gain, 4, aborts, free),
    UNIT("null", gain, 4, writes_to_null, free),
    UNIT("loops", gain, 4, loops, free),
    UNIT("exits", gain, 4, exits, free),
    UNIT("late", late, 4, delays, free),
    UNIT("stereo", stereo, 5, stereo, free),
    UNIT("badend", late, 4, delays, fails_at_the_end),
};

__attribute__((visibility("default"))) const Descriptor *ladspa_descriptor(unsigned long index) {
  return index < sizeof units / sizeof *units ? units + index : NULL;
}

#ifdef CRASH_ON_LOAD
__attribute__((constructor)) static void crash(void) { abort(); }
#endif
