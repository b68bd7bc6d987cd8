/* A feed-forward compressor for one or two channels.
 *
 * With x the input, full scale = 1, and k = ln(10)/20:
 *
 *   X[n] = 20 log10 max(|x[n]|, 1e-8)              level in dB, of the louder channel
 *   f[n] = exp(k min(0, (1 - 1/R) (T - X[n])))     static gain
 *   g[n] = g[n-1] + c (f[n] - g[n-1])              c of the attack where f[n] < g[n-1], else of the release
 *   y[n] = exp(k M) g[n] x[n-D]                    D: look-ahead
 *
 * Times are those of a rise from 10 % to 90 %: c = 1 - exp(-2200 / (ms * rate)).
 *
 * Use:
 *
 *   gainprint_compressor c;
 *   gainprint_init(&c, 48000, 2, 0, NULL);
 *   gainprint_set(&c, &parameters, 1);             whenever something has changed
 *   gainprint_process(&c, in, out, frames);        any number of frames, also 0
 *
 * Nothing here allocates, locks, or changes the state of the processor. One compressor belongs to
 * one thread at a time. Sample rates of 8 to 192 kHz. Where a function says nothing else, it trusts
 * its arguments.
 */
#ifndef GAINPRINT_COMPRESSOR_H
#define GAINPRINT_COMPRESSOR_H

#include <stdint.h>

#ifndef GAINPRINT_API
#define GAINPRINT_API extern
#endif

#define GAINPRINT_CHUNK 64

/* Time in which a change of settings takes place. */
#define GAINPRINT_RAMP_MS 20.0

/* Settings; what is out of range is brought into it, and what is not a number counts as the lower
 * end. */
typedef struct {
  double threshold_db; /* -160 to 60 dBFS */
  double ratio;        /* 1 to 1e6 */
  double attack_ms;    /* 0 to 60000 */
  double release_ms;   /* 0 to 60000 */
  double makeup_db;    /* -120 to 120 dB */
} gainprint_parameters;

/* What the recursion works with; all of it is ramped. */
typedef struct {
  double threshold; /* log2 of the amplitude */
  double slope;     /* 1 - 1/ratio */
  double attack;
  double release;
  double makeup; /* factor */
  double wet;    /* 0 passes the sound by, 1 processes it */
} gainprint_coefficients;

typedef struct {
  double rate;
  int channels;
  gainprint_coefficients now; /* after the last frame */
  gainprint_coefficients from;
  gainprint_coefficients to;
  uint32_t ramp; /* frames of a whole ramp */
  uint32_t left; /* frames until `to` is reached */
  int is_set;
  double quiet; /* amplitude up to which f = 1, between ramps */
  double gain;         /* g */
  uint32_t look_ahead; /* D, frames */
  uint32_t line;       /* frames of a delay line */
  uint32_t position;   /* where the next frame goes */
  float *delay;        /* a line for each channel */
  float input_peak;    /* of the last call */
  float output_peak;
  double least_gain;
} gainprint_compressor;

/* A look-ahead in frames. */
GAINPRINT_API uint32_t gainprint_look_ahead(double ms, double rate);

/* How many floats gainprint_init wants for its delay; 0 without look-ahead. */
GAINPRINT_API uint32_t gainprint_delay_floats(uint32_t look_ahead, int channels);

/* A compressor at rest.
 *
 *   rate        sample rate in Hz
 *   channels    1 or 2; two are linked, and share the gain of the louder one
 *   look_ahead  frames by which the gain leads the sound, and the output is late
 *   delay       gainprint_delay_floats(look_ahead, channels) floats, which stay the caller's;
 *               NULL if that is 0
 */
GAINPRINT_API void gainprint_init(gainprint_compressor *c, double rate, int channels,
                                  uint32_t look_ahead, float *delay);

/* Forgets the past: the gain is 1, the delay is silent, and the next settings hold at once. */
GAINPRINT_API void gainprint_reset(gainprint_compressor *c);

/* Changes the settings. The first ones after gainprint_init or gainprint_reset hold at once; later
 * ones are reached on a straight line in GAINPRINT_RAMP_MS, from wherever a ramp under way has come
 * to. So with a ramp of N frames, from one frame to the next the make-up factor moves by at most
 * 1/N of its change, and so does the mixture of processed and unprocessed sound: no step is larger,
 * and none depends on the size of blocks.
 *
 *   enabled  0 fades to the unprocessed sound, which is delayed like the processed one
 */
GAINPRINT_API void gainprint_set(gainprint_compressor *c, const gainprint_parameters *p,
                                 int enabled);

/* Processes a block.
 *
 *   in   one pointer for each channel
 *   out  one pointer for each channel; may be any of the inputs
 *
 * Not a number counts as silence for the gain, and passes to the output as one sample that is not a
 * number; infinity pulls the gain down as the largest float does. Neither stays. Sound below 2^-100
 * becomes 0, so that nothing denormal is computed with.
 */
GAINPRINT_API void gainprint_process(gainprint_compressor *c, const float *const *in,
                                     float *const *out, uint32_t frames);

/* Meters of the last call of gainprint_process, in dB: the highest level of any channel, -120 at
 * least, and the strongest gain reduction, 0 or more. */
GAINPRINT_API double gainprint_input_db(const gainprint_compressor *c);
GAINPRINT_API double gainprint_output_db(const gainprint_compressor *c);
GAINPRINT_API double gainprint_reduction_db(const gainprint_compressor *c);

#endif
