/* The controls of unit.h. */
#include "unit.h"

#include <math.h>

typedef struct {
  double least;
  double most;
  double initial;
} control_range;

/* A piece of a cubic from x to the x of the next point: with d = at - x,
 * c0 + d (c1 + d (c2 + d c3)); at x, c0. Below NO_TIME it is the logarithm of a time of 0, whose
 * neighbourhood is 0 with it. */
typedef struct {
  double x;
  double c0;
  double c1;
  double c2;
  double c3;
} curve_point;

#define NO_TIME -1e299

/* What a knob does in one mode; ratio and times are logarithms. */
typedef struct {
  int points;
  const curve_point *threshold;
  const curve_point *ratio;
  const curve_point *attack;
  const curve_point *release;
  const curve_point *makeup;
} knob_curves;

#include "constants.h"

GAINPRINT_API float gainprint_unit_initial(int control) {
  return (float)control_ranges[control].initial;
}

/* The fitted value itself where the control stands as near to it as a float can. */
static double control_value(const float *controls, int control) {
  const control_range *range = &control_ranges[control];
  double value = (double)controls[control];
  if (controls[control] == (float)range->initial || value != value) {
    return range->initial;
  }
  if (value < range->least) {
    return range->least;
  }
  return value > range->most ? range->most : value;
}

#if GAINPRINT_HAS_MAP

static double curve_at(const curve_point *points, int count, double at) {
  int k = count - 1;
  double d;
  while (k > 0 && points[k].x > at) {
    k--;
  }
  d = at - points[k].x;
  if (d <= 0 || k == count - 1) {
    return points[k].c0;
  }
  if (points[k + 1].c0 < NO_TIME) {
    return points[k + 1].c0;
  }
  return points[k].c0 + d * (points[k].c1 + d * (points[k].c2 + d * points[k].c3));
}

GAINPRINT_API void gainprint_unit_parameters(const float *controls, gainprint_parameters *p) {
  int mode = 0;
  double at = knob_at_rest;
  const knob_curves *curves;
#if GAINPRINT_MODES > 1
  mode = control_value(controls, GAINPRINT_LIMIT) > 0.5;
#endif
#if GAINPRINT_HAS_KNOB
  at = control_value(controls, GAINPRINT_PEAK_REDUCTION);
#endif
  curves = &mode_curves[mode];
  p->threshold_db = curve_at(curves->threshold, curves->points, at);
  p->ratio = exp(curve_at(curves->ratio, curves->points, at));
  p->attack_ms = exp(curve_at(curves->attack, curves->points, at));
  p->release_ms = exp(curve_at(curves->release, curves->points, at));
  p->makeup_db = curve_at(curves->makeup, curves->points, at);
  p->makeup_db += control_value(controls, GAINPRINT_GAIN);
}

#else

GAINPRINT_API void gainprint_unit_parameters(const float *controls, gainprint_parameters *p) {
  p->threshold_db = control_value(controls, GAINPRINT_THRESHOLD);
  p->ratio = control_value(controls, GAINPRINT_RATIO);
  p->attack_ms = control_value(controls, GAINPRINT_ATTACK);
  p->release_ms = control_value(controls, GAINPRINT_RELEASE);
  p->makeup_db = control_value(controls, GAINPRINT_MAKEUP);
}

#endif
