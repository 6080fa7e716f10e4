"""The step check: what the program says of the length of the step, and that it is the same however paths are dealt out."""

import json
import math
import shutil
import subprocess

import h5py
import numpy as np
import pytest

from cli_test import PROGRAM, SCENARIO, SNAPSHOT

ERRORS = ("step_error", "step_error_standard_error", "cascade_effect_step_error",
          "cascade_effect_step_error_standard_error")  # fmt: skip
#: Long steps, looked at at their ends alone, have an error that is larger than the interval.
COARSE = ["--set", "simulation.monitoring=step", "--paths", "40000"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("step_check")
    shutil.copy(SNAPSHOT, path / "market.h5")
    (path / "s.toml").write_text(SCENARIO)
    return path


def call(folder, *arguments):
    done = subprocess.run([PROGRAM, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_of(folder, *arguments):
    return json.loads(call(folder, "run", "s.toml", "--json", "--quiet", "--backend", "cpu", *arguments))["runs"][0]


@pytest.mark.parametrize("cascade", ["false", "true"])
def test_a_coarse_step_is_told_and_warned_of(folder, cascade):
    options = [*COARSE, "--set", f"cascade.enabled={cascade}"]
    run = run_of(folder, *options, "--set", "simulation.step=4h", "--step-check",
                 "--set", "simulation.step_check_paths=40000")
    assert run["step_check_paths"] == 40_000
    up = run["outcomes"][0]
    assert (up["event"], up["outcome"]) == ("race", "up")
    if cascade == "false":
        assert up["step_error"] < -5 * up["step_error_standard_error"]  # barriers seem further away
        assert up["cascade_effect_step_error"] == 0
    warnings = [w for w in run["warnings"] if "half the step changes" in w]
    assert len(warnings) == 1 and "race.up" in warnings[0] and "simulation.step = 4 h" in warnings[0]
    # A run at half the step, on paths of its own, finds the same within the errors.
    half = run_of(folder, *options, "--set", "simulation.step=2h", "--seed", "11")["outcomes"][0]
    for key, error_key in (("probability", "standard_error"),
                           ("cascade_effect", "cascade_effect_standard_error")):
        told = up["step_error" if key == "probability" else "cascade_effect_step_error"]
        assert abs(up[key] - half[key] - told) <= 4 * math.hypot(up[error_key], half[error_key]), key


def test_without_it_nothing_is_said_and_nothing_changes(folder):
    run, checked = run_of(folder), run_of(folder, "--step-check")
    assert run["step_check_paths"] == 0 and checked["step_check_paths"] == 2000
    for plain, with_check in zip(run["outcomes"], checked["outcomes"]):
        assert not set(ERRORS) & set(plain)
        assert {k: v for k, v in with_check.items() if k not in ERRORS} == plain
        assert all(with_check[key] is not None for key in ERRORS)


@pytest.mark.parametrize("sampling", ["independent", "antithetic", "sobol"])
def test_the_report_has_it_and_shards_and_threads_do_not_matter(folder, sampling):
    options = ["--step-check", "--paths", "2048", "--reproducible",
               "--set", f"simulation.sampling={sampling}"]  # fmt: skip
    whole = f"{sampling}.h5"
    outcomes = run_of(folder, *options, "--threads", "1", "-o", whole)["outcomes"]
    with h5py.File(folder / whole) as report:
        run = report["runs/000000"]
        assert run.attrs["step_check_paths"] == 2048
        for key in ERRORS:
            np.testing.assert_array_equal(run[key][:], [o[key] for o in outcomes])
    parts = []
    for shard in ("1/3", "2/3", "3/3"):
        parts.append(f"{sampling}-{shard[0]}.part.h5")
        call(folder, "run", "s.toml", *options, "--quiet", "--backend", "cpu", "--threads", "2", "--shard", shard,
             "-o", parts[-1])
    merged = f"{sampling}-merged.h5"
    call(folder, "report", "merge", *parts, "-o", merged, "--reproducible", "--quiet")
    assert (folder / merged).read_bytes() == (folder / whole).read_bytes()


def test_a_step_that_cannot_be_halved_is_a_warning(folder):
    run = run_of(folder, "--step-check", "--set", "simulation.step=3375s")
    assert run["step_check_paths"] == 0
    assert any("simulation.step is 3375 s" in w for w in run["warnings"])


def test_a_diff_has_the_step_errors_of_both_reports(folder):
    run_of(folder, "-o", "plain.h5")
    checked = run_of(folder, "--step-check", "-o", "checked.h5")
    diff = json.loads(call(folder, "report", "diff", "plain.h5", "checked.h5", "--json"))
    change = diff["runs"][0]["outcomes"][0]
    assert change["step_error_old"]["value"] is None
    assert change["step_error_new"]["value"] == checked["outcomes"][0]["step_error"]
    assert "step error not known ->" in call(folder, "report", "diff", "plain.h5", "checked.h5")
