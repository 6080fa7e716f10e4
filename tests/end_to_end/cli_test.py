"""The program as a person uses it: commands, exit codes, what goes where, and being stopped."""

import fcntl
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import struct
import subprocess
import termios
import time

import h5py
import pytest

from sanitizers import UNDER_THREAD_SANITIZER, seconds

PROGRAM = os.environ["LIQCASCADE"]
ROOT = pathlib.Path(__file__).resolve().parents[2]
SNAPSHOT = ROOT / "scenarios" / "btc-2025-06-05.h5"

SCENARIO = """
schema = 1
name = "small"

[market]
file = "market.h5"

[simulation]
paths = 2000
horizon = "5d"
step = "1h"
seed = 7

[price]
model = "gbm"
volatility = 0.6

[impact]
depth = { bid = 100e6, ask = 80e6 }
exponent = 1.16

[[event]]
name = "race"
kind = "race"
up = 107_000
down = 97_000

[[event]]
name = "low"
kind = "touch"
level = 95_000

[[event]]
name = "late"
kind = "close"
level = 100_000
"""


@pytest.fixture
def folder(tmp_path):
    """A folder with a small scenario and its market."""
    shutil.copy(SNAPSHOT, tmp_path / "market.h5")
    (tmp_path / "small.toml").write_text(SCENARIO)
    return tmp_path


def call(*arguments, cwd=None, env=None, **more):
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=cwd, capture_output=True, text=True,
                          env={**os.environ, **(env or {})}, timeout=seconds(120), **more)


def run_json(folder, *arguments):
    done = call("run", "small.toml", "--json", "--quiet", *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["runs"][0]


def test_version_and_help_are_results():
    version = call("--version")
    assert version.returncode == 0 and version.stdout.startswith("liqcascade 0.1.0 (git ")
    for command in ([], ["run"], ["demo"], ["market"], ["market", "check"], ["market", "inspect"],
                    ["report"], ["report", "show"], ["report", "diff"], ["schema"], ["bench"], ["stress"]):
        done = call(*command, "--help")
        assert done.returncode == 0 and "Usage" in done.stdout, command


@pytest.mark.parametrize("command", [[], ["run"], ["report", "diff"], ["market"]])
def test_help_is_a_command_too(command):
    assert call("help", *command).stdout == call(*command, "--help").stdout
    assert call("help", *command).returncode == 0
    assert "Did you mean run?" in call("help", "rum").stderr


@pytest.mark.parametrize("arguments", [
    [], ["fly"], ["run"], ["run", "small.toml", "--nope"], ["run", "small.toml", "--threads", "many"],
    ["run", "small.toml", "--threads", "-1"], ["run", "small.toml", "--backend", "gpu"],
    ["run", "small.toml", "--color", "pink"], ["market"], ["report"], ["schema", "weather"],
])
def test_bad_usage_is_exit_code_2(folder, arguments):
    done = call(*arguments, cwd=folder)
    assert done.returncode == 2 and done.stdout == "" and done.stderr != ""


LIMITS = """
[[limit]]
metric = "race.up"
max = {most}
[[limit]]
metric = "drawdown.mean"
warn = 0.01
max = 0.9
[[limit]]
metric = "low.touched"
max = {touched}
"""


def test_a_breached_limit_is_exit_code_3_where_asked(folder):
    touched = run_json(folder)["outcomes"][3]["probability"]
    (folder / "strict.toml").write_text(SCENARIO + LIMITS.format(most=0.01, touched=touched))
    asked = ["run", "strict.toml", "--quiet", "-o", "strict.h5", "--json"]
    assert call(*asked, cwd=folder).returncode == 0
    done = call(*asked, "--fail-on-limit", cwd=folder)
    assert done.returncode == 3, done.stderr
    limits = json.loads(done.stdout)["runs"][0]["limits"]
    assert [limit["state"] for limit in limits] == ["breach", "warn", "uncertain"]
    assert all(limit["low"] <= limit["value"] <= limit["high"] for limit in limits)
    assert "error: small: limit race.up = " in done.stderr and "above max = 1.00 %" in done.stderr
    assert "drawdown.mean" not in done.stderr and "warning: small: limit low.touched" in done.stderr
    with h5py.File(folder / "strict.h5") as report:
        assert list(report["/runs/000000/limits/state"].asstr()) == ["breach", "warn", "uncertain"]
    shown = call("report", "show", "strict.h5", cwd=folder).stdout
    assert "LIMITS" in shown and "breach" in shown

    (folder / "calm.toml").write_text(SCENARIO + LIMITS.format(most=0.99, touched=1))
    calm = call("run", "calm.toml", "--quiet", "--fail-on-limit", cwd=folder)
    assert (calm.returncode, calm.stderr) == (0, "") and "note: " not in calm.stdout


def test_a_breach_is_exit_code_3_whatever_else_failed_and_both_are_said(folder):
    (folder / "strict.toml").write_text(SCENARIO + LIMITS.format(most=0.01, touched=1))
    (folder / "wrong.toml").write_text("schema = 1\n")
    asked = ["run", "strict.toml", "wrong.toml", "--quiet"]
    assert call(*asked, cwd=folder).returncode == 1
    done = call(*asked, "--fail-on-limit", cwd=folder)
    assert done.returncode == 3, done.stderr
    assert "limit race.up" in done.stderr and "wrong.toml) failed" in done.stderr
    assert "limit race.up: breach [run 0]" in done.stdout and "failed:" in done.stdout


def test_an_uncertain_limit_is_exit_code_3_where_asked(folder):
    touched = run_json(folder)["outcomes"][3]["probability"]
    (folder / "unsure.toml").write_text(SCENARIO + LIMITS.format(most=0.99, touched=touched))
    asked = ["run", "unsure.toml", "--quiet"]
    assert call(*asked, "--fail-on-limit", cwd=folder).returncode == 0
    done = call(*asked, "--fail-on-uncertain", cwd=folder)
    assert done.returncode == 3 and "error: small: limit low.touched" in done.stderr, done.stderr


def test_nothing_of_a_file_or_a_name_reaches_the_terminal_raw(folder):
    with h5py.File(folder / "market.h5", "r+") as market:
        market.attrs["asset"] = "B\u202eTC\x1b]0;owned\x07"
    bad = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
    name = "no\x1b[31m\u202esuch.toml"
    for arguments in (["market", "inspect", "market.h5"], ["market", "check", "market.h5"],
                      ["market", "inspect", "market.h5", "--json"], ["run", "small.toml", "--dry-run"],
                      ["run", "small.toml"], ["run", name], ["market", "inspect", name],
                      ["run", "small.toml", "--set", "price.\x1bx=1"], [name]):
        done = call(*arguments, cwd=folder)
        assert not bad.search(done.stdout + done.stderr), (arguments, done.stdout + done.stderr)
        assert "\\u" in done.stdout + done.stderr, arguments


def test_the_fall_back_to_the_cpu_is_in_the_results(folder):
    run = run_json(folder, "-o", "r.h5")
    if run["backend"] == "cpu":
        assert "using the CPU: " in run["backend_note"]
        shown = json.loads(call("report", "show", "r.h5", "--json", cwd=folder).stdout)["runs"][0]
        assert shown["backend_note"] == run["backend_note"]
    assert run_json(folder, "--backend", "cpu")["backend_note"] is None
    hidden = {"CUDA_VISIBLE_DEVICES": "GPU-00000000-0000-0000-0000-000000000000"}
    done = call("run", "small.toml", "--backend", "cuda", cwd=folder, env=hidden)
    assert done.returncode == 4
    assert any(words in done.stderr for words in ("CUDA_VISIBLE_DEVICES", "built without CUDA", "no NVIDIA GPU here"))
    assert "`--backend cpu` gives the same bits" in done.stderr


def test_a_limit_of_nothing_is_found_before_the_simulation(folder):
    (folder / "wrong.toml").write_text(SCENARIO + '[[limit]]\nmetric = "race.upp"\nmax = 0.5\n')
    done = call("run", "wrong.toml", "--paths", "1e9", cwd=folder)
    assert done.returncode == 2 and "Did you mean race.up?" in done.stderr, done.stderr


@pytest.mark.parametrize("arguments, code, words", [
    (["run", "none.toml"], 5, "none.toml"),
    (["run", "small.toml", "--set", "market.file=none.h5"], 5, "none.h5"),
    (["run", "small.toml", "-o", "nowhere/report.h5"], 5, "nowhere"),
    (["run", "small.toml", "-o", "."], 5, "folder"),
    (["run", "small.toml", "--set", "price.volatilty=1"], 2, "volatility"),
    (["run", "small.toml", "--paths", "0"], 2, "simulation.paths"),
    (["run", "small.toml", "--paths", "some"], 2, "simulation.paths"),
    (["run", "small.toml", "--seed", "-1"], 2, "simulation.seed"),
    (["run", "small.toml", "--set", "event.race.up=90000"], 2, "race"),
    (["run", "small.toml", "--instructions", "mmx"], 2, "mmx"),
    (["run", "small.toml", "--path", "5"], 2, "Did you mean --paths?"),
    (["rum", "small.toml"], 2, "Did you mean run?"),
    (["run", "small.toml", "--dry-run", "--json"], 2, "--dry-run"),
    (["run", "small.toml", "-o", "small.toml"], 2, "overwritten"),
    (["run", "small.toml", "-o", "./market.h5"], 2, "overwritten"),
    (["run", "small.toml", "--paths", "5\nseed = 3"], 2, "--paths"),
    (["market", "check", "small.toml"], 2, "small.toml"),
    (["report", "show", "market.h5"], 2, "market.h5"),
    (["report", "show", "none.h5"], 5, "none.h5"),
])
def test_errors_name_the_thing_and_have_their_exit_code(folder, arguments, code, words):
    done = call(*arguments, cwd=folder)
    assert done.returncode == code, (done.returncode, done.stderr)
    assert words in done.stderr and done.stdout == ""


def test_json_is_one_document_and_nothing_else(folder):
    run = run_json(folder)
    assert run["paths"] == 2000 and run["steps"] == 120 and run["complete"] is True
    race = [o for o in run["outcomes"] if o["event"] == "race"]
    assert [o["outcome"] for o in race] == ["up", "down", "neither"]
    assert sum(o["hits"] for o in race) == 2000
    for o in run["outcomes"]:
        assert o["probability"] == o["hits"] / 2000 and o["low"] <= o["probability"] <= o["high"]
        assert abs(o["probability"] - o["probability_without_cascade"] - o["cascade_effect"]) < 1e-12


def test_options_are_the_keys_they_stand_for(folder):
    by_option = run_json(folder, "--paths", "500", "--seed", "11")
    by_key = run_json(folder, "--set", "simulation.paths=500", "--set", "simulation.seed=11")
    assert by_option["outcomes"] == by_key["outcomes"] and by_option["seed"] == 11
    assert by_option["outcomes"] != run_json(folder, "--paths", "500")["outcomes"]


@pytest.mark.parametrize("option, value, key", [
    ("--paths", "-5", "simulation.paths"), ("--paths", "0", "simulation.paths"),
    ("--seed", "-1", "simulation.seed"), ("--target-se", "2", "simulation.target_standard_error")])
def test_an_error_of_an_option_names_the_option(folder, option, value, key):
    done = call("run", "small.toml", option, value, cwd=folder)
    assert done.returncode == 2 and f"{option}: {key} = {value}" in done.stderr and "--set" not in done.stderr


@pytest.mark.parametrize("arguments, later, earlier", [
    (["--paths", "300", "--set", "simulation.paths=600"], "--paths", "--set simulation.paths"),
    (["--set", "simulation.seed=4", "--seed", "3"], "--seed", "--set simulation.seed"),
    (["--seed", "3", "--set", "simulation.seed=3"], "--seed", "--set simulation.seed"),
    (["--target-se", "0.01", "--set", "simulation.target_standard_error=0.02"], "--target-se",
     "--set simulation.target_standard_error"),
    (["--target-se", "0.01", "--set", "simulation.target_standard_error.value=0.02"], "--target-se",
     "--set simulation.target_standard_error.value"),
    (["--set", "event.race.up=108e3", "--set", "event.0.up=109e3"], "--set event.0.up", "--set event.race.up"),
    (["--set", "event.0.name=x", "--set", "event.x.up=108e3", "--set", "event.0.up=109e3"], "--set event.0.up",
     "--set event.x.up"),
    (["--set", "impact.depth.bid=1e8", "--set", "impact.depth=2e8"], "--set impact.depth",
     "--set impact.depth.bid")])
def test_one_key_is_not_set_in_two_ways(folder, arguments, later, earlier):
    for command in (["run"], ["run", "--dry-run"]):
        done = call(*command, "small.toml", *arguments, cwd=folder)
        assert done.returncode == 2 and done.stdout == "", done.stderr
        assert f"{later}: " in done.stderr and f" {earlier}" in done.stderr, done.stderr
        assert "Leave one of the two out?" in done.stderr


@pytest.mark.parametrize("key, meant", [
    ("event.00.up", "event.0"), ("event.02.level", "event.2"), ("event.race_2.steps.00.below", "event.3.steps.0"),
    ("wall.000.price", "wall.0")])
def test_a_number_with_leading_zeros_is_refused_with_the_one_that_is_meant(folder, key, meant):
    scenario = SCENARIO + """
[[event]]
name = "race_2"
kind = "sequence"
steps = [ { above = 106_000, before_below = 99_000 }, { below = 104_000 } ]

[[wall]]
price = 96_000
notional = 1e6
"""
    (folder / "small.toml").write_text(scenario)
    said = call("run", "small.toml", "--set", f"{key}=97e3", cwd=folder)
    assert said.returncode == 2 and f"Did you mean {meant}?" in said.stderr, said.stderr
    for table in (f'[sweep]\n"{key}" = [97e3]\n', f'[[variant]]\nname = "v"\nset = {{ "{key}" = 97e3 }}\n'):
        (folder / "sweep.toml").write_text(scenario + table)
        said = call("run", "sweep.toml", cwd=folder)
        assert said.returncode == 2 and said.stdout == "" and f"Did you mean {meant}?" in said.stderr, said.stderr


def test_a_swept_key_has_one_value_in_its_row_however_it_is_spelt(folder):
    (folder / "small.toml").write_text(SCENARIO + '[sweep]\n"event.race.up" = [108e3]\n')
    done = call("run", "small.toml", "--json", "--quiet", "--set", "event.0.up=109e3", cwd=folder)
    base, swept = json.loads(done.stdout)["runs"]
    assert base["set"] == {"event.0.up": 109e3} and swept["set"] == {"event.race.up": 108e3}


@pytest.mark.parametrize("arguments, words", [
    (["run", "small.toml", "-o", ""], "--output: the value is empty"),
    (["run", "small.toml", "--output", ""], "--output: the value is empty"),
    (["run", "small.toml", "--shard", "", "-o", "x.h5"], "--shard: the value is empty"),
    (["run", "small.toml", "--seed", ""], "--seed: the value is empty"),
    (["run", "small.toml", "--threads", ""], "--threads: the value is empty"),
    (["run", "small.toml", "--color", ""], "--color: the value is empty"),
    (["run", "small.toml", "--set", ""], "--set: the value is empty"),
    (["run", ""], "scenario: the value is empty"),
    (["report", "merge", "x.h5", "-o", ""], "--output: the value is empty"),
    (["market", "check", ""], "market: the value is empty"),
    (["run", "small.toml", "--output=", "--quiet"], "--output=: has no value"),
    (["run", "small.toml", "--shard=", "--quiet"], "--shard=: has no value"),
    (["run", "small.toml", "--set=", "--quiet"], "--set=: has no value"),
    (["run", "--paths=", "small.toml"], "--paths=: has no value"),
    (["run", "small.toml", "-o", "--quiet"], "--quiet is an option and not a value"),
    (["run", "small.toml", "--shard", "-o", "x.h5"], "-o is an option and not a value"),
    (["run", "small.toml", "-o=x.h5"], "-o=x.h5: has an equals sign"),
    (["bench", "--case", "--json"], "--json is an option and not a value"),
])
def test_an_option_without_its_value_is_refused_and_makes_no_file(folder, arguments, words):
    done = call(*arguments, cwd=folder)
    assert done.returncode == 2 and words in done.stderr and done.stdout == "", done.stderr
    assert sorted(file.name for file in folder.iterdir()) == ["market.h5", "small.toml"]


def test_names_behind_two_dashes_may_look_like_options(folder):
    (folder / "--a=").write_text(SCENARIO)
    assert call("run", "--quiet", "--", "--a=", cwd=folder).returncode == 0


def test_an_empty_list_is_said_to_be_empty(folder):
    (folder / "small.toml").write_text(SCENARIO + "[sweep]\nimpact.exponent = []\n")
    said = call("run", "small.toml", cwd=folder).stderr
    assert "sweep.impact.exponent = [] is an empty list; accepted: a list of values" in said


@pytest.mark.parametrize("typed", ["-1", "1", "0x0", "1.5", "18446744073709551616"])
def test_a_run_that_the_report_does_not_have_is_named_as_it_was_typed(folder, typed):
    assert call("run", "small.toml", "--quiet", "-o", "r.h5", cwd=folder).returncode == 0
    done = call("report", "show", "r.h5", "--run", typed, cwd=folder)
    assert done.returncode == 2 and f"--run {typed}: " in done.stderr and "r.h5 has 1 run," in done.stderr
    assert call("report", "show", "r.h5", "--run", "0", cwd=folder).returncode == 0


@pytest.mark.parametrize("arguments", [["--threads", "1"], ["--threads", "7"],
                                       ["--instructions", "sse2"]])
def test_threads_and_instructions_change_no_result(folder, arguments):
    keys = ("outcomes", "liquidated", "largest_cascade", "drawdown", "close", "rounds_exhausted")
    base, other = run_json(folder), run_json(folder, *arguments)
    assert {k: base[k] for k in keys} == {k: other[k] for k in keys}


def test_threads_are_the_cores_that_the_process_may_use(folder):
    core = min(os.sched_getaffinity(0))
    done = call("run", "small.toml", "--dry-run", "--backend", "cpu", cwd=folder,
                preexec_fn=lambda: os.sched_setaffinity(0, {core}))
    assert done.returncode == 0, done.stderr
    assert ", 1 thread\n" in done.stdout, done.stdout


def test_equal_runs_make_equal_files(folder):
    for name, threads in (("a.h5", 1), ("b.h5", 2)):
        done = call("run", "small.toml", "--reproducible", "--quiet", "--threads", threads, "-o", name,
                    cwd=folder)
        assert done.returncode == 0, done.stderr
    assert (folder / "a.h5").read_bytes() == (folder / "b.h5").read_bytes()


def test_dry_run_simulates_nothing(folder):
    done = call("run", "small.toml", "--paths", "4e9", "--dry-run", "-o", "x.h5", cwd=folder)
    assert done.returncode == 0 and "4000000000 of 120 steps" in done.stdout
    assert not (folder / "x.h5").exists()


def test_without_a_gpu_cuda_is_refused_in_one_line_and_auto_falls_back(folder):
    asked = call("run", "small.toml", "--backend", "cuda", cwd=folder)
    if asked.returncode == 0:
        pytest.skip("a CUDA device is here")
    assert asked.returncode == 4 and asked.stderr.count("\n") == 1
    auto = call("run", "small.toml", "--json", cwd=folder)
    assert auto.returncode == 0 and "using the CPU" in auto.stderr
    assert json.loads(auto.stdout)["runs"][0]["backend"] == "cpu"


def test_the_summary_has_colour_only_when_asked(folder):
    plain = call("run", "small.toml", cwd=folder)
    forced = call("run", "small.toml", "--color", "always", cwd=folder)
    assert "\033[" not in plain.stdout and "\033[" in forced.stdout


def test_a_result_that_cannot_be_printed_is_an_error(folder):
    with open("/dev/full", "w") as full:
        done = subprocess.run([PROGRAM, "run", "small.toml", "--quiet"], cwd=folder, stdout=full,
                              stderr=subprocess.PIPE, text=True, timeout=seconds(120))
    assert done.returncode == 5 and "standard output" in done.stderr


def listen():
    """A background job inherits an ignored SIGINT; a program started from it must not."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def start_long_run(folder, *arguments):
    paths = "2e8" if arguments else "4e9"  # those of a living book are counted up to 3e8
    process = subprocess.Popen(
        [PROGRAM, "run", "small.toml", "--paths", paths, "--json", "-o", "long.h5", *arguments],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=listen)
    time.sleep(seconds(1.5))
    assert process.poll() is None, process.stderr.read()
    return process


# The slowest paths that there are: a full cascade, a book that lives, a fund.
LIVING = ("--set", "cascade.book=living", "--set", "book.turnover=3d",
          "--set", "waterfall.enabled=true", "--set", "wall=[{ price = 97e3, notional = 1e8 }]")


@pytest.mark.parametrize("number, code, more", [
    (signal.SIGINT, 130, ()), (signal.SIGTERM, 143, ()), (signal.SIGHUP, 129, ()),
    (signal.SIGINT, 130, LIVING)])
def test_a_signal_saves_what_is_there_within_a_second(folder, number, code, more):
    process = start_long_run(folder, *more)
    process.send_signal(number)
    start = time.monotonic()
    stdout, stderr = process.communicate(timeout=seconds(30))
    took = time.monotonic() - start
    assert process.returncode == code, stderr
    assert took < seconds(2.0)  # a second is the promise; the rest is for a machine that runs other tests too
    run = json.loads(stdout)["runs"][0]
    assert run["complete"] is False and 0 < run["paths"] < 4 * 10**9
    with h5py.File(folder / "long.h5") as report:
        assert report.attrs["complete"] == 0
    assert (run["flows"] is not None) == bool(more)
    shown = call("report", "show", "long.h5", cwd=folder)
    assert shown.returncode == 0 and "incomplete" in shown.stdout.lower()


@pytest.mark.parametrize("command", [
    ("run", "small.toml", "-o", "long.h5"),
    ("stress", "small.toml", "--outcome", "low.touched", "--reach", "0.9", "--vary", "price.volatility")])
@pytest.mark.parametrize("more", [(), LIVING])
def test_a_signal_within_a_path_of_a_billion_steps_is_answered_as_soon(folder, command, more):
    if UNDER_THREAD_SANITIZER and command[0] == "stress":
        pytest.skip("the sanitizer delivers a signal when the thread that got it next calls a library, which a thread "
                    "that computes paths does not")
    process = subprocess.Popen(
        [PROGRAM, *command, "--paths", "64", "--set", "simulation.horizon=999999d",
         "--set", "simulation.step=1min",
         *(text.replace("book.turnover=3d", "book.turnover=9999d") for text in more)],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=listen)
    time.sleep(seconds(1.5))
    assert process.poll() is None, process.stderr.read()
    start = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, stderr = process.communicate(timeout=seconds(60))
    assert process.returncode == 143, stderr
    assert time.monotonic() - start < seconds(2.5)
    assert "stopped by SIGTERM" in stderr


def test_a_dry_run_of_many_steps_takes_no_time(folder):
    start = time.monotonic()
    done = call("run", "small.toml", "--dry-run", "--backend", "cpu", "--threads", "1",
                "--set", "simulation.horizon=365d", "--set", "simulation.step=1s", cwd=folder)
    assert done.returncode == 0 and "of 31536000 steps" in done.stdout, done.stderr
    assert time.monotonic() - start < seconds(5)


@pytest.mark.parametrize("more", [(), LIVING])
def test_sigkill_leaves_an_existing_report_alone(folder, more):
    assert call("run", "small.toml", "--quiet", "-o", "long.h5", cwd=folder).returncode == 0
    before = (folder / "long.h5").read_bytes()
    process = start_long_run(folder, *more)
    process.kill()
    process.communicate(timeout=seconds(30))
    assert (folder / "long.h5").read_bytes() == before


def objects_of(path):
    """Every dataset and attribute of a report by path and attribute, with its axes and unit."""
    found = {}

    def visit(name, item):
        path = "/" + name
        own = ("units", "long_name", "_FillValue", "dtype", "CLASS", "NAME", "DIMENSION_LIST",
               "REFERENCE_LIST", "_Netcdf4Dimid", "_Netcdf4Coordinates")
        for attribute in item.attrs:
            if not isinstance(item, h5py.Dataset) or attribute not in own:
                found[path, attribute] = ([], None)
        if isinstance(item, h5py.Dataset):
            axes = [d[0].name.rsplit("/", 1)[1] for d in item.dims if len(d)]
            if "CLASS" in item.attrs:
                axes = [path.rsplit("/", 1)[1]]
            found[path, None] = (axes, item.attrs.get("units"))

    with h5py.File(path) as report:
        for attribute in report.attrs:
            found["/", attribute] = ([], None)
        report.visititems(visit)
    return found


@pytest.mark.parametrize("more", [(), (
    *LIVING, "--set", "simulation.control_variate=true",
    "--set", 'limit=[{ metric = "race.up", max = 1 }]')])
def test_the_schema_of_reports_names_all_that_is_in_one(folder, more):
    schema = call("schema", "report")
    assert schema.returncode == 0, schema.stderr
    known = {(o["path"], o.get("attribute")): o for o in json.loads(schema.stdout)["objects"]}
    run = call("run", "small.toml", "--quiet", "--paths", "100", "-o", "r.h5", *more, cwd=folder)
    assert run.returncode == 0, run.stderr
    seen = set()
    for (path, attribute), (axes, unit) in objects_of(folder / "r.h5").items():
        for event in ("race.up", "race.down", "race.neither", "low.touched", "late.above",
                      "waterfall.fund_emptied"):
            path = path.replace("/summary/" + event + ".", "/summary/EVENT.OUTCOME.")
        if path.startswith("/summary/set."):
            path = "/summary/set.KEY"
        if path.startswith("/markets/"):
            path, axes = "/markets/SHA256", axes and ["SHA256"]
        assert (path, attribute) in known, (path, attribute)
        one = known[path, attribute]
        seen.add((path, attribute))
        assert one.get("dimensions", []) == axes, path
        if unit is not None and not unit.startswith("seconds since"):
            assert one["unit"] == unit, path
    missing = {name for name, one in known.items()
               if not one["optional"] and name not in seen and name[0] != "/summary/set.KEY"}
    assert not missing


def test_demo_answers_the_question():
    done = call("demo", "--paths", "1000", "--book-draws", "1", "--price-draws", "1", "--quiet", cwd="/")
    assert done.returncode == 0 and "113,000" in done.stdout and "93,000" in done.stdout


def test_a_closed_standard_output_is_an_error_and_never_gets_into_a_file(folder):
    done = subprocess.run(["sh", "-c", f'"{PROGRAM}" run small.toml --quiet -o report.h5 >&-'],
                          cwd=folder, stderr=subprocess.PIPE, text=True, timeout=seconds(120))
    assert done.returncode == 5 and "standard output" in done.stderr
    with h5py.File(folder / "report.h5") as report:
        assert report.attrs["complete"] == 1


def on_a_terminal(folder, *arguments, env=None, interrupt=False):
    """Exit code and output of the program on a terminal of 70 columns; Ctrl-C once it shows progress."""
    pid, terminal = pty.fork()
    if pid == 0:
        listen()
        os.chdir(folder)
        os.environ.update({"TERM": "xterm", **(env or {})})
        os.execv(PROGRAM, [PROGRAM, *arguments])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 70, 0, 0))
    output = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # how a terminal says that the other side is gone
            break
        output += piece
        if interrupt and b" left " in output:
            os.write(terminal, b"\x03")
            interrupt = False
        if not piece:
            break
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), output.decode()


def test_ctrl_c_on_a_terminal_ends_progress_and_shows_the_partial_result(folder):
    code, output = on_a_terminal(folder, "run", "small.toml", "--paths", "4e9", interrupt=True)
    assert code == 130 and "INCOMPLETE" in output and "interrupted after" in output
    lines = [part.split("\n")[0] for part in output.split("\r\033[K")[1:-1]]
    assert lines and all(len(line.replace("^C", "")) < 70 for line in lines)
    assert all("race.up" in line for line in lines)


def test_colour_on_a_terminal_yields_to_no_color(folder):
    arguments = ("run", "small.toml", "--quiet")
    assert "\033[1m" in on_a_terminal(folder, *arguments, env={"NO_COLOR": ""})[1]
    assert "\033[" not in on_a_terminal(folder, *arguments, env={"NO_COLOR": "1"})[1]
    assert "\033[1;31m" in on_a_terminal(folder, "run", "none.toml", env={"NO_COLOR": ""})[1]


def test_an_old_snapshot_is_a_warning_that_reproducible_results_leave_out(folder):
    assert any("days before this run" in w for w in run_json(folder)["warnings"])
    assert not any("days before this run" in w for w in run_json(folder, "--reproducible")["warnings"])


@pytest.mark.skipif(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGESIZE") > 250e9,
                    reason="this machine has the memory that is asked for")
def test_more_threads_than_the_memory_holds_are_refused_before_they_start(folder):
    done = call("run", "small.toml", "--dry-run", "--backend", "cpu", "--threads", "1024",
                "--set", "simulation.step=1min", "--set", "report.times=4096", cwd=folder)
    assert done.returncode == 2 and "memory" in done.stderr, done.stdout
