"""`liqcascade stress` as a person uses it: what it finds, what it refuses, being stopped."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import time

import pytest

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
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


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
                         capture_output=True, text=True, timeout=120, check=True)
    outcome = json.loads(run.stdout)["runs"][0]["outcomes"][0]
    assert outcome["probability"] == nearest["at"]["probability"]
    assert result == found(folder, "--reach", 0.3, "--vary", "impact.depth", "--threads", 3)


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
        time.sleep(1.0)
        process.send_signal(signal.SIGINT)
        stdout, _ = process.communicate(timeout=30)
    assert process.returncode == 130
    assert json.loads(stdout)["stress"]["complete"] is False
