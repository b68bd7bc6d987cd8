/// Problems with known answers that optimisers are tried on, and the second-order arithmetic that
/// they are written in.
package io.gainprint.fitting.solver.problem;
