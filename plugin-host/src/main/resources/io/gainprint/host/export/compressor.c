/* The compressor of compressor.h. */
#include "compressor.h"

#include <math.h>
#include <string.h>

#define DB_PER_OCTAVE 6.0205999132796239 /* 20 log10(2) */
#define MAGNITUDE 0x7fffffff             /* a float without its sign */
#define INFINITE 0x7f800000
#define LARGEST 0x7f7fffff
#define TINY 0x0d800000  /* 2^-100 */
#define FLOOR 0x322bcc77 /* 1e-8, the quietest level there is */

/* A gain this near to 1 is 1. The recursion itself may come to rest some 1e-10 below. */
#define RESTED (1 - 1e-9)

typedef union {
  float f[GAINPRINT_CHUNK];
  int32_t i[GAINPRINT_CHUNK];
} samples;

static double from_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static uint64_t to_bits(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

/* log2(x) within 2.2e-12, x normal and > 0. With x = 2^e m and sqrt(1/2) <= m < sqrt(2):
 * e + log2(m), and log2(m) = z P(z^2) with z = (m - 1) / (m + 1). An integer of up to 52 bits
 * becomes a double when it is put below the leading bit of 2^52. */
static double log2_of(double x) {
  uint64_t t = to_bits(x) + (UINT64_C(0x3ff0000000000000) - UINT64_C(0x3fe6a09e667f3bcd));
  double e = from_bits((t >> 52) | UINT64_C(0x4330000000000000)) - (4503599627370496.0 + 1023.0);
  double m = from_bits((t & UINT64_C(0x000fffffffffffff)) + UINT64_C(0x3fe6a09e667f3bcd));
  double z = (m - 1) / (m + 1);
  double w = z * z;
  double p = 0.34071204156190859826;
  p = p * w + 0.41167376623771059218;
  p = p * w + 0.57708356600486586122;
  p = p * w + 0.96179667345154847493;
  p = p * w + 2.8853900817899870491;
  return e + z * p;
}

/* 2^u within 1.2e-10 of its value, and exactly 1 for u = 0; -1000 <= u <= 0. Adding 1.5 * 2^52
 * leaves the nearest integer n in the lowest bits; 2^(u - n) = 1 + r P(r), |r| <= 1/2. */
static double exp2_of(double u) {
  double t = u + 6755399441055744.0;
  double r = u - (t - 6755399441055744.0);
  double p = 0.000015297323760701074108;
  p = p * r + 0.00015461444698569129083;
  p = p * r + 0.0013333502386162770741;
  p = p * r + 0.0096180566785246380754;
  p = p * r + 0.055504108839096183929;
  p = p * r + 0.24022650922288758071;
  p = p * r + 0.69314718055994530942;
  p = p * r + 1;
  return from_bits(to_bits(p) + (to_bits(t) << 52));
}

static double clamp(double value, double least, double most) {
  if (!(value >= least)) {
    return least; /* not a number, too */
  }
  return value > most ? most : value;
}

GAINPRINT_API uint32_t gainprint_look_ahead(double ms, double rate) {
  return (uint32_t)floor(clamp(ms, 0, 1000) * rate / 1000 + 0.5);
}

static uint32_t line_of(uint32_t look_ahead) {
  return look_ahead == 0 ? 0 : look_ahead + GAINPRINT_CHUNK;
}

GAINPRINT_API uint32_t gainprint_delay_floats(uint32_t look_ahead, int channels) {
  return line_of(look_ahead) * (uint32_t)channels;
}

GAINPRINT_API void gainprint_init(gainprint_compressor *c, double rate, int channels,
                                  uint32_t look_ahead, float *delay) {
  memset(c, 0, sizeof *c);
  c->rate = rate;
  c->channels = channels;
  c->ramp = (uint32_t)ceil(GAINPRINT_RAMP_MS * rate / 1000);
  c->look_ahead = look_ahead;
  c->line = line_of(look_ahead);
  c->delay = delay;
  gainprint_reset(c);
}

GAINPRINT_API void gainprint_reset(gainprint_compressor *c) {
  c->gain = 1;
  c->left = 0;
  c->is_set = 0;
  c->position = 0;
  c->input_peak = 0;
  c->output_peak = 0;
  c->least_gain = 1;
  if (c->line > 0) {
    memset(c->delay, 0, sizeof(float) * gainprint_delay_floats(c->look_ahead, c->channels));
  }
}

static double coefficient(double ms, double rate) {
  double t = clamp(ms, 0, 60000);
  return t > 0 ? -expm1(-2200 / (t * rate)) : 1;
}

static void arrive(gainprint_compressor *c) {
  c->now = c->to;
  c->left = 0;
  c->quiet = exp(c->now.threshold * 0.69314718055994530942);
}

GAINPRINT_API void gainprint_set(gainprint_compressor *c, const gainprint_parameters *p,
                                 int enabled) {
  c->from = c->now;
  c->to.threshold = clamp(p->threshold_db, -160, 60) / DB_PER_OCTAVE;
  c->to.slope = 1 - 1 / clamp(p->ratio, 1, 1e6);
  c->to.attack = coefficient(p->attack_ms, c->rate);
  c->to.release = coefficient(p->release_ms, c->rate);
  c->to.makeup = exp(clamp(p->makeup_db, -120, 120) * (2.302585092994045684 / 20));
  c->to.wet = enabled ? 1 : 0;
  c->left = c->ramp;
  if (!c->is_set) {
    c->is_set = 1;
    arrive(c);
  }
}

/* Copies a channel without what is tiny, and finds its magnitudes, 1e-8 at least. Integers order
 * like the floats whose bits they are. */
static void take(const float *in, uint32_t n, samples *sound, samples *level) {
  memcpy(sound->f, in, n * sizeof(float));
  for (uint32_t i = 0; i < n; i++) {
    int32_t raw = sound->i[i];
    int32_t a = raw & MAGNITUDE;
    int32_t b = a > LARGEST ? LARGEST : a;
    sound->i[i] = a < TINY ? 0 : raw;
    b = a > INFINITE ? FLOOR : b;
    level->i[i] = b < FLOOR ? FLOOR : b;
  }
}

static void raise_to(samples *level, const samples *other, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    level->i[i] = other->i[i] > level->i[i] ? other->i[i] : level->i[i];
  }
}

static float peak_of(const samples *level, uint32_t n) {
  int32_t most = 0;
  float peak;
  for (uint32_t i = 0; i < n; i++) {
    most = level->i[i] > most ? level->i[i] : most;
  }
  memcpy(&peak, &most, sizeof peak);
  return peak;
}

static float sounding_peak(const samples *sound, uint32_t n) {
  int32_t most = 0;
  float peak;
  for (uint32_t i = 0; i < n; i++) {
    int32_t a = sound->i[i] & MAGNITUDE;
    int32_t b = a > LARGEST ? LARGEST : a;
    b = a > INFINITE ? 0 : b;
    most = b > most ? b : most;
  }
  memcpy(&peak, &most, sizeof peak);
  return peak;
}

/* Replaces sound by that of D frames ago. */
static void delay_by(gainprint_compressor *c, int channel, samples *sound, uint32_t n) {
  float *line = c->delay + (uint32_t)channel * c->line;
  uint32_t in = c->position;
  uint32_t out = in >= c->look_ahead ? in - c->look_ahead : in + c->line - c->look_ahead;
  uint32_t part = c->line - in < n ? c->line - in : n;
  memcpy(line + in, sound->f, part * sizeof(float));
  memcpy(line, sound->f + part, (n - part) * sizeof(float));
  part = c->line - out < n ? c->line - out : n;
  memcpy(sound->f, line + out, part * sizeof(float));
  memcpy(sound->f + part, line, (n - part) * sizeof(float));
}

/* g[n] = g[n-1] + c (f[n] - g[n-1]) is the smaller of what attack and release give where attack is
 * the faster one, else the larger one: no comparison of f with g stands in the recursion's way.
 * (u - |u|) / 2 is min(u, 0) without a branch, which would keep compilers from using vectors. */
static void smooth(gainprint_compressor *c, const samples *level, uint32_t n, double *gains) {
  double falling[GAINPRINT_CHUNK];
  const gainprint_coefficients *k = &c->now;
  double g = c->gain;
  double least = c->least_gain;
  const double t = k->threshold;
  const double s = k->slope;
  const double attack = k->attack;
  const double release = k->release;
  const double keep_attack = 1 - attack;
  const double keep_release = 1 - release;
  for (uint32_t i = 0; i < n; i++) {
    double u = s * (t - log2_of((double)level->f[i]));
    falling[i] = exp2_of(0.5 * (u - fabs(u)));
  }
  for (uint32_t i = 0; i < n; i++) {
    double f = falling[i];
    falling[i] = attack * f;
    gains[i] = release * f;
  }
  if (attack >= release) {
    for (uint32_t i = 0; i < n; i++) {
      double a = keep_attack * g + falling[i];
      double b = keep_release * g + gains[i];
      g = a < b ? a : b;
      least = g < least ? g : least;
      gains[i] = g;
    }
  } else {
    for (uint32_t i = 0; i < n; i++) {
      double a = keep_attack * g + falling[i];
      double b = keep_release * g + gains[i];
      g = a > b ? a : b;
      least = g < least ? g : least;
      gains[i] = g;
    }
  }
  c->gain = g;
  c->least_gain = least;
}

/* The same below the threshold, where f = 1. */
static void recover(gainprint_compressor *c, uint32_t n, double *gains) {
  const double release = c->now.release;
  const double keep = 1 - release;
  double g = c->gain;
  for (uint32_t i = 0; i < n; i++) {
    g = keep * g + release;
    gains[i] = g;
  }
  c->least_gain = gains[0] < c->least_gain ? gains[0] : c->least_gain;
  c->gain = g > RESTED ? 1 : g;
}

static double between(double from, double to, double v) {
  return to + v * (from - to);
}

/* The same while settings change, with make-up and bypass. */
static void ramped(gainprint_compressor *c, const samples *level, uint32_t n, double *factors) {
  const gainprint_coefficients *p = &c->from;
  const gainprint_coefficients *q = &c->to;
  double g = c->gain;
  double least = c->least_gain;
  for (uint32_t i = 0; i < n; i++) {
    double v = (double)(c->left - 1 - i) / (double)c->ramp;
    double u = between(p->slope, q->slope, v) *
               (between(p->threshold, q->threshold, v) - log2_of((double)level->f[i]));
    double f = exp2_of(0.5 * (u - fabs(u)));
    double step = f < g ? between(p->attack, q->attack, v) : between(p->release, q->release, v);
    g += step * (f - g);
    least = g < least ? g : least;
    factors[i] = 1 + between(p->wet, q->wet, v) * (between(p->makeup, q->makeup, v) * g - 1);
  }
  c->gain = g;
  c->least_gain = least;
  c->left -= n;
  if (c->left == 0) {
    arrive(c);
  } else {
    double v = (double)c->left / (double)c->ramp;
    c->now.threshold = between(p->threshold, q->threshold, v);
    c->now.slope = between(p->slope, q->slope, v);
    c->now.attack = between(p->attack, q->attack, v);
    c->now.release = between(p->release, q->release, v);
    c->now.makeup = between(p->makeup, q->makeup, v);
    c->now.wet = between(p->wet, q->wet, v);
  }
}

/* The factor of each frame while settings stay. Returns 1 where it is the same for all: factors[0]. */
static int steady(gainprint_compressor *c, const samples *level, uint32_t n, float peak,
                  double *factors) {
  const double makeup = c->now.makeup;
  const int is_wet = c->now.wet > 0;
  if ((double)peak <= c->quiet) {
    if (c->gain == 1) {
      factors[0] = is_wet ? makeup : 1;
      return 1;
    }
    recover(c, n, factors);
  } else {
    smooth(c, level, n, factors);
  }
  if (!is_wet) {
    factors[0] = 1;
    return 1;
  }
  for (uint32_t i = 0; i < n; i++) {
    factors[i] *= makeup;
  }
  return 0;
}

static void apply(const double *factors, int is_constant, samples *sound, uint32_t n) {
  if (is_constant) {
    const double factor = factors[0];
    for (uint32_t i = 0; i < n; i++) {
      sound->f[i] = (float)((double)sound->f[i] * factor);
    }
  } else {
    for (uint32_t i = 0; i < n; i++) {
      sound->f[i] = (float)((double)sound->f[i] * factors[i]);
    }
  }
}

/* Up to GAINPRINT_CHUNK frames, all of a ramp or none. */
static void process_chunk(gainprint_compressor *c, const float *const *in, float *const *out,
                          uint32_t done, uint32_t n) {
  samples sound[2];
  samples level;
  samples other;
  double factors[GAINPRINT_CHUNK];
  int is_constant = 0;
  float peak;
  take(in[0] + done, n, &sound[0], &level);
  if (c->channels == 2) {
    take(in[1] + done, n, &sound[1], &other);
    raise_to(&level, &other, n);
  }
  peak = peak_of(&level, n);
  c->input_peak = peak > c->input_peak ? peak : c->input_peak;
  if (c->left > 0) {
    ramped(c, &level, n, factors);
  } else {
    is_constant = steady(c, &level, n, peak, factors);
  }
  for (int channel = 0; channel < c->channels; channel++) {
    if (c->look_ahead > 0) {
      delay_by(c, channel, &sound[channel], n);
    }
    apply(factors, is_constant, &sound[channel], n);
    memcpy(out[channel] + done, sound[channel].f, n * sizeof(float));
    peak = sounding_peak(&sound[channel], n);
    c->output_peak = peak > c->output_peak ? peak : c->output_peak;
  }
  if (c->look_ahead > 0) {
    c->position = c->position + n < c->line ? c->position + n : c->position + n - c->line;
  }
}

GAINPRINT_API void gainprint_process(gainprint_compressor *c, const float *const *in,
                                     float *const *out, uint32_t frames) {
  c->input_peak = 0;
  c->output_peak = 0;
  c->least_gain = 1;
  for (uint32_t done = 0; done < frames;) {
    uint32_t n = frames - done < GAINPRINT_CHUNK ? frames - done : GAINPRINT_CHUNK;
    if (c->left > 0 && c->left < n) {
      n = c->left;
    }
    process_chunk(c, in, out, done, n);
    done += n;
  }
}

static double level_db(double amplitude) {
  return amplitude > 1e-6 ? DB_PER_OCTAVE * log2_of(amplitude) : -120;
}

GAINPRINT_API double gainprint_input_db(const gainprint_compressor *c) {
  return level_db((double)c->input_peak);
}

GAINPRINT_API double gainprint_output_db(const gainprint_compressor *c) {
  return level_db((double)c->output_peak);
}

GAINPRINT_API double gainprint_reduction_db(const gainprint_compressor *c) {
  return c->least_gain < 1 ? -DB_PER_OCTAVE * log2_of(c->least_gain) : 0;
}
