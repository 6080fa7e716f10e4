"""`report diff` of two reports of the program: what changed, by how much, and through which input."""

import json
import os
import pathlib
import shutil
import subprocess

import h5py
import pytest

from sanitizers import seconds

PROGRAM = os.environ["LIQCASCADE"]
ROOT = pathlib.Path(__file__).resolve().parents[2]
SNAPSHOTS = [ROOT / "scenarios" / f"btc-2025-{day}.h5" for day in ("06-05", "10-10")]

SCENARIO = """
schema = 1
name = "night"
simulation = {{ paths = {paths}, horizon = "4d", step = "2h", seed = {seed} }}
price = {{ model = "gbm", volatility = {volatility} }}
impact = {{ depth = 100e6, exponent = 1.16 }}
[market]
file = "market.h5"
spot = {spot}
open_interest_factor = {factor}
[[event]]
name = "race"
kind = "race"
up = 104_000
down = 97_000
[[event]]
name = "low"
kind = "touch"
level = 98_000
"""
OLD = {"paths": 4000, "seed": 7, "volatility": 0.5, "spot": 100_500, "factor": 0.5}
NEW = {"paths": 4000, "seed": 7, "volatility": 0.6, "spot": 101_000, "factor": 1.0}


def call(folder, *arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, capture_output=True, text=True,
                          timeout=seconds(120), check=False)


def make(folder, name, market=SNAPSHOTS[0], **values):
    """A report, of which nothing else is left."""
    shutil.copy(market, folder / "market.h5")
    (folder / "night.toml").write_text(SCENARIO.format(**values))
    done = call(folder, "run", "night.toml", "--quiet", "--reproducible", "--backend", "cpu", "-o", name)
    assert done.returncode == 0, done.stderr
    (folder / "market.h5").unlink()
    (folder / "night.toml").unlink()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("diff")
    make(path, "old.h5", **OLD)
    make(path, "new.h5", **NEW)
    return path


def diff(folder, *arguments):
    done = call(folder, "report", "diff", *arguments, "--json", "--backend", "cpu")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_change_is_attributed_to_the_inputs_that_changed(folder):
    run = diff(folder, "old.h5", "new.h5")["runs"][0]
    assert {change["key"]: (change["old"], change["new"]) for change in run["inputs"]} == {
        "market.spot": (100_500, 101_000), "market.open_interest_factor": (0.5, 1),
        "price.volatility": (0.5, 0.6)}
    assert run["same_seed"]
    attribution = run["attribution"]
    assert attribution["changed"] == ["spot", "volatility", "open_interest"]
    assert attribution["paths"] == 4000 and attribution["seed"] == 7
    for found, repeated in zip(run["outcomes"], attribution["outcomes"], strict=True):
        assert (found["event"], found["outcome"]) == (repeated["event"], repeated["outcome"])
        # as many paths with the same seed: the repeated runs are the reported ones
        assert (found["old"], found["new"]) == (repeated["old"], repeated["new"])
        parts = [part["mean"]["value"] for part in repeated["contributions"]]
        assert sum(parts) + repeated["interaction"]["value"] == pytest.approx(
            repeated["difference"]["value"], abs=1e-12)
        if 0.1 < found["new"] < 0.9:  # paired errors are smaller than those of independent reports
            assert 0 < repeated["difference"]["standard_error"] < found["standard_error"]
    up = {part["input"]: part for part in attribution["outcomes"][0]["contributions"]}
    assert up["spot"]["mean"]["value"] > 3 * up["spot"]["mean"]["standard_error"]


def test_the_order_of_the_reports_changes_the_signs_alone(folder):
    there = diff(folder, "old.h5", "new.h5", "--paths", 1500)["runs"][0]["attribution"]
    back = diff(folder, "new.h5", "old.h5", "--paths", 1500)["runs"][0]["attribution"]
    for one, other in zip(there["outcomes"], back["outcomes"], strict=True):
        for a, b in zip(one["contributions"], other["contributions"], strict=True):
            assert a["mean"]["value"] == pytest.approx(-b["mean"]["value"], abs=1e-12)
            assert a["first"]["value"] == pytest.approx(-b["last"]["value"], abs=1e-12)


def test_another_snapshot_is_summarised_and_exchanged(folder):
    make(folder, "october.h5", market=SNAPSHOTS[1], **{**OLD, "spot": 100_400})
    run = diff(folder, "old.h5", "october.h5", "--paths", 1000)["runs"][0]
    figures = {change["figure"]: change for change in run["market"]}
    assert {"open interest, longs", "open interest, shorts", "spot of the snapshot"} <= set(figures)
    with h5py.File(SNAPSHOTS[1]) as market:
        longs = market["/positions/open_interest"][0].sum()
    assert figures["open interest, longs"]["new"] == pytest.approx(longs, rel=1e-12)
    assert set(run["attribution"]["changed"]) >= {"spot", "open_interest"}


def test_what_cannot_be_repeated_is_said(folder):
    shutil.copy(folder / "old.h5", folder / "earlier.h5")
    with h5py.File(folder / "earlier.h5", "r+") as report:
        del report.attrs["file_sha256"]
        del report["/markets"]
    run = diff(folder, "earlier.h5", "new.h5")["runs"][0]
    assert run["attribution"] is None and "earlier.h5: /markets/" in run["no_attribution"]
    assert len(run["outcomes"]) == 4

    shutil.copy(folder / "new.h5", folder / "far.h5")
    with h5py.File(folder / "far.h5", "r+") as report:
        del report.attrs["file_sha256"]
        text = report["/runs/000000"].attrs["scenario"]
        for before, after in (("101000.0", "105000.0"), ("104000.0", "110000.0")):
            assert before in text
            text = text.replace(before, after)
        report["/runs/000000"].attrs["scenario"] = text
    missing = diff(folder, "old.h5", "far.h5", "--paths", 200)["runs"][0]["attribution"]["not_computable"]
    assert [(one["input"], one["order"]) for one in missing] == [("spot", "first"), ("rest", "last")]
    assert "race" in missing[0]["reason"] and "104000" in missing[0]["reason"]


def test_a_terminal_shows_a_table_and_no_rerun_is_quick(folder):
    done = call(folder, "report", "diff", "old.h5", "new.h5", "--no-rerun")
    assert done.returncode == 0 and done.stderr == ""
    for words in ("INPUTS THAT CHANGED", "price.volatility: 0.5 -> 0.6", "race.up", "z = ",
                  "not asked for (--no-rerun)"):
        assert words in done.stdout
    done = call(folder, "report", "diff", "old.h5", "new.h5", "--paths", "500", "--backend", "cpu")
    assert "interaction" in done.stdout and "all together" in done.stdout
    assert "repeating night with 500 paths, 8 of 8: NEW with open_interest of OLD" in done.stderr
    assert call(folder, "report", "diff", "old.h5", "new.h5", "--paths", "0.5").returncode == 2
    assert call(folder, "report", "diff", "old.h5", "no.h5").returncode == 5


def test_identical_reports_are_one_line_and_reports_without_a_common_run_are_refused(folder):
    shutil.copy(folder / "old.h5", folder / "copy.h5")
    same = call(folder, "report", "diff", "old.h5", "copy.h5")
    assert (same.returncode, same.stderr) == (0, "")
    assert same.stdout == "old.h5 and copy.h5 are identical: 1 run, the same inputs and results\n"
    document = diff(folder, "old.h5", "copy.h5")
    assert document["same"] and document["runs"][0]["no_attribution"] == "the reports are identical"
    with h5py.File(folder / "copy.h5", "r+") as report:  # one value, of which no table tells
        del report.attrs["file_sha256"]
        report["/runs/000000/first_touch"][0, 0] += 1e-9
    other = call(folder, "report", "diff", "old.h5", "copy.h5", "--no-rerun")
    assert other.returncode == 0 and "identical" not in other.stdout and "INPUTS THAT CHANGED" in other.stdout
    for name, values in (("low", (0.3, 0.4)), ("high", (0.5, 0.6))):
        shutil.copy(SNAPSHOTS[0], folder / "market.h5")
        (folder / "night.toml").write_text(SCENARIO.format(**{**OLD, "paths": 100}).replace('"night"', f'"{name}"')
                                           + f'[sweep]\n"price.volatility" = {list(values)}\n')
        call(folder, "run", "night.toml", "--quiet", "--backend", "cpu", "-o", f"{name}.h5")
    done = call(folder, "report", "diff", "low.h5", "high.h5")
    assert done.returncode == 2 and "low.h5 and high.h5: have no run in common" in done.stderr
    assert "only in OLD: low.h5" in done.stdout and "only in NEW: high.h5" in done.stdout
