"""Faults that people met in public with other tools, each with its right value: one test a kind."""

import csv
import json

import h5py
import numpy as np
import pytest
from snapshots import run_program, write_candles, write_market

SCENARIO = """schema = 1
name = "case"
[market]
file = "market.h5"
[simulation]
paths = 2_000
horizon = "1d"
step = "1h"
[price]
model = "gbm"
volatility = 0.5
[cascade]
enabled = false
[impact]
depth = 100e6
[[event]]
name = "touch"
kind = "touch"
level = {level}
[portfolio]
file = "positions.csv"
"""


def venue(name, caps, rates, contract="linear"):
    return {"name": name, "contract": contract, "caps": caps, "rates": rates}


def liquidation_prices(folder, spot, venues, positions):
    """By name; a position is (name, side, notional, entry, leverage, venue)."""
    write_market(folder / "market.h5", spot=spot, venues=venues)
    (folder / "scenario.toml").write_text(SCENARIO.format(level=1.02 * spot), encoding="utf-8")
    with (folder / "positions.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["name", "side", "notional", "entry", "leverage", "venue"])
        rows.writerows(positions)
    done = run_program("run", "scenario.toml", "--json", "--quiet", "--backend", "cpu", "--threads", 1, cwd=folder)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)["runs"][0]["portfolio"]["positions"]
    return {position["name"]: position["liquidation_price"] for position in found}


def test_brackets_of_an_account_are_not_those_of_the_public(tmp_path):
    """An account's caps are 1.5 times the public ones, at the same rates (F03)."""
    rates = [0.01, 0.025, 0.05, 0.1, 0.125, 0.5]
    public = np.array([5e3, 25e3, 100e3, 250e3, 1e6, 3e6])
    prices = liquidation_prices(
        tmp_path, 0.05, [venue("account", 1.5 * public, rates), venue("public", public, rates)],
        [(f"{name}-{side}", side, 120_000, 0.05, 5, name) for name in ("account", "public")
         for side in ("long", "short")])  # fmt: skip
    expected = {"account-long": 0.04164473684, "account-short": 0.05755952381,
                "public-long": 0.04180555556, "public-short": 0.05670454545}  # fmt: skip
    assert prices == {name: pytest.approx(price, rel=1e-9) for name, price in expected.items()}


def test_maintenance_is_of_the_value_at_liquidation_and_each_side_has_its_own_price(tmp_path):
    """Pages of a venue take that of the entry's value or of the mark's; a flipped side keeps no price (F05)."""
    prices = liquidation_prices(
        tmp_path, 50_000.0,
        [venue("inv", [150.0], [0.005], "inverse"), venue("inv10", [150.0], [0.1], "inverse"),
         venue("lin", [2e6], [0.005])],
        [("i-long", "long", 60_000, 50_000, 10, "inv"), ("i-short", "short", 60_000, 50_000, 10, "inv"),
         ("mm10-short", "short", 10, 110_000, 2, "inv10"), ("mm10-long", "long", 10, 110_000, 2, "inv10"),
         ("l-long", "long", 20_000, 20_000, 50, "lin")])  # fmt: skip
    expected = {"i-long": 45_681.8181818, "i-short": 55_277.7777778, "mm10-short": 198_000,
                "mm10-long": 10 * 1.1 / (10 / 220_000 + 10 / 110_000), "l-long": 19_698.4924623}  # fmt: skip
    assert prices == {name: pytest.approx(price, rel=1e-9) for name, price in expected.items()}


def test_a_rate_that_grows_with_the_position_is_a_marginal_rate(tmp_path):
    """A venue's average rates as rates of tiers are a wrong reading: 0.9 % off at 350 coins (F06)."""
    caps = 2.5e6 * np.arange(1, 21)
    average = 0.01 + 0.00125 * np.arange(1, 21)
    prices = liquidation_prices(
        tmp_path, 100_000.0,
        [venue("as-average", caps, average), venue("marginal", caps, 0.00875 + 0.0025 * np.arange(1, 21)),
         venue("exact-350", [1e9], [0.0275])],
        [("average", "long", 35e6, 100_000, 10, "as-average"), ("marginal", "long", 35e6, 100_000, 10, "marginal"),
         ("exact-long", "long", 35e6, 100_000, 10, "exact-350"),
         ("exact-short", "short", 35e6, 100_000, 10, "exact-350")])  # fmt: skip
    expected = {"average": 91_710.984779, "marginal": 92_419.4449618,
                "exact-long": 92_544.9871465, "exact-short": 107_055.9610706}  # fmt: skip
    assert prices == {name: pytest.approx(price, rel=1e-9) for name, price in expected.items()}


def test_tiers_by_lower_bounds_have_the_deduction_that_keeps_the_margin_continuous(tmp_path):
    """40x up to 150 million and 20x beyond: half of 1/leverage, and a deduction of 1,875,000 (F07)."""
    prices = liquidation_prices(
        tmp_path, 104_000.0, [venue("hl", [150e6, 1e12], [0.0125, 0.025])],
        [("big-long", "long", 200e6, 104_000, 10, "hl"), ("big-short", "short", 200e6, 104_000, 10, "hl")])  # fmt: skip
    assert prices == {"big-long": pytest.approx(95_000, rel=1e-9), "big-short": pytest.approx(112_560.975609756, rel=1e-9)}
    one = liquidation_prices(
        tmp_path, 4.20, [venue("hl", [1e12], [0.1])],
        [("long", "long", 1e4, 4.20, 2, "hl"), ("short", "short", 1e4, 4.20, 2, "hl")])  # fmt: skip
    assert one == {"long": pytest.approx(2.33333333, rel=1e-8), "short": pytest.approx(5.72727273, rel=1e-8)}


def refusal(path, change):
    write_market(path, spot=80.0)
    with h5py.File(path, "r+") as file:
        change(file)
    done = run_program("market", "check", path)
    assert done.returncode == 2, done.stdout
    return done.stderr


def days(n):
    return 1_748_217_600 + 86_400 * np.arange(n)


def test_a_row_of_nan_is_refused_by_its_index(tmp_path):
    """Minutes without trades are rows of NaN in some sets of candles (F11)."""

    def change(file):
        write_candles(file, days(10), 80.0)
        file["history/close"][4] = np.nan

    assert "/history/close[4] = nan USD" in refusal(tmp_path / "m.h5", change)


def test_candles_in_another_order_are_refused(tmp_path):
    """Open, close, high, low as they come, under the names open, high, low, close (F13)."""

    def change(file):
        write_candles(file, days(4), 100.0)
        right = {"open": [100, 100, 101, 99], "high": [101, 102, 102, 101], "low": [99, 99, 98, 98],
                 "close": [100, 101, 99, 100]}  # fmt: skip
        for name, source in (("open", "open"), ("high", "close"), ("low", "high"), ("close", "low")):
            file[f"history/{name}"][...] = right[source]

    assert "/history/open[0] = 100 USD is not between low and high" in refusal(tmp_path / "m.h5", change)


def test_candles_newest_first_are_refused(tmp_path):
    """Some venues give the newest candle first (F13)."""

    def change(file):
        write_candles(file, days(5)[::-1], 80.0)

    assert "/history/time[1]" in refusal(tmp_path / "m.h5", change)


def test_depth_by_percent_is_refused(tmp_path):
    """Distances of 1 to 5 are percent (F14)."""

    def change(file):
        file["depth/distance"][...] = [1, 2, 5]

    message = refusal(tmp_path / "m.h5", change)
    assert "/depth/distance[0] = 1 is not acceptable" in message and "between 0 and 1" in message


def test_variance_that_sits_at_zero_gives_the_probabilities_of_its_characteristic_function(tmp_path):
    """2 kappa theta/xi^2 = 0.08; probabilities by inversion (Gil-Pelaez 1951) of Heston's (1993) (F23)."""
    exact = {80: 0.7734944206, 95: 0.6033616252, 100: 0.5281737386, 105: 0.4448749637, 120: 0.2107594559}
    write_market(tmp_path / "market.h5", spot=100.0, asset="TST")
    events = "".join(f'[[event]]\nname = "k{level}"\nkind = "close"\nlevel = {level}\n' for level in exact)
    scenario = SCENARIO[: SCENARIO.index("[[event]]")] + events
    for old, new in {
        "paths = 2_000": "paths = 100_000", '"1d"': '"365d"', '"1h"': '"5d"', 'model = "gbm"': 'model = "heston"',
        "volatility = 0.5": "variance0 = 0.1\nmean_reversion = 0.1\nlong_run_variance = 0.1\n"
                            "vol_of_variance = 0.5\ncorrelation = -0.5",
    }.items():  # fmt: skip
        scenario = scenario.replace(old, new)
    (tmp_path / "scenario.toml").write_text(scenario, encoding="utf-8")
    done = run_program("run", "scenario.toml", "--json", "--quiet", "--backend", "cpu", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    outcomes = json.loads(done.stdout)["runs"][0]["outcomes"]
    for row, (level, probability) in zip(outcomes, exact.items(), strict=True):
        assert abs(row["probability"] - probability) < 3.5 * row["standard_error"], (level, row)
