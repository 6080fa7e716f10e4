"""`calibrate price` makes a table [price] out of candles that `run` takes, and says what it cannot know."""

import gzip
import json
import os
import re
import subprocess
import tomllib

import h5py
import numpy as np
import pytest

from cli_test import PROGRAM, ROOT, SCENARIO, SNAPSHOT

HOUR, DAY = 3_600, 86_400
UNTIL = 1_749_157_200  # 2025-06-05T21:00:00Z
IRREGULAR = ROOT / "tests/host/data/samples/F11_klines_1h_irregular.csv"


def walk(n, seconds=HOUR, volatility=0.6, jumps=0, seed=3):
    """Closes of a random walk whose volatility changes from day to day, with jumps."""
    random = np.random.default_rng(seed)
    slow, fast, levels = 0.0, 0.0, []
    for _ in range(n * seconds // DAY + 1):
        slow = 0.97 * slow + 0.06 * random.standard_normal()
        fast = 0.6 * fast + 0.15 * random.standard_normal()
        levels.append(np.exp(slow + fast))
    scale = np.repeat(levels, DAY // seconds)[:n]
    moves = volatility * np.sqrt(seconds / (365 * DAY)) * scale * random.standard_normal(n)
    moves[random.integers(n, size=jumps)] += 0.08 * random.standard_normal(jumps)
    return 100_000 * np.exp(np.cumsum(moves))


def write(path, closes, seconds=HOUR, until=UNTIL, names="ts,open,high,low,close", missing=()):
    """A file of candles that end at `until`; rows in `missing` hold NaN."""
    lines = [names]
    for i, close in enumerate(closes):
        first = closes[max(i - 1, 0)]
        prices = [first, max(first, close) * 1.0005, min(first, close) / 1.0005, close]
        cells = ["NaN"] * 4 if i in missing else [f"{price:.2f}" for price in prices]
        lines.append(",".join([str(until - (len(closes) - i) * seconds), *cells]))
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "wt") as file:
        file.write("\n".join(lines) + "\n")
    return path


def calibrate(*words, zone=None):
    environment = {**os.environ, "TZ": zone} if zone else None
    return subprocess.run([PROGRAM, "calibrate", "price", *words], capture_output=True, text=True, check=False,
                          env=environment)


def fitted(*words, zone=None):
    done = calibrate(*words, "--format", "csv", "--json", zone=zone)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refused(*words):
    done = calibrate(*words)
    assert done.returncode == 2 and done.stdout == "", done.stdout
    return done.stderr


def law(fit, name):
    return next(one for one in fit["laws"] if one["model"] == name)


def values(fit, name):
    return {one["key"]: one["value"] for one in law(fit, name)["parameters"]}


@pytest.fixture(scope="module")
def hours(tmp_path_factory):
    """250 days of hours, packed."""
    return write(tmp_path_factory.mktemp("candles") / "hours.csv.gz", walk(250 * 24, jumps=40))


@pytest.mark.parametrize("model", ["heston", "gbm", "merton", "kou", "hawkes", "bates"])
def test_a_scenario_takes_what_is_written(tmp_path, hours, model):
    laws = () if model == "heston" else ("--laws", model, "--returns", "4h")
    done = calibrate(hours, "--format", "csv", "--model", model, "--toml", tmp_path / "price.toml", "--draws", "40",
                     "-o", tmp_path / "fit.h5", *(laws or ("--laws", "gbm")))
    assert done.returncode == 0 and done.stderr == "", done.stderr
    text = (tmp_path / "price.toml").read_text()
    assert text in done.stdout
    price = tomllib.loads(text)["price"]
    assert price["model"] == model and price["drift"] > 0
    scenario = re.sub(r"\[price\].*?(?=\[impact\])", lambda _: text + "\n", SCENARIO, flags=re.DOTALL)
    scenario = scenario.replace("market.h5", str(SNAPSHOT)).replace('step = "1h"', 'step = "5min"')
    (tmp_path / "scenario.toml").write_text(scenario)
    run = subprocess.run([PROGRAM, "run", tmp_path / "scenario.toml", "--paths", "200", "--json", "--quiet",
                          "--backend", "cpu"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    with h5py.File(tmp_path / "fit.h5") as file:
        assert file.attrs["filetype"] == "liqcascade-price-fit" and file["draws"].attrs["model"] == model
        draws = file[f"draws/{model}"]
        assert set(draws) == {"draw", *price} - {"model"}
        for key in set(price) - {"model"}:
            drawn = draws[key][:]
            assert drawn.shape == (40,) and np.isfinite(drawn).all()
            rounding = 1e-5 * abs(price[key])  # what is not identified is the same in all draws
            assert drawn.min() - rounding <= price[key] <= drawn.max() + rounding, key
            assert len(set(drawn)) > 20 or key in ("correlation", "variance0", "initial_intensity") or model == "hawkes"


def test_the_martingale_has_no_drift_and_the_median_half_of_the_variance(tmp_path, hours):
    texts = {}
    for drift in ("median", "martingale"):
        calibrate(hours, "--format", "csv", "--laws", "gbm", "--drift", drift, "--toml", tmp_path / drift)
        texts[drift] = tomllib.loads((tmp_path / drift).read_text())["price"]
    assert texts["martingale"].pop("drift") == 0
    month = next(one for one in fitted(hours, "--laws", "gbm")["forecasts"] if one["days"] == 30)
    assert texts["median"].pop("drift") == pytest.approx(month["mean_variance"] / 2, rel=1e-5)
    assert texts["median"] == texts["martingale"]


def test_the_variance_has_the_means_and_spreads_of_the_forecasts(hours):
    fit = fitted(hours, "--laws", "gbm", "--horizons", "7,30")
    p = values(fit, "heston")
    k, theta, v0, xi = (p[key] for key in ("mean_reversion", "long_run_variance", "variance0", "vol_of_variance"))
    for one in fit["forecasts"]:
        years = one["days"] / 365
        s = np.linspace(0, years, 20_001)
        mean = theta + (v0 - theta) * np.exp(-k * s)
        assert np.trapz(mean, s) / years == pytest.approx(one["mean_variance"], rel=1e-6)
        spread = np.trapz(mean * (xi * (1 - np.exp(-k * (years - s))) / k) ** 2, s)
        relative = spread / (one["mean_variance"] * years) ** 2
        assert np.sqrt(np.log1p(relative)) == pytest.approx(one["log_sd"], rel=1e-6)


def test_the_same_call_gives_the_same_bytes_and_other_draws_with_another_seed(tmp_path, hours):
    made = []
    for name, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        calibrate(hours, "--format", "csv", "--laws", "gbm", "--seed", seed, "-o", tmp_path / name)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1] != made[2]


def test_columns_are_read_by_the_names_that_are_stated(tmp_path):
    closes = walk(60 * 24)
    plain = fitted(write(tmp_path / "a.csv", closes), "--laws", "gbm")
    odd = write(tmp_path / "b.csv", closes, names="wann,erster,hoch,tief,letzter")
    stated = [word for one in ("time=wann", "open=erster", "high=hoch", "low=tief", "close=5") for word in ("--column", one)]
    found = fitted(odd, "--laws", "gbm", *stated)
    assert found["laws"] == plain["laws"]
    assert "has no column" in refused(odd, "--format", "csv") or "no column" in refused(odd, "--format", "csv")
    assert calibrate(odd, "--laws", "gbm", "--json", *stated).stdout == \
        calibrate(odd, "--format", "csv", "--laws", "gbm", "--json", *stated).stdout, "columns are those of csv"
    assert "WHAT=NAME" in refused(odd, "--column", "time")
    assert "is in no format of candles that is recognised" in refused(odd)
    later = fitted(write(tmp_path / "c.csv", closes, until=UNTIL + HOUR), "--laws", "gbm", "--label", "end")
    assert later["until"] == plain["until"]


def test_several_files_are_one_history(tmp_path):
    closes = walk(60 * 24)
    whole = fitted(write(tmp_path / "all.csv", closes), "--laws", "gbm")
    lines = (tmp_path / "all.csv").read_text().splitlines(keepends=True)
    (tmp_path / "1.csv").write_text("".join(lines[:700]))
    (tmp_path / "2.csv").write_text(lines[0] + "".join(lines[700:]))
    parts = fitted(tmp_path / "1.csv", tmp_path / "2.csv", "--laws", "gbm")
    assert parts["laws"] == whole["laws"] and parts["source"] == "1.csv and 1 more"


def test_a_time_without_its_zone_is_refused_and_no_machine_has_one_of_its_own(tmp_path, hours):
    assert "is not a time in UTC" in refused(hours, "--format", "csv", "--until", "2025-06-05T21:00:00")
    fits = [fitted(hours, "--laws", "gbm", "--until", "2025-06-01T21:00:00Z", zone=zone)
            for zone in ("UTC", "Asia/Tokyo", "America/New_York")]
    assert fits[0] == fits[1] == fits[2] and fits[0]["until"] == "2025-06-01T21:00:00Z"


def test_returns_over_holes_and_off_the_hour_have_their_own_times():
    """Row 100 closes early and is followed by 34 hours; rows 101 to 147 are off the hour."""
    done = calibrate(IRREGULAR, "--returns", "1s", "--laws", "gbm", "--json", "--model", "gbm")
    assert done.returncode == 0, done.stderr
    fit = json.loads(done.stdout)
    assert fit["window_volatility"] == pytest.approx(0.8797900217, rel=1e-9)  # not .9476, hours for all returns
    assert any("line 101" in note and "47 candles begin off the grid" in note for note in fit["notes"])
    assert any("line 100" in note and "is followed by the next candle after" in note for note in fit["notes"])
    assert values(fit, "gbm")["volatility"] == pytest.approx(0.9, abs=0.15)
    (heston,) = [one for one in fit["not_fitted"] if one["what"] == "heston"]
    assert "windows" in heston["why"]


def test_rows_of_nan_are_named_and_refused_or_skipped(tmp_path):
    closes = walk(40 * 288, seconds=300)
    holes = write(tmp_path / "nan.csv", closes, seconds=300, missing=(5_000, 5_001))
    said = refused(holes, "--format", "csv")
    assert "line 5002" in said and "rows that have one: 2" in said and "--on-missing skip" in said
    fit = fitted(holes, "--on-missing", "skip", "--model", "gbm", "--laws", "gbm")
    assert any("line 5002" in note for note in fit["notes"])
    whole = fitted(write(tmp_path / "whole.csv", closes, seconds=300), "--model", "gbm", "--laws", "gbm")
    assert values(fit, "gbm")["volatility"] == pytest.approx(values(whole, "gbm")["volatility"], rel=1e-3)


def test_a_random_walk_has_no_jumps_and_still_its_volatility(tmp_path):
    random = np.random.default_rng(9)
    closes = 100_000 * np.exp(np.cumsum(random.standard_normal(40 * 288) * 0.5 / np.sqrt(365 * 288)))
    fit = fitted(write(tmp_path / "walk.csv", closes, seconds=300), "--laws", "gbm,merton,bates")
    assert values(fit, "gbm")["volatility"] == pytest.approx(0.5, abs=0.03)
    assert any("no jumps found" in one for one in law(fit, "merton")["warnings"])
    reasons = {one["what"]: one["why"] for one in fit["not_fitted"]}
    assert "no jumps found" in reasons["bates"]


def test_a_history_that_is_too_short_gives_no_model_and_writes_nothing(tmp_path):
    days = write(tmp_path / "short.csv", walk(40 * 24))
    output = ("-o", tmp_path / "fit.h5", "--toml", tmp_path / "price.toml")
    said = refused(days, "--format", "csv", "--laws", "gbm", *output)
    assert "no heston" in said and "are needed" in said
    assert not (tmp_path / "fit.h5").exists() and not (tmp_path / "price.toml").exists()
    done = calibrate(days, "--format", "csv", "--model", "gbm", "--laws", "gbm", *output)
    assert done.returncode == 0 and (tmp_path / "fit.h5").exists()
    few = write(tmp_path / "few.csv", walk(50))
    assert "nothing can be estimated" in refused(few, "--format", "csv")
    flat = write(tmp_path / "flat.csv", np.full(400, 100.0))
    assert "all closes of the window are equal" in refused(flat, "--format", "csv")
    assert "no candle has ended by 2020-01-01" in refused(days, "--format", "csv", "--until", "2020-01-01T00:00:00Z")


def test_days_that_begin_in_1970_are_read(tmp_path):
    closes = walk(400, seconds=DAY)
    fit = fitted(write(tmp_path / "days.csv", closes, seconds=DAY, until=400 * DAY), "--model", "gbm",
                 "--laws", "gbm", "--days", "400")
    assert fit["from"] == "1970-01-01T00:00:00Z" and law(fit, "gbm")["observations"] == 399
    assert any("an hour or less" in one["why"] for one in fit["not_fitted"])


def test_an_output_is_not_an_input(tmp_path):
    days = write(tmp_path / "short.csv", walk(40 * 24))
    before = days.read_bytes()
    refused(days, "--format", "csv", "--model", "gbm", "-o", days)
    refused(days, "--format", "csv", "--model", "gbm", "--toml", days)
    refused(days, "--format", "csv", "--model", "gbm", "--toml", tmp_path / "x", "-o", tmp_path / "x")
    assert days.read_bytes() == before


def test_a_recipe_says_what_its_candles_are(tmp_path):
    write(tmp_path / "c.csv", walk(60 * 24), names="wann,open,high,low,close")
    (tmp_path / "recipe.toml").write_text(
        'schema = 1\nasset = "BTC"\nsource = "a test"\nlicense = "none"\n'
        '[candles]\nfiles = ["c.csv"]\nformat = "csv"\ncolumns = { time = "wann" }\n'
        '[[venue]]\nname = "v"\ncontract = "linear"\nopen_interest = { amount = 1e9, unit = "usd", sides = "one" }\n'
        'tiers = { cap = [1e9], rate = [0.005], unit = "usd", shape = "marginal" }\n'
        '[positions]\nmethod = "replay"\n')
    done = calibrate(tmp_path / "recipe.toml", "--laws", "gbm", "--model", "gbm", "--json")
    assert done.returncode == 0, done.stderr
    direct = calibrate(tmp_path / "c.csv", "--format", "csv", "--column", "time=wann", "--laws", "gbm",
                       "--model", "gbm", "--json")
    assert json.loads(done.stdout)["laws"] == json.loads(direct.stdout)["laws"]
    assert "is a recipe" in refused(tmp_path / "recipe.toml", "--format", "csv")
