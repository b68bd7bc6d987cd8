/// Linear filters and their adjoints.
///
/// b are feed-forward and a feedback coefficients, `a[0] = 1`, and `y[n] = Σ b[k] x[n−k] − Σ a[k]
/// y[n−k]`, the second sum from k = 1.
package io.gainprint.dsp.filter;
