"""`run --book-draws` and `--price-draws`: what the uncertainty of estimated inputs does to the answers."""

import json

import h5py
import numpy as np
import pytest
from snapshots import run_program, write_market

SCENARIO = """schema = 1
name = "drawn"
market.file = "market.h5"
simulation = { paths = 4_000, horizon = "5d", step = "1h", price_fit = "price.h5" }
price = { model = "gbm", volatility = 0.6 }
impact.depth = 20e6
[cascade]
book = "living"
[book]
turnover = "5d"
[[event]]
name = "touch"
kind = "touch"
level = 94_000
"""


def snapshot(path, weights):
    """Two leverages; a replay with positions of a weight of 1, and draws of these weights [draw][side][leverage]."""
    write_market(path, leverages=(5.0, 20.0), interest=1e8)
    with h5py.File(path, "a") as file:
        shape = file["positions/open_interest"].shape
        base = np.zeros(shape)
        base[:, :, 1, :] = 1e8
        file["positions/open_interest"][...] = base
        group = file.create_group("positions/draws")
        group["replay"] = np.array([20.0])
        group["weight"] = np.asarray(weights, float)
        group["volume_days"] = np.full((len(weights), 2), 20.0)
        group["open_interest"] = base[np.newaxis]


def fit(path, volatilities, law="gbm"):
    with h5py.File(path, "w") as file:
        group = file.create_group(f"draws/{law}")
        group["draw"] = np.arange(len(volatilities))
        group["volatility"] = np.asarray(volatilities, float)
        group["drift"] = np.zeros(len(volatilities))


def run(folder, *options, code=0):
    (folder / "drawn.toml").write_text(SCENARIO)
    done = run_program("run", folder / "drawn.toml", "--json", "--reproducible", *options)
    assert done.returncode == code, done.stderr
    if code:
        return " ".join(done.stderr.split())
    one = json.loads(done.stdout)["runs"][0]
    return one, one["outcomes"][0]


def test_draws_that_are_the_estimate_itself_move_nothing(tmp_path):
    snapshot(tmp_path / "market.h5", np.ones((5, 2, 2)))
    fit(tmp_path / "price.h5", [0.6] * 5)
    one, outcome = run(tmp_path, "--book-draws", "5", "--price-draws", "5")
    for name in ("book_range", "price_range"):
        assert outcome[name]["sd"] == 0
        assert outcome[name]["low"] == outcome[name]["high"] == outcome["probability"]
    mean = one["ranges"]["statistics"]["liquidated.long.mean"]["book"]
    assert mean["sd"] == 0 and mean["low"] == one["liquidated"]["long"]["mean"]


def test_what_draws_move_is_what_runs_of_their_own_give(tmp_path):
    """Each draw is a run with market.book_draw, or with the draw's volatility, on as many paths."""
    weights = np.ones((3, 2, 2)) * np.array([0.0, 1.0, 3.0])[:, None, None]
    snapshot(tmp_path / "market.h5", weights)
    volatilities = [0.3, 0.6, 0.9]
    fit(tmp_path / "price.h5", volatilities)
    one, outcome = run(tmp_path, "--book-draws", "3", "--price-draws", "3")
    paths = ("--paths", str(4_000 // 3))
    base, _ = run(tmp_path, *paths)
    for kind, changes in (("book", [f"market.book_draw={d}" for d in range(3)]),
                          ("price", [f"price.volatility={v}" for v in volatilities])):  # fmt: skip
        moves = [run(tmp_path, *paths, "--set", change)[0]["liquidated"]["long"]["mean"]
                 - base["liquidated"]["long"]["mean"] for change in changes]  # fmt: skip
        found = one["ranges"]["statistics"]["liquidated.long.mean"][kind]
        value = one["liquidated"]["long"]["mean"]
        assert found["sd"] == pytest.approx(np.std(moves, ddof=1), rel=1e-9)
        assert found["low"] == pytest.approx(value + np.quantile(moves, 0.05), rel=1e-9)
        assert found["high"] == pytest.approx(value + np.quantile(moves, 0.95), rel=1e-9)
    # A volatility of 30 to 90 % moves the probability far beyond the noise of its draws.
    assert outcome["price_range"]["high"] - outcome["price_range"]["low"] > 0.2
    assert outcome["price_range"]["sd"] > 5 * outcome["price_range"]["noise"]


def test_ranges_are_in_the_report_and_the_summary_and_the_same_for_every_number_of_threads(tmp_path):
    snapshot(tmp_path / "market.h5", np.ones((4, 2, 2)) * np.array([0.5, 1.0, 1.5, 2.0])[:, None, None])
    fit(tmp_path / "price.h5", [0.5, 0.6, 0.7])
    files = []
    for threads in ("1", "2"):
        files.append(tmp_path / f"{threads}.h5")
        run(tmp_path, "--book-draws", "4", "--price-draws", "3", "--threads", threads, "-o", files[-1])
    assert files[0].read_bytes() == files[1].read_bytes()
    with h5py.File(files[0]) as file:
        assert file["runs/000000"].attrs["book_draws"] == 4 and file["runs/000000"].attrs["price_draws"] == 3
        assert file["runs/000000/price_range_high"][0] > file["runs/000000/price_range_low"][0]
        assert b"liquidated.long.es99" in file["runs/000000/ranges/statistic"][:].astype(bytes)
    shown = " ".join(run_program("report", "show", files[0]).stdout.split())
    assert "the law of the price" in shown and "central 90 % of the answers under 4 draws of the book and 3" in shown


def test_what_is_not_there_is_refused(tmp_path):
    snapshot(tmp_path / "market.h5", np.ones((2, 2, 2)))
    fit(tmp_path / "price.h5", [0.6, 0.7], law="heston")
    assert "has 2 draws of its book" in run(tmp_path, "--book-draws", "3", code=2)
    assert 'no draws of price.model = "gbm"' in run(tmp_path, "--price-draws", "2", code=2)
    fit(tmp_path / "price.h5", [0.6, 0.7])
    assert "has 2 draws, and 3 are asked for" in run(tmp_path, "--price-draws", "3", code=2)
    refused = run(tmp_path, "--book-draws", "2", "--shard", "1/2", "-o", tmp_path / "part.h5", code=2)
    assert "do not go with --shard" in refused
    assert "draw 2 is asked for" in run(tmp_path, "--set", "market.book_draw=2", code=2)
