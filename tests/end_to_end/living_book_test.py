"""A living book in classes, from a snapshot to what is printed, stored and compared."""

import json
import math
import shutil
import subprocess

import h5py
import numpy as np
import pytest

from cli_test import PROGRAM, SCENARIO, SNAPSHOT

LIVING = ["--set", "cascade.book=living", "--paths", "300", "--quiet", "--backend", "cpu"]
TURNOVER = [864_000.0, 86_400.0, math.inf]  # s; up to 10x, up to 50x, above


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("living_book")
    (path / "s.toml").write_text(SCENARIO)
    shutil.copy(SNAPSHOT, path / "market.h5")
    with h5py.File(path / "market.h5", "r+") as file:
        file.attrs["schema_version"] = np.array([1, 1], "i4")
        leverage = file["positions/leverage"][:]
        file["positions/class"] = (leverage > 10).astype("i4") + (leverage > 50)
        file["book/turnover"] = TURNOVER
        file["book/target"] = [[1.0, 0.5, 2.0], [1.0, 1.0, 0.0]]
    return path


def call(folder, *arguments, expect=0):
    done = subprocess.run([PROGRAM, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == expect, done.stderr
    return done


def run_of(folder, *arguments):
    return json.loads(call(folder, "run", "s.toml", "--json", *LIVING, *arguments).stdout)["runs"][0]


def test_classes_of_the_snapshot_are_simulated_printed_and_stored(folder):
    classes = run_of(folder, "-o", "r.h5")["classes"]
    assert [c["turnover"] for c in classes] == [864_000, 86_400, None]
    assert [c["target_long"] for c in classes] == [1, 0.5, 2]
    shown = " ".join(call(folder, "report", "show", "r.h5").stdout.split())
    assert ("positions turn over: 1.1x to 9.62x in 10 d; 10.9x to 46.3x in 1 d; "
            "55x to 114x never close by themselves") in shown  # fmt: skip
    with h5py.File(folder / "r.h5") as file:
        assert file["runs/000000/classes/turnover"][:].tolist() == TURNOVER


def test_a_scenario_overrides_the_snapshot_and_a_diff_names_it(folder):
    run_of(folder, "-o", "old.h5")
    run_of(folder, "-o", "new.h5", "--set", "book.turnover={ leverage_days = 20 }")
    changed = json.loads(call(folder, "report", "diff", "old.h5", "new.h5", "--no-rerun", "--json").stdout)
    figures = {c["figure"]: c for c in changed["runs"][0]["market"]}
    assert figures["turnover of class 0"]["old"] == 864_000
    assert figures["turnover of class 0"]["new"] > 86_400
    assert {c["unit"] for c in figures.values()} == {"s"}


def test_what_was_liquidated_is_replaced_only_at_a_target(folder):
    fall = ["--set", "price.initial_jump=-0.1", "--set", "book.turnover=6h"]
    closings, target = (run_of(folder, *fall, "--set", f"book.refill={refill}")["flows"]["long"]
                        for refill in ("closings", "target"))  # fmt: skip
    assert closings["liquidated"] > 1e8
    assert closings["alive"] < target["alive"] - 0.5 * closings["liquidated"]


def test_nothing_turns_over_where_neither_says_when(folder):
    with h5py.File(folder / "market.h5", "r") as file:
        shutil.copy(folder / "market.h5", folder / "other.h5")
        assert "turnover" in file["book"]
    with h5py.File(folder / "other.h5", "r+") as file:
        del file["book"]
    refused = call(folder, "run", "s.toml", *LIVING, "--set", "market.file=other.h5", expect=2).stderr
    assert "book.turnover is missing" in refused and "/book/turnover" in refused
