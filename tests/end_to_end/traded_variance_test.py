"""`calibrate price --book`: the variance that forced orders bring is divided out of the one that prices were traded with."""

import json

import h5py
import numpy as np
import pytest
from calibrate_price_test import UNTIL, calibrate, law, refused, walk, write
from snapshots import run_program, write_market

SCENARIO = """schema = 1
name = "traded"
market.file = "market.h5"
simulation = {{ paths = 1_000, horizon = "5d", step = "30min" }}
impact = {{ depth = {depth}, resilience = "3h" }}
cascade = {{ enabled = {enabled}, book = "living" }}
book = {{ turnover = "1d", refill = "target" }}
price = {{ model = "gbm", volatility = 0.5 }}
limit = [ {{ metric = "drawdown.p95", max = 0.9 }} ]
[[event]]
name = "touch"
kind = "touch"
level = 94_000
by = "2d"
"""


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "history.csv", walk(24 * 700), until=UNTIL)
    write_market(tmp_path / "market.h5", leverages=(20.0, 50.0), interest=1e8)
    scenario(tmp_path)
    return tmp_path


def scenario(folder, depth="400e6", enabled="true"):
    (folder / "traded.toml").write_text(SCENARIO.format(depth=depth, enabled=enabled))


def fit(folder, *options):
    done = calibrate(str(folder / "history.csv"), "--laws", "gbm", "--draws", "40", "--json", *options)
    assert done.returncode == 0, done.stderr
    return law(json.loads(done.stdout), "heston")


def parameters(fit_of_law):
    return {one["key"]: one["value"] for one in fit_of_law["parameters"]}


def realised(folder, heston, drift):
    """Mean realised variances of hourly returns of sampled paths, traded and fundamental, from a run of its own."""
    values = parameters(heston) | {"drift": drift}
    table = "price={model=\"heston\"," + ",".join(f"{name}={value!r}" for name, value in values.items()) + "}"
    done = run_program("run", folder / "traded.toml", "--set", table, "--set", "report.times=120", "--set",
                       "report.sample_paths=1000", "-o", folder / "report.h5", "--quiet")  # fmt: skip
    assert done.returncode == 0, done.stderr
    with h5py.File(folder / "report.h5") as file:
        run = file["runs/000000"]
        price, push = np.log(run["sample_price"][:]), run["sample_displacement"][:]
    start = np.full((len(price), 1), np.log(100_000.0))
    moves, pushes = np.diff(np.hstack([start, price]), axis=1), np.diff(np.hstack([0 * start, push]), axis=1)
    return (moves**2).sum(axis=1).mean(), ((moves - pushes) ** 2).sum(axis=1).mean()


def test_the_traded_variance_of_what_is_left_is_the_one_that_was_fitted(folder):
    plain, divided = fit(folder), fit(folder, "--book", str(folder / "traded.toml"))
    share, ratio = divided["figures"]["fundamental_share"], divided["figures"]["traded_over_fundamental"]
    assert ratio > 1.02 and share < 0.99, "the book is large enough to be seen"
    for name, scale in (("variance0", share), ("long_run_variance", share), ("vol_of_variance", share**0.5), ("mean_reversion", 1)):
        assert parameters(divided)[name] == pytest.approx(parameters(plain)[name] * scale, rel=1e-6)
    traded, fundamental = realised(folder, plain, plain["drift_median"])
    assert traded / fundamental == pytest.approx(ratio, rel=1e-3)
    left, _ = realised(folder, divided, divided["drift_median"])
    assert left / fundamental == pytest.approx(1, abs=1e-3)


def test_without_forced_orders_to_speak_of_nothing_is_divided_out(folder):
    scenario(folder, depth="1e12")
    assert fit(folder, "--book", str(folder / "traded.toml"))["figures"]["fundamental_share"] == pytest.approx(1, abs=1e-4)


def test_what_cannot_be_divided_out_is_refused(folder):
    command = [str(folder / "history.csv"), "--laws", "gbm", "--draws", "0", "--book", str(folder / "traded.toml")]
    assert "goes with --model heston alone" in refused(*command, "--model", "gbm")
    scenario(folder, enabled="false")
    assert "cascade.enabled is false" in refused(*command)
    scenario(folder, depth="1e6")
    assert "The book is too large or its depth too thin" in refused(*command)
