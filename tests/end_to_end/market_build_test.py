"""`market build` makes snapshots out of files as exchanges hand them out."""

import json

import numpy as np
import pytest
from recipes import NEW_YEAR, bars, book, brackets, counts, csv, iso, klines, linear, short, write
from snapshots import run_program, warnings_of

ROWS = bars(NEW_YEAR - 86_400, 2 * 288)  # two days of 5 minutes
SCENARIO = """schema = 1
name = "built"
[market]
file = "market.h5"
[simulation]
paths = 2_000
horizon = "1d"
step = "5min"
[price]
model = "gbm"
volatility = 0.5
[impact]
depth = "market"
[[event]]
name = "falls"
kind = "touch"
level = 91_000
"""


def probability_of_a_fall(folder, level=91_000):
    """Of touching the level within a day, as `run` answers with what was built."""
    (folder / "s.toml").write_text(SCENARIO.replace("91_000", f"{level}").replace('"market"', '"market"' if
                                   (folder / "depth.json").exists() else "1e8"), encoding="utf-8")  # fmt: skip
    done = run_program("run", "s.toml", "--json", "--quiet", "--backend", "cpu", cwd=folder)
    assert done.returncode == 0, done.stderr
    (result,) = json.loads(done.stdout)["runs"]
    assert result["complete"]
    return result["outcomes"][0]["probability"]


# What is made.


def test_a_build_from_files_across_new_year_holds_what_they_hold(tmp_path):
    build = linear(tmp_path)
    rows = bars(NEW_YEAR - 36 * 3600, 48 * 12)[:-1]  # counts end a bar before the candles
    assert build.run("--strict").stderr == ""
    said, values, attributes = build.made()
    assert said == "" and warnings_of(build.output, "--strict") == (0, [])
    assert attributes["as_of"] == "2025-01-01T11:55:00Z", "the last time that all series cover"
    assert values["spot"] == rows[-1][4]
    whole = [rows[12 * i : 12 * i + 12] for i in range(47)]  # the last hour is not over
    assert values["history/time"].tolist() == [hour[0][0] for hour in whole]
    for name, column in (("open", 1), ("high", 2), ("low", 3), ("close", 4)):
        best = {"open": lambda x: x[0], "high": max, "low": min, "close": lambda x: x[-1]}[name]
        assert values[f"history/{name}"].tolist() == [best([row[column] for row in hour]) for hour in whole]
    np.testing.assert_allclose(values["history/volume"], 12 * 4_000)
    np.testing.assert_allclose(values["margin/notional_cap"], [[50e3, 250e3, 3e6, 1e9]])  # without the coefficient
    assert values["margin/maintenance_rate"].tolist() == [[0.004, 0.005, 0.01, 0.025]]
    assert values["margin/max_leverage"].tolist() == [[125, 100, 50, 20]]
    assert values["margin/contract"].tolist() == ["linear"] and values["margin/insurance_fund"].tolist() == [188e6]
    assert "notionalCoef = 1.5" in attributes["made_of"] and "those of an account" in attributes["made_of"]
    np.testing.assert_allclose(values["positions/open_interest"].sum(axis=(1, 2, 3)), 80_000 * values["spot"])
    listed = json.loads((tmp_path / "depth.json").read_text())
    best_bid, best_ask = float(listed["bids"][0][0]), float(listed["asks"][0][0])
    middle = (best_bid + best_ask) / 2
    for side, name in enumerate(("bids", "asks")):
        levels = np.array(listed[name], dtype=float)
        for at, distance in enumerate((0.001, 0.01, 0.05)):
            near = np.abs(levels[:, 0] / middle - 1) <= distance
            assert values["depth/notional"][side, at] == pytest.approx((levels[near, 0] * levels[near, 1]).sum())


def test_run_takes_what_was_built(tmp_path):
    linear(tmp_path).made()
    assert 0.1 < probability_of_a_fall(tmp_path) < 0.9


def test_the_same_inputs_give_the_same_bytes_everywhere(tmp_path, monkeypatch):
    written = []
    for folder, zone in (("a", "UTC"), ("b", "Asia/Tokyo"), ("b", "America/New_York")):
        monkeypatch.setenv("TZ", zone)
        build = linear(tmp_path / folder)
        build.made()
        written.append(build.output.read_bytes())
    assert written[0] == written[1] == written[2]


def test_json_says_what_the_file_holds(tmp_path):
    build = linear(tmp_path)
    build.recipe["venue"].append({
        "name": "okx", "contract": "linear", "insurance_fund": 1e6,
        "open_interest": {"amount": 1e9, "unit": "usd", "sides": "both"},
        "tiers": {"cap": [1e6, 1e7], "rate": [0.01, 0.02], "unit": "usd", "shape": "flat"}})  # fmt: skip
    printed = build.printed()
    _, values, attributes = build.made()
    assert printed["as_of"] == attributes["as_of"] and printed["spot"] == values["spot"]
    totals = values["positions/open_interest"].sum(axis=(2, 3))
    for at, (venue, expected) in enumerate(zip(printed["open_interest"], (80_000 * values["spot"], 5e8), strict=True)):
        assert venue["venue"] == values["positions/venue"][at]
        assert [venue["long_usd"], venue["short_usd"]] == totals[:, at].tolist() == pytest.approx([expected] * 2)
        assert venue["long_coin"] == pytest.approx(venue["long_usd"] / values["spot"])
    moves = {row["move"]: row for row in printed["fuel_within"]}
    assert list(moves) == [0.01, 0.02, 0.05, 0.1, 0.2]
    assert 0 < moves[0.1]["long_share"] < moves[0.2]["long_share"] < 1 and 0 < moves[0.2]["short_share"] < 1
    assert 0 < moves[0.01]["long_usd"] < moves[0.1]["long_usd"] < totals[0].sum()
    parts = {part["part"]: part for part in printed["read_as"]}
    assert parts["candles"]["what"].startswith("576 rows of binance-klines, 5 min")
    assert "1 candle that ends after as_of was left out" in parts["candles"]["notes"][0]
    assert (parts["candles"]["from"], parts["candles"]["until"]) == ("2024-12-30T12:00:00Z", "2025-01-01T12:00:00Z")
    assert parts["depth"]["until"] == "2025-01-01T11:57:00Z" and printed["warnings"] == []


def test_coin_margined_ether_counts_contracts_of_ten_dollars(tmp_path):
    rows = bars(NEW_YEAR - 86_400, 576, price=3_400, volume=3_000, seed=5)
    build = short(tmp_path, rows, name="binance-coinm", contract="inverse", contract_size=10)
    build.recipe["asset"] = "ETH"
    klines(tmp_path / "candles.csv", rows, contract_usd=10, header=True)
    write(tmp_path / "oi.json", json.dumps([
        {"pair": "ETHUSD", "contractType": "PERPETUAL", "sumOpenInterest": "40000000",
         "sumOpenInterestValue": f"{4e8 / row[4]:.8f}", "timestamp": 1_000 * (row[0] + 300)}
        for row in rows]))  # fmt: skip
    brackets(tmp_path / "t.json", [500, 1_000, 1e5], [0.005, 0.01, 0.02], symbol="ETHUSD_PERP", cap="qtyCap")
    build.venue.update(open_interest={"files": ["oi.json"]}, tiers={"files": ["t.json"]})
    said, values, _ = build.made("--strict")
    assert said == "" and values["margin/contract"].tolist() == ["inverse"] and values["spot"] == rows[-1][4]
    assert values["positions/open_interest"].sum(axis=(1, 2, 3)).tolist() == [4e8, 4e8]
    assert values["margin/notional_cap"].tolist() == [[500, 1_000, 1e5]], "in coin"
    np.testing.assert_allclose(values["history/volume"], 3_000)
    in_coin = 5e6 / values["positions/leverage"] / values["spot"]
    np.testing.assert_allclose(values["positions/position_notional"][0, 0], in_coin, rtol=1e-5)
    assert 0.1 < probability_of_a_fall(tmp_path, 0.98 * values["spot"]) < 0.9
    del build.venue["contract_size"]
    assert "open interest counts contracts" in build.refused() and "contract_size" in build.refused()


def test_a_coin_of_a_fifth_of_a_dollar_has_prices_and_bins_of_its_size(tmp_path):
    rows = bars(NEW_YEAR - 86_400, 576, price=0.2, digits=5, volume=3e7, seed=6)
    build = short(tmp_path, rows, open_interest={"files": ["oi.json"]})
    build.recipe.update(asset="DOGE", depth={"files": ["depth.json"], "distances": [0.01, 0.05]})
    counts(tmp_path / "oi.json", rows, coin=2e9, symbol="DOGEUSDT")
    book(tmp_path / "depth.json", rows[-1][4], rows[-1][0] + 300, sizes=(1e7, 2e7), digits=6)
    said, values, _ = build.made("--strict")
    entries = values["positions/entry_price"]
    assert said == "" and values["spot"] == rows[-1][4]
    np.testing.assert_allclose(np.diff(entries), 2e-4)
    lows, highs = np.array(rows)[:, 3], np.array(rows)[:, 2]
    assert entries[0] == pytest.approx(lows.min(), abs=2e-4) and entries[-1] == pytest.approx(highs.max(), abs=2e-4)
    np.testing.assert_allclose(values["positions/open_interest"].sum(axis=(1, 2, 3)), 2e9 * values["spot"])
    assert values["depth/notional"][0, 0] == pytest.approx(10 * 1e7 * 0.2, rel=0.02)
    assert build.run().stdout.count("$") > 5
    assert 0.1 < probability_of_a_fall(tmp_path, 0.98 * values["spot"]) < 0.9


def test_a_replay_needs_sixty_days_and_gives_classes(tmp_path):
    rows = bars(NEW_YEAR - 60 * 86_400, 60 * 24, step=3_600)
    build = short(tmp_path, rows)
    build.recipe["candles"]["history_bar"] = "1h"
    build.recipe["positions"] = {"method": "replay"}
    _, values, _ = build.made("--strict")
    assert values["positions/leverage"].tolist() == [0.5, 5, 10, 25, 50, 125]
    np.testing.assert_allclose(values["positions/open_interest"].sum(axis=(1, 2, 3)), 8e9, rtol=1e-6)
    assert values["positions/class"].tolist() == [0, 1, 2, 3, 4, 5]
    assert values["book/turnover"].tolist() == [np.inf, *(20 * 86_400 / lever for lever in (5, 10, 25, 50, 125))]
    # What each leverage is held at: more than what is left, as some of it was liquidated.
    target, left = values["book/target"], values["positions/open_interest"][0, :, :, 1:].sum(axis=(0, 1))
    assert target.shape == (2, 6) and (target[:, 0] == 1).all()
    weights = np.array([0, 0.027, 0.0063, 0.0022, 0.00064])
    np.testing.assert_allclose(target[0, 2:] * left[1:], weights[1:] * 8e9, rtol=0.02)
    klines(tmp_path / "candles.csv", rows[24:])
    assert "at least 60 days before as_of; found are 59" in build.refused()


# Cases from the field (tests/host/data/samples); their right values.


def of_candles(folder, name, **candles):
    build = short(folder, ROWS)
    build.recipe["candles"] |= {"files": [build.sample(name)], **candles}
    return build


def test_milliseconds_and_microseconds_of_one_file_are_the_same_bars(tmp_path):  # F10
    found = [of_candles(tmp_path, f"F10_BTCUSDT-5m-{kind}.csv").made("--strict")[1] for kind in ("seam", "header")]
    assert found[0]["history/time"].tolist() == [NEW_YEAR - 1_800 + 300 * i for i in range(12)]
    for name in found[0]:
        assert np.array_equal(found[0][name], found[1][name]), name


@pytest.mark.parametrize("repair", ["refuse", "fill", "split"])
def test_bars_off_the_hour_are_named(repair, tmp_path):  # F11
    said = of_candles(tmp_path, "F11_klines_1h_irregular.csv", history_bar="1h").refused("--on-gap", repair)
    assert "line 101 begins at 2018-02-06T13:24:54.789Z, off the grid of 1h" in said and "off the grid: 47" in said


def test_rows_of_nan_are_refused_or_repaired_as_asked(tmp_path):  # F11
    build = of_candles(tmp_path, "F11_candles_5min_nan_row.csv.gz", format="csv", history_days=4_000)
    said = build.refused()
    assert "line 5002 (unpacked) (2025-05-18T08:40:00Z) has a price that is missing" in said and "rows that have one: 2" in said
    _, filled, attributes = build.made("--on-gap", "fill")
    assert "2 missing candles were filled" in attributes["made_of"] and len(filled["history/time"]) == 11_520
    assert filled["history/volume"][5_000:5_002].tolist() == [0, 0]
    assert set(filled["history/high"][5_000:5_002]) == {filled["history/close"][4_999]} == {65_100.54}
    _, after, attributes = build.made("--on-gap", "split")
    assert "5,000 candles before the hole" in attributes["made_of"] and len(after["history/time"]) == 6_518


def test_columns_are_taken_as_named_and_newest_first_is_turned_round(tmp_path):  # F13
    order = {"time": 1, "open": 2, "close": 3, "high": 4, "low": 5, "volume": 6, "turnover": 7}
    build = of_candles(tmp_path, "F13_kucoin_like_newest_first.csv", format="csv", columns=order)
    _, values, attributes = build.made()
    assert "newest first" in attributes["made_of"] and (np.diff(values["history/time"]) == 300).all()
    assert values["history/low"][0] == 100_372.3 and values["spot"] == 101_508.7
    build.recipe["candles"]["columns"] = order | {"high": 3, "low": 4, "close": 5}
    said = build.refused()
    assert "line 1: high = 101,508.70 is below low = 101,520" in said and "another order" in said


def test_volume_in_contracts_becomes_coin(tmp_path):  # F13
    _, values, _ = of_candles(tmp_path, "F13_coinm_klines.csv").made()
    assert values["history/volume"].tolist() == [480.76923077]


def test_a_book_that_is_centred_elsewhere_is_refused(tmp_path):  # F14
    build = short(tmp_path, bars(1_747_612_800, 288, price=102_900, seed=3))
    build.recipe["depth"] = {"files": [build.sample("F14_BTCUSDT-bookDepth-good.csv")]}
    _, values, attributes = build.made("--strict")
    assert attributes["as_of"] == "2025-05-19T11:07:31Z"
    assert values["depth/distance"].tolist() == [0.01, 0.02, 0.03, 0.04, 0.05]
    assert values["depth/notional"][:, [0, 4]].tolist() == [[191e6, 640e6], [176e6, 555e6]]
    build.recipe["depth"] = {"files": [build.sample("F14_BTCUSDT-bookDepth-off_centre.csv")]}
    said = build.refused()
    assert "middle of the order book is 83,800, and candles say 102,8" in said and "-18.5" in said


def test_each_venue_says_who_was_liquidated_in_its_own_way(tmp_path):  # F16
    build = short(tmp_path, bars(1_749_157_200 - 86_400, 300, price=100_500, seed=4))
    build.recipe["venue"].append(build.venue | {"name": "bybit"})
    for venue, name in zip(build.recipe["venue"], ("binance_force_orders", "bybit_liquidations"), strict=True):
        venue["liquidations"] = {"files": [build.sample(f"F16_{name}.csv")]}
    found = build.printed()["liquidations"]
    assert (sum(row["long_usd"] for row in found), sum(row["short_usd"] for row in found)) == (1_601_200, 608_000)
    assert found[0]["completeness"] == "one order a symbol and second: a lower bound"


def test_liquidations_of_a_csv_file_need_to_say_whose_side_they_give(tmp_path):
    build = short(tmp_path, ROWS)
    csv(build.folder / "l.csv", "time,side,usd", [[iso(ROWS[5][0]), "BUY", 1e6]])
    past = build.venue["liquidations"] = {"files": ["l.csv"], "format": "csv"}
    assert "does not say whose side it gives" in build.refused() and 'State side_is = "order"' in build.refused()
    for side_is, expected in (("order", (0, 1e6)), ("position", (1e6, 0))):
        past["side_is"] = side_is
        (found,) = build.printed()["liquidations"]
        assert (found["long_usd"], found["short_usd"]) == expected
