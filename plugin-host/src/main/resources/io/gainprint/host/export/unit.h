/* The unit that this bundle was exported from: its controls, and the settings they stand for.
 *
 * constants.h names the controls, GAINPRINT_CONTROLS of them, and says what it was made from.
 * To link two units into one program, rename the functions of one:
 * -Dgainprint_unit_parameters=other_parameters -Dgainprint_unit_initial=other_initial
 */
#ifndef GAINPRINT_UNIT_H
#define GAINPRINT_UNIT_H

#include "compressor.h"

/* The value of a control at first. */
GAINPRINT_API float gainprint_unit_initial(int control);

/* The settings that controls stand for. A value out of range is brought into it; one that is not a
 * number counts as the initial one. Between fitted positions of a knob the settings are
 * interpolated as Gainprint does.
 *
 *   controls  GAINPRINT_CONTROLS values
 */
GAINPRINT_API void gainprint_unit_parameters(const float *controls, gainprint_parameters *p);

#endif
