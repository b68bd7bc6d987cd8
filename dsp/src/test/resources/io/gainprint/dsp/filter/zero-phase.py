"""Writes zero-phase.json: lfilter_zi, filtfilt with all paddings, and combs, by scipy.signal (SciPy 1.17)."""

import json

import numpy as np
from scipy import signal

rng = np.random.default_rng(3)
x = np.round(rng.standard_normal(90), 6)
filters = [
    ("butter 2", signal.butter(2, 0.3), None),
    ("first order", ([0.5, 0.25], [1, -0.6]), None),
    ("longer numerator", ([0.2, 0.3, -0.1, 0.4, 0.1], [2, -1.2, 0.5]), 7),
    ("fir", ([0.25, 0.5, 0.3], [1]), 0),
    ("elliptic", signal.ellip(5, 0.5, 40, 0.3), 20),
    ("butter 8", signal.butter(8, 0.25), None),
    ("band pass 6", signal.butter(3, [0.2, 0.4], "bandpass"), None),
]
cases = []
for name, (b, a), padlen in filters:
    case = {"name": name, "b": list(map(float, b)), "a": list(map(float, a)), "x": x.tolist()}
    if padlen is not None:
        case["padLength"] = padlen
    case["lfilterZi"] = signal.lfilter_zi(b, a).tolist()
    for padtype in ["odd", "even", "constant"]:
        y = signal.filtfilt(b, a, x, padtype=padtype, padlen=padlen)
        case[padtype] = y.tolist()
    case["none"] = signal.filtfilt(b, a, x, padtype=None).tolist()
    case["gust"] = signal.filtfilt(b, a, x, method="gust").tolist()
    case["gust20"] = signal.filtfilt(b, a, x, method="gust", irlen=20).tolist()
    case["gust45"] = signal.filtfilt(b, a, x, method="gust", irlen=45).tolist()
    cases.append(case)

combs = []
for w0, q, kind, zero in [
    (0.1, 5, "notch", False),
    (0.25, 1.5, "notch", False),
    (0.125, 30, "peak", True),
    (1 / 3, 2, "peak", True),
]:
    b, a = signal.iircomb(w0, q, kind, fs=1, pass_zero=zero)
    combs.append(
        {
            "frequency": w0,
            "q": q,
            "kind": kind,
            "passZero": zero,
            "b": b.tolist(),
            "a": a.tolist(),
            "x": x.tolist(),
            "y": signal.lfilter(b, a, x).tolist(),
        }
    )
with open("zero-phase.json", "w") as file:
    lines = ",\n".join("  " + json.dumps(case) for case in cases)
    file.write('{"cases": [\n' + lines + '\n],\n"combs": [\n')
    file.write(",\n".join("  " + json.dumps(case) for case in combs) + "\n]}\n")
