"""What recipes of `market build` state: rates that grow, funds, standard input, times; and what is said of it."""

import json
import re
import time

import h5py
import numpy as np
import pytest
from recipes import NEW_YEAR, bars, book, counts, csv, iso, klines, linear, short
from snapshots import run_program, write_market

ROWS = bars(NEW_YEAR - 86_400, 2 * 288)  # two days of 5 minutes
END, LAST = ROWS[-1][0] + 300, ROWS[-1][4]
SCENARIO = """schema = 1
name = "stated"
market = {{ file = "market.h5"{market} }}
simulation = {{ paths = 200, horizon = "1d", step = "30min" }}
price = {{ model = "gbm", volatility = 0.5 }}
impact.depth = 1e9
event = [ {{ name = "falls", kind = "touch", level = {level} }} ]
"""


@pytest.fixture
def build(tmp_path):
    return short(tmp_path, ROWS)


def simulate(folder, *options, market="", more="", level=85_000):
    (folder / "s.toml").write_text(SCENARIO.format(market=market, level=level) + more, encoding="utf-8")
    return run_program("run", "s.toml", "--quiet", "--backend", "cpu", *options, cwd=folder)


# Rates that grow with the position.

STEPS = {"base": 0.004, "per_unit": 4e-5, "from": 200, "largest": 500, "step": 100}
SMOOTH = {"base": 0.01, "per_unit": 5e-5, "largest": 2_000}


def test_a_rate_that_grows_in_steps_is_flat_tiers(build):
    build.venue["tiers"] = {"unit": "coin", "growing": STEPS}
    said, values, attributes = build.made("--strict")
    assert said == "" and values["margin/shape"].astype(str).tolist() == ["flat"]
    assert values["margin/cap_unit"].astype(str).tolist() == ["coin"]
    np.testing.assert_allclose(values["margin/notional_cap"], [[200, 300, 400, 500]])
    np.testing.assert_allclose(values["margin/maintenance_rate"], [[0.004, 0.008, 0.012, 0.016]])
    assert "4 tiers of stated, flat, caps in coin" in attributes["made_of"]


def test_a_rate_that_grows_without_steps_needs_approximate_which_says_its_error(build):
    build.venue["tiers"] = {"unit": "coin", "growing": SMOOTH}
    said = build.refused()
    assert "cannot hold a rate that grows without steps" in said and "accept it with --approximate" in said
    _, values, attributes = build.made("--approximate")
    error, = re.findall(r"the largest error of a liquidation price is ([0-9.e-]+) %", attributes["made_of"])
    assert error in said and 0 < float(error) < 0.05
    caps, rates = values["margin/notional_cap"][0], values["margin/maintenance_rate"][0]
    margins = np.cumsum(rates * np.diff(caps, prepend=0))
    np.testing.assert_allclose(margins / caps, SMOOTH["base"] + SMOOTH["per_unit"] * caps)
    # A long of 20x, of every size: where its equity is the margin of the rate, and of the tiers.
    sizes = np.geomspace(2, 600, 3_000)
    of_tiers = np.interp(sizes, np.append(0, caps), np.append(0, margins)) / sizes
    exact = SMOOTH["base"] + SMOOTH["per_unit"] * sizes
    errors = np.abs((1 - exact) / (1 - of_tiers) - 1)
    assert errors.max() <= 1.001 * float(error) / 100


def test_a_growing_rate_stands_alone_and_has_a_unit(build):
    build.venue["tiers"] = {"growing": STEPS}
    assert "a growing rate needs unit, and neither shape nor rate" in build.refused()
    build.venue["tiers"] = {"growing": STEPS, "unit": "coin", "cap": [1], "rate": [0.1]}
    assert "either files, or cap and rate, or growing" in build.refused()


# Leverages that a venue allows.


@pytest.mark.parametrize(("size", "margin", "allowed"), [
    (40_000, "leverage = 126", 125), (40_000, "leverage = 125", None), (1_000_000, "leverage = 51", 50),
    (1_000_000, "wallet = 15_000", 50), (1_000_000, "wallet = 20_000", None)])  # fmt: skip
def test_a_position_has_no_more_leverage_than_its_tier_allows(size, margin, allowed, tmp_path):
    linear(tmp_path).made()
    position = f'[[position]]\nname = "p"\nside = "long"\nnotional = {size}\nentry = 93_000\n{margin}\nvenue = "binance-usdm"\n'
    done = simulate(tmp_path, more=position)
    said = " ".join(done.stderr.split())
    if allowed is None:
        assert done.returncode == 0, said
        return
    leverage = size / float(margin.split("=")[1]) if "wallet" in margin else float(margin.split("=")[1])
    assert done.returncode == 2 and f"is a leverage of {leverage:.4g}, " in said, said
    assert f"allows at most {allowed} for a position of {size} USD" in said and "/margin/max_leverage" in said


# Comparisons of reports.


def test_report_diff_says_which_tiers_changed(build):
    tiers = build.venue["tiers"]
    for name, change in (("a", {}), ("b", {"shape": "flat", "rate": [0.006, 0.01]}), ("c", {"unit": "coin", "cap": [10, 1e4]})):
        build.venue["tiers"] = tiers | change
        build.made()
        assert simulate(build.folder, "-o", f"{name}.h5", "--reproducible").returncode == 0
    changed = {}
    for name in "bc":
        done = run_program("report", "diff", "a.h5", f"{name}.h5", "--json", "--no-rerun", cwd=build.folder)
        assert done.returncode == 0, done.stderr
        (run,) = json.loads(done.stdout)["runs"]
        changed[name] = {row["figure"]: (row["old"], row["new"]) for row in run["market"]}
    assert changed["b"]["flat margin tiers of binance-usdm"] == (0, 2)
    assert changed["b"]["lowest maintenance rate of binance-usdm"] == (0.005, 0.006)
    assert "margin tiers by size of binance-usdm" not in changed["b"]
    assert changed["c"]["margin tiers by size of binance-usdm"] == (0, 2)
    assert "flat margin tiers of binance-usdm" not in changed["c"]


# The clock.


def test_a_snapshot_older_than_max_age_is_warned_of_or_refused(tmp_path):
    write_market(tmp_path / "market.h5")
    done = simulate(tmp_path, market=', max_age = "6h"')
    assert done.returncode == 0
    assert re.search(r'warning: s.toml:3:\d+: market.max_age = 6h, and market.h5 is of 2025-06-05T21:00:00Z, '
                     r'\d+(\.\d)? d ago', " ".join(done.stderr.split()))  # fmt: skip
    done = simulate(tmp_path, "--strict", market=', max_age = "6h"')
    assert done.returncode == 2 and "which --strict does not accept" in done.stderr
    for market, now in (("", 0), (', max_age = "6h"', time.time() - 3_600)):
        write_market(tmp_path / "market.h5", as_of=iso(now) if now else "2025-06-05T21:00:00Z")
        done = simulate(tmp_path, "--strict", market=market)
        assert done.returncode == 0 and "max_age" not in done.stderr


def test_series_that_end_more_than_a_bar_before_as_of_are_warned_of(build):
    build.recipe["as_of"] = iso(END + 300)
    assert build.made()[0] == ""
    build.recipe["as_of"] = iso(END + 600)
    build.recipe["spot"] = LAST
    assert "the candles end at 2025-01-02T00:00:00Z, 10 min before as_of" in build.made()[0]
    assert "which --strict does not accept" in build.refused("--strict")
    del build.recipe["as_of"]
    counts(build.folder / "oi.json", ROWS[:-2])
    build.venue["open_interest"] = {"files": ["oi.json"]}
    build.recipe["as_of"] = iso(END)
    assert "oi.json: the last count before as_of is of 2025-01-01 23:50 UTC" in build.made()[0]
    counts(build.folder / "oi.json", ROWS[:-1])
    assert build.made()[0] == ""


# Inputs and messages.


def test_standard_input_is_read_once(build):
    build.recipe["candles"]["files"] = ["-"]
    build.venue["open_interest"] = {"files": ["-"]}
    assert "candles and venue binance-usdm, open_interest both name -, standard input, which can be read once" in build.refused()


def test_funds_are_known_of_all_venues_or_of_none(build):
    build.venue["insurance_fund"] = 5e6
    build.recipe["venue"].append({key: value for key, value in build.venue.items() if key != "insurance_fund"} | {"name": "okx"})
    said = build.refused()
    assert "insurance_fund is stated for binance-usdm and not for okx. State insurance_fund = 0" in said
    build.recipe["venue"][1]["insurance_fund"] = 0
    assert build.made()[1]["margin/insurance_fund"].tolist() == [5e6, 0]


@pytest.mark.parametrize("key", ["asset", "source", "license", "quote"])
def test_what_has_to_be_said_is_not_empty(key, build):
    build.recipe[key] = " "
    assert f'{key} = "" is empty' in build.refused()


def test_a_pattern_that_matches_nothing_is_named_by_its_key(build):
    build.venue["tiers"] = {"files": ["none-*.csv"], "format": "csv", "unit": "usd", "shape": "flat"}
    assert "recipe.toml: venue binance-usdm, tiers: no file matches none-*.csv" in build.refused(code=5)


def test_no_file_of_the_name_of_standard_output_is_written(build):
    done = build.run(output="-")
    assert done.returncode == 5 and "-: cannot be written: files are not written to standard output" in done.stderr
    assert not (build.folder / "-").exists()


def test_times_of_another_zone_are_given_in_utc(build):
    build.recipe["as_of"] = "2025-01-02T09:00:00+09:00"
    assert "is not a time in UTC, such as 2025-01-02T00:00:00Z" in build.refused()
    del build.recipe["as_of"]
    csv(build.folder / "oi.csv", "time,open_interest", [["2025-01-02T09:00:00+09:00", 8e4]])
    build.venue["open_interest"] = {"files": ["oi.csv"], "format": "csv", "unit": "coin", "sides": "one"}
    assert "is in another zone than UTC; in UTC it is 2025-01-02T00:00:00Z" in build.refused()


def test_one_of_a_thing_is_no_plural(build):
    build.recipe["as_of"] = iso(END - 300)
    build.venue["tiers"] |= {"cap": [1e9], "rate": [0.005]}
    book(build.folder / "depth.json", ROWS[-2][4], END - 300)
    build.recipe["depth"] = {"files": ["depth.json"], "distances": [0.01, 0.5]}
    made = build.made()[2]["made_of"]
    for words in ("1 candle that ends after as_of was left out", "1 tier of stated",
                  "1 distance beyond the levels of the file was left out"):
        assert words in made, (words, made)
    rows = ROWS[:100] + ROWS[101:]
    klines(build.folder / "candles.csv", rows)
    del build.recipe["as_of"], build.recipe["depth"]
    assert "1 candle of 5min is missing" in build.refused()
    assert "1 missing candle was filled with the close before it" in build.made("--on-gap", "fill")[2]["made_of"]


STATED = {
    "a spot that no day explains": ({"spot": 70e3, "as_of": "2025-01-03T00:00:00Z"},
                                    "spot = 70,000, and the last candle closes at", "six times what this price usually"),
    "a comment on nothing": ({"comments": {'"/sport"': "x"}}, "comments: the snapshot has no dataset /sport",
                             "Did you mean /spot?"),
}  # fmt: skip


@pytest.mark.parametrize("name", STATED)
def test_figures_and_words_that_do_not_belong_to_the_snapshot_are_refused(name, build):
    change, *words = STATED[name]
    build.recipe.update(change)
    said = build.refused()
    assert all(word in said for word in words), said


def test_words_and_shares_of_the_recipe_stand_in_the_snapshot(build):
    build.recipe.update(assumptions="none", comments={'"/spot"': "the last close"})
    build.recipe["venue"].append(build.venue | {"name": "okx", "liquidatable_share": 0.25})
    _, values, attributes = build.made("--strict")
    assert attributes["assumptions"] == "none" and values["positions/liquidatable_share"].tolist() == [[1, 0.25]] * 2
    with h5py.File(build.output) as file:
        assert file["spot"].attrs["comment"] == "the last close"
    build.recipe["venue"][1]["liquidatable_share"] = 1.5
    assert "liquidatable_share = 1.5 is out of range; accepted: at least 0 and at most 1" in build.refused()
