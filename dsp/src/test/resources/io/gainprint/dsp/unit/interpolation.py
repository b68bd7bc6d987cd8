"""Writes interpolation.json: SciPy's PCHIP and smoothing splines. Run here with SciPy >= 1.10.

Smoothing splines are those of scipy.interpolate.make_smoothing_spline, with a given penalty lam. Or
(validated = true) lam is that of least GCV, by its definition with the whole hat matrix A: the
choice of make_smoothing_spline itself knows no lam above the number of knots, whatever their scale.
"""

import json

import numpy as np
from scipy.interpolate import PchipInterpolator, make_smoothing_spline
from scipy.optimize import minimize_scalar

rng = np.random.default_rng(8)
at = [40, 40.5, 43, 45, 47, 50, 52.5, 59, 60, 63, 70, 77, 80, 90, 99.5, 100]

# A turning point, a level stretch, and steep neighbours of flat ones.
x = [40, 45, 60, 65, 80, 100]
y = [3, 1, -2, -2, 5, 6]
pchip = {"x": x, "y": y, "at": at, "values": PchipInterpolator(x, y)(at).tolist()}


def gcv(x, y, w, lam):
    n = len(x)
    hat = np.array([make_smoothing_spline(x, unit, w, lam)(x) for unit in np.eye(n)]).T
    return np.sum(w * (y - hat @ y) ** 2) / n / (1 - np.trace(hat) / n) ** 2


def best_lam(x, y, w):
    exponents = np.linspace(-5, 8, 131)
    best = exponents[np.argmin([gcv(x, y, w, 10**e) for e in exponents])]
    found = minimize_scalar(lambda e: gcv(x, y, w, 10**e), bounds=(best - 0.1, best + 0.1),
                            method="bounded", options={"xatol": 1e-9})
    return float(10**found.x)


splines = []
for n, lam, noise, weighted in [
    (5, 10.0, 0.3, False), (9, 1000.0, 0.3, True), (13, 0.01, 0.1, True),
    (17, None, 0.3, False), (13, None, 0.1, True), (21, None, 0.5, True),
]:
    x = np.linspace(40, 100, n)
    x[1:-1] += rng.uniform(-1, 1, n - 2)
    y = -0.01 * (x - 40) ** 1.8 + noise * rng.standard_normal(n)
    w = rng.uniform(0.2, 5, n) if weighted else np.ones(n)
    w /= w.mean()
    chosen = best_lam(x, y, w) if lam is None else lam
    values = make_smoothing_spline(x, y, w, chosen)(at)
    splines.append({"x": x.tolist(), "y": y.tolist(), "weights": w.tolist(), "lam": chosen,
                    "validated": lam is None, "at": at, "values": values.tolist()})

with open("interpolation.json", "w") as file:
    json.dump({"pchip": pchip, "splines": splines}, file, indent=1)
    file.write("\n")
