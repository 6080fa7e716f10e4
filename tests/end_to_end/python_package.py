"""What the tests of the Python package share: where it is, and a small scenario."""

import os
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("LIQCASCADE")
SNAPSHOT = ROOT / "scenarios/btc-2025-06-05.h5"
needs_program = pytest.mark.skipif(not PROGRAM, reason="LIQCASCADE does not name the program")

# LIQ_PACKAGE=installed: the package that pip has installed, with whatever versions it needs (tools/check-python).
if os.environ.get("LIQ_PACKAGE") != "installed":
    sys.path.insert(0, str(ROOT / "tools/python/src"))
os.environ.setdefault("MPLBACKEND", "Agg")

RACE = {"name": "race", "kind": "race", "up": 107_000, "down": 97_000}
LOW = {"name": "low", "kind": "touch", "level": 95_000}


def scenario(**tables):
    """A scenario as mappings, of 400 paths: milliseconds."""
    return {
        "schema": 1,
        "name": "small",
        "market": {"file": SNAPSHOT},
        "simulation": {"paths": 400, "horizon": "6d", "step": "1h", "seed": 2**53 + 1},
        "price": {"model": "gbm", "volatility": 0.7},
        "impact": {"depth": {"bid": 60e6, "ask": 50e6}, "exponent": 1.16},
        "report": {"times": 24, "price_bins": 200},
        "event": [RACE, LOW],
        **tables,
    }
