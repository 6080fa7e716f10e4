"""`liqcascade stress` as a person uses it: what it finds, what it refuses, being stopped."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import time

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
paths = 20000
horizon = "5d"
step = "6h"

[price]
model = "gbm"
volatility = 0.4

[impact]
depth = { bid = 512e6, ask = 362e6 }

[[event]]
name = "low"
kind = "touch"
level = 93_000
"""


@pytest.fixture
def folder(tmp_path):
    shutil.copy(SNAPSHOT, tmp_path / "market.h5")
    (tmp_path / "small.toml").write_text(SCENARIO)
    return tmp_path


def stress(folder, *arguments, outcome="low.touched"):
    command = [PROGRAM, "stress", "small.toml", "--outcome", outcome, *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=seconds(120), check=False)


def found(folder, *arguments):
    done = stress(folder, "--json", "--quiet", *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["stress"]


def as_toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{side} = {number!r}" for side, number in value.items()) + " }"
    return repr(value)


def test_a_run_with_the_found_value_gives_the_probability(folder):
    result = found(folder, "--reach", 0.3, "--vary", "impact.depth", "--threads", 1)
    nearest = result["nearest"]
    assert abs(nearest["at"]["probability"] - 0.3) < 0.2 * nearest["at"]["standard_error"]
    assert nearest["change_low"] <= nearest["change"] <= nearest["change_high"]
    setting = "impact.depth=" + as_toml(nearest["set"]["impact.depth"])
    run = subprocess.run([PROGRAM, "run", "small.toml", "--json", "--quiet", "--set", setting], cwd=folder,
                         capture_output=True, text=True, timeout=seconds(120), check=True)
    outcome = json.loads(run.stdout)["runs"][0]["outcomes"][0]
    assert outcome["probability"] == nearest["at"]["probability"]
    assert result == found(folder, "--reach", 0.3, "--vary", "impact.depth", "--threads", 3)


@pytest.mark.parametrize("arguments", [
    ["--paths", "2000", "--set", "impact.depth=3e9", "--vary", "price.volatility"],
    ["--paths", "3000", "--seed", "5", "--set", "price.volatility=0.45", "--vary", "price.volatility"],
    ["--set", "simulation.paths=2000", "--set", "event.0.level=92_500", "--vary", "event.low.level"],
    ["--paths", "2000", "--set", "impact.depth.bid=3e9", "--vary", "impact.depth"],
    ["--paths", "2000", "--set", "impact.depth.bid=3e9", "--set", "impact.depth.ask=1e9", "--vary", "impact.depth",
     "price.volatility", "--points", "2"],
    ["--paths", "2000", "--set", "description=it's a $test of \"quotes\"", "--vary", "price.volatility"],
    ["--paths", "3000", "--set", "simulation.target_standard_error=0.03", "--vary", "price.volatility"],
    ["--paths", "2000", "--set", "price={ model = 'gbm', volatility = 0.3, drift = 0.5 }", "--vary",
     "price.volatility"],
])
def test_the_command_that_is_printed_gives_the_probability(folder, arguments):
    name = "a scenario's file.toml"
    (folder / "small.toml").rename(folder / name)
    (folder / "small.toml").symlink_to(name)
    asked = [PROGRAM, "stress", name, "--outcome", "low.touched", "--reach", "0.35", "--quiet", *arguments]
    printed, as_json = (subprocess.run([*asked, *more], cwd=folder, capture_output=True, text=True, timeout=seconds(120),
                                       check=True).stdout for more in ([], ["--json"]))
    command = [line for line in printed.splitlines() if line.startswith("  liqcascade run ")]
    assert len(command) == 1
    run = subprocess.run(["sh", "-c", f'liqcascade() {{ "$PROGRAM" "$@"; }}; {command[0]} --json --quiet'],
                         cwd=folder, env={**os.environ, "PROGRAM": PROGRAM}, capture_output=True, text=True,
                         timeout=seconds(120), check=False)
    assert run.returncode == 0, (command, run.stderr)
    outcome = json.loads(run.stdout)["runs"][0]["outcomes"][0]
    assert outcome["probability"] == json.loads(as_json)["stress"]["nearest"]["at"]["probability"]


def test_a_target_of_the_scenario_is_said_to_be_unused(folder):
    result = found(folder, "--reach", 0.3, "--vary", "price.volatility", "--paths", 2000, "--set",
                   "simulation.target_standard_error=0.1")
    assert any("target_standard_error is not used by stress" in warning for warning in result["warnings"])


def test_a_volatility_that_nobody_has_seen_is_warned_of(folder):
    result = found(folder, "--reach", 0.9, "--vary", "price.volatility", "--paths", 2000)
    factor = result["nearest"]["set"]["price.volatility"] / 0.4
    assert factor > 3
    far, history = result["warnings"][-2:]
    assert f"{factor:.1f} times its start" in far and "times the largest that the snapshot's history has" in history
    near = found(folder, "--reach", 0.2, "--vary", "price.volatility", "--paths", 2000)
    assert not any("times" in warning for warning in near["warnings"]), near["warnings"]


@pytest.mark.parametrize("environment", [
    {"SLURM_STEP_NUM_TASKS": "4"}, {"SLURM_NTASKS": "4", "SLURM_PROCID": "2"}, {"PMI_SIZE": "2"},
    {"PMIX_RANK": "1"}, {"OMPI_COMM_WORLD_SIZE": "2"}])
@pytest.mark.parametrize("command", [
    ["stress", "small.toml", "--outcome", "low.touched", "--reach", "0.3", "--vary", "price.volatility"],
    ["bench", "--seconds", "0.001"], ["report", "diff", "a.h5", "b.h5"]])
def test_a_command_that_cannot_be_divided_is_refused_as_one_of_several_tasks(folder, environment, command):
    done = subprocess.run([PROGRAM, *command], cwd=folder, env=os.environ | environment, capture_output=True,
                          text=True, timeout=seconds(120), check=False)
    assert done.returncode == 2 and done.stdout == ""
    assert "each would do the whole job" in done.stderr and "--shard" not in done.stderr


def test_two_keys_give_a_contour_and_a_picture(folder):
    arguments = ("--reach", 0.3, "--vary", "price.volatility", "market.open_interest_factor", "--points", 3,
                 "--paths", 2000, "--quiet")
    result = found(folder, *arguments)
    changes = [point["change"] for point in result["contour"]]
    assert len(changes) >= 3 and result["nearest"]["change"] == min(changes)
    for point in result["contour"]:
        assert abs(point["at"]["probability"] - 0.3) < 0.2 * point["at"]["standard_error"] or point["jumps"]
    text = stress(folder, *arguments).stdout
    assert "CONTOUR" in text and "#" in text and "SMALLEST CHANGE" in text


@pytest.mark.parametrize("arguments, code, words", [
    (["--reach", "0.3", "--vary", "price.volatilty"], 2, "Did you mean price.volatility?"),
    (["--reach", "0.3", "--vary", "price.modle"], 2, "[price] has drift, initial_jump, volatility."),
    (["--reach", "0.3", "--vary", "modle"], 2, "Such numbers are "),
    (["--reach", "0.3", "--vary", "event.0.level"], 2, "Did you mean event.low.level?"),
    (["--reach", "0.3", "--vary", "price.volatility", "--seed", "3", "--set", "simulation.seed=4"], 2, "--seed: "),
    (["--reach", "0.3", "--vary", "price.volatility", "--paths", "-5"], 2, "--paths: simulation.paths = -5"),
    (["--reach", "1", "--vary", "price.volatility"], 2, "above 0 and below 1"),
    (["--reach", "0.3", "--vary", "price.volatility", "price.volatility"], 2, "twice"),
    (["--reach", "0.3", "--vary", "price.volatility", "impact.depth", "price.drift"], 2, "one or two"),
    (["--reach", "0.3"], 2, "--vary"),
    (["--reach", "0.3", "--vary", "simulation.step"], 2, "is a duration"),
    (["--reach", "0.99", "--vary", "cascade.mark_pass_through", "--paths", "2000"], 1, "does not reach"),
])
def test_errors_say_what_is_wrong(folder, arguments, code, words):
    done = stress(folder, "--quiet", *arguments)
    assert done.returncode == code and words in done.stderr, (done.returncode, done.stderr)
    assert ("WHERE THE SEARCH ENDED" in done.stdout) == (code == 1)


def test_an_unknown_outcome_is_refused_with_the_nearest(folder):
    done = stress(folder, "--reach", 0.3, "--vary", "price.volatility", outcome="low.touch")
    assert done.returncode == 2 and "low.touched" in done.stderr


def test_ctrl_c_gives_what_is_known_by_then(folder):
    command = [PROGRAM, "stress", "small.toml", "--outcome", "low.touched", "--reach", "0.3", "--vary",
               "price.volatility", "--paths", "4e7", "--json", "--quiet"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)) as process:
        time.sleep(seconds(1.0))
        process.send_signal(signal.SIGINT)
        stdout, _ = process.communicate(timeout=seconds(30))
    assert process.returncode == 130
    assert json.loads(stdout)["stress"]["complete"] is False
