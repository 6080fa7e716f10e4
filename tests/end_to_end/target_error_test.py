"""Runs that end at a target of the standard error, and what reduces the error on the way there."""

import json
import os
import pathlib
import re
import shutil
import subprocess

import h5py
import numpy as np
import pytest

from sanitizers import seconds

PROGRAM = os.environ["LIQCASCADE"]
ROOT = pathlib.Path(__file__).resolve().parents[2]
SNAPSHOT = ROOT / "scenarios" / "btc-2025-06-05.h5"

SCENARIO = """
schema = 1
name = "small"

[market]
file = "market.h5"

[simulation]
paths = 65536
horizon = "2d"
step = "1h"
seed = 7

[price]
model = "gbm"
volatility = 0.6

[impact]
depth = { bid = 100e6, ask = 80e6 }

[[event]]
name = "race"
kind = "race"
up = 104_000
down = 97_000

[[event]]
name = "late"
kind = "close"
level = 100_000
"""

TARGET = "simulation.target_standard_error="


@pytest.fixture
def folder(tmp_path):
    """A folder with a small scenario and its market."""
    shutil.copy(SNAPSHOT, tmp_path / "market.h5")
    (tmp_path / "small.toml").write_text(SCENARIO)
    return tmp_path


def call(folder, *arguments):
    return subprocess.run([PROGRAM, "run", "small.toml", *map(str, arguments)], cwd=folder,
                          capture_output=True, text=True, timeout=seconds(120))


def run_json(folder, *arguments):
    done = call(folder, "--json", "--quiet", *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["runs"][0]


def outcome(run, name):
    return next(o for o in run["outcomes"] if f"{o['event']}.{o['outcome']}" == name)


def test_a_run_ends_when_its_target_is_reached(folder):
    run = run_json(folder, "--target-se", "0.004")
    assert run["target"] == {"outcome": "race.up", "standard_error": 0.004, "reached": True}
    assert run["paths"] < 65536 and run["paths"] % 8192 == 0
    assert run["complete"] is True

    def others(warnings):  # one run of the two has few paths, and their numbers differ
        return [re.sub(r"[\d,.]+", "#", warning) for warning in warnings if "paths are few" not in warning]

    assert others(run["warnings"]) == others(run_json(folder)["warnings"])
    assert outcome(run, "race.up")["standard_error"] <= 0.004
    assert outcome(run, "race.up")["hits"] / run["paths"] == outcome(run, "race.up")["probability"]


def test_a_target_out_of_reach_takes_all_paths_and_says_so(folder):
    run = run_json(folder, "--target-se", "1e-5")
    assert run["target"]["reached"] is False
    assert run["paths"] == 65536 and run["complete"] is True
    warning = [w for w in run["warnings"] if "target_standard_error" in w]
    assert len(warning) == 1 and "was not reached within simulation.paths = 65536" in warning[0]
    done = call(folder, "--quiet", "--target-se", "1e-5")
    assert "not reached in 65,536 of at most 65,536 paths" in " ".join(done.stdout.split())


def test_the_option_is_the_key_and_keeps_the_outcome_of_the_scenario(folder):
    by_option = run_json(folder, "--target-se", "0.004")
    by_key = run_json(folder, "--set", TARGET + "0.004")
    assert by_option["target"] == by_key["target"] and by_option["paths"] == by_key["paths"]
    kept = run_json(folder, "--set", TARGET.removesuffix("=") + ".outcome=late.above", "--target-se", "0.005")
    assert kept["target"] == {"outcome": "late.above", "standard_error": 0.005, "reached": True}
    scenario = folder / "small.toml"
    scenario.write_text(scenario.read_text().replace(
        "[price]", '[simulation.target_standard_error]\noutcome = "late.above"\nvalue = 0.1\n[price]'))
    assert run_json(folder, "--target-se", "0.005")["target"] == kept["target"]


@pytest.mark.parametrize("more", [[], ["--set", "simulation.control_variate=true"],
                                  ["--set", "simulation.sampling=antithetic"],
                                  ["--set", "simulation.sampling=sobol"]])
def test_reports_are_the_same_bytes_for_every_number_of_threads(folder, more):
    reports = []
    for threads in (1, 2):
        name = f"{threads}.h5"
        done = call(folder, "--quiet", "--reproducible", "--target-se", "0.003", "-o", name,
                    "--threads", threads, *more)
        assert done.returncode == 0, done.stderr
        reports.append((folder / name).read_bytes())
    assert reports[0] == reports[1]
    with h5py.File(folder / "1.h5") as report:
        attributes = report["runs/000000"].attrs
        assert attributes["target_reached"] == 1 and attributes["complete"] == 1
        assert attributes["target_standard_error"] == 0.003
        assert attributes["paths"] < 65536


def test_without_a_cascade_the_control_variate_is_the_closed_form(folder):
    run = run_json(folder, "--paths", "2000", "--set", "simulation.control_variate=true", "--set",
                   "cascade.enabled=false")
    for found in run["outcomes"]:
        assert found["controlled_probability"] == found["exact_probability_without_cascade"]
        assert found["controlled_standard_error"] == 0
        assert abs(found["probability"] - found["controlled_probability"]) \
            < 4 * found["standard_error"]


def test_control_variates_agree_in_json_hdf5_and_at_the_terminal(folder):
    options = ["--paths", "20000", "--set", "simulation.control_variate=true", "-o", "c.h5"]
    run = run_json(folder, *options)
    with h5py.File(folder / "c.h5") as report:
        group = report["runs/000000"]
        for name in ("controlled_probability", "controlled_standard_error", "controlled_low",
                     "controlled_high"):
            assert list(group[name]) == [o[name] for o in run["outcomes"]]
    found = outcome(run, "race.up")
    assert found["controlled_standard_error"] < found["standard_error"]
    assert found["controlled_low"] < found["controlled_probability"] < found["controlled_high"]
    shown = subprocess.run([PROGRAM, "report", "show", "c.h5"], cwd=folder, capture_output=True,
                           text=True, timeout=seconds(60))
    assert shown.stdout.count("with control variate") == len(run["outcomes"])
    again = subprocess.run([PROGRAM, "report", "show", "--json", "c.h5"], cwd=folder,
                           capture_output=True, text=True, timeout=seconds(60))
    assert json.loads(again.stdout)["runs"][0]["outcomes"] == run["outcomes"]


def test_one_warning_names_the_outcomes_that_have_no_closed_form(folder):
    run = run_json(folder, "--paths", "2000", "--set", "simulation.control_variate=true", "--set",
                   "simulation.monitoring=step")
    warning = [w for w in run["warnings"] if "control_variate" in w]
    assert len(warning) == 1 and "race.up, race.down, race.neither: " in warning[0]
    assert outcome(run, "race.up")["controlled_probability"] is None
    assert outcome(run, "late.above")["controlled_probability"] is not None


@pytest.mark.parametrize("sampling", ["antithetic", "sobol"])
def test_replicates_give_errors_by_their_spread(folder, sampling):
    run = run_json(folder, "--paths", "16384", "--set", f"simulation.sampling={sampling}", "--set",
                   "simulation.replicates=16")
    assert run["sampling"] == sampling and run["replicates"] == 16
    assert "spread of 16 independent replicates" in run["error_method"]
    plain = run_json(folder, "--paths", "16384")
    for found, other in zip(run["outcomes"], plain["outcomes"]):
        assert found["probability"] == found["hits"] / 16384
        # Student's t with 15 degrees of freedom, of the spread and of two hits.
        half = 2.131 * np.hypot(found["standard_error"], np.sqrt(2) / 16384)
        if 50 <= found["hits"] <= 16384 - 50:
            assert found["high"] - found["probability"] == pytest.approx(half, rel=1e-3)
        error = np.hypot(found["standard_error"], other["standard_error"])
        assert abs(found["probability"] - other["probability"]) <= 4 * error


@pytest.mark.parametrize("arguments, words", [
    (["--target-se", "0"], "simulation.target_standard_error"),
    (["--target-se", "0.5"], "simulation.target_standard_error"),
    (["--target-se", "small"], "simulation.target_standard_error"),
    (["--set", TARGET + '{ outcome = "race.upp", value = 1e-3 }'], "Did you mean race.up?"),
    (["--set", "simulation.replicates=32"], "simulation.sampling"),
    (["--set", "simulation.sampling=sobol", "--set", "simulation.replicates=16", "--paths", "16384",
      "--target-se", "1e-3"], "at least 32"),
    (["--set", "simulation.sampling=sobol", "--paths", "1000"], "Did you mean 992 or 1024?"),
    (["--set", "simulation.sampling=antithetic", "--paths", "100"], "Did you mean 64 or 128?"),
    (["--set", "simulation.control_variate=1"], "true or false"),
])
def test_what_does_not_go_together_is_refused_in_words(folder, arguments, words):
    done = call(folder, *arguments)
    assert done.returncode == 2 and done.stdout == ""
    assert words in done.stderr
