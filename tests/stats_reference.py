"""Writes stats_reference.json: what SciPy makes of some samples, for tests/stats_reference.rs to compare with.

    python3 -m venv v && v/bin/pip install scipy==1.14.1 numpy==2.1.3
    v/bin/python tests/stats_reference.py > tests/stats_reference.json

The samples are times of trials as this page measured them, in milliseconds, and a few that are awkward.
"""

import json
import numpy as np
import scipy
from scipy import stats

POOL = [412.3, 405.9, 431.0, 408.8, 419.7, 402.2, 455.1]
LIMIT = [398.4, 401.3, 409.9, 396.0, 407.5, 399.1, 411.8]
SAME = [420.1, 404.4, 417.2, 409.3, 433.3]
TIED = [400.0, 410.0, 410.0, 420.0, 430.0, 410.0]
TIED_TOO = [410.0, 420.0, 440.0, 450.0, 420.0]
LONG = [float(x) for x in np.round(np.random.default_rng(7).lognormal(6.0, 0.2, 25), 1)]
DRIFT = [float(x) for x in np.round(100 + 0.8 * np.arange(30) + np.random.default_rng(3).normal(0, 6, 30), 1)]

SAMPLES = {"pool": POOL, "limit": LIMIT, "same": SAME, "tied": TIED, "tied too": TIED_TOO, "long": LONG, "drift": DRIFT}
PAIRS = [("pool", "limit"), ("pool", "same"), ("limit", "same"), ("tied", "tied too"), ("tied", "pool")]


def rank_p(a, b):
    """Exact for ties as well: every way to deal the ranks out."""
    ranks = lambda x, y, axis=-1: stats.rankdata(np.concatenate([x, y], axis=axis), axis=axis)[..., : x.shape[axis]].sum(axis=axis)
    test = lambda way: stats.permutation_test(
        (a, b), ranks, permutation_type="independent", vectorized=True, n_resamples=np.inf, alternative=way).pvalue
    return float(min(1.0, 2 * min(test("less"), test("greater"))))


def untied_p(a, b):
    return float(stats.mannwhitneyu(a, b, method="exact").pvalue)


def median_interval(x):
    if len(x) < 6:
        return None
    interval = stats.quantile_test(x, q=0, p=0.5).confidence_interval(0.95)
    return None if np.isnan(interval.low) or np.isnan(interval.high) else [float(interval.low), float(interval.high)]


def kendall(x):
    found = stats.kendalltau(np.arange(len(x)), x, method="asymptotic", variant="b")
    return [float(found.statistic), float(found.pvalue)]


def bootstrap(x):
    found = stats.bootstrap((x,), np.mean, n_resamples=40_000, method="percentile", random_state=np.random.default_rng(1))
    return [float(found.confidence_interval.low), float(found.confidence_interval.high)]


def is_untied(a, b):
    return len(set(a + b)) == len(a + b)


print(json.dumps({
    "scipy": scipy.__version__,
    "samples": SAMPLES,
    "quantiles": {name: [float(q) for q in np.quantile(x, [0.05, 0.5, 0.95, 0.99])] for name, x in SAMPLES.items()},
    "median_intervals": {name: median_interval(x) for name, x in SAMPLES.items()},
    "rank_tests": [{"a": a, "b": b, "p": rank_p(SAMPLES[a], SAMPLES[b]),
                    "mannwhitneyu": untied_p(SAMPLES[a], SAMPLES[b]) if is_untied(SAMPLES[a], SAMPLES[b]) else None}
                   for a, b in PAIRS],
    "kendall": {name: kendall(x) for name, x in SAMPLES.items()},
    "bootstrap_of_mean": {name: bootstrap(SAMPLES[name]) for name in ["long", "drift"]},
}, indent=1))
