"""The inputs of the recipe of 5 June 2025 are what scenarios/recipes/README.md says they are.

Needs LIQ_DATA_DIR, a folder that holds the 5-minute candles, which nobody has licensed.
"""

import csv
import gzip
import os
from pathlib import Path

import h5py
import numpy as np
import pytest
from snapshot_test import RECIPES, SNAPSHOT, build
from snapshots import contents

CANDLES = "btcusdt_binance_spot_5m_2023-10_2025-06.csv.gz"
AS_OF, DAY = 1_749_157_200, 86_400  # 2025-06-05T21:00:00Z


@pytest.fixture(scope="module")
def candles():
    """Columns of 5-minute candles by their names."""
    if "LIQ_DATA_DIR" not in os.environ:
        pytest.skip("LIQ_DATA_DIR names no source data")
    with gzip.open(Path(os.environ["LIQ_DATA_DIR"]) / CANDLES, "rt") as source:
        names, *rows = csv.reader(source)
    return dict(zip(names, np.array(rows, dtype=float).T, strict=True))


def between(candles, start, end):
    inside = (candles["ts"] >= start) & (candles["ts"] + 300 <= end)
    return {name: column[inside] for name, column in candles.items()}


def test_the_volume_profile_is_the_turnover_of_the_candles_over_their_ranges(candles):
    bars = between(candles, AS_OF - 30 * DAY, AS_OF)
    lowest = np.minimum.accumulate(bars["low"][::-1])[::-1]
    highest = np.maximum.accumulate(bars["high"][::-1])[::-1]
    edges = np.arange(100 * (lowest[0] // 100), highest[0] + 100, 100)
    lines = ["time,price,turnover,low,high"]
    for i, (start, low, high, usd) in enumerate(zip(*(bars[n] for n in ("ts", "low", "high", "quote_volume")), strict=True)):
        inside = np.minimum(high, edges[1:]) - np.maximum(low, edges[:-1])
        for b in np.flatnonzero(inside > 0):
            share = f"{inside[b] / (high - low) * usd:.4f}".rstrip("0").rstrip(".")
            lines.append(f"{start:.0f},{(edges[b] + edges[b + 1]) / 2:.0f},{share},{lowest[i]:.10g},{highest[i]:.10g}")
    with gzip.open(RECIPES / "btc-2025-06-05-volume-profile.csv.gz", "rt") as shipped:
        assert shipped.read().splitlines() == lines


def test_the_daily_candles_are_those_of_five_minutes_joined(candles):
    midnight = AS_OF // DAY * DAY
    days = {name: column.reshape(250, 288) for name, column in between(candles, midnight - 250 * DAY, midnight).items()}
    expected = [days["ts"][:, 0], days["open"][:, 0], days["high"].max(axis=1), days["low"].min(axis=1),
                days["close"][:, -1], np.round(days["volume"].sum(axis=1), 2)]  # fmt: skip
    shipped = np.loadtxt(RECIPES / "btc-2025-06-05-daily.csv", delimiter=",", skiprows=1)
    assert np.array_equal(shipped.T, expected)


def test_the_candles_in_place_of_what_was_derived_give_the_same_positions(candles, tmp_path):
    text = (RECIPES / "btc-2025-06-05.toml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(("spot", "volume"))]
    text = "\n".join(lines).replace("btc-2025-06-05-daily.csv", str(Path(os.environ["LIQ_DATA_DIR"]).resolve() / CANDLES))
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(text.replace("binance-btcusdt", f"{RECIPES}/binance-btcusdt"), encoding="utf-8")
    found, expected = build(recipe, tmp_path / "again.h5"), contents(SNAPSHOT)
    assert {path for path in expected if path[0] == "/" and found.get(path) != expected[path]} == {"/history/volume"}
    with h5py.File(tmp_path / "again.h5") as again, h5py.File(SNAPSHOT) as shipped:  # which has two digits
        np.testing.assert_allclose(again["history/volume"][:], shipped["history/volume"][:], rtol=0, atol=0.00501)


def test_the_realised_volatility_is_that_of_the_candles(candles):
    returns = np.diff(np.log(between(candles, AS_OF - 30 * DAY, AS_OF)["close"]))
    assert f"before: {np.sqrt(np.mean(returns**2) * 365 * 288):.3f} " in contents(SNAPSHOT)["assumptions"]
