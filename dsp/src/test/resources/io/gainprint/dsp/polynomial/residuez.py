"""Writes residuez.json: partial fractions by scipy.signal.residuez (SciPy 1.17)."""

import json

import numpy as np
from scipy import signal

cases = [
    ("simple, real and complex", [1, 0.5, -0.25], np.poly([0.9, 0.6 + 0.3j, 0.6 - 0.3j]).real),
    ("Butterworth of order 4", *signal.butter(4, 0.2)),
    ("with a direct part", [1, 2, 3, 4, 5], [1, -0.5, 0.06]),
    ("double pole", [1, 0.3], np.poly([0.5, 0.5, -0.4])),
    ("double pair, triple pole", [0.2, 1, -1, 0.4], np.poly([0.5j, -0.5j] * 2 + [0.8] * 3).real),
    ("first coefficient not 1", [1, 1], [2, -1.2, 0.1]),
    ("pole at 0", [1, 2], [1, -0.5, 0, 0]),
]
out = []
for name, b, a in cases:
    r, p, k = signal.residuez(b, a)
    out.append(
        {
            "name": name,
            "b": list(map(float, b)),
            "a": list(map(float, a)),
            "residues": [[v.real, v.imag] for v in r],
            "poles": [[v.real, v.imag] for v in p],
            "direct": list(map(float, np.real(k))),
        }
    )
with open("residuez.json", "w") as file:
    json.dump({"cases": out}, file, indent=1)
