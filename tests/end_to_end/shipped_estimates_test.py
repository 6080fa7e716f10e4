"""What june-2025.toml takes as estimated is what `calibrate` and `market build` make of the history.

The last test needs LIQ_DATA_DIR, a folder with the series that scenarios/recipes/README.md names and that nobody has licensed.
"""

import csv
import gzip
import json
import os
import shutil
import tomllib
from pathlib import Path

import h5py
import numpy as np
import pytest
from snapshots import contents, run_program, warnings_of

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
SNAPSHOT, LAW = SCENARIOS / "btc-2025-06-05-replayed.h5", SCENARIOS / "btc-2025-06-05-price.h5"
UNTIL = "2025-06-05T21:00:00Z"


def estimates():
    with h5py.File(LAW) as fit:
        law = fit["laws/heston"]
        named = dict(zip(law["parameter"].asstr()[:], law["value"][:], strict=True))
        return named | {"drift": float(law["median_drift"][()])}


@pytest.mark.parametrize("name", ["june-2025", "questions-june-2025", "desk-june-2025"])
def test_scenarios_have_the_law_that_was_fitted(name):
    price = tomllib.loads((SCENARIOS / f"{name}.toml").read_text(encoding="utf-8"))["price"]
    assert price.pop("model") == "heston"
    assert price == pytest.approx(estimates(), rel=5e-6)


def test_the_replayed_snapshot_is_plausible_and_knows_its_uncertainty():
    assert warnings_of(SNAPSHOT, "--strict") == (0, [])
    with h5py.File(SNAPSHOT) as file:
        assert file["positions/draws/weight"].shape == (100, 2, 6)
        assert (file["book/target"][:] >= 0.9).all(), "nothing has more left than it is held at, but for what fell in price"
        np.testing.assert_allclose(file["positions/open_interest"][:].sum(axis=(2, 3))[0],
                                   file["positions/open_interest"][:].sum(axis=(2, 3))[1], rtol=1e-6)  # fmt: skip
    assert SNAPSHOT.stat().st_size < 500_000 and LAW.stat().st_size < 100_000


def test_the_question_is_answered_with_ranges_beside_what_options_imply():
    done = run_program("run", SCENARIOS / "june-2025.toml", "--json", "--quiet", "--paths", "1500", "--book-draws", "2",
                       "--price-draws", "2", "--set", "simulation.step=2h", "--set", "book.refresh=2h",
                       "--set", "simulation.step_check=false")  # fmt: skip
    assert done.returncode == 0, done.stderr
    run = json.loads(done.stdout)["runs"][0]
    up, down = run["outcomes"][:2]
    for row, implied in ((up, 0.294), (down, 0.537)):
        assert row["benchmark"]["implied"] == pytest.approx(implied, abs=5e-4)
        assert row["book_range"]["low"] <= row["book_range"]["high"] and row["price_range"]["noise"] > 0
        assert abs(row["cascade_effect"]) < 0.01, "in calm depth forced selling hardly moves this question"
    assert 0.27 < up["probability"] < 0.37 and 0.47 < down["probability"] < 0.57
    # The replay liquidates what was reported, corrected: on average $76M of longs and $63M of shorts a day.
    assert 50e6 < run["liquidated"]["long"]["mean"] / 30 < 110e6
    assert 40e6 < run["liquidated"]["short"]["mean"] / 30 < 95e6


@pytest.fixture
def inputs(tmp_path):
    """The folder of the recipe with the series beside it, as scenarios/recipes/README.md says to make them."""
    if "LIQ_DATA_DIR" not in os.environ:
        pytest.skip("LIQ_DATA_DIR names no source data")
    data = Path(os.environ["LIQ_DATA_DIR"])
    for name in ("btc-2025-06-05-replayed.toml", "binance-btcusdt-tiers.csv"):
        shutil.copy(SCENARIOS / "recipes" / name, tmp_path)
    shutil.copy(data / "btcusdt_binance_spot_5m_2023-10_2025-06.csv.gz", tmp_path / "btcusdt-5m.csv.gz")
    shutil.copy(data / "btc_1h_composite_2013_2025-06.csv.gz", tmp_path / "btc-1h.csv.gz")
    with gzip.open(data / "btc_derivatives_daily_2019-09_2025-06.csv.gz", "rt") as source:
        rows = list(csv.DictReader(source))
    stable, coin, longs, shorts = "oi_stable_margined_btc", "oi_coin_margined_usd", "liq_long_usd", "liq_short_usd"
    lines = [f"{r['date']}T00:00:00Z,{r[stable]},{r[coin]}" for r in rows if r[stable] and r[coin]]
    (tmp_path / "open-interest.csv").write_text("\n".join(["time,stable_margined_btc,coin_margined_usd", *lines]))
    lines = [f"{r['date']},{r[longs]},{r[shorts]}" for r in rows if r[longs]]
    (tmp_path / "liquidations.csv").write_text("\n".join(["date,liq_long_usd,liq_short_usd", *lines]))
    return tmp_path


def test_the_estimates_come_from_the_history(inputs):
    recipe, fit = inputs / "btc-2025-06-05-replayed.toml", inputs / "btc-2025-06-05-book.h5"
    for command in (("calibrate", "book", recipe, "-o", fit, "--until", UNTIL, "--feed-break", "2025-02-20", "--feed-share", "0.2,0.4"),
                    ("market", "build", recipe, "-o", inputs / "again.h5"),
                    ("calibrate", "price", inputs / "btc-1h.csv.gz", "--until", UNTIL, "--laws", "gbm", "--draws", "200",
                     "-o", inputs / "price.h5")):  # fmt: skip
        done = run_program(*command)
        assert done.returncode == 0, done.stderr
    found, expected = contents(inputs / "again.h5"), contents(SNAPSHOT)
    assert {name for name in expected if name[0] == "/" and found.get(name) != expected[name]} == set()
    with h5py.File(inputs / "price.h5") as again, h5py.File(LAW) as shipped:
        for name, values in shipped["draws/heston"].items():
            np.testing.assert_array_equal(again[f"draws/heston/{name}"][:], values[:])
