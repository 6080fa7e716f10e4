"""A night that makes its snapshots first: tools/nightly/build-snapshots, alone and as a part of run-night."""

import json
import os
import random
import signal
import subprocess
import time

import pytest
from nightly_test import RUN_NIGHT, SCENARIO, status
from recipes import NEW_YEAR, bars, klines, recipe_text, short
from sanitizers import seconds
from snapshots import PROGRAM

BUILD = RUN_NIGHT.with_name("build-snapshots")


def data(desk, name, price, count=576):
    klines(desk / f"data/{name}.csv", bars(NEW_YEAR, count, price=price))


@pytest.fixture
def desk(tmp_path):
    """Recipes of two coins beside their data, and a scenario on the snapshot of each."""
    (tmp_path / "scenarios").mkdir()
    for name in ("btc", "eth"):
        recipe = short(tmp_path / "data", bars(NEW_YEAR, 2)).recipe
        recipe["candles"]["files"] = [f"{name}.csv"]
        (tmp_path / f"data/{name}.toml").write_text(recipe_text(recipe))
        data(tmp_path, name, 100_000)
        text = SCENARIO.format(name=name, volatility=0.5).replace("market.h5", f"{name}.h5")
        (tmp_path / f"scenarios/{name}.toml").write_text(text)
    return tmp_path


def build(desk, *options, **arguments):
    """Exit code, lines of stdout, stderr."""
    done = subprocess.run([BUILD, "--program", PROGRAM, *options, desk / "data", desk / "snapshots"], check=False,
                          capture_output=True, text=True, timeout=seconds(120), **arguments)  # fmt: skip
    return done.returncode, done.stdout.splitlines(), done.stderr


def of_night(desk, date, *options, paths="300"):
    return [RUN_NIGHT, "--program", PROGRAM, "--date", date, "--recipes", desk / "data", *options, desk / "scenarios",
            desk / "nights", "--", "--backend", "cpu", "--threads", "1", "--paths", paths]  # fmt: skip


def night(desk, date, *options, paths="300"):
    return subprocess.run(of_night(desk, date, *options, paths=paths), capture_output=True, text=True,
                          timeout=seconds(120), check=False)  # fmt: skip


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def outcomes(desk, date):
    """Of each scenario of a night its failure, or None."""
    done = subprocess.run([PROGRAM, "report", "show", "--json", desk / f"nights/{date}.h5"], capture_output=True,
                          text=True, check=True)  # fmt: skip
    return {run["name"]: run["failure"] for run in json.loads(done.stdout)["runs"]}


def test_a_refused_recipe_costs_its_own_scenarios_and_is_seen_everywhere(desk):
    assert night(desk, "2026-01-01").returncode == 0
    assert status(desk)["snapshots_built"] == "btc,eth" and set(outcomes(desk, "2026-01-01").values()) == {None}
    before = (desk / "scenarios/eth.h5").read_bytes()
    (desk / "data/eth.csv").write_text("nothing of use\n")

    refused = night(desk, "2026-01-02")
    assert refused.returncode == 1 and "eth: no snapshot today" in refused.stderr
    now = status(desk)
    assert (now["state"], now["snapshots_built"], now["snapshots_refused"]) == ("failed", "btc", "eth")
    failures = outcomes(desk, "2026-01-02")
    assert failures["btc"] is None and "eth.h5" in failures["eth"]
    assert "eth.csv: is in no format of candles" in (desk / "nights/2026-01-02.log").read_text()
    assert names(desk / "scenarios") == ["btc.h5", "btc.toml", "eth.h5.old", "eth.toml"]
    assert (desk / "scenarios/eth.h5.old").read_bytes() == before

    old = night(desk, "2026-01-03", "--run-on-old")
    assert old.returncode == 0 and "eth: runs on an old snapshot" in old.stderr
    assert (status(desk)["state"], status(desk)["snapshots_old"]) == ("ok", "eth")
    assert set(outcomes(desk, "2026-01-03").values()) == {None}
    assert (desk / "scenarios/eth.h5").read_bytes() == before and "eth.h5.old" not in names(desk / "scenarios")



def test_a_resumed_night_goes_on_with_the_snapshots_that_it_began_with(desk):
    running = subprocess.Popen(of_night(desk, "2026-01-01", paths="100000"))
    deadline = time.monotonic() + seconds(30)
    while time.monotonic() < deadline and not (desk / "nights/.2026-01-01.part.h5.builds").exists():
        time.sleep(0.02)
    running.send_signal(signal.SIGTERM)
    assert running.wait(timeout=seconds(30)) == 143
    begun = (desk / "scenarios/btc.h5").read_bytes()
    data(desk, "btc", 90_000)
    done = night(desk, "2026-01-01", paths="100000")
    assert done.returncode == 0, (desk / "nights/2026-01-01.log").read_text()
    assert (desk / "scenarios/btc.h5").read_bytes() == begun and status(desk)["snapshots_built"] == "btc,eth"
    assert night(desk, "2026-01-01").returncode == 0
    assert (desk / "scenarios/btc.h5").read_bytes() != begun, "a night that is over is no reason to keep them"


def test_a_killed_build_leaves_whole_snapshots_and_nothing_else(desk):
    made = []
    for price in (100_000, 90_000):
        data(desk, "btc", price)
        assert build(desk)[0] == 0
        made.append((desk / "snapshots/btc.h5").read_bytes())
    assert made[0] != made[1]
    moments = random.Random(1)
    for at in range(6):
        data(desk, "btc", (100_000, 90_000)[at % 2])
        with subprocess.Popen([BUILD, "--program", PROGRAM, desk / "data", desk / "snapshots"], start_new_session=True,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:  # fmt: skip
            time.sleep(moments.uniform(0.01, 0.3))
            os.killpg(running.pid, signal.SIGKILL if at % 4 < 2 else signal.SIGTERM)
        assert (desk / "snapshots/btc.h5").read_bytes() in made
        assert set(names(desk / "snapshots")) == {"btc.h5", "eth.h5"}
    assert build(desk)[0] == 0


def test_a_snapshot_that_is_too_old_is_set_aside_whenever_it_was_built(desk):
    code, lines, said = build(desk, "--max-age", "36")
    assert (code, lines) == (1, ["btc refused -", "eth refused -"])
    assert "btc: the snapshot as of 2025-01-03T00:00:00Z is older than the 36 hours" in said
    assert names(desk / "snapshots") == ["btc.h5.old", "eth.h5.old"]
    (desk / "data/eth.csv").unlink()
    code, lines, _ = build(desk, "--run-on-old", "--max-age", "900000")
    assert (code, lines) == (0, ["btc built 2025-01-03T00:00:00Z", "eth old 2025-01-03T00:00:00Z"])


def test_what_follows_two_dashes_goes_to_market_build(desk):
    lines = (desk / "data/btc.csv").read_text().splitlines(keepends=True)
    (desk / "data/btc.csv").write_text("".join(lines[:100] + lines[101:]))
    code, _, said = build(desk)
    assert code == 1 and "--on-gap" in said
    done = subprocess.run([BUILD, "--program", PROGRAM, desk / "data", desk / "snapshots", "--", "--on-gap", "fill"],
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0 and "1 missing candle was filled" in " ".join(done.stderr.split())
    assert night(desk, "2026-01-01", "--on-gap", "fill", "--snapshots", desk / "scenarios").returncode == 0


@pytest.mark.parametrize("options, code, words", [
    (["--snapshots", "x"], 2, "go with --recipes"), (["--run-on-old"], 2, "go with --recipes"),
    (["--recipes", "none"], 5, "none"), (["--recipes", "scenarios"], 2, "a folder each"),
    (["--recipes", "data", "--max-age", "soon"], 2, "--max-age = soon"),
    (["--recipes", "nights"], 2, "there is no *.toml"),
])  # fmt: skip
def test_wrong_calls_are_refused_in_words(desk, options, code, words):
    (desk / "nights").mkdir()
    done = subprocess.run([RUN_NIGHT, "--program", PROGRAM, *options, "scenarios", "nights"], cwd=desk, check=False,
                          capture_output=True, text=True)  # fmt: skip
    logs = "".join(log.read_text() for log in (desk / "nights").glob("*.log"))
    assert done.returncode == code and words in done.stderr + logs, done.stderr
    assert not list(desk.rglob("*.h5"))
