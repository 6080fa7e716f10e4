"""The tables of a batch, of a snapshot and of a comparison: at terminals of any width, and as CSV."""

import csv
import io
import os
import shutil
import subprocess

import h5py
import pytest

from cli_test import PROGRAM, SCENARIO, SNAPSHOT
from sanitizers import seconds

SWEEP = ('[sweep]\n"price.volatility" = [0.5, 0.4, 0.6]\n'
         '[[variant]]\nname = "thin-book"\nset = { "impact.depth" = 9e7 }\n'
         '[[limit]]\nmetric = "low.touched"\nmax = 0.01\n')


def call(folder, *arguments, code=0, **environment):
    done = subprocess.run([PROGRAM, *arguments], cwd=folder, capture_output=True, text=True, check=False,
                          timeout=seconds(120), env={**os.environ, **environment})
    assert done.returncode == code, done.stderr
    return done.stdout if code == 0 else done.stderr


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    """A folder with a batch's report, night.h5, the reports of two other nights, and what was printed."""
    folder = tmp_path_factory.mktemp("night")
    shutil.copy(SNAPSHOT, folder / "market.h5")
    (folder / "s.toml").write_text(SCENARIO.replace("paths = 2000", "paths = 400") + SWEEP)
    run = ("run", "s.toml", "--quiet", "--backend", "cpu", "-o")
    (folder / "printed.txt").write_text(call(folder, *run, "night.h5"))
    (folder / "one.toml").write_text(SCENARIO.replace("paths = 2000", "paths = 400"))
    for name, changes in {"old.h5": (), "new.h5": ("--set", "price.volatility=0.9")}.items():
        call(folder, "run", "one.toml", "--quiet", "--backend", "cpu", "-o", name, *changes)
    return folder


def test_a_batch_is_one_table_with_each_warning_once(night):
    text = (night / "printed.txt").read_text()
    lines = text.splitlines()
    assert text.startswith("5 runs of small\n")
    assert [line[:14] for line in lines if line.startswith("  4  ")] == ["  4  thin-book"], "it is none of the worst"
    assert max(len(line) for line in lines) <= 80
    warnings = [" ".join(part.split()) for part in text.split("\nwarning: ")[1:]]
    assert len(warnings) == len(set(warnings))
    assert "limit low.touched: breach" in text


def test_the_csv_has_the_numbers_of_the_report(night):
    table = rows(call(night, "report", "show", "night.h5", "--csv", "runs"))
    tails = rows(call(night, "report", "show", "night.h5", "--csv", "tails"))
    with h5py.File(night / "night.h5") as file:
        summary = file["summary"]
        for i, row in enumerate(table):
            assert int(row["run"]) == i
            for name in ("low.touched.probability", "low.touched.standard_error", "set.price.volatility"):
                assert float(row[name]) == summary[name][i], name
            if i > 0:
                assert float(row["low.touched.difference_to_base"]) == summary["low.touched.difference_to_base"][i]
            for name in ("drawdown.es99", "close.p01"):
                assert float(tails[i][name]) == summary[name][i], name
            assert row["limit"] == "breach"


def test_runs_are_sorted_by_a_column_and_an_unknown_one_is_refused(night):
    table = rows(call(night, "report", "show", "night.h5", "--csv", "runs", "--sort", "low.touched"))
    values = [float(row["low.touched.probability"]) for row in table]
    assert values == sorted(values, reverse=True) and values[0] > values[-1]
    table = rows(call(night, "report", "show", "night.h5", "--csv", "runs", "--sort", "volatility"))
    values = [float(row["set.price.volatility"]) for row in table]
    assert values == sorted(values)
    said = call(night, "report", "show", "night.h5", "--sort", "volatilty", code=2)
    assert "is no column of the table" in said and "set.price.volatility" in said
    call(night, "report", "show", "night.h5", "--csv", "limits", "--sort", "low.touched", code=2)


@pytest.mark.parametrize("table", ["outcomes", "limits", "positions", "warnings"])
def test_every_table_of_a_batch_has_a_header_and_whole_rows(night, table):
    text = call(night, "report", "show", "night.h5", "--csv", table)
    widths = {len(row) for row in csv.reader(io.StringIO(text))}
    assert len(widths) == 1 and text.startswith("run,name,")


def test_prices_are_a_table_of_one_run(night):
    assert "--run N --csv prices" in call(night, "report", "show", "night.h5", "--csv", "prices", code=2)
    table = rows(call(night, "report", "show", "night.h5", "--run", "1", "--csv", "prices"))
    with h5py.File(night / "night.h5") as file:
        quantiles = file["runs/000001/price_quantile"][:].ravel()
    assert [float(row["price"]) for row in table] == list(quantiles)


def test_inspect_draws_the_notional_by_price_with_and_without_unicode(night):
    plain = call(night, "market", "inspect", "market.h5", LC_ALL="C")
    drawn = call(night, "market", "inspect", "market.h5", LC_ALL="C.UTF-8")
    assert plain.isascii() and "#" in plain and "█" in drawn
    assert plain.index("Notional that would be liquidated") < plain.index("fuel")
    table = rows(call(night, "market", "inspect", "market.h5", "--csv", "prices"))
    destinations = rows(call(night, "market", "inspect", "market.h5", "--csv", "destinations"))
    for side in destinations:
        mine = sum(float(row["usd"]) for row in table if row["side"] == side["side"])
        assert mine == pytest.approx(float(side["within_reach_usd"]), rel=1e-9)


@pytest.mark.parametrize("table", ["venues", "moves", "classes", "tiers", "depth", "warnings"])
def test_every_table_of_a_snapshot_has_whole_rows(night, table):
    text = call(night, "market", "inspect", "market.h5", "--csv", table)
    assert len({len(row) for row in csv.reader(io.StringIO(text))}) == 1


def test_diff_compares_statistics_with_errors(night):
    text = call(night, "report", "diff", "old.h5", "new.h5", "--no-rerun")
    assert "STATISTICS AND TAILS" in text and "drawdown.es99" in text and max(map(len, text.splitlines())) <= 80
    statistics = rows(call(night, "report", "diff", "old.h5", "new.h5", "--csv", "statistics"))
    table = {row["metric"]: row for row in statistics}
    for name in ("drawdown.p99", "close.p01", "liquidated.long.mean"):
        row = table[name]
        for column, file in (("old", "old.h5"), ("new", "new.h5")):
            with h5py.File(night / file) as report:
                assert float(row[column]) == report["summary"][name][0]
        assert float(row["difference"]) == float(row["new"]) - float(row["old"])
    assert float(table["drawdown.p95"]["standard_error"]) > 0
    changed = rows(call(night, "report", "diff", "old.h5", "new.h5", "--csv", "inputs"))
    assert [row["input"] for row in changed] == ["price.volatility"]


def test_diff_names_reports_of_two_assets_and_compares_no_amounts(night):
    shutil.copy(night / "market.h5", night / "doge.h5")
    with h5py.File(night / "doge.h5", "r+") as file:
        file.attrs["asset"] = "DOGE"
        del file["history"]
    (night / "doge.toml").write_text((night / "one.toml").read_text().replace("market.h5", "doge.h5"))
    call(night, "run", "doge.toml", "--quiet", "--backend", "cpu", "-o", "doge-report.h5")
    done = subprocess.run([PROGRAM, "report", "diff", "old.h5", "doge-report.h5"], cwd=night, capture_output=True,
                          text=True, check=True, timeout=seconds(120))
    assert "BTC/USD" in done.stderr and "DOGE/USD" in done.stderr
    assert done.stdout.startswith("!!! DIFFERENT ASSETS") and "STATISTICS" not in done.stdout
    assert "cannot be exchanged" in done.stdout
