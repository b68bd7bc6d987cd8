/* Prints the settings that the controls on the command line stand for. */
#define GAINPRINT_API static
#include "compressor.c"
#include "unit.c"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  gainprint_parameters p;
  gainprint_compressor c;
  float controls[GAINPRINT_CONTROLS];
  float sound[1] = {0};
  const float *in[1];
  float *out[1];
  for (int i = 0; i < GAINPRINT_CONTROLS; i++) {
    controls[i] = i + 1 < argc ? (float)atof(argv[i + 1]) : gainprint_unit_initial(i);
  }
  gainprint_unit_parameters(controls, &p);
  in[0] = sound;
  out[0] = sound;
  gainprint_init(&c, 48000, 1, gainprint_look_ahead(0, 48000), NULL);
  gainprint_set(&c, &p, 1);
  gainprint_process(&c, in, out, 1);
  printf("%.17g %.17g %.17g %.17g %.17g\n", p.threshold_db, p.ratio, p.attack_ms, p.release_ms,
         p.makeup_db);
  return gainprint_input_db(&c) + gainprint_output_db(&c) + gainprint_reduction_db(&c) < -1000 ||
         gainprint_delay_floats(0, 1) != 0;
}
