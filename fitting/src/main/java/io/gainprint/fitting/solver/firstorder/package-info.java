/// Methods that step along gradients, with the identity or a diagonal for a metric: what the others
/// are compared with.
package io.gainprint.fitting.solver.firstorder;
