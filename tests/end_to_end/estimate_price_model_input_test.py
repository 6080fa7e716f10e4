"""tools/python/estimate_price_model.py with candles that do not give every model, or are no whole table.

Candles as people find them: rows of NaN, missing hours, bars off the hour, milliseconds, prices that never
jump; and a time without its zone, whose meaning would depend on the machine.
"""

import os
import pathlib
import subprocess
import sys
import tomllib
from datetime import datetime, timedelta, timezone

import numpy as np
import pytest

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "tools/python/estimate_price_model.py"
START = datetime(2025, 5, 1, tzinfo=timezone.utc)
DAYS, BAR = 30, 300
BARS = DAYS * 86_400 // BAR
END = (START + timedelta(days=DAYS)).strftime("%Y-%m-%dT%H:%M:%SZ")
BAR_SD = 0.45 / np.sqrt(365 * 288)


def walk(sd=BAR_SD):
    """Returns of a plain random walk; `sd` may be an array, one value a bar."""
    return np.random.default_rng(5).standard_normal(BARS) * sd


def rows_of(returns):
    """Lines of a file, one a bar, without the header."""
    close = 100_000 * np.exp(np.cumsum(returns))
    start = int(START.timestamp())
    return [f"{start + i * BAR}" + f",{price:.10g}" * 4 + ",1,1" for i, price in enumerate(close)]


@pytest.fixture
def estimate(tmp_path):
    def call(rows, *options, until=END, days=DAYS, zone="UTC"):
        file = tmp_path / "candles.csv"
        file.write_text("\n".join(["ts,open,high,low,close,volume,quote_volume", *rows, ""]), encoding="utf-8")
        command = [sys.executable, "-W", "error", SCRIPT, "--candles", file, "--until", until, "--days", str(days)]
        return subprocess.run([*command, *options], capture_output=True, text=True, check=False,
                              env={**os.environ, "TZ": zone})
    return call


def models(ran):
    assert ran.returncode == 0, ran.stderr
    parts = [tomllib.loads("[price]" + text)["price"] for text in ran.stdout.split("[price]")[1:]]
    return {part.pop("model"): part for part in parts}


def refused(ran, *words):
    assert ran.returncode != 0 and ran.stdout == "" and "Traceback" not in ran.stderr, ran.stderr
    for word in words:
        assert word in ran.stderr, ran.stderr


def test_without_jumps_there_still_is_gbm(estimate):
    ran = estimate(rows_of(walk()))
    assert "no jumps found" in ran.stdout and "no kou" in ran.stdout
    found = models(ran)
    assert not {"kou", "bates"} & found.keys()
    assert found["gbm"]["volatility"] == pytest.approx(0.45, rel=0.03)


def test_without_jumps_a_variance_that_moves_gives_heston(estimate):
    days = np.repeat(np.exp(0.5 * np.sin(2 * np.pi * np.arange(DAYS) / 20)), 288)
    found = models(estimate(rows_of(walk(BAR_SD * days))))
    assert found.keys() == {"heston", "gbm"}
    assert all(np.isfinite(value) for value in found["heston"].values())


def test_a_variance_that_its_past_contradicts_is_no_process(estimate):
    """Days that are calm and wild in turns: the autocovariance at a lag of one day is negative."""
    returns = walk(BAR_SD * np.repeat(np.where(np.arange(DAYS) % 2, 1.3, 0.7), 288))
    returns[[5000, 6000]] = 0.05, -0.05
    ran = estimate(rows_of(returns))
    assert "no bates" in ran.stdout and "not positive" in ran.stdout
    assert models(ran).keys() == {"kou", "gbm"}


def test_jumps_to_one_side_say_nothing_of_the_other(estimate):
    returns = walk(BAR_SD * np.repeat(np.exp(0.5 * np.sin(2 * np.pi * np.arange(DAYS) / 20)), 288))
    returns[[3000, 5000, 7000]] = -0.05
    ran = estimate(rows_of(returns))
    assert "no kou: all of the 3 jumps go down" in ran.stdout
    found = models(ran)
    assert found.keys() == {"bates", "gbm"} and found["bates"]["jump_mean"] == pytest.approx(-0.05, abs=0.01)


def test_few_days_give_no_variance_process(estimate):
    ran = estimate(rows_of(walk()), days=5)
    assert "no bates" in ran.stdout and "whole days are too few" in ran.stdout
    assert "gbm" in models(ran)


def test_closes_that_never_move_are_refused(estimate):
    refused(estimate(rows_of(np.zeros(BARS))), "candles.csv", "equal")


@pytest.mark.parametrize("value", ["NaN", "", "null"])
def test_rows_of_nan_are_refused_by_row_or_repaired(estimate, value):
    rows = rows_of(walk())
    whole = models(estimate(rows))
    for i in (5000, 5001):
        rows[i] = rows[i].split(",")[0] + f",{value}" * 6
    refused(estimate(rows), "candles.csv", "row 5001", "2025-05-18T08:40:00Z", "--repair")
    ran = estimate(rows, "--repair")
    assert "repaired: 2 bars" in ran.stdout
    assert models(ran)["gbm"]["volatility"] == pytest.approx(whole["gbm"]["volatility"], rel=1e-3)


def test_rows_outside_of_the_window_may_be_anything(estimate):
    rows = rows_of(walk())
    rows[100] = rows[100].split(",")[0] + ",NaN" * 6
    assert "gbm" in models(estimate(rows, days=20))


def test_a_hole_is_refused_by_row_and_repaired_up_to_an_hour(estimate):
    rows = rows_of(walk())
    refused(estimate(rows[:5000] + rows[5012:]), "12 bars are missing", "row 5000", "2025-05-18T08:40:00Z")
    assert "gbm" in models(estimate(rows[:5000] + rows[5012:], "--repair"))
    refused(estimate(rows[:5000] + rows[5013:], "--repair"), "13 bars are missing", "at most 12")
    refused(estimate(rows[1:], "--repair"), "the first of the window")


def test_the_return_over_a_hole_is_no_jump(estimate):
    """Thirteen bars of half a standard deviation each are together beyond what one bar makes by chance."""
    returns = walk()
    returns[5000:5013] = BAR_SD / 2
    rows = rows_of(returns)
    ran = estimate(rows[:5000] + rows[5012:], "--repair")
    assert ran.returncode == 0 and "no jumps found" in ran.stdout, ran.stdout + ran.stderr


def test_bars_off_the_five_minutes_are_refused_by_row(estimate):
    rows = rows_of(walk())
    for i in range(5000, 5040):
        time, rest = rows[i].split(",", 1)
        rows[i] = f"{int(time) + 37},{rest}"
    for options in ((), ("--repair",)):
        refused(estimate(rows, *options), "row 5001", "2025-05-18T08:40:37Z", "5 minutes")


@pytest.mark.parametrize("change, words", [
    (lambda cells: [str(int(cells[0]) * 1000), *cells[1:]], ["row 5001", "milliseconds"]),
    (lambda cells: [cells[0], "1e6", *cells[2:]], ["row 5001", "high below"]),
    (lambda cells: [cells[0], cells[1], cells[2], "2e6", *cells[4:]], ["row 5001", "low above"]),
    (lambda cells: [*cells[:4], "0", *cells[5:]], ["row 5001", "not positive"]),
    (lambda cells: [*cells[:4], "a lot", *cells[5:]], ["row 5001", "close = 'a lot'"]),
    (lambda cells: cells[:4], ["row 5001", "4 columns"]),
    (lambda cells: [str(int(cells[0]) - 900), *cells[1:]], ["row 5001", "does not increase"]),
])
def test_what_is_no_bar_is_refused_by_row(estimate, change, words):
    rows = rows_of(walk())
    rows[5000] = ",".join(change(rows[5000].split(",")))
    refused(estimate(rows), "candles.csv", *words)


ZONES = ("UTC", "Asia/Tokyo", "America/New_York")


@pytest.mark.parametrize("until", [END.rstrip("Z"), END[:10], "yesterday"])
@pytest.mark.parametrize("zone", ZONES)
def test_a_time_without_its_zone_is_refused_on_every_machine(estimate, until, zone):
    ran = estimate(rows_of(walk()), until=until, days=20, zone=zone)
    refused(ran, until, "accepted", "2025-06-05T21:00:00Z")
    assert ran.returncode == 2


def test_a_time_with_its_zone_means_the_same_on_every_machine(estimate):
    rows = rows_of(walk())
    said = {estimate(rows, until=until, days=20, zone=zone).stdout
            for zone in ZONES for until in (END, END.replace("T00:00:00Z", "T02:00:00+02:00"))}
    assert len(said) == 1 and END in said.pop()


@pytest.mark.parametrize("days", ["0", "-3", "2", "1.5", "many"])
def test_a_window_that_is_too_short_is_refused(estimate, days):
    ran = estimate(rows_of(walk()), days=days)
    refused(ran, days, "from 3")
