"""What scenarios/README.md says about the shipped scenarios is what they do, in short runs."""

import json
import os
import subprocess
import tomllib
from pathlib import Path

import h5py
import numpy as np
import pytest
import xarray

PROGRAM = os.environ["LIQCASCADE"]
ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = sorted((ROOT / "scenarios").glob("*.toml"))
PATHS = 4096


def call(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)


def run(name, *arguments, paths=PATHS):
    """The only run of a scenario, from its JSON."""
    file = ROOT / "scenarios" / f"{name}.toml"
    ran = call("run", file, "--json", "--quiet", "--paths", paths, *arguments)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)["runs"][0]


def outcomes(result):
    return {f"{row['event']}.{row['outcome']}": row for row in result["outcomes"]}


def liquidatable(name, scenarios=True):
    """Open interest of longs that can be liquidated [USD at entry], by the market and (or not) the scenario's share."""
    scenario = tomllib.loads((ROOT / "scenarios" / f"{name}.toml").read_text(encoding="utf-8"))
    with h5py.File(ROOT / "scenarios" / scenario["market"]["file"]) as market:
        share = market["positions/liquidatable_share"][0][:, None, None]
        longs = (market["positions/open_interest"][0] * share).sum()
    return longs * (scenario["market"].get("liquidatable_share", 1.0) if scenarios else 1.0)


@pytest.fixture(scope="module")
def collapse(tmp_path_factory):
    """JSON and report of the scenario in which depth collapses."""
    report = tmp_path_factory.mktemp("collapse") / "report.h5"
    return run("depth-collapse", "-o", report), report


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_every_shipped_scenario_is_valid_and_named_like_its_file(file):
    checked = call("run", file, "--dry-run")
    assert checked.returncode == 0, checked.stderr
    assert tomllib.loads(file.read_text(encoding="utf-8"))["name"] == file.stem


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_readme_names_every_shipped_scenario(file):
    assert f"`{file.name}`" in (ROOT / "scenarios/README.md").read_text(encoding="utf-8")


def test_where_depth_collapses_15_to_25_percent_of_what_can_be_liquidated_is_in_a_fall_of_10_to_15(
    collapse,
):
    """A quarter can be, so that of all open interest it is 4 to 6 %."""
    result, _ = collapse
    closed = result["liquidated"]["long"]
    pool = liquidatable("depth-collapse")
    assert 0.15 < closed["mean"] / pool < 0.25
    assert 0.15 < closed["p50"] / pool < 0.25
    assert 0.04 < closed["mean"] / liquidatable("depth-collapse", scenarios=False) < 0.06
    assert 0.10 < result["drawdown"]["p50"] < 0.15
    assert 0.10 < result["drawdown"]["mean"] < 0.15


def test_where_depth_collapses_most_of_it_closes_within_minutes(collapse):
    _, report = collapse
    with xarray.open_dataset(report, group="runs/000000") as data:
        longs = data["expected_liquidated"].sel(side="long").sum("price")
        since = data["time"] - np.datetime64("2025-10-10T20:50:00")
        within = longs.isel(time=int((since <= np.timedelta64(6, "m")).sum()) - 1)
        assert float(within) > 0.8 * float(longs.isel(time=-1))


def test_without_the_collapse_of_depth_the_same_shock_closes_far_less(collapse):
    with_collapse = collapse[0]
    steady = run("depth-collapse", "--set", "impact.withdrawal.sensitivity=0")
    assert steady["liquidated"]["long"]["mean"] < 0.7 * with_collapse["liquidated"]["long"]["mean"]
    assert steady["drawdown"]["mean"] < 0.8 * with_collapse["drawdown"]["mean"]


def test_where_depth_collapses_the_price_comes_back_when_forced_orders_are_absorbed(collapse):
    result, _ = collapse
    found = outcomes(result)
    assert found["falls_10pct_in_5min.touched"]["probability"] > 0.95
    assert found["falls_10pct_in_5min.touched"]["probability_without_cascade"] < 0.05
    assert found["closes_above_110k_at_2h.above"]["probability"] > 0.4


def test_a_fund_that_is_too_small_is_emptied_and_shorts_are_deleveraged(collapse):
    """The fund of the scenario suffices, as Binance's did."""
    enough = collapse[0]
    assert 0 < enough["fund_drawdown"]["mean"] < 188e6
    assert outcomes(enough)["waterfall.fund_emptied"]["probability"] == 0
    assert enough["deleveraged"]["short"]["mean"] == 0
    short = run("depth-collapse", "--set", "waterfall.fund=5e6")
    assert outcomes(short)["waterfall.fund_emptied"]["probability"] > 0.9
    assert short["fund_drawdown"]["mean"] <= 5e6
    assert short["deleveraged"]["short"]["mean"] > 0.3 * short["liquidated"]["long"]["mean"]
    assert short["deleveraged"]["long"]["mean"] < 0.01 * short["deleveraged"]["short"]["mean"]


def test_in_a_calm_market_the_cascade_hardly_matters():
    found = outcomes(run("calm", paths=16_384))
    for name, row in found.items():
        assert abs(row["cascade_effect"]) < 0.02, name
    assert found["race_5pct.neither"]["probability"] > 0.3
