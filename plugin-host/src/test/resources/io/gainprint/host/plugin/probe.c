/* An LV2 plugin for tests that needs everything a host may offer. It delays by 32 frames, and
   multiplies by the block length that the options say and, from the second block on, by the answer
   of its worker. */
#include <lv2/atom/atom.h>
#include <lv2/buf-size/buf-size.h>
#include <lv2/core/lv2.h>
#include <lv2/options/options.h>
#include <lv2/parameters/parameters.h>
#include <lv2/urid/urid.h>
#include <lv2/worker/worker.h>
#include <stdlib.h>
#include <string.h>

enum { DELAY = 32 };

typedef struct {
  const float *in, *level;
  float *out, *latency;
  const LV2_Atom_Sequence *events;
  LV2_Atom_Sequence *notes;
  const LV2_Worker_Schedule *schedule;
  LV2_URID chunk, sequence;
  float block, answer, line[DELAY];
  unsigned at;
} Probe;

static LV2_Handle make(const LV2_Descriptor *descriptor, double rate, const char *bundle,
                       const LV2_Feature *const *features) {
  (void)descriptor;
  (void)bundle;
  const LV2_URID_Map *map = NULL;
  const LV2_URID_Unmap *unmap = NULL;
  const LV2_Options_Option *options = NULL;
  Probe *p = calloc(1, sizeof(Probe));
  for (; *features; features++) {
    const char *uri = (*features)->URI;
    if (!strcmp(uri, LV2_URID__map)) map = (*features)->data;
    if (!strcmp(uri, LV2_URID__unmap)) unmap = (*features)->data;
    if (!strcmp(uri, LV2_OPTIONS__options)) options = (*features)->data;
    if (!strcmp(uri, LV2_WORKER__schedule)) p->schedule = (*features)->data;
  }
  if (!map || !unmap || !options || !p->schedule) return NULL;
  LV2_URID number = map->map(map->handle, LV2_ATOM__Int);
  if (strcmp(unmap->unmap(unmap->handle, number), LV2_ATOM__Int)) return NULL;
  if (unmap->unmap(unmap->handle, 1000000)) return NULL;
  p->chunk = map->map(map->handle, LV2_ATOM__Chunk);
  p->sequence = map->map(map->handle, LV2_ATOM__Sequence);
  LV2_URID longest = map->map(map->handle, LV2_BUF_SIZE__maxBlockLength);
  LV2_URID sample_rate = map->map(map->handle, LV2_PARAMETERS__sampleRate);
  for (; options->key; options++) {
    if (options->key == longest && options->type == number && options->size == 4)
      p->block = (float)*(const int *)options->value;
    if (options->key == sample_rate && *(const float *)options->value != (float)rate) return NULL;
  }
  p->answer = 1;
  return p;
}

static void connect(LV2_Handle handle, uint32_t port, void *data) {
  Probe *p = handle;
  switch (port) {
    case 0: p->in = data; break;
    case 1: p->out = data; break;
    case 2: p->level = data; break;
    case 3: p->latency = data; break;
    case 4: p->events = data; break;
    case 5: p->notes = data; break;
  }
}

static void run(LV2_Handle handle, uint32_t frames) {
  Probe *p = handle;
  *p->latency = DELAY;
  if (p->events->atom.type != p->sequence || p->events->atom.size != 8 ||
      p->notes->atom.type != p->chunk || p->notes->atom.size < 1024 || frames != p->block)
    abort();
  for (uint32_t n = 0; n < frames; n++) {
    p->out[n] = p->line[p->at];
    p->line[p->at] = p->in[n] * p->block * p->answer * *p->level;
    p->at = (p->at + 1) % DELAY;
  }
  p->notes->atom.type = p->sequence;
  p->notes->atom.size = 8;
  float question = 2;
  p->schedule->schedule_work(p->schedule->handle, sizeof question, &question);
}

static void cleanup(LV2_Handle handle) { free(handle); }

static LV2_Worker_Status work(LV2_Handle handle, LV2_Worker_Respond_Function respond,
                              LV2_Worker_Respond_Handle to, uint32_t size, const void *data) {
  (void)handle;
  float answer = *(const float *)data + 1;
  return respond(to, size, &answer);
}

static LV2_Worker_Status answered(LV2_Handle handle, uint32_t size, const void *data) {
  (void)size;
  ((Probe *)handle)->answer = *(const float *)data;
  return LV2_WORKER_SUCCESS;
}

static const void *extension(const char *uri) {
  static const LV2_Worker_Interface worker = {work, answered, NULL};
  return strcmp(uri, LV2_WORKER__interface) ? NULL : &worker;
}

LV2_SYMBOL_EXPORT const LV2_Descriptor *lv2_descriptor(uint32_t index) {
  static const LV2_Descriptor probe = {"urn:gainprint:probe", make, connect, NULL, run, NULL,
                                       cleanup, extension};
  static const LV2_Descriptor strange = {"urn:gainprint:strange", make, connect, NULL, run, NULL,
                                         cleanup, extension};
  return index == 0 ? &probe : index == 1 ? &strange : NULL;
}
