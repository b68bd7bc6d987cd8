/// Minimisation of any twice differentiable function.
///
/// Nothing here knows of sound.
package io.gainprint.fitting.solver;
