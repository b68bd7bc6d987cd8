"""Writes butterworth.json: expanded coefficients of Butterworth filters, with 50 digits inside.

Poles and zeros of the prototype, moved to the band in s, then to z = (1 + s)/(1 - s) with
tan(pi f/fs) for f; b and a are the expanded polynomials, b scaled to a gain of 1 where |H| is
largest. Responses [re, im] at the frequencies are the products over poles and zeros, not b/a.
"""

import json

from mpmath import exp, expj, j, mp, mpf, pi, sqrt, tan

mp.dps = 50
FS = mpf(48000)
AT = [mpf(f) for f in (31, 440, 1000, 1500, 6000, 17000)]


def expanded(roots):
    c = [mpf(1)]
    for r in roots:
        c = [u - r * v for u, v in zip(c + [0], [0] + c)]
    return c


def product(values):
    p = mpf(1)
    for v in values:
        p *= v
    return p


def case(band, n, edges):
    t = [tan(pi * f / FS) for f in edges]
    prototype = [exp(j * pi * (2 * k + n - 1) / (2 * n)) for k in range(1, n + 1)]
    if band == "LOW_PASS":
        poles, zeros, top = [p * t[0] for p in prototype], [mpf(-1)] * n, mpf(1)
    elif band == "HIGH_PASS":
        poles, zeros, top = [t[0] / p for p in prototype], [mpf(1)] * n, mpf(-1)
    else:
        width, centre = t[1] - t[0], sqrt(t[0] * t[1])
        poles = []
        for p in prototype:
            root = sqrt((p * width) ** 2 - 4 * centre**2)
            poles += [(p * width + root) / 2, (p * width - root) / 2]
        zeros = [mpf(1)] * n + [mpf(-1)] * n
        top = (1 + j * centre) / (1 - j * centre)
    poles = [(1 + s) / (1 - s) for s in poles]
    gain = 1 / (product(top - q for q in zeros) / product(top - p for p in poles))
    responses = []
    for f in AT:
        z = expj(2 * pi * f / FS)
        h = gain * product((z - q) / (z - p) for q, p in zip(zeros, poles))
        responses.append([float(mp.re(h)), float(mp.im(h))])
    return {
        "band": band,
        "order": n,
        "edgesHz": edges,
        "b": [float(mp.re(gain * c)) for c in expanded(zeros)],
        "a": [float(mp.re(c)) for c in expanded(poles)],
        "responses": responses,
    }


cases = [case(b, n, [f]) for b in ("LOW_PASS", "HIGH_PASS") for n in (1, 2, 4, 5) for f in (1000, 15000)]
cases += [case("BAND_PASS", n, e) for n in (1, 2, 3) for e in ([900, 1100], [300, 9000])]
wide = [case("LOW_PASS", 16, [200]), case("HIGH_PASS", 17, [5000]), case("BAND_PASS", 16, [990, 1010])]
for c in wide:
    del c["b"], c["a"]  # expanded, these are hopeless in double precision
with open("butterworth.json", "w") as out:
    rows = ",\n".join(json.dumps(c) for c in cases + wide)
    out.write('{"sampleRateHz": 48000, "atHz": %s, "cases": [\n%s\n]}\n' % (json.dumps([float(f) for f in AT]), rows))
