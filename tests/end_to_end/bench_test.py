"""`liqcascade bench`: what it prints and refuses. How fast the machine is, is no test."""

import json
import os
import pathlib
import signal
import subprocess
import time

import pytest

from sanitizers import UNDER_THREAD_SANITIZER, seconds

PROGRAM = os.environ["LIQCASCADE"]
QUICK = ("--seconds", "0.02", "--backend", "cpu")


def call(*arguments):
    return subprocess.run([PROGRAM, "bench", *arguments], capture_output=True, text=True,
                          timeout=seconds(300), check=False)


def measured(*arguments):
    done = call("--json", *QUICK, *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check_rates(row):
    rates = row["path_steps_per_second"]
    assert 0 < rates["min"] <= rates["median"] <= rates["max"]
    assert row["repetitions"] == 5 and row["paths"] > 0 and row["ratio"] > 0
    assert 0 <= row["probability"] <= 1 and row["standard_error"] >= 0


def test_every_model_book_and_monitoring_has_a_row():
    document = measured("--threads", "1")
    assert document["program"] == "liqcascade" and document["complete"] is True
    assert document["compiler"] and document["cores"] >= 1 and document["steps"] == 8640
    assert all(document["start_up"][key] > 0 for key in
               ("read_scenario_seconds", "read_market_seconds", "plan_seconds"))
    assert [b["name"] for b in document["backends"]] == ["cpu"]
    assert document["backends"][0]["missing"] is None and document["backends"][0]["device"]
    check_rates(document["plain_loop"])
    assert document["plain_loop"]["ratio"] == 1
    asked = {(row["model"], row["book"], row["monitoring"]) for row in document["rows"]}
    models = ("gbm", "merton", "kou", "heston", "bates", "hawkes", "bootstrap")
    books = ("no cascade", "frozen", "frozen with withdrawal", "living")
    # A living book is renewed every hour; the shipped history, and so bootstrap's step, is daily.
    assert asked == {(model, book, monitoring) for model in models for book in books
                     for monitoring in ("step", "bridge") if (model, book) != ("bootstrap", "living")}
    assert len({row["case"] for row in document["rows"]}) == len(document["rows"])
    for row in document["rows"]:
        assert row["backend"] == "cpu" and row["threads"] == 1
        check_rates(row)


def test_the_bare_race_asks_for_as_little_as_can_be():
    (row,) = measured("--case", "bare-race", "--threads", "2")["rows"]
    assert row["race_only"] is True and row["threads"] == 2
    assert set(row["set"]) == {"cascade.enabled=false", 'simulation.monitoring="step"',
                               "report.times=1"}


def test_without_threads_one_and_all_are_measured():
    rows = measured("--case", "bare-race")["rows"]
    assert [row["threads"] for row in rows] == sorted({1, len(os.sched_getaffinity(0))})


def test_a_backend_that_is_not_there_is_said_so_and_the_rest_is_measured():
    done = call("--json", "--seconds", "0.02", "--case", "bare-race")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert [b["name"] for b in document["backends"]] == ["cpu", "cuda"]
    for backend in document["backends"]:
        assert (backend["missing"] is None) != (backend["start_seconds"] is None)
        rows = [row for row in document["rows"] if row["backend"] == backend["name"]]
        assert bool(rows) == (backend["missing"] is None)


def test_the_table_names_the_machine_and_every_row():
    done = call(*QUICK, "--case", "bare-race", "--case", "frozen-step", "--threads", "1")
    assert done.returncode == 0 and done.stderr == "", done.stderr
    lines = done.stdout.splitlines()
    assert [line.split()[3] for line in lines[-3:]] == ["plain", "bare-race", "frozen-step"]


@pytest.mark.parametrize("arguments, words", [
    (["--case", "no-such-case"], "bare-race"),
    (["--seconds", "0"], "--seconds"),
    (["--seconds", "soon"], "--seconds"),
    (["--threads", "-1"], "--threads"),
    (["--backend", "gpu"], "--backend"),
    (["--instructions", "mmx"], "--instructions"),
    (["--case"], "--case"),
    (["--jsn"], "Did you mean --json?"),
    (["scenario.toml"], "scenario.toml"),
])
def test_bad_usage_is_exit_code_2(arguments, words):
    done = call(*arguments)
    assert done.returncode == 2 and done.stdout == "" and words in done.stderr, done.stderr


def test_an_interrupted_benchmark_prints_what_it_has():
    with subprocess.Popen([PROGRAM, "bench", "--json", "--backend", "cpu", "--seconds", "20", "--case",
                           "bare-race", "--threads", "1"], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True) as running:
        # Within the plain loop's first repetition of 4 s; under the sanitizer it begins later.
        time.sleep(3 if UNDER_THREAD_SANITIZER else 1)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=seconds(120))
    assert running.returncode == 130 and "stopped" in err
    document = json.loads(out)
    assert document["complete"] is False and document["rows"] == []
    assert document["plain_loop"]["repetitions"] == 1


def test_the_question_of_the_peer_benchmark_is_a_bare_race():
    root = pathlib.Path(__file__).resolve().parents[2]
    done = subprocess.run([PROGRAM, "run", root / "tests" / "benchmark" / "peers" / "race.toml", "--json",
                           "--quiet", "--backend", "cpu", "--paths", "640"],
                          capture_output=True, text=True, timeout=seconds(300), check=False)
    assert done.returncode == 0, done.stderr
    (run,) = json.loads(done.stdout)["runs"]
    assert run["steps"] == 8640 and [o["outcome"] for o in run["outcomes"]] == ["up", "down", "neither"]
    assert all(o["cascade_effect"] == 0 for o in run["outcomes"])
