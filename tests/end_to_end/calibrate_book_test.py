"""`calibrate book` at the command line: what it takes, what it refuses, and what it leaves behind."""

import json
import sys
from pathlib import Path

import h5py
import numpy as np
import pytest
import xarray
from recipes import csv, iso, klines, recipe_text, write
from snapshots import run_program

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "reference"))
from law.positions import MarginTiers  # noqa: E402
from law.replay import days_of_volume, liquidated, ratio  # noqa: E402

DAYS, BEGIN = 260, 1_609_459_200  # 2021-01-01T00:00:00Z
TIERS = {"cap": [50e3, 600e3, 3e6], "rate": [0.004, 0.005, 0.0065], "unit": "usd", "shape": "marginal"}


def market(seed=1):
    """Hours of a price whose volatility wanders: rows of [time, open, high, low, close, volume]."""
    random = np.random.default_rng(seed)
    rows, before, wild = [], 50_000.0, 0.0
    for hour in range(DAYS * 24):
        wild = 0.99 * wild + 0.09 * random.standard_normal()
        sd = 0.007 * np.exp(wild)
        close = round(before * np.exp(sd * random.standard_normal()), 2)
        ends, (up, down) = sorted((before, close)), np.exp(0.5 * sd * np.abs(random.standard_normal(2)))
        rows.append([BEGIN + 3_600 * hour, before, round(ends[1] * up, 2), round(ends[0] / down, 2), close,
                     round(1_000 * np.exp(0.3 * random.standard_normal()), 3)])  # fmt: skip
        before = close
    return rows


def reported(rows):
    """What a known book liquidates, times noise; [day][long, short]."""
    _, _, high, low, close, volume = np.array(rows).T
    tiers = MarginTiers("linear", np.array(TIERS["cap"]), np.array(TIERS["rate"]))
    shares, coin = days_of_volume(volume, 24), np.full(len(close), 100_000.0)
    usd = np.zeros((DAYS, 2))
    for s, side in enumerate((1, -1)):
        for leverage, weight in ((10, 0.006), (25, 0.002), (50, 0.001), (125, 0.0003)):
            each = liquidated(side, "linear", leverage, ratio(side, leverage, tiers, close[-1]), 20, low, high, close, shares, coin)
            usd[:, s] += weight * each.reshape(DAYS, 24).sum(axis=1)
    return usd * np.exp(0.2 * np.random.default_rng(5).standard_normal((DAYS, 2)))


@pytest.fixture(scope="module")
def market_rows():
    return market()


@pytest.fixture(scope="module")
def usd_of_days(market_rows):
    return reported(market_rows)


@pytest.fixture
def folder(tmp_path, market_rows, usd_of_days):
    klines(tmp_path / "candles.csv", market_rows)
    csv(tmp_path / "oi.csv", "date,open_interest_btc", [[iso(BEGIN + 86_400 * d), 100_000] for d in range(DAYS)])
    liquidations(tmp_path, usd_of_days)
    put(tmp_path, recipe())
    return tmp_path


def liquidations(folder, usd):
    csv(folder / "liquidations.csv", "date,liq_long_usd,liq_short_usd",
        [[iso(BEGIN + 86_400 * d)[:10], *map(float, row)] for d, row in enumerate(usd)])  # fmt: skip


def recipe(**more):
    return {"schema": 1, "asset": "BTC", "source": "made by a test", "license": "CC0-1.0", **more,
            "candles": {"files": ["candles.csv"], "format": "binance-klines"},
            "venue": [{"name": "a", "contract": "linear", "tiers": TIERS,
                       "open_interest": {"files": ["oi.csv"], "format": "csv", "sides": "one"},
                       "liquidations": {"files": ["liquidations.csv"], "format": "coinglass-daily"}}],
            "positions": {"method": "replay"}}  # fmt: skip


def put(folder, content):
    write(folder / "recipe.toml", recipe_text(content))


def calibrate(folder, *options):
    return run_program("calibrate", "book", "recipe.toml", *options, cwd=folder)


def refused(folder, *options, code=2):
    done = calibrate(folder, "-o", "book.h5", *options)
    assert done.returncode == code, (done.stdout, done.stderr)
    assert not (folder / "book.h5").exists() and done.stdout == ""
    return done.stderr


def test_figures_are_refused_by_name_and_nothing_is_written(folder):
    assert "scored days = 137, at least 180 are needed" in refused(folder, "--until", "2021-06-17T00:00:00Z")
    assert "scored days before the break of the feed = 20" in refused(folder, "--feed-break", "2021-02-20")
    assert "--feed-share needs --feed-break" in refused(folder, "--feed-share", "0.2,0.4")
    for wrong in ("0.4,0.2", "0,0.4", "0.2", "0.2,1.5", "a,b"):
        assert f'--feed-share = "{wrong}" is not accepted' in refused(folder, "--feed-break", "2021-06-01", "--feed-share", wrong)
    assert '--feed-break = "June" is not a day in UTC' in refused(folder, "--feed-break", "June")
    assert '--until = "June" is not a time in UTC' in refused(folder, "--until", "June")


def test_a_fit_that_says_nothing_is_refused(folder):
    liquidations(folder, np.random.default_rng(2).uniform(1e6, 2e7, (DAYS, 2)))
    said = refused(folder, "--draws", "0")
    assert "longs: rank correlation on 230 days held out" in said and "shorts: rank correlation" in said
    zeros = np.where(np.arange(DAYS)[:, None] % 3 == 0, 0.0, 1e6 * np.ones((DAYS, 2)))
    liquidations(folder, zeros)
    assert "longs: no liquidation on 77 days, 33 % of the scored ones" in refused(folder)


def test_inputs_that_no_replay_can_take_are_named(folder, market_rows):
    content = recipe()
    content["venue"][0]["open_interest"] = {"amount": 5e9, "unit": "usd", "sides": "one"}
    put(folder, content)
    assert "a replay needs open interest over time" in refused(folder)
    content = recipe()
    del content["venue"][0]["liquidations"]
    put(folder, content)
    assert "no [[venue]] has liquidations" in refused(folder)
    put(folder, recipe())
    klines(folder / "candles.csv", market_rows[:500] + market_rows[510:])
    assert "candles.csv" in refused(folder) and "--on-gap" in refused(folder)
    klines(folder / "candles.csv", market_rows)
    csv(folder / "oi.csv", "date,open_interest_btc", [[iso(BEGIN + 86_400 * d), 100_000] for d in range(DAYS) if d % 50 > 3])
    assert "open interest begins at 2021-01-05 00:00 UTC" in refused(folder)
    csv(folder / "oi.csv", "date,open_interest_btc", [[iso(BEGIN + 86_400 * d), 100_000] for d in range(DAYS) if d % 50 < 46])
    assert "no open interest between 2021-02-15 00:00 UTC and 2021-02-20 00:00 UTC" in refused(folder)


def test_an_output_that_is_an_input_is_refused(folder):
    done = calibrate(folder, "-o", "liquidations.csv")
    assert done.returncode == 2 and "liquidations.csv" in done.stderr
    assert (folder / "liquidations.csv").read_text().startswith("date,liq_long_usd")


def test_a_fit_of_something_else_is_refused_by_market_build(folder):
    content = recipe()
    content["positions"] |= {"fit": "book.h5"}
    put(folder, content)
    build = ("market", "build", "recipe.toml", "-o", "market.h5")
    done = run_program(*build, cwd=folder)
    assert done.returncode == 5 and "book.h5" in done.stderr
    for damaged in (b"no HDF5", b"\x89HDF\r\n\x1a\n" + bytes(200)):
        (folder / "book.h5").write_bytes(damaged)
        assert run_program(*build, cwd=folder).returncode == 2
    with h5py.File(folder / "book.h5", "w") as file:
        file.attrs["filetype"] = "liqcascade-market"
    assert "is not that of a book" in run_program(*build, cwd=folder).stderr
    assert not (folder / "market.h5").exists()


def test_what_a_fit_says_stands_in_its_file(folder):
    options = ("-o", "book.h5", "--draws", "6", "--seed", "3")
    said = json.loads(calibrate(folder, *options, "--json").stdout)
    for side in ("long", "short"):
        assert [one["identified"] for one in said[side]["weights"]] == [False, True, True, True, True]
        assert said[side]["held_out"]["rank_correlation"] > 0.9 and said[side]["held_out"]["days"] == DAYS - 30
    before = (folder / "book.h5").read_bytes()
    printed = calibrate(folder, *options).stdout
    assert printed.count("not identified") == 2 and "Fuel within" in printed and "in reported units" in printed
    assert (folder / "book.h5").read_bytes() == before
    with xarray.open_dataset(folder / "book.h5") as book, xarray.open_dataset(folder / "book.h5", group="draws") as draws:
        assert (book.attrs["filetype"], book.attrs["units"], book.attrs["asset"]) == ("liqcascade-book", "reported", "BTC")
        for s, side in enumerate(("long", "short")):
            weights = [one["weight"] for one in said[side]["weights"]]
            np.testing.assert_array_equal(book.weight.sel(side=side), weights)
            assert book.volume_days.values[s] == said[side]["volume_days"]
        assert draws.weight.shape == (6, 2, 5) and (draws.weight >= 0).all()
        assert set(draws.volume_days.values.flat) <= set(book.volume_days_tried.values)
