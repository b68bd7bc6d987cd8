/* A filter of second order in transposed direct form II, sample by sample: ns per sample.
   Argument: the number of samples. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void filter(const double *b, const double *a, const double *x, double *y, long length) {
  double s1 = 0, s2 = 0;
  for (long n = 0; n < length; n++) {
    double out = b[0] * x[n] + s1;
    s1 = b[1] * x[n] - a[1] * out + s2;
    s2 = b[2] * x[n] - a[2] * out;
    y[n] = out;
  }
}

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

int main(int count, char **arguments) {
  long length = count > 1 ? atol(arguments[1]) : 1000000;
  const double b[] = {0.2, 0.3, 0.1}, a[] = {1, -1.2, 0.6};
  double *x = malloc(length * sizeof *x), *y = malloc(length * sizeof *y);
  if (length < 1 || !x || !y) {
    return 1;
  }
  unsigned long long random = 1;
  for (long n = 0; n < length; n++) {
    random = random * 6364136223846793005ULL + 1442695040888963407ULL;
    x[n] = (double)(random >> 11) / (1ULL << 52) - 1;
    y[n] = 0;
  }
  double best = 1e9, sum = 0;
  for (int turn = 0; turn < 5; turn++) {
    double start = seconds();
    filter(b, a, x, y, length);
    double taken = seconds() - start;
    best = taken < best ? taken : best;
    sum += y[length - 1];
  }
  printf("%.4f\n", sum == 0 ? -1 : best * 1e9 / length);
  return 0;
}
