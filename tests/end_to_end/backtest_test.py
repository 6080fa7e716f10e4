"""`backtest` scores what a short, independent transcription of its definitions scores."""

import csv
import datetime
import gzip
import json
import math
import os
import signal
import subprocess

import numpy as np
import pytest
import xarray

from snapshots import write_market

PROGRAM = os.environ.get("LIQCASCADE")
pytestmark = pytest.mark.skipif(not PROGRAM, reason="LIQCASCADE does not name the program")
BEGIN = 1_704_067_200  # 2024-01-01T00:00:00Z
DAYS, FIRST, HORIZON = 300, 200, 7
UP, DOWN = 0.05, 0.04
EARLIER = 18  # hours before the first midnight


def made_bars():
    """Hours of a price whose volatility changes from day to day: columns open, high, low, close."""
    random = np.random.default_rng(5)
    n = DAYS * 24 + EARLIER
    level = np.zeros(DAYS + 1)
    for day in range(DAYS):
        level[day + 1] = 0.95 * level[day] + 0.15 * random.standard_normal()
    moves = 0.005 * np.exp(np.repeat(level, 24)[24 - EARLIER :]) * random.standard_normal(n)
    close = 50_000 * np.exp(np.cumsum(moves))
    opened = np.r_[50_000, close[:-1]]
    reach = np.exp(0.003 * random.random((2, n)))
    return np.c_[opened, np.maximum(opened, close) * reach[0], np.minimum(opened, close) / reach[1], close]


BARS = made_bars()
TIMES = BEGIN - 3_600 * EARLIER + 3_600 * np.arange(len(BARS))
HOLE = range(EARLIER + 24 * 240, EARLIER + 24 * 240 + 5)  # less than a quarter of a day


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    path = tmp_path_factory.mktemp("history") / "HISTORY.csv.gz"
    with gzip.open(path, "wt", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["ts", "open", "high", "low", "close", "src"])
        for i, (time, row) in enumerate(zip(TIMES, BARS, strict=True)):
            if i not in HOLE:
                rows.writerow([time, *map(repr, map(float, row)), "made"])
    return path


def call(*arguments):
    return subprocess.run([PROGRAM, "backtest", *map(str, arguments)], capture_output=True, text=True, check=False)


def asked(history, *options):
    return call(history, "--from", "2024-07-19", "--horizon", HORIZON, "--race", UP, DOWN, "--touch", 5, 10,
                "--replicates", 100, *options)


# The transcription: days begin at midnight, `filled` is the history without its hole.


def filled():
    rows = BARS.copy()
    for i in HOLE:
        rows[i] = rows[i - 1, 3]
    return rows[EARLIER:].reshape(DAYS, 24, 4), rows[EARLIER - 1, 3]


def normal(z):
    return 0.5 * math.erfc(-z / math.sqrt(2))


def passes(variance, drift, level):
    deviation = math.sqrt(variance)
    return (normal((drift - level) / deviation)
            + math.exp(2 * drift * level / variance) * normal((-drift - level) / deviation))


def first(variance, drift, near, far):
    """P(near is reached before the level on the other side), by images alone."""
    width, total = near + far, 0.0
    for k in range(40):
        for sign, level in ((1, near + 2 * k * width), (-1, 2 * (k + 1) * width - near)):
            total += sign * math.exp(drift * (near - level) / variance) * passes(variance, drift, level)
    return total


def race(variance, tilt):
    up, down = first(variance, tilt * variance, UP, DOWN), first(variance, -tilt * variance, DOWN, UP)
    return np.array([up, down, 1 - up - down])


class Transcription:
    """The models and their losses, in the words of host/validation/README.md."""

    def __init__(self):
        self.days, before = filled()
        self.close = np.r_[before, self.days[:, -1, 3]]  # close[d]: the price at the begin of day d
        hours = np.diff(np.log(np.r_[before, self.days[:, :, 3].ravel()])).reshape(DAYS, 24)
        self.realised = (hours**2).sum(1)
        self.happened = [self.outcome(day) for day in range(DAYS - HORIZON + 1)]

    def outcome(self, day):
        for opened, high, low, closed in self.days[day : day + HORIZON].reshape(-1, 4):
            up, down = high >= self.close[day] * math.exp(UP), low <= self.close[day] * math.exp(-DOWN)
            if up or down:
                return (1 if closed >= opened else 0) if up and down else (0 if up else 1)
        return 2

    def terms(self, day):
        return [1, *(math.log(self.realised[day - n : day].mean()) for n in (1, 7, 30))]

    def forecasts(self, day):
        date = datetime.date(2024, 1, 1) + datetime.timedelta(days=day)
        month = (date.replace(day=1) - datetime.date(2024, 1, 1)).days
        windows = range(30, month - HORIZON + 1)
        past = np.bincount(self.happened[30 : windows.stop], minlength=3)
        x = np.array([self.terms(one) for one in windows])
        y = np.array([math.log(self.realised[one : one + HORIZON].mean()) for one in windows])
        b = np.linalg.lstsq(x, y, rcond=None)[0]
        s = math.sqrt(((y - x @ b) ** 2).sum() / (len(y) - 4))
        nodes, weights = np.polynomial.hermite_e.hermegauss(21)
        ahead = np.exp(math.log(HORIZON) + b @ self.terms(day) + s * nodes)
        martingale, median = (weights / weights.sum() @ [race(v, tilt) for v in ahead] for tilt in (-0.5, 0))
        return {"A": (past + 1) / (past.sum() + 3),
                "B": race(HORIZON * np.diff(np.log(self.close))[:month].var(), -0.5),
                "C": race(HORIZON * self.realised[day - 30 : day].mean(), -0.5), "M0": martingale, "M": median}

    def scores(self):
        losses = {}
        for day in range(FIRST, DAYS - HORIZON + 1):
            happened = self.happened[day]
            for name, p in self.forecasts(day).items():
                raised = np.maximum(p, 1e-4) / np.maximum(p, 1e-4).sum()
                losses.setdefault(name, []).append((brier(p, happened), -math.log(raised[happened])))
        return {name: np.mean(one, axis=0) for name, one in losses.items()}


def brier(p, happened):
    return ((p - np.eye(3)[happened]) ** 2).sum()


@pytest.fixture(scope="module")
def plain():
    return Transcription()


def test_the_scores_are_those_of_a_transcription(history, plain, tmp_path):
    done = asked(history, "--json", "-o", tmp_path / "backtest.h5")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)["backtest"]
    expected = plain.scores()
    assert found["starts"] == DAYS - HORIZON + 1 - FIRST
    [horizon] = found["horizons"]
    asked_race = horizon["questions"][0]
    shares = np.bincount(plain.happened[FIRST:], minlength=3) / found["starts"]
    np.testing.assert_allclose([one["frequency"] for one in asked_race["outcomes"]], shares, atol=1e-12)
    assert (shares > 0.05).all(), "every outcome is judged"
    assert [model["model"] for model in asked_race["models"]] == list(expected)
    for model in asked_race["models"]:
        np.testing.assert_allclose([model["brier"], model["log"]], expected[model["model"]], rtol=1e-9)
    assert "5 missing candles were filled" in " ".join(found["notes"])
    with xarray.open_dataset(tmp_path / "backtest.h5") as data:
        table = data["brier"].sel(horizon=HORIZON, question="race")
        np.testing.assert_allclose(table, [expected[name][0] for name in data["model"].values], rtol=1e-9)
        np.testing.assert_allclose(data["probability"].sel(outcome=["race.up", "race.down", "race.neither"])
                                   .sum("outcome"), 1)
        assert str(data["start"].values[0])[:10] == "2024-07-19"
        assert data["happened"].dtype == bool and data.attrs["filetype"] == "liqcascade-backtest"
        assert not any(np.isnan(data[name]).any() for name in ("brier", "log", "probability", "frequency"))


def test_the_summary_says_where_skill_lies_and_what_was_read(history):
    done = asked(history)
    assert done.returncode == 0, done.stderr
    words = " ".join(done.stdout.split())
    assert "skill in the race" in words or "Skill of M in the race" in words
    assert "in whether a level is hit" in words and "rows of csv, 1 h, time is the begin" in words
    assert max(map(len, done.stdout.splitlines())) <= 80 + len(str(history))


def test_implied_volatilities_add_two_models(history, plain, tmp_path):
    implied = tmp_path / "implied.csv"
    dates = [datetime.date(2024, 7, 18) + datetime.timedelta(days=i) for i in range(80)]
    implied.write_text("date,dvol\n" + "".join(f"{date},55.5\n" for date in dates))
    done = asked(history, "--implied", implied, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)["backtest"]
    assert [model["name"] for model in found["models"]][-2:] == ["D", "0.85D"]
    assert found["starts"] == 80 and found["last_start"] == "2024-10-06T00:00:00Z"
    variance = 0.555**2 * HORIZON / 365
    expected = [brier(race(variance, -0.5), one) for one in plain.happened[FIRST : FIRST + 80]]
    model = found["horizons"][0]["questions"][0]["models"][-2]
    assert model["brier"] == pytest.approx(np.mean(expected), rel=1e-9)


SCENARIO = """schema = 1
name = "made"
market.file = "market.h5"
simulation = {{ paths = {paths}, horizon = "7d", step = "1h" }}
impact = {{ depth = 50e6, resilience = "12h" }}
cascade = {{ enabled = true }}
price = {{ model = "gbm", volatility = 0.6 }}
event = [ {{ name = "race", kind = "race", up = 105_000, down = 97_000 }} ]
"""


@pytest.fixture
def scenario(tmp_path):
    write_market(tmp_path / "market.h5", leverages=(10.0, 25.0, 50.0), interest=1e8)
    path = tmp_path / "made.toml"
    path.write_text(SCENARIO.format(paths=400))
    return path


def without_chance(p, happened, paths):
    """Brier scores of counted probabilities [start, outcome], less what chance adds in the mean."""
    return ((p - happened) ** 2 - p * (1 - p) / (paths - 1)).sum(1)


def test_a_scenario_adds_the_engine_with_and_without_its_cascade(history, scenario, tmp_path):
    done = call(history, "--scenario", scenario, "--starts", 5, "--from", "2024-07-19", "--horizon", 3, 7, "--touch", 5,
                "--replicates", 100, "--json", "-o", tmp_path / "b.h5")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "made.toml is simulated at 5 of 94 daily starts (--starts): 400 paths (--paths) of 168 steps" in done.stderr
    found = json.loads(done.stdout)["backtest"]
    assert found["starts"] == 5 and found["daily_starts"] == 94 and found["last_start"] == "2024-10-20T00:00:00Z"
    assert [model["name"] for model in found["models"]][-3:] == ["M", "S0", "S"]
    simulation = found["simulation"]
    assert (simulation["law"], simulation["paths"], simulation["as_of"]) == ("fitted", 400, "2025-06-05T21:00:00Z")
    assert "It is not the book of that day" in simulation["assumes"]
    asked_race = found["horizons"][1]["questions"][0]
    assert asked_race["up"] == pytest.approx(math.log(1.05)) and asked_race["down"] == pytest.approx(-math.log(0.97))
    by_name = {model["model"]: model for model in asked_race["models"]}
    [cascade, law] = asked_race["pairs"]
    assert (cascade["model"], cascade["against"], law["model"], law["against"]) == ("S", "S0", "S0", "M")
    assert cascade["brier_gain"]["value"] == pytest.approx(by_name["S0"]["brier"] - by_name["S"]["brier"])
    with xarray.open_dataset(tmp_path / "b.h5") as data:
        races = data.sel(horizon=7, outcome=["race.up", "race.down", "race.neither"])
        happened = races["happened"].transpose("start", "outcome").values
        for name in ("S0", "S"):
            p = races["probability"].sel(model=name).transpose("start", "outcome").values
            np.testing.assert_allclose(p * 400, np.round(p * 400), atol=1e-9)
            scores = without_chance(p, happened, 400)
            assert float(data["brier"].sel(horizon=7, question="race", model=name)) == pytest.approx(scores.mean())
        shift = races["probability"].sel(model="S") - races["probability"].sel(model="S0")
        assert float(abs(shift).sum()) > 0, "the cascade is seen"
        np.testing.assert_allclose(races["pair_shift"].sel(pair="S-S0", bound="value"), shift.mean("start"), atol=1e-12)
        assert float(data["pair_brier_gain"].sel(horizon=7, question="race", pair="S-S0", bound="value")) == pytest.approx(
            cascade["brier_gain"]["value"])  # fmt: skip
        assert (data["brier_error"].sel(model="S") > 0).all() and (data["brier_error"].sel(model="M") == 0).all()
        assert data.attrs["scenario"] == str(scenario) and data.attrs["assumes"] == simulation["assumes"]


def test_an_interrupted_simulation_ends_and_writes_nothing(history, scenario, tmp_path):
    command = [PROGRAM, "backtest", history, "--scenario", scenario, "--paths", "100000000", "--from", "2024-07-19",
               "--horizon", "7", "-o", tmp_path / "b.h5"]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        while "is simulated at 94 of 94" not in (line := running.stderr.readline()):
            assert line, "it ended"
        running.send_signal(signal.SIGINT)
        out, said = running.communicate(timeout=60)
    assert running.returncode == 130 and out == "" and not (tmp_path / "b.h5").exists()
    assert "interrupted after 0 of 94 starts; nothing was scored" in said


def test_a_time_that_is_the_end_of_its_bar_is_another_history(history):
    begins, ends = (json.loads(asked(history, "--json", *more).stdout)["backtest"]["horizons"][0]["questions"][0]
                    for more in ((), ("--label", "end")))
    assert begins["models"][4]["brier"] != ends["models"][4]["brier"]


@pytest.mark.parametrize(("options", "said"), [
    (["--from", "2024-07"], '--from = "2024-07" is not a date in UTC'),
    (["--from", "2024-07-19T03:00:00Z"], "is not a midnight in UTC"),
    (["--from", "2026-01-01"], "no start from 2026-01-01"),
    (["--history-from", "2026-01-01"], "no candle begins at 2026-01-01"),
    (["--from", "2024-03-01"], "a fit needs at least 100"),
    (["--from", "2024-07-19", "--race", "0.1", "-0.1"], "both log distances are positive"),
    (["--from", "2024-07-19", "--touch", "120"], "is not between 0 and 100 %"),
    (["--column", "time"], "--column time is not WHAT=NAME"),
    (["--column", "time=when"], 'no column "when" for time'),
    (["--from", "2024-07-19", "--implied", "absent.csv"], "absent.csv"),
    (["--from", "2024-07-19", "--scenario", "absent.toml"], "absent.toml"),
    (["--starts", "5"], "--starts requires --scenario"),
    (["--law", "fitted"], "--law requires --scenario"),
])
def test_what_cannot_be_asked_is_refused(history, options, said):
    done = call(history, *options)
    assert done.returncode in (2, 5) and done.stdout == "", done.stderr
    assert said in done.stderr


def test_no_output_replaces_the_history(history):
    done = call(history, "-o", history)
    assert done.returncode == 2 and gzip.open(history).read(2) == b"ts"


def test_candles_of_a_day_are_refused(tmp_path):
    path = tmp_path / "days.csv"
    path.write_text("time,open,high,low,close\n" + "".join(f"{BEGIN + 86_400 * i},1,3,1,2\n" for i in range(9)))
    done = call(path)
    assert done.returncode == 2 and "1 d long; the variance of a day needs candles of at most 1 h" in done.stderr
