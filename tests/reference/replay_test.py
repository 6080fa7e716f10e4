"""`calibrate book` against a plain replay: the basis to 1e-6, and the book that made the liquidations, found again."""

import json
import os
import subprocess
import time

import h5py
import numpy as np
import pytest

from law.positions import MarginTiers
from law.replay import days_of_volume, liquidated, ratio

PROGRAM = os.environ.get("LIQCASCADE", "liqcascade")
LEVERAGES = [5, 10, 25, 50, 125]
WEIGHTS = np.array([0.005, 0.006, 0.002, 0.0007, 0.00025])
C, AFTER, DAYS, BREAK = 20, 1.45, 225, 150
HOUR, BEGIN = 3600, 1_600_041_600  # 2020-09-14T00:00:00Z
CAPS, RATES = [50e3, 600e3, 3e6, 12e6], [0.004, 0.005, 0.0065, 0.01]
COIN_CAPS = [1, 12, 60, 240]
RECIPE = f"""schema = 1
asset = "BTC"
source = "made by a test"
license = "CC0-1.0"
[candles]
files = ["candles.csv"]
format = "csv"
volume = "coin"
[[venue]]
name = "linear"
contract = "linear"
open_interest = {{ files = ["oi.csv"], format = "csv", unit = "coin", sides = "one", counted_after = "1d", columns = {{ amount = "linear" }} }}
tiers = {{ cap = {CAPS}, rate = {RATES}, unit = "usd", shape = "marginal" }}
liquidations = {{ files = ["liquidations.csv"], format = "coinglass-daily" }}
[[venue]]
name = "inverse"
contract = "inverse"
open_interest = {{ files = ["oi.csv"], format = "csv", unit = "coin", sides = "one", counted_after = "1d", columns = {{ amount = "inverse" }} }}
tiers = {{ cap = {COIN_CAPS}, rate = {RATES}, unit = "coin", shape = "marginal" }}
[positions]
method = "replay"
fit = "book.h5"
"""


def day(number):
    return time.strftime("%Y-%m-%d", time.gmtime(BEGIN + 86_400 * number))


def market(random):
    """Hours of a price whose volatility wanders, with jumps."""
    n = 24 * DAYS
    log_vol, activity, steps = np.zeros(n), np.zeros(n), np.zeros(n)
    for i in range(1, n):
        log_vol[i] = 0.99 * log_vol[i - 1] + 0.09 * random.standard_normal()
        activity[i] = 0.98 * activity[i - 1] + 0.1 * random.standard_normal()
    sd = 0.6 / np.sqrt(8760) * np.exp(log_vol)
    steps = sd * random.standard_normal(n) + (random.random(n) < 0.002) * 0.05 * random.standard_normal(n)
    close = np.round(50_000 * np.exp(np.cumsum(steps)), 2)
    opens = np.concatenate([[50_000.0], close[:-1]])
    reach = np.exp(0.5 * sd * np.abs(random.standard_normal((2, n))))
    low = np.round(np.minimum(opens, close) / reach[0], 2)
    high = np.round(np.maximum(opens, close) * reach[1], 2)
    volume = np.round(1_000 * np.exp(activity + 0.5 * log_vol), 3)
    return opens, high, low, close, volume


def daily_basis(rows, coin, c=C):
    """[side][leverage][day], over both contracts."""
    _, high, low, close, volume = rows
    shares = days_of_volume(volume, 24)
    tiers = {"linear": MarginTiers("linear", np.array(CAPS), np.array(RATES)),
             "inverse": MarginTiers("inverse", np.array(COIN_CAPS, dtype=float), np.array(RATES))}  # fmt: skip
    basis = np.zeros((2, len(LEVERAGES), DAYS))
    for s, side in enumerate((1, -1)):
        for at, leverage in enumerate(LEVERAGES):
            for contract, of_contract in tiers.items():
                usd = liquidated(side, contract, leverage, ratio(side, leverage, of_contract, close[-1]), c,
                                 low, high, close, shares, coin[contract])  # fmt: skip
                basis[s, at] += usd.reshape(DAYS, 24).sum(axis=1)
    return basis


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder with all files, the basis, and what the program said."""
    folder = tmp_path_factory.mktemp("book")
    random = np.random.default_rng(3)
    rows = market(random)
    times = BEGIN + HOUR * np.arange(24 * DAYS)
    lines = [f"{t},{','.join(map(repr, map(float, row)))}" for t, row in zip(times, zip(*rows, strict=True), strict=True)]
    (folder / "candles.csv").write_text("\n".join(["time,open,high,low,close,volume", *lines]) + "\n")
    # Counted at the end of each day; the row before the first day holds during it.
    of_day = np.round(100_000 * np.exp(np.cumsum(0.01 * random.standard_normal(DAYS))), 3)
    (folder / "oi.csv").write_text("\n".join(
        ["date,linear,inverse", *(f"{day(d - 1)}T00:00:00Z,{q},{0.25 * q}" for d, q in enumerate(of_day))]) + "\n")  # fmt: skip
    # A bar that ends at midnight knows the count of that time.
    known = np.concatenate([np.repeat(of_day, 24)[1:], of_day[-1:]])
    coin = {"linear": known, "inverse": 0.25 * known}
    basis = daily_basis(rows, coin)
    usd = np.einsum("l,sld->sd", WEIGHTS, basis) * np.where(np.arange(DAYS) >= BREAK, AFTER, 1)
    (folder / "liquidations.csv").write_text("\n".join(
        ["date,liq_long_usd,liq_short_usd", *(f"{day(d)},{usd[0, d]!r},{usd[1, d]!r}".replace("np.float64(", "").replace(")", "")
                                              for d in range(DAYS))]) + "\n")  # fmt: skip
    (folder / "recipe.toml").write_text(RECIPE)
    done = subprocess.run([PROGRAM, "calibrate", "book", "recipe.toml", "-o", "book.h5", "--feed-break", day(BREAK), "--draws", "4",
                           "--json"], capture_output=True, text=True, check=False, cwd=folder)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder, basis, json.loads(done.stdout)


def test_the_basis_is_that_of_a_plain_replay(made):
    folder, basis, _ = made
    with h5py.File(folder / "book.h5") as book:
        assert book["volume_days"][:].tolist() == [C, C]
        first = (book["days/time"][0] - BEGIN) // 86_400
        assert first == 30 and len(book["days/time"]) == DAYS - 30
        assert (basis[:, :, first:].sum(axis=2) > 0).all()
        np.testing.assert_allclose(book["days/basis"][:], basis[:, :, first:], rtol=1e-6)


def test_the_book_behind_the_liquidations_is_found_again(made):
    _, _, said = made
    for side in ("long", "short"):
        assert said[side]["volume_days"] == C
        assert said[side]["after_break"] == pytest.approx(AFTER, abs=4e-4)
        found = [one["weight"] for one in said[side]["weights"]]
        np.testing.assert_allclose(found, WEIGHTS, atol=2e-6)
    assert said["units"] == "reported" and said["days"] == DAYS - 30


def test_a_snapshot_takes_the_weights_and_their_draws(made):
    folder, _, said = made
    done = subprocess.run([PROGRAM, "market", "build", "recipe.toml", "-o", "market.h5"], capture_output=True, text=True,
                          check=False, cwd=folder)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "reported units" in done.stderr
    with h5py.File(folder / "market.h5") as file, h5py.File(folder / "book.h5") as book:
        draws, positions = file["positions/draws"], file["positions"]
        np.testing.assert_array_equal(draws["weight"][:, :, 1:], book["draws/weight"][:])
        np.testing.assert_array_equal(draws["volume_days"][:], book["draws/volume_days"][:])
        assert (draws["weight"][:, :, 0] == 0).all() and positions["leverage"][:].tolist() == [0.5, *LEVERAGES]
        # Weights of the fit times the positions of a weight of 1 are the positions of the snapshot.
        at = draws["replay"][:].tolist().index(C)
        units = draws["open_interest"][at]
        weights = np.array([[one["weight"] for one in said[side]["weights"]] for side in ("long", "short")])
        np.testing.assert_allclose(units[..., 1:] * weights[:, None, None, :], positions["open_interest"][..., 1:], atol=0.51)
        assert file["book/turnover"][:].tolist() == [np.inf, *(C * 86_400 / leverage for leverage in LEVERAGES)]
    checked = subprocess.run([PROGRAM, "market", "check", "market.h5"], capture_output=True, text=True, check=False, cwd=folder)
    assert checked.returncode == 0 and "draws" not in checked.stderr
