"""A report opens in xarray with both engines and in h5dump, and says what the JSON says."""

import json
import os
import pathlib
import re
import shutil
import subprocess

import h5py
import numpy as np
import pytest
import xarray

ROOT = pathlib.Path(__file__).resolve().parents[2]
SNAPSHOT = ROOT / "scenarios" / "btc-2025-06-05.h5"
PROGRAM = os.environ.get("LIQCASCADE")
pytestmark = pytest.mark.skipif(not PROGRAM, reason="LIQCASCADE does not name the program")

SCENARIO = """
schema = 1
name = "reported"
description = "Zürich"
[market]
file = "market.h5"
[simulation]
paths = 3000
horizon = "6d"
step = "1h"
seed = 9007199254740993
[price]
model = "gbm"
volatility = 0.7
[impact]
depth = { bid = 60e6, ask = 50e6 }
exponent = 1.16
[report]
times = 24
price_bins = 200
[[event]]
name = "race"
kind = "race"
up = 107_000
down = 97_000
[[event]]
name = "low"
kind = "touch"
level = 95_000
[[event]]
name = "late"
kind = "close"
level = 100_000
[[position]]
name = "core"
side = "long"
notional = 2e6
entry = 101_000
leverage = 10
venue = "stable-margined"
what_if = { stop = 97_000 }
[[position]]
name = "hedge"
side = "short"
notional = 1e6
entry = 102_000
wallet = 2e5
venue = "coin-margined"
"""
ENGINES = ["h5netcdf", "netcdf4"]
DISTRIBUTIONS = {
    "liquidated_long": ("liquidated", "long"), "liquidated_short": ("liquidated", "short"),
    "largest_1h_both": ("largest_1h", "both"), "largest_24h_short": ("largest_24h", "short"),
    "largest_cascade": ("largest_cascade",), "drawdown": ("drawdown",), "close": ("close",),
    "displacement": ("displacement",), "highest": ("highest",), "lowest": ("lowest",),
}  # fmt: skip


def run(folder, report, *options):
    """Runs the scenario; the run of its JSON."""
    done = subprocess.run(
        [PROGRAM, "run", "s.toml", "-o", report, "--json", "--quiet", "--backend", "cpu",
         "--set", "price.drift=0.25", *options],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["runs"][0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("report")
    shutil.copy(SNAPSHOT, path / "market.h5")
    (path / "s.toml").write_text(SCENARIO)
    return path


@pytest.fixture(scope="module")
def told(folder):
    """What the JSON of the run says; the report is r.h5."""
    return run(folder, "r.h5")


@pytest.fixture(params=ENGINES)
def group(request, folder, told):
    """Opens a group of the report."""

    def open_group(name):
        return xarray.open_dataset(folder / "r.h5", group=name, engine=request.param).load()

    return open_group


def groups_of(file):
    found = ["/"]
    with h5py.File(file) as opened:
        opened.visititems(lambda name, o: found.append(name) if isinstance(o, h5py.Group) else None)
    return found


@pytest.mark.parametrize("engine", ENGINES)
def test_every_group_opens(folder, told, engine):
    found = groups_of(folder / "r.h5")
    assert {"summary", "runs/000000/ladder", "runs/000000/market/positions"} <= set(found)
    for name in found:
        xarray.open_dataset(folder / "r.h5", group=name, engine=engine).load().close()


def test_every_axis_has_a_scale_every_string_is_utf8_and_nothing_has_a_time(folder, told):
    checked = 0
    with h5py.File(folder / "r.h5") as file:
        for name in groups_of(folder / "r.h5"):
            for dataset in (o for o in file[name].values() if isinstance(o, h5py.Dataset)):
                checked += 1
                is_scale = h5py.h5ds.is_scale(dataset.id)
                assert is_scale or all(len(dataset.dims[i]) == 1 for i in range(dataset.ndim)), dataset
                text = h5py.check_string_dtype(dataset.dtype)
                assert text is None or (text.length is None and text.encoding == "utf-8"), dataset
                assert text is not None or dataset.dtype.kind in "fiu", dataset
                assert h5py.h5g.get_objinfo(dataset.id).mtime == 0
                assert "long_name" in dataset.attrs or name == "summary", dataset
                if dataset.nbytes > 2**16:
                    assert dataset.compression == "gzip" and dataset.shuffle
    assert checked > 150


def test_outcomes_equal_the_json(group, told):
    data = group("runs/000000")
    names = [f"{o['event']}.{o['outcome']}" for o in told["outcomes"]]
    assert list(data.outcome.values) == names == ["race.up", "race.down", "race.neither", "low.touched",
                                                  "late.above"]  # fmt: skip
    for key in ("hits", "probability", "standard_error", "low", "high", "probability_without_cascade",
                "cascade_effect", "cascade_effect_standard_error"):  # fmt: skip
        assert list(data[key].values) == [o[key] for o in told["outcomes"]], key
    assert np.array_equal(data.probability, data.hits / told["paths"])


def test_distributions_equal_the_json_and_hold_every_path(group, told):
    for name, keys in DISTRIBUTIONS.items():
        data = group(f"runs/000000/distributions/{name}")
        expected = told
        for key in keys:
            expected = expected[key]
        assert expected["worst_tail"] == data.attrs["worst_tail"]
        expected = {key: value for key, value in expected.items() if key not in ("worst_tail", "without_cascade")}
        assert len(expected) == 9
        for key, value in expected.items():
            read = float(data[key])
            assert (value is None and np.isnan(read)) or read == value, (name, key)
        assert int(data["count"].sum()) == told["paths"]
        assert (data.lower <= data.upper).all()
        assert data.attrs["worst_tail"] == ("low" if name in ("close", "lowest") else "high")


def test_the_tail_is_beyond_its_quantile(group, told):
    bin_width = 1e-12
    for name in ("liquidated_long", "drawdown"):
        data = group(f"runs/000000/distributions/{name}")
        assert float(data.es99) >= (1 - bin_width) * float(data.p99) > 0
    close = group("runs/000000/distributions/close")
    assert float(close.es99) <= (1 + bin_width) * float(close.p01) < float(close.p50)


def test_curves_over_time(group, told):
    data = group("runs/000000")
    assert data.time.dtype.kind == "M"
    assert data.time.values[-1] == np.datetime64("2025-06-05T21:00:00") + np.timedelta64(6, "D")
    assert data.sizes["time"] == 24 and data.sizes["price"] == 200
    assert (data.price_quantile.diff("quantile") >= 0).all()
    for i, outcome in enumerate(data.outcome.values):
        curve = data.first_touch.values[:, i]
        if outcome in ("late.above", "race.neither"):
            continue
        assert (np.diff(curve) >= 0).all()
        assert curve[-1] == pytest.approx(told["outcomes"][i]["probability"], abs=1e-12)
    assert (data.price_bounds[:, 0] < data.price).all() and (data.price < data.price_bounds[:, 1]).all()
    # All bins at the last time are the mean of what was liquidated.
    for side in ("long", "short"):
        total = float(data.expected_liquidated.isel(time=-1).sel(side=side).sum())
        assert total == pytest.approx(told["liquidated"][side]["mean"], rel=1e-3)


def test_the_desks_positions_equal_the_json(group, told):
    portfolio = group("runs/000000/portfolio")
    subjects = told["portfolio"]["positions"] + told["portfolio"]["totals"]
    assert list(portfolio.position.values) == ["core", "core/what_if", "hedge", "total", "total/what_if"]
    for i, s in enumerate(subjects):
        at = portfolio.isel(position=i)
        assert at.name == s["name"]
        assert float(at.liquidated) == s["liquidated"]["probability"]
        assert float(at.liquidated_by[-1]) == s["liquidated"]["probability"]
        for view, key in (("with_cascade", "profit"), ("without_cascade", "profit_without_cascade")):
            for moment in ("horizon", "worst"):
                there = at.isel(view=list(portfolio.view.values).index(view),
                                moment=list(portfolio.moment.values).index(moment))
                assert float(there.es99) == s[key][moment]["es99"]
                assert float(there.profit_mean) == s[key][moment]["mean"]
        assert s["profit"]["worst"]["es95"] >= s["profit"]["horizon"]["es95"] >= s["profit"]["horizon"]["var95"]
    core, stopped = subjects[0], subjects[1]
    with_stop = stopped["liquidated_without_cascade"]["probability"]
    assert core["liquidated_without_cascade"]["probability"] > with_stop + 0.05  # the cascade jumps over stops
    assert stopped["profit_without_cascade"]["worst"]["es95"] < core["profit_without_cascade"]["worst"]["es95"]


def test_book_and_ladder(group, told):
    book, ladder = group("runs/000000/book"), group("runs/000000/ladder")
    for side in ("long", "short"):
        for key, value in told["book"][side].items():
            assert float(book[key].sel(side=side)) == value
    spot = group("runs/000000").attrs["spot"]
    assert float(ladder.fuel[ladder.price < spot].sum()) == pytest.approx(told["book"]["long"]["fuel"])
    assert (ladder.price.diff("price") > 0).all() and (ladder.branching_ratio >= 0).all()


def test_attributes_say_what_was_run(group, told):
    root, attributes = group("/").attrs, group("runs/000000").attrs
    assert root["filetype"] == "liqcascade-report"
    assert list(root["schema_version"]) == [1, 8]
    assert root["Conventions"] == "CF-1.10 ACDD-1.3"
    assert root["complete"] == 1 and attributes["complete"] == 1
    assert root["backend"] == told["backend"] == "cpu" and root["device"] == told["device"]
    for key in ("scenario_sha256", "market_sha256", "seed", "paths", "steps"):
        assert attributes[key] == told[key], key
    assert told["seed"] == 2**53 + 1
    assert attributes["description"] == "Zürich"
    assert told["set"] == {"price.drift": 0.25} and attributes["set"] == "price.drift = 0.25\n"


def test_the_market_of_the_run_is_a_snapshot(folder, told):
    with h5py.File(folder / "r.h5") as report, h5py.File(folder / "copy.h5", "w") as copy:
        market = report["runs/000000/market"]
        for name in market:
            report.copy(market[name], copy, name)
        copy.attrs.update(market.attrs)
    figures = []
    for name in ("market.h5", "copy.h5"):
        done = subprocess.run(
            [PROGRAM, "market", "inspect", name, "--json"], cwd=folder, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        figures.append(json.loads(done.stdout))
    differing = {key for key in figures[0] if figures[0][key] != figures[1].get(key)}
    assert not any(re.search("book|venue|wall|fuel|spot|depth|margin", key) for key in differing), differing


def test_summary_is_a_data_frame(group, told):
    table = group("summary").to_dataframe()
    assert len(table) == 1 and table.index[0] == "000000"
    row = table.iloc[0]
    assert row["name"] == "reported" and row["set.price.drift"] == 0.25
    assert table["complete"].dtype == bool and row["complete"]
    assert row["race.down.probability"] == told["outcomes"][1]["probability"]
    assert row["race.down.difference_to_base"] == 0
    assert row["liquidated.long.es99"] == told["liquidated"]["long"]["es99"]


def test_h5dump_reads_all_of_it(folder, told):
    done = subprocess.run(["h5dump", "r.h5"], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert 'DATASET "cascade_effect"' in done.stdout


def test_report_show_gives_the_same_json(folder, told):
    done = subprocess.run(
        [PROGRAM, "report", "show", "r.h5", "--json"], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["runs"][0] == told


def test_reproducible_reports_are_equal_bytes_for_any_number_of_threads(folder):
    first = run(folder, "a.h5", "--reproducible", "--threads", "1")
    second = run(folder, "b.h5", "--reproducible", "--threads", "2")
    assert first == second and first["device"] is None
    assert (folder / "a.h5").read_bytes() == (folder / "b.h5").read_bytes()
    assert "created" not in h5py.File(folder / "a.h5").attrs
