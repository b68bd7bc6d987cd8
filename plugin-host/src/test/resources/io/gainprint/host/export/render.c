/* Renders floats through the bare core in blocks of random sizes, 0 among them.
 *
 *   render <in> <out> <rate> <channels> <look-ahead ms> <seed> {<frame> <T> <R> <A> <Rel> <M> <on>}
 *
 * Files hold one channel after the other. Settings change at the frames given, ascending from 0.
 */
#define GAINPRINT_API static
#include "compressor.c"

#include <stdio.h>
#include <stdlib.h>

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

int main(int argc, char **argv) {
  FILE *file = fopen(argv[1], "rb");
  long bytes;
  double rate = atof(argv[3]);
  int channels = atoi(argv[4]);
  uint32_t look_ahead = gainprint_look_ahead(atof(argv[5]), rate);
  uint32_t random = (uint32_t)atol(argv[6]);
  uint32_t frames;
  int at = 7;
  float *in;
  float *out;
  float *delay;
  gainprint_compressor c;
  double worst = 0;
  fseek(file, 0, SEEK_END);
  bytes = ftell(file);
  rewind(file);
  frames = (uint32_t)((unsigned long)bytes / sizeof(float) / (unsigned long)channels);
  in = malloc((size_t)bytes + 1);
  out = malloc((size_t)bytes + 1);
  delay = malloc(gainprint_delay_floats(look_ahead, channels) * sizeof(float) + 1);
  if (!in || !out || !delay || fread(in, 1, (size_t)bytes, file) != (size_t)bytes) {
    return 1;
  }
  fclose(file);
  gainprint_init(&c, rate, channels, look_ahead, delay);
  for (uint32_t done = 0; done < frames;) {
    uint32_t n = next_random(&random) % 300;
    const float *ins[2];
    float *outs[2];
    if (at + 6 < argc && (uint32_t)atol(argv[at]) == done) {
      gainprint_parameters p = {atof(argv[at + 1]), atof(argv[at + 2]), atof(argv[at + 3]),
                                atof(argv[at + 4]), atof(argv[at + 5])};
      gainprint_set(&c, &p, atoi(argv[at + 6]));
      at += 7;
    }
    if (at + 6 < argc && (uint32_t)atol(argv[at]) - done < n) {
      n = (uint32_t)atol(argv[at]) - done;
    }
    if (n > frames - done) {
      n = frames - done;
    }
    for (int k = 0; k < channels; k++) {
      ins[k] = in + (uint32_t)k * frames + done;
      outs[k] = out + (uint32_t)k * frames + done;
    }
    gainprint_process(&c, ins, outs, n);
    if (gainprint_reduction_db(&c) > worst) {
      worst = gainprint_reduction_db(&c);
    }
    if (gainprint_input_db(&c) > 1000 || gainprint_output_db(&c) < -120) {
      return 1;
    }
    done += n;
  }
  file = fopen(argv[2], "wb");
  if (fwrite(out, 1, (size_t)bytes, file) != (size_t)bytes || fclose(file) != 0) {
    return 1;
  }
  printf("%.9g\n", worst);
  free(in);
  free(out);
  free(delay);
  return 0;
}
