"""The Python package runs the program, raises what it says, and reads what it writes."""

import datetime
import json
import runpy
import subprocess
import warnings

import h5py
import numpy as np
import pandas
import pytest
import xarray
from python_package import LOW, PROGRAM, RACE, ROOT, SNAPSHOT, needs_program, scenario

import liqcascade

pytestmark = [needs_program, pytest.mark.filterwarnings("ignore::liqcascade.LiqcascadeWarning")]
TOML = """
schema = 1
name = "small"
market.file = "market.h5"
simulation = { paths = 400, horizon = "6d", step = "1h", seed = 9007199254740993 }
price = { model = "gbm", volatility = 0.7 }
impact = { depth = { bid = 60e6, ask = 50e6 }, exponent = 1.16 }
report = { times = 24, price_bins = 200 }
sweep = { "price.volatility" = [0.5, 0.9] }
[[event]]
name = "race"
kind = "race"
up = 107_000
down = 97_000
[[event]]
name = "low"
kind = "touch"
level = 95_000
[[position]]
name = "core"
side = "long"
notional = 2e6
entry = 101_000
leverage = 10
venue = "stable-margined"
[[variant]]
name = "thin"
set = { "impact.depth" = 30e6, "price.model" = "gbm" }
[[variant]]
name = "beyond"
set = { "event.race.up" = 90_000 }
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A batch of a base run, two of a sweep, a variant and one that cannot be simulated."""
    folder = tmp_path_factory.mktemp("batch")
    (folder / "market.h5").symlink_to(SNAPSHOT)
    (folder / "s.toml").write_text(TOML)
    done = subprocess.run(
        [PROGRAM, "run", "s.toml", "-o", "r.h5", "--quiet", "--backend", "cpu"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1 and "beyond" in done.stdout + done.stderr
    return folder / "r.h5"


@pytest.fixture(scope="module")
def data(report):
    return liqcascade.open_report(report)


@pytest.mark.parametrize(
    "group", ["", "ladder", "portfolio", "distributions/drawdown", "distributions/largest_1h_both"]
)
def test_variables_are_those_that_xarray_reads(report, data, group):
    prefix = group.rpartition("/")[2] + "_" if group else ""
    with xarray.open_dataset(report, group=f"runs/000002/{group}", decode_timedelta=False) as expected:
        assert len(expected.data_vars) > 2
        for name, variable in expected.data_vars.items():
            read = data[prefix + name].isel(run=2)
            there = read.values[tuple(slice(size) for size in variable.shape)]
            np.testing.assert_array_equal(there, np.asarray(variable.values, dtype=there.dtype), name)
            assert read.attrs["long_name"] == variable.attrs["long_name"]
    assert (data.drawdown_count.sum("drawdown_bin") == data.paths).all()


def test_nothing_of_a_run_is_left_out_but_its_market(report, data):
    with h5py.File(report) as file:
        found = []
        file["runs/000001"].visititems(
            lambda name, item: found.append(name) if isinstance(item, h5py.Dataset) else None
        )
    names = {name.removeprefix("distributions/").replace("/", "_") for name in found if not name.startswith("market/")}
    shared = {name for name in names if name.rpartition("_")[2] in ("side", "time", "position", "view", "moment")}
    assert len(names) > 300 and names - shared - {"portfolio_profit_bin"} <= set(data.variables)
    assert "profit_bin" in data.variables, "the axis of the group, by its own name"


def test_times_are_times_and_runs_have_coordinates(data):
    assert data.time.values[-1] == np.datetime64("2025-06-11T21:00:00")
    assert list(data["set.price.volatility"].values[:4]) == [0.7, 0.5, 0.9, 0.7]
    assert list(data.variant.values) == ["", "", "", "thin", "beyond"]
    assert data.attrs["asset"] == "BTC" and data.attrs["step_seconds"] == 3600
    assert list(data.seed.values[:4]) == [2**53 + 1] * 4
    by_volatility = data.isel(run=slice(3)).swap_dims(run="set.price.volatility")
    assert by_volatility.probability.sel({"set.price.volatility": 0.9, "outcome": "low.touched"}) > 0.3


def test_a_run_that_failed_holds_nothing(data):
    assert "90000" in data.failure.values[4].replace(",", "") and data.paths.values[4] == 0
    assert np.isnan(data.probability.values[4]).all() and (data.hits.values[4] == -1).all()
    assert (data.drawdown_count.values[4] == 0).all() and list(data.question.values[4]) == [""] * 4


def test_runs_with_other_times_are_named_and_can_be_chosen(tmp_path):
    path = tmp_path / "r.h5"
    liqcascade.sweep(scenario(), {"simulation.horizon": ["6d", "3d", "6d"]}, output=path)
    with pytest.raises(
        liqcascade.LiqcascadeError, match=r"differ in .*time.*: 0 to 1, 3; 2\. Choose .*runs="
    ) as raised:
        liqcascade.open_report(path)
    assert str(path) in str(raised.value)
    assert liqcascade.open_report(path, runs=[0, 3]).sizes["run"] == 2
    with pytest.raises(liqcascade.LiqcascadeError, match="has no run 4; accepted: 0 to 3"):
        liqcascade.open_report(path, runs=[4])


def test_runs_with_other_questions_have_the_union_of_outcomes(tmp_path):
    for name, events in (("a", [RACE]), ("b", [LOW, RACE])):
        (tmp_path / f"{name}.toml").write_text(liqcascade.toml.toml_document(scenario(event=events)))
    done = subprocess.run(
        [PROGRAM, "run", "a.toml", "b.toml", "-o", "r.h5", "--quiet"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    both = liqcascade.open_report(tmp_path / "r.h5")
    assert list(both.outcome.values) == ["race.up", "race.down", "race.neither", "low.touched"]
    assert np.isnan(both.probability.sel(run=0, outcome="low.touched"))
    assert both.probability.sel(run=1, outcome="race.up") == both.probability.sel(run=0, outcome="race.up")
    assert both.first_touch.dims == ("run", "time", "outcome")


def test_run_says_what_the_program_says(tmp_path):
    (tmp_path / "market.h5").symlink_to(SNAPSHOT)
    (tmp_path / "s.toml").write_text(TOML.partition("[[position]]")[0].replace("sweep =", "# sweep ="))
    done = subprocess.run(
        [
            PROGRAM,
            "run",
            "s.toml",
            "--json",
            "--quiet",
            "--paths",
            "200",
            "--set",
            "price.volatility=0.5",
            "--set",
            "event.race.up=106000",
            "--set",
            "impact.depth={ bid = 7e7, ask = 5e7 }",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)["runs"][0]
    overrides = {
        "paths": 200,
        "price__volatility": np.float64(0.5),
        "event.race.up": 106_000,
        "impact.depth": {"bid": 70e6, "ask": 50e6},
    }
    for asked in (tmp_path / "s.toml", scenario()):
        data = liqcascade.run(asked, output=tmp_path / "kept.h5", **overrides)
        assert "run" not in data.dims and int(data.paths) == 200
        assert list(data.probability.values) == [one["probability"] for one in told["outcomes"]]
        assert float(data.drawdown_p95) == told["drawdown"]["p95"]
        assert float(data.liquidated_long_es99) == told["liquidated"]["long"]["es99"]
    assert liqcascade.open_report(tmp_path / "kept.h5").sizes["run"] == 1


def test_errors_are_the_programs_and_have_its_exit_code(tmp_path):
    with pytest.raises(liqcascade.LiqcascadeError, match="Did you mean price.volatility") as raised:
        liqcascade.run(scenario(), price__volatilty=1)
    assert raised.value.exit_code == 2
    with pytest.raises(liqcascade.LiqcascadeError, match="^--paths: .* accepted: at least 1"):
        liqcascade.run(scenario(), paths=0)
    with pytest.raises(liqcascade.LiqcascadeError, match="there is no such scenario file") as raised:
        liqcascade.run(tmp_path / "nowhere.toml")
    assert raised.value.exit_code == 5
    with pytest.raises(liqcascade.LiqcascadeError, match=r"price\.volatility is nan; accepted: a finite number"):
        liqcascade.run(scenario(), price__volatility=float("nan"))
    with pytest.raises(liqcascade.LiqcascadeError, match="event.race.up|must lie"):
        liqcascade.run(scenario(), **{"event.race.up": 90_000})


@pytest.mark.filterwarnings("always::liqcascade.LiqcascadeWarning")
def test_warnings_are_warnings_each_told_once_and_failures_are_told():
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        table = liqcascade.sweep(scenario(), {"event.race.up": [108_000, 90_000]})
    texts = [str(one.message) for one in told if one.category is liqcascade.LiqcascadeWarning]
    assert sum("simulation.step = 1h is more than a fifth" in text for text in texts) == 1
    assert any(text.startswith("1 of 3 runs failed:\nrun 2: ") for text in texts)
    assert all(one.filename == __file__ for one in told if one.category is liqcascade.LiqcascadeWarning)
    assert sorted(set(table["run"])) == [0, 1]


def test_the_program_is_found_by_argument_variable_and_path_or_it_is_said_what_to_do(tmp_path, monkeypatch):
    found = liqcascade.find_program()
    (tmp_path / "liqcascade").symlink_to(found)
    monkeypatch.delenv("LIQCASCADE")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert liqcascade.find_program() == str(tmp_path / "liqcascade")
    assert liqcascade.find_program(found) == found
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(liqcascade.LiqcascadeError, match="was not found.*LIQCASCADE is not set.*PATH.*tools/run"):
        liqcascade.run(scenario())
    monkeypatch.setenv("LIQCASCADE", "/nowhere/liqcascade")
    with pytest.raises(liqcascade.LiqcascadeError, match="variable LIQCASCADE is '/nowhere/liqcascade'"):
        liqcascade.find_program()
    monkeypatch.setenv("LIQCASCADE", found)
    with pytest.raises(liqcascade.LiqcascadeError, match="^program is 'none'"):
        liqcascade.find_program("none")


def test_a_sweep_is_a_tidy_table_with_base_values(tmp_path):
    table = liqcascade.sweep(
        scenario(),
        {"price.volatility": [0.5, 0.9], "impact.exponent": [1.0, 1.5]},
        variants={"living": {"cascade.book": "living", "book.turnover": "3d"}},
        paths=200,
        statistics=["liquidated.long.es99", "drawdown.p95"],
        output=tmp_path / "r.h5",
    )
    assert len(table) == 6 * 4 and table["probability"].notna().all() and not table.columns.duplicated().any()
    grid = table[table["outcome"] == "up"].set_index("run")
    assert list(grid["price.volatility"]) == [0.7, 0.5, 0.5, 0.9, 0.9, 0.7]
    assert list(grid["impact.exponent"]) == [1.16, 1.0, 1.5, 1.0, 1.5, 1.16]
    assert list(grid["cascade.book"]) == ["frozen"] * 5 + ["living"] and grid["variant"][5] == "living"
    assert "simulation.paths" not in table and "sweep" not in table
    summary = liqcascade.open_summary(tmp_path / "r.h5")
    for name in ("probability", "standard_error", "low", "cascade_effect", "difference_to_base"):
        np.testing.assert_array_equal(grid[name], summary[f"race.up.{name}"])
    np.testing.assert_array_equal(grid["drawdown.p95"], summary["drawdown.p95"])
    pandas.testing.assert_frame_equal(
        liqcascade.outcome_table(tmp_path / "r.h5"), table.drop(columns=["liquidated.long.es99", "drawdown.p95"])
    )
    with pytest.raises(liqcascade.LiqcascadeError, match=r"no statistic 'drawdown.p96'; accepted: .*drawdown\.p95"):
        liqcascade.outcome_table(tmp_path / "r.h5", ["drawdown.p96"])


def test_other_files_are_refused_by_name(tmp_path):
    with pytest.raises(liqcascade.LiqcascadeError, match="'liqcascade-market'; accepted: 'liqcascade-report'"):
        liqcascade.open_report(SNAPSHOT)
    with pytest.raises(liqcascade.LiqcascadeError, match="accepted: 'liqcascade-backtest'"):
        liqcascade.open_backtest(SNAPSHOT)
    (tmp_path / "text.h5").write_text("text")
    with pytest.raises(liqcascade.LiqcascadeError, match="cannot be read as HDF5"):
        liqcascade.open_summary(tmp_path / "text.h5")
    with pytest.raises(liqcascade.LiqcascadeError, match="there is no such file"):
        liqcascade.open_report(tmp_path / "nowhere.h5")
    with h5py.File(tmp_path / "new.h5", "w") as file:
        file.attrs.update({"filetype": "liqcascade-report", "schema_version": [2, 0]})
    with pytest.raises(liqcascade.LiqcascadeError, match=r"has layout 2\.0; this package reads layouts 1\.x"):
        liqcascade.open_report(tmp_path / "new.h5")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (np.int64(3), "3"),
        (0.1, "0.1"),
        (np.float32(0.5), "0.5"),
        ([1, 2.5], "[1, 2.5]"),
        ('a "b" \\ ü', '"a \\"b\\" \\\\ ü"'),
        (datetime.timedelta(minutes=5), '"300s"'),
        (pandas.Timedelta(days=30), '"2592000s"'),
        ({"a": None, "b.c": np.array([1.0])}, '{ "b.c" = [1.0] }'),
    ],
)
def test_values_are_toml(value, text):
    assert liqcascade.toml.toml_value(value, "key") == text


def test_the_example_answers_its_questions(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PATHS", "200")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of matplotlib that it cannot show a picture here
        made = runpy.run_path("tools/python/examples/june_2025.py")
    printed = capsys.readouterr().out
    up = made["night"].probability.sel(outcome="race_113k_93k.up").item()
    assert f"reaches 113,000 before 93,000 within 30 d:\n    {100 * up:.1f} %" in printed and 0.1 < up < 0.5
    assert "shorts liquidated between 108K and 114K: $" in printed and "nan" not in printed.lower()
    assert len(made["plt"].get_fignums()) == 5
    made["plt"].close("all")
